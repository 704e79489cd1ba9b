"""Rigid-expense hardship (刚性支出困难家庭): enough income on paper, eaten up by illness, school or rehabilitation."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import CONFIRMED, Period, day_of
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import fact
from minsheng.programmes.social_assistance.policies.book import (
    BOOK,
    CHECKING_CONSENT,
    LAW,
    RIGID_METHOD,
    TOWNSHIP_WINDOW,
)
from minsheng.programmes.social_assistance.policies.means import property_conditions, yearly_income
from minsheng.programmes.social_assistance.policies.members import has_local_member, is_family, members
from minsheng.programmes.social_assistance.policies.minimum_living import is_below_the_edge

average_income = BOOK.define(
    "average_income",
    Text(
        "按上年度人均可支配收入计算的全家年收入",
        "yearly income of a household of this size at the local average",
    ),
    dsl.money("social_assistance.disposable_income_last_year") * members,
    source=f"{LAW}第二十二条",
)

share_of_income = BOOK.define(
    "rigid_share_of_income",
    Text("家庭年收入的规定比例", "the share of yearly income that expenses must exceed"),
    dsl.share(yearly_income, "social_assistance.rigid_expense_ratio", rounding=dsl.Rounding.FLOOR),
    source=f"{LAW}第二十二条",
)

rigid_expense = BOOK.policy(
    "rigid_expense",
    Text("刚性支出困难家庭认定", "Recognition of rigid-expense hardship"),
    subject=Entity.HOUSEHOLD,
    conditions=(
        is_family,
        has_local_member,
        dsl.condition(
            Text(
                "不属于低保、低保边缘家庭（人均收入不低于边缘标准）",
                "Neither a minimum living nor an edge household (income a head is not below the edge line)",
            ),
            ~is_below_the_edge,
            source=RIGID_METHOD,
        ),
        dsl.condition(
            Text(
                "家庭人均收入低于上年度当地居民人均可支配收入",
                "Income a head is below last year's local average",
            ),
            yearly_income < average_income,
            source=f"{LAW}第二十二条",
        ),
        dsl.condition(
            Text(
                "近12个月刚性支出占家庭总收入超过规定比例",
                "Rigid expenses of twelve months exceed the set share of income",
            ),
            fact("rigid_expenses_year_fen") > share_of_income,
            source=f"{LAW}第二十二条",
        ),
        *property_conditions,
    ),
    benefit=Benefit.RECOGNITION,
    period=Period(begins=day_of(CONFIRMED), lasts=dsl.number("social_assistance.rigid_expense_valid_months")),
    per=Per.YEAR,
    summary=Text(
        "看病、上学、康复等必需支出压垮的家庭，认定后一年内可得到医疗、教育等救助。",
        "A household crushed by unavoidable spending on illness, school or rehabilitation is recognised for a year, "
        "and gets help with them.",
    ),
    sources=(f"{LAW}第二十二条", RIGID_METHOD),
    window=TOWNSHIP_WINDOW,
    papers=(
        CHECKING_CONSENT,
        Text(
            "医保、学校系统查不到的自付费用票据",
            "Receipts of own spending that the insurance and school registers do not show",
        ),
    ),
)
