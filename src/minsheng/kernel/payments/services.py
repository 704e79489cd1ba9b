"""Services on the roll: what somebody gets without money, so that the next screening sees that it is given."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people.models import Household, Person

ROLL = "本系统服务"


def record_service(
    policy: str,
    *,
    person: Person | None = None,
    household: Household | None = None,
    since: date,
    at: datetime,
) -> Receipt:
    """Write a service on the roll of those who get it; whoever stands there already is not written twice.

    Raises ValueError unless exactly one of person and household is given.
    """
    subject = person or household
    if subject is None or (person is not None and household is not None):
        raise ValueError(
            f"A service of {policy!r} is given to one person or to one household; name one of them."
        )
    running = Q(until__isnull=True) | Q(until__gte=since)
    listed = Receipt.objects.filter(running, policy=policy, person=person, household=household)
    there: Receipt | None = listed.first()
    if there is not None:
        return there
    return Receipt.objects.create(
        policy=policy,
        person=person,
        household=household,
        division_id=subject.division_id,
        since=since,
        source=ROLL,
        as_of=day_of(at),
    )
