"""What keeps a class of assistance true: reviews in their rhythm, the way out by steps, the price subsidy."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression
from minsheng.kernel.people.codes import AssistanceClass, Employment
from minsheng.kernel.people.facts import fact
from minsheng.programmes.social_assistance.policies.book import (
    BOOK,
    DESTITUTE_METHOD,
    DIBAO_METHOD,
    LAW,
    RIGID_METHOD,
)
from minsheng.programmes.social_assistance.policies.means import standard
from minsheng.programmes.social_assistance.policies.members import counts
from minsheng.programmes.social_assistance.policies.minimum_living import (
    is_below_the_edge,
    is_below_the_standard,
)

PRICE_NOTICE = "发改价格〔2021〕1553号"
WORKS = (Employment.EMPLOYED, Employment.FLEXIBLE, Employment.FARMING)
LOOKS_FOR_WORK = (Employment.REGISTERED_UNEMPLOYED, Employment.UNREGISTERED_UNEMPLOYED)

BY_THE_TOWNSHIP = Text(
    "由乡镇（街道）主动复核；情况有变化的，家庭也可以随时报告",
    "The township reviews by itself; a household may report a change at any time",
)

is_on_dibao = dsl.condition(
    Text("已认定为低保家庭", "Recognised as a minimum living household"),
    fact("assistance_class") == AssistanceClass.DIBAO,
    source=f"{LAW}第四十六条",
)
# Income or labour in the household: then both may change within half a year.
has_income_or_labour = BOOK.define(
    "has_income_or_labour",
    Text("家庭有工资、经营收入，或有在业、求职的成员", "somebody earns, works or looks for work"),
    dsl.any_member(
        counts
        & (
            (fact("wage_fen") > 0)
            | (fact("business_fen") > 0)
            | dsl.one_of(fact("employment"), (*WORKS, *LOOKS_FOR_WORK))
        )
    ),
    source=DIBAO_METHOD,
)
months_since_review = BOOK.define(
    "months_since_class_review",
    Text("距上次复核的整月数", "completed months since the last review"),
    dsl.months_since(fact("class_reviewed_on")),
    source=DIBAO_METHOD,
)

BOOK.policy(
    "dibao_review_yearly",
    Text("低保年度复核（收入稳定、无劳动能力家庭）", "Yearly review of households without labour"),
    subject=Entity.HOUSEHOLD,
    conditions=(
        is_on_dibao,
        dsl.condition(
            Text("没有劳动收入，也没有在业、求职的成员", "Nobody earns, works or looks for work"),
            ~has_income_or_labour,
            source=DIBAO_METHOD,
        ),
        dsl.condition(
            Text("距上次复核已满一年", "The last review is a year ago"),
            months_since_review >= dsl.number("social_assistance.review_stable_months"),
            source=f"{LAW}第四十六条；{DIBAO_METHOD}",
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "收入基本没有变化的低保家庭，每年复核一次；复核期间照发。",
        "Households whose income hardly changes are reviewed every year; payment goes on meanwhile.",
    ),
    sources=(f"{LAW}第四十六条", DIBAO_METHOD),
    window=BY_THE_TOWNSHIP,
)
BOOK.policy(
    "dibao_review_half_yearly",
    Text("低保半年复核（收入不固定、有劳动能力家庭）", "Half-yearly review of households with labour"),
    subject=Entity.HOUSEHOLD,
    conditions=(
        is_on_dibao,
        dsl.condition(
            Text("有劳动收入，或有在业、求职的成员", "Somebody earns, works or looks for work"),
            has_income_or_labour,
            source=DIBAO_METHOD,
        ),
        dsl.condition(
            Text("距上次复核已满半年", "The last review is half a year ago"),
            months_since_review >= dsl.number("social_assistance.review_unstable_months"),
            source=f"{LAW}第四十六条；{DIBAO_METHOD}",
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "收入不固定、有劳动能力的低保家庭，每半年复核一次；复核期间照发。",
        "Households whose income may change are reviewed every half-year; payment goes on meanwhile.",
    ),
    sources=(f"{LAW}第四十六条", DIBAO_METHOD),
    window=BY_THE_TOWNSHIP,
)
BOOK.policy(
    "tekun_yearly_review",
    Text("特困供养年度复核", "Yearly review of destitute people"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("已纳入特困供养", "Supported as destitute"),
            fact("is_destitute_supported"),
            source=DESTITUTE_METHOD,
        ),
        dsl.condition(
            Text("距上次复核已满一年", "The last review is a year ago"),
            months_since_review >= dsl.number("social_assistance.review_tekun_months"),
            source=f"{LAW}第四十六条；{DESTITUTE_METHOD}",
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "特困供养对象每年复核一次，同时看照料护理是不是够。",
        "Destitute people are reviewed every year, and with it whether their care is enough.",
    ),
    sources=(f"{LAW}第四十六条", DESTITUTE_METHOD),
    window=BY_THE_TOWNSHIP,
)
BOOK.policy(
    "rigid_expense_renewal",
    Text("刚性支出困难家庭重新认定", "Renewal of the recognition of rigid-expense hardship"),
    subject=Entity.HOUSEHOLD,
    conditions=(
        dsl.condition(
            Text("已认定为刚性支出困难家庭", "Recognised as in rigid-expense hardship"),
            fact("assistance_class") == AssistanceClass.RIGID_EXPENSE,
            source=RIGID_METHOD,
        ),
        dsl.condition(
            Text("认定已满有效期", "The recognition has run its time"),
            dsl.months_since(fact("class_recognised_on"))
            >= dsl.number("social_assistance.rigid_expense_valid_months"),
            source=RIGID_METHOD,
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "刚性支出困难家庭的认定有效期最长一年，期满仍困难的重新认定。",
        "The recognition holds for a year at most; whoever is still in hardship is recognised anew.",
    ),
    sources=(RIGID_METHOD,),
    window=BY_THE_TOWNSHIP,
)

BOOK.policy(
    "dibao_phase_out",
    Text("低保渐退期", "Way out of minimum living by steps"),
    subject=Entity.HOUSEHOLD,
    conditions=(
        is_on_dibao,
        dsl.condition(
            Text("家庭收入已不低于低保标准", "Income is no longer below the standard"),
            ~is_below_the_standard,
            source=DIBAO_METHOD,
        ),
        dsl.condition(
            Text("家庭收入仍低于低保边缘标准", "Income is still below the edge line"),
            is_below_the_edge,
            source=DIBAO_METHOD,
        ),
        dsl.condition(
            Text("收入超过标准的时间没有满渐退期", "Income has been above for less than the grace period"),
            dsl.months_since(fact("income_above_since"))
            < dsl.number("social_assistance.gradual_exit_months"),
            source=DIBAO_METHOD,
        ),
    ),
    benefit=Benefit.RECOGNITION,
    period=Period(begins=at_once()),
    summary=Text(
        "收入刚超过标准的低保家庭，低保金再保留几个月，让家庭站稳。",
        "A household that has just come above the standard keeps the allowance for some months.",
    ),
    sources=(DIBAO_METHOD,),
    window=BY_THE_TOWNSHIP,
)

# Prices: yearly rises are compared as what they add to one standard, because ratios are compared as money only.


def _rise_of_standard(name: str, label: Text) -> Expression:
    risen = dsl.share(standard, f"social_assistance.{name}", rounding=dsl.Rounding.FLOOR)
    return BOOK.define(f"standard_by_{name}", label, risen, source=PRICE_NOTICE)


is_triggered = BOOK.define(
    "price_subsidy_is_triggered",
    Text("居民消费价格或食品价格同比涨幅达到启动条件", "consumer or food prices have risen enough"),
    dsl.any_of(
        _rise_of_standard("cpi_rise", Text("按居民消费价格涨幅折算", "rise of consumer prices"))
        >= _rise_of_standard("cpi_trigger", Text("按居民消费价格启动条件折算", "trigger by consumer prices")),
        _rise_of_standard("food_cpi_rise", Text("按食品价格涨幅折算", "rise of food prices"))
        >= _rise_of_standard("food_cpi_trigger", Text("按食品价格启动条件折算", "trigger by food prices")),
    ),
    source=PRICE_NOTICE,
)

BOOK.policy(
    "price_subsidy",
    Text("价格临时补贴", "Temporary price subsidy"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("属于低保或特困供养对象", "On minimum living or supported as destitute"),
            fact("is_destitute_supported") | (counts & (fact("assistance_class") == AssistanceClass.DIBAO)),
            source=f"{LAW}第三十二条",
        ),
        dsl.condition(
            Text("物价涨幅达到启动条件", "Prices have risen enough"), is_triggered, source=PRICE_NOTICE
        ),
    ),
    benefit=Benefit.CASH,
    period=Period(begins=at_once()),
    per=Per.MONTH,
    amount=dsl.share(standard, "social_assistance.scpi_rise", rounding=dsl.Rounding.HALF_UP),
    summary=Text(
        "物价涨得快的月份，低保、特困对象每人发放价格临时补贴，数据发布后二十个工作日内到账。",
        "In months of fast-rising prices each person on minimum living or destitute support gets a subsidy, within "
        "twenty working days of the figures.",
    ),
    sources=(f"{LAW}第三十二条", PRICE_NOTICE),
    window=Text("自动发放，不用申请", "Paid by itself; no application"),
)
