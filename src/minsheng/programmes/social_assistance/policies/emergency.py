"""Temporary aid (临时救助) in an emergency: paid where it strikes, first the money, then the papers."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import APPLIED, Period, at_once, month_of
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import fact
from minsheng.programmes.social_assistance.policies.book import BOOK, LAW
from minsheng.programmes.social_assistance.policies.means import standard
from minsheng.programmes.social_assistance.policies.members import family_size

AID_OPINION = "国发〔2014〕47号；民发〔2018〕23号"

WINDOW = Text(
    "急难发生地乡镇（街道）或县级民政部门，不看户籍；情况紧急的先行救助、后补手续",
    "The township or county where the emergency strikes, wherever registered; if it is urgent, aid comes first and the "
    "papers later",
)

emergency_need = BOOK.define(
    "emergency_need",
    Text("按标准、人数和月数计算的临时救助", "aid by standard, persons and months"),
    standard * family_size * dsl.number("social_assistance.temporary_aid_months"),
    source=AID_OPINION,
)
left_of_the_year = BOOK.define(
    "left_of_the_year",
    Text("全年限额的余额", "what is left of the cap of a year"),
    standard * dsl.number("social_assistance.temporary_aid_cap_months") - fact("temporary_aid_year_fen"),
    source=AID_OPINION,
)
emergency_amount = BOOK.define(
    "emergency_amount",
    Text("临时救助金额", "temporary aid"),
    dsl.at_least(dsl.at_most(emergency_need, left_of_the_year), 0),
    source=AID_OPINION,
)

is_struck = dsl.condition(
    Text("遭遇火灾、事故等急难，基本生活暂时困难", "Struck by a fire, an accident or another emergency"),
    fact("has_emergency"),
    source=f"{LAW}第三十七条；{AID_OPINION}",
)
is_within_the_year = dsl.condition(
    Text("全年临时救助没有超过限额", "The cap of a year is not used up"),
    left_of_the_year > 0,
    source=AID_OPINION,
)

BOOK.policy(
    "temporary_aid",
    Text("急难型临时救助", "Temporary aid in an emergency"),
    subject=Entity.HOUSEHOLD,
    conditions=(is_struck, is_within_the_year),
    benefit=Benefit.CASH,
    period=Period(begins=month_of(APPLIED)),
    per=Per.ONCE,
    amount=emergency_amount,
    summary=Text(
        "遭遇火灾、意外等急难、眼下过不去的家庭，按低保标准和人数给几个月的救助，先给钱、后补材料。",
        "A household struck by an emergency gets some months of the standard for each member: money first, papers "
        "later.",
    ),
    sources=(f"{LAW}第三十七条、第五十条", AID_OPINION),
    window=WINDOW,
)
BOOK.policy(
    "temporary_aid_small",
    Text("小额临时救助由乡镇直接审批", "Small temporary aid, decided by the township"),
    subject=Entity.HOUSEHOLD,
    conditions=(
        is_struck,
        is_within_the_year,
        dsl.condition(
            Text("救助金额不超过乡镇审批限额", "The aid is within what a township decides by itself"),
            emergency_amount <= standard * dsl.number("social_assistance.temporary_aid_township_months"),
            source=AID_OPINION,
        ),
    ),
    benefit=Benefit.RECOGNITION,
    period=Period(begins=at_once()),
    per=Per.ONCE,
    summary=Text(
        "金额不大的临时救助，乡镇（街道）当场审批，不用等县里。",
        "Small aid is decided by the township on the spot, without waiting for the county.",
    ),
    sources=(AID_OPINION,),
    window=WINDOW,
)
