"""The acts of elder care that go with the verbs on its card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.kernel.payments.services import record_service
from minsheng.kernel.people.models import Person

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case


def record_visits(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Write the person on the roll of those who are visited."""
    person = case.subject
    assert isinstance(person, Person)  # noqa: S101 (the card says so)
    record_service("visiting_care", person=person, since=date.fromisoformat(values["given_on"]), at=at)
