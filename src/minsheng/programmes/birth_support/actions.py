"""The acts of birth support that go with the verbs on its card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.kernel.people.recording import record_facts

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case

SOURCE = "生育服务登记"
# Where a rule reads the day on which something was settled.
DAY_IN = {"childcare_renewal": "childcare_confirmed_on", "birth_registration": "birth_registered_on"}


def record_day(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record the day of a confirmation or registration."""
    _record(case, DAY_IN[case.kind], date.fromisoformat(values["given_on"]), at=at, values=values)


def record_place(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record that a child has a nursery place."""
    _record(case, "in_nursery", True, at=at, values=values)


def _record(case: Case, fact: str, value: int | date, *, at: datetime, values: Mapping[str, Any]) -> None:
    given_on = date.fromisoformat(values["given_on"])
    record_facts(case.subject, {fact: value}, source=SOURCE, as_of=given_on, at=at)
