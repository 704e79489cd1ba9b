"""Services on the roll: what somebody gets without money, so that the next screening sees that it is given."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people.models import Person

ROLL = "本系统服务"


def record_service(policy: str, *, person: Person, since: date, at: datetime) -> Receipt:
    """Write a service on the roll of those who get it; whoever stands there already is not written twice."""
    running = Q(until__isnull=True) | Q(until__gte=since)
    there: Receipt | None = Receipt.objects.filter(running, policy=policy, person=person).first()
    if there is not None:
        return there
    return Receipt.objects.create(
        policy=policy,
        person=person,
        division_id=person.division_id,
        since=since,
        source=ROLL,
        as_of=day_of(at),
    )
