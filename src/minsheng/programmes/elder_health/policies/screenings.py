"""The four actions (营养改善、心理关爱、痴呆防治、听力健康): who is due to be screened.

A screening counts when it is on record, and only for a time; nothing on record means not yet done.
"""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit, Per, Policy
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import fact
from minsheng.programmes.elder_health.policies.book import (
    BOOK,
    CLINIC,
    DEMENTIA_PLAN,
    HEARING,
    MOOD,
    NUTRITION,
    is_old,
    lives_here,
)


def _screening(key: str, day: str, *, title: Text, tool: Text, source: str) -> Policy:
    """A screening that is due unless one of the last months is on record."""
    screened_on = fact(day)
    is_recent = BOOK.define(
        f"has_recent_{key}",
        Text(f"近期已做{title.zh}", f"recently had the {title.en}"),
        dsl.is_known(screened_on)
        & (dsl.months_since(screened_on) < dsl.number("elder_health.screening_months")),
        source=source,
    )
    return BOOK.policy(
        key,
        title,
        subject=Entity.PERSON,
        conditions=(
            lives_here,
            is_old,
            dsl.condition(
                Text("规定月数内没有筛查记录", "No screening within the set months is on record"),
                ~is_recent,
                source=source,
            ),
        ),
        benefit=Benefit.SERVICE,
        per=Per.YEAR,
        summary=Text(
            f"常住本地的老人每年一次免费的{title.zh}（{tool.zh}）。筛查不是诊断，阳性的转诊。",
            f"Older residents get a free {title.en} once a year ({tool.en}). A screening is no diagnosis; "
            "whoever is positive is referred.",
        ),
        sources=(source,),
        window=CLINIC,
        period=Period(begins=at_once()),
    )


_screening(
    "nutrition_screening",
    "mna_on",
    title=Text("老年人营养筛查", "nutrition screening"),
    tool=Text("微型营养评定简表", "MNA-SF"),
    source=NUTRITION,
)
_screening(
    "mood_screening",
    "mood_screened_on",
    title=Text("老年人心理筛查", "mood screening"),
    tool=Text("老年抑郁量表、健康问卷", "GDS-15, PHQ-9"),
    source=MOOD,
)
_screening(
    "cognition_screening",
    "ad8_on",
    title=Text("老年人认知初筛", "cognition screening"),
    tool=Text("AD8，由家人回答", "AD8, answered by a relative"),
    source=DEMENTIA_PLAN,
)
_screening(
    "hearing_screening",
    "hearing_screened_on",
    title=Text("老年人听力筛查", "hearing screening"),
    tool=Text("耳语测试", "whispered voice"),
    source=HEARING,
)
