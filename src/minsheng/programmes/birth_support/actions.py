"""The act of birth support that goes with the verb on its card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.entitlements.actions.award import award_policy
from minsheng.kernel.people.models import Person

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case


def award_by_the_year(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Award the subsidy of this year: from January, or from the month of birth for a child born this year."""
    from_on = date(day_of(at).year, 1, 1)
    child = case.subject
    if isinstance(child, Person) and child.born_on is not None and child.born_on > from_on:
        from_on = child.born_on.replace(day=1)
    award_policy(case, from_on=from_on, by=by, at=at, values=values)
