"""The acts of medical services that go with the verbs on its card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.people.recording import record_facts

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case

SOURCE = "家庭医生签约登记"
SOURCE_OF_SERVICES = "家庭医生团队服务登记"
# Where a rule reads the day on which a service was given.
DAY_IN = {
    "family_doctor_service": "family_doctor_served_on",
    "hypertension_management": "hypertension_followed_on",
    "diabetes_management": "diabetes_followed_on",
}


def record_contract(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record until when the person has a family doctor."""
    until = {"family_doctor_until": date.fromisoformat(values["valid_until"])}
    record_facts(case.subject, until, source=SOURCE, as_of=day_of(at), at=at)


def record_day(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record the day of a service; what was found stays with the clinic."""
    given_on = date.fromisoformat(values["given_on"])
    record_facts(
        case.subject, {DAY_IN[case.kind]: given_on}, source=SOURCE_OF_SERVICES, as_of=given_on, at=at
    )
