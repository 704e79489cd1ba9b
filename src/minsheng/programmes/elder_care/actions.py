"""The acts of elder care that go with the verbs on its card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.engines.formulas.age import reaches_age_on
from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.entitlements.actions.award import award_policy
from minsheng.kernel.payments.services import record_service
from minsheng.kernel.people.models import Person
from minsheng.kernel.registry.here import parameters_of_this_city

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case


def award_from_the_month_of_age(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Award from the month in which the age is reached, or in which the case was opened if that is later.

    What an earlier month would have paid is not guessed here: arrears are a decision of their own.
    """
    from_on = day_of(case.opened_at).replace(day=1)
    person = case.subject
    if isinstance(person, Person) and person.born_on is not None:
        reached_on = reaches_age_on(person.born_on, _youngest_age(on=from_on))
        from_on = max(from_on, reached_on.replace(day=1))
    award_policy(case, from_on=from_on, by=by, at=at, values=values)


def record_visits(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Write the person on the roll of those who are visited."""
    person = case.subject
    assert isinstance(person, Person)  # noqa: S101 (the card says so)
    record_service("visiting_care", person=person, since=date.fromisoformat(values["given_on"]), at=at)


def _youngest_age(*, on: date) -> int:
    bands = parameters_of_this_city().at("elder_care.advanced_age_amount", on=on).for_county(None)
    assert isinstance(bands, Mapping)  # noqa: S101 (the rule reads it as bands as well)
    return min(floor for floor, amount_fen in bands.items() if amount_fen)
