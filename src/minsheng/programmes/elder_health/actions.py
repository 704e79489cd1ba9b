"""The acts of elder health that go with the verbs on its card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.kernel.people.recording import record_facts

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case

SOURCE = "老年人健康体检登记"
SOURCE_OF_SERVICES = "老年健康服务登记"
# Where a rule reads the day on which a service was given.
DAY_IN = {
    "tcm_health_65": "tcm_health_on",
    "disabled_elder_home_assessment": "home_assessed_on",
    "nutrition_screening": "mna_on",
    "mood_screening": "mood_screened_on",
    "cognition_screening": "ad8_on",
    "hearing_screening": "hearing_screened_on",
    "nutrition_referral": "nutrition_advised_on",
    "mood_same_day_contact": "mood_contacted_on",
    "mood_referral": "mood_visit_on",
    "cognition_test": "moca_on",
    "cognition_referral": "cognition_visit_on",
    "hearing_test": "audiometry_on",
}


def record_check(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record the day of the yearly check; what it found stays with the clinic."""
    checked_on = date.fromisoformat(values["given_on"])
    record_facts(case.subject, {"health_check_on": checked_on}, source=SOURCE, as_of=checked_on, at=at)


def record_day(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record the day of a service; scores come with the sheet of the clinic."""
    given_on = date.fromisoformat(values["given_on"])
    record_facts(
        case.subject, {DAY_IN[case.kind]: given_on}, source=SOURCE_OF_SERVICES, as_of=given_on, at=at
    )
