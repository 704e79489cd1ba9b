"""Minimum living (低保), its edge, and the one person of an edge household who enters it alone."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import CONFIRMED, Period, day_of, month_after
from minsheng.engines.policy.rulebook import Benefit
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression
from minsheng.kernel.people.facts import fact
from minsheng.programmes.social_assistance.policies.book import (
    BOOK,
    CHECKING_CONSENT,
    DIBAO_METHOD,
    LAW,
    TOWNSHIP_WINDOW,
)
from minsheng.programmes.social_assistance.policies.destitute import is_destitute
from minsheng.programmes.social_assistance.policies.means import (
    edge_line,
    in_whole_yuan,
    income,
    need,
    property_conditions,
    standard,
    total_income,
)
from minsheng.programmes.social_assistance.policies.members import (
    age,
    counts,
    has_local_member,
    is_family,
    is_minor,
    is_severely_disabled,
)


def _uplift_if(reason: Expression, ratio: str) -> Expression:
    return dsl.choose(
        reason, dsl.share(standard, f"social_assistance.{ratio}", rounding=dsl.Rounding.CEIL), dsl.nothing()
    )


is_old = BOOK.define(
    "is_old",
    Text("老年人", "old"),
    age >= dsl.number("social_assistance.old_from_age"),
    source="老年人权益保障法第二条",
)

# One uplift a person: whoever is both old and severely disabled gets the larger one.
uplift = BOOK.define(
    "uplift",
    Text("分类施保增发（每人一项，取高）", "uplift for special hardship, one per person, the highest"),
    dsl.at_least(
        dsl.at_least(
            _uplift_if(is_old, "uplift_old_ratio"),
            _uplift_if(is_minor, "uplift_minor_ratio"),
        ),
        dsl.at_least(
            _uplift_if(is_severely_disabled, "uplift_severe_disability_ratio"),
            _uplift_if(fact("is_severely_ill"), "uplift_severe_illness_ratio"),
        ),
    ),
    source=f"{LAW}第二十条",
)

is_below_the_standard = BOOK.define(
    "is_below_the_standard",
    Text("家庭月收入低于低保标准", "the household's income is below the minimum living standard"),
    total_income < need,
    source=f"{LAW}第十八条",
)

is_below_the_edge = BOOK.define(
    "is_below_the_edge",
    Text("家庭月收入低于低保边缘标准", "the household's income is below the edge line"),
    total_income < edge_line,
    source=f"{LAW}第二十一条",
)

dibao = BOOK.policy(
    "dibao",
    Text("最低生活保障", "Minimum living allowance"),
    subject=Entity.HOUSEHOLD,
    conditions=(
        is_family,
        has_local_member,
        dsl.condition(
            Text(
                "家庭人均月收入低于低保标准（等于标准不算低于）",
                "Monthly income a head is below the standard (exactly the standard is not below)",
            ),
            is_below_the_standard,
            source=f"{LAW}第十八条",
        ),
        *property_conditions,
        dsl.condition(
            Text("家庭成员不都属于特困供养对象", "Not every member is owed support as destitute instead"),
            dsl.any_member(counts & ~is_destitute),
            source=f"{LAW}第十四条",
        ),
    ),
    benefit=Benefit.CASH,
    period=Period(begins=month_after(CONFIRMED)),
    amount=in_whole_yuan(
        dsl.at_least(need - total_income, 0) + dsl.total(dsl.choose(counts, uplift, dsl.nothing()))
    ),
    summary=Text(
        "家庭人均收入低于低保标准、财产符合规定的，按月补足差额。",
        "A household whose income a head is below the standard, and whose property is within the limits, "
        "is paid the difference every month.",
    ),
    sources=(f"{LAW}第十八条、第二十条", DIBAO_METHOD),
    window=TOWNSHIP_WINDOW,
    papers=(CHECKING_CONSENT,),
)

edge = BOOK.policy(
    "dibao_edge",
    Text("最低生活保障边缘家庭认定", "Recognition as an edge household"),
    subject=Entity.HOUSEHOLD,
    conditions=(
        is_family,
        has_local_member,
        dsl.condition(
            Text(
                "家庭人均月收入不低于低保标准",
                "Monthly income a head is not below the minimum living standard",
            ),
            ~is_below_the_standard,
            source=f"{LAW}第二十一条",
        ),
        dsl.condition(
            Text("家庭人均月收入低于低保边缘标准", "Monthly income a head is below the edge line"),
            is_below_the_edge,
            source=f"{LAW}第二十一条",
        ),
        *property_conditions,
    ),
    benefit=Benefit.RECOGNITION,
    period=Period(begins=day_of(CONFIRMED)),
    summary=Text(
        "收入略高于低保标准的家庭，认定后可得到医疗、教育、住房、就业救助。",
        "A household with slightly more than the standard is recognised, and gets help with illness, school, "
        "housing and work.",
    ),
    sources=(f"{LAW}第二十一条", DIBAO_METHOD),
    window=TOWNSHIP_WINDOW,
    papers=(CHECKING_CONSENT,),
)

is_edge_household = BOOK.define(
    "is_edge_household", Text("符合低保边缘家庭条件", "is an edge household"), edge.eligible
)

dibao_single = BOOK.policy(
    "dibao_single",
    Text("低保边缘家庭重残、重病人员单人保", "Minimum living allowance for one person of an edge household"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("家庭符合低保边缘条件", "The household is an edge household"),
            is_edge_household,
            source=f"{LAW}第二十一条第二款",
        ),
        dsl.condition(
            Text("计入家庭人口", "Counts as a member of the household"), counts, source=DIBAO_METHOD
        ),
        dsl.condition(
            Text("重度残疾人或重病患者", "Severely disabled or severely ill"),
            is_severely_disabled | fact("is_severely_ill"),
            source=f"{LAW}第二十一条第二款",
        ),
        dsl.condition(
            Text("本人月收入低于低保标准", "Own monthly income is below the standard"),
            income < standard,
            source=DIBAO_METHOD,
        ),
        dsl.condition(
            Text("不属于特困供养对象", "Not owed support as destitute instead"),
            ~is_destitute,
            source=f"{LAW}第十四条",
        ),
    ),
    benefit=Benefit.CASH,
    period=Period(begins=month_after(CONFIRMED)),
    amount=in_whole_yuan(dsl.at_least(standard - income, 0) + uplift),
    summary=Text(
        "低保边缘家庭中的重度残疾人、重病患者，可以单独纳入低保，按本人收入补足差额。",
        "A severely disabled or severely ill member of an edge household may enter the allowance alone, "
        "and is paid the difference to his or her own income.",
    ),
    sources=(f"{LAW}第二十一条第二款", DIBAO_METHOD),
    window=TOWNSHIP_WINDOW,
    papers=(CHECKING_CONSENT,),
)
