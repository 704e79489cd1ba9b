"""What is owed every calendar year: the health check, health management by Chinese medicine, a look at home."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.terms import Variable
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import CareLevel
from minsheng.kernel.people.facts import fact
from minsheng.programmes.elder_health.policies.book import (
    BOOK,
    CLINIC,
    LAW,
    SERVICES,
    STANDARD,
    is_old,
    lives_here,
)

MONTHS_IN_A_YEAR = 12
DISABLED_LEVELS = (CareLevel.MODERATE, CareLevel.SEVERE, CareLevel.COMPLETE)

# A check counts when it is on record. Nothing on record means not yet done, not "unknown": the service must be shown.


def _is_this_year(name: str, day: str, label: Text) -> Variable:
    """Whether a day of this calendar year is on record."""
    given = fact(day)
    return BOOK.define(
        name,
        label,
        dsl.is_known(given)
        & (dsl.month_index(given) // MONTHS_IN_A_YEAR == dsl.month_index(dsl.today()) // MONTHS_IN_A_YEAR),
        source=STANDARD,
    )


is_checked_this_year = _is_this_year(
    "is_checked_this_year",
    "health_check_on",
    Text("本年度已有体检记录", "a health check of this calendar year is on record"),
)
has_chinese_medicine_this_year = _is_this_year(
    "has_chinese_medicine_this_year",
    "tcm_health_on",
    Text("本年度已做中医药健康管理", "health management by Chinese medicine of this year is on record"),
)
is_assessed_at_home_this_year = _is_this_year(
    "is_assessed_at_home_this_year",
    "home_assessed_on",
    Text("本年度已上门评估", "an assessment at home of this year is on record"),
)
# Most old people were never assessed; whoever has no result on record is not taken for frail.
is_assessed_as_disabled = BOOK.define(
    "is_assessed_as_disabled",
    Text("能力评估为中度以上失能", "assessed as moderately disabled or worse"),
    dsl.is_known(fact("care_level")) & dsl.one_of(fact("care_level"), DISABLED_LEVELS),
    source=SERVICES,
)
cannot_care_for_self = BOOK.define(
    "cannot_care_for_self",
    Text("自理能力评估为不能自理", "cannot care for oneself by the self-care score"),
    dsl.is_known(fact("self_care_score"))
    & (fact("self_care_score") >= dsl.number("elder_health.dependent_from_score")),
    source=STANDARD,
)

BOOK.policy(
    "health_check_65",
    Text("65岁及以上老年人年度健康体检", "Yearly health check from 65"),
    subject=Entity.PERSON,
    conditions=(
        lives_here,
        is_old,
        dsl.condition(
            Text("本年度还没有体检记录", "No check of this calendar year is on record"),
            ~is_checked_this_year,
            source=STANDARD,
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    per=Per.YEAR,
    summary=Text(
        "常住本地的老人，每年免费体检一次，包括辅助检查和健康指导。",
        "Older residents get one free health check a year, with tests and advice.",
    ),
    sources=(f"{LAW}第二十五条", STANDARD),
    window=CLINIC,
)

BOOK.policy(
    "tcm_health_65",
    Text("65岁及以上老年人中医药健康管理", "Health management by Chinese medicine from 65"),
    subject=Entity.PERSON,
    conditions=(
        lives_here,
        is_old,
        dsl.condition(
            Text(
                "本年度还没有做中医药健康管理",
                "No health management by Chinese medicine of this year is on record",
            ),
            ~has_chinese_medicine_this_year,
            source=STANDARD,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.YEAR,
    summary=Text(
        "常住本地的老人，每年一次免费的中医体质辨识和保健指导。",
        "Older residents get advice by Chinese medicine once a year, free.",
    ),
    sources=(STANDARD,),
    window=CLINIC,
    period=Period(begins=at_once()),
)

BOOK.policy(
    "disabled_elder_home_assessment",
    Text("失能老年人上门评估和健康服务", "Assessment and care at home for disabled older people"),
    subject=Entity.PERSON,
    conditions=(
        lives_here,
        is_old,
        dsl.condition(
            Text(
                "评估为中度以上失能，或不能自理", "Moderately disabled or worse, or cannot care for oneself"
            ),
            is_assessed_as_disabled | cannot_care_for_self,
            source=SERVICES,
        ),
        dsl.condition(
            Text("没有入住养老机构", "Does not live in a care institution"),
            ~fact("in_care_institution"),
            source=SERVICES,
        ),
        dsl.condition(
            Text("本年度还没有上门评估", "No assessment at home of this year is on record"),
            ~is_assessed_at_home_this_year,
            source=SERVICES,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.YEAR,
    summary=Text(
        "居家的失能老人，每年由医疗机构上门评估并给予健康服务。",
        "Disabled older people at home are visited and assessed by the clinic every year.",
    ),
    sources=(SERVICES,),
    window=CLINIC,
    period=Period(begins=at_once()),
)
