"""The act of education that goes with the verbs on its card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.kernel.people.recording import record_facts

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case

SOURCE = "学生关爱服务登记"
# Where a rule reads what was given: a yes, or the day.
YES_IN = {
    "special_education_place": "taught_at_home",
    "migrant_pupil_place": "in_public_school",
    "after_school_relief": "has_after_school_relief",
}
DAY_IN = {"pupil_mood_screening": "pupil_screened_on"}


def record_given(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record what a pupil was given; a child who goes to school now is written down by the school's own list."""
    given_on = date.fromisoformat(values["given_on"])
    known: dict[str, int | date | None] = (
        {DAY_IN[case.kind]: given_on} if case.kind in DAY_IN else {YES_IN[case.kind]: True}
    )
    record_facts(case.subject, known, source=SOURCE, as_of=given_on, at=at)
