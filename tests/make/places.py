"""Places for tests, walked through their real life cycle."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from django.contrib.auth.models import User
from tests.make import land

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.places import life_cycle
from minsheng.kernel.places.models import Place

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
_numbers = count(1)


def make_awaiting(reporter: User, *, kind: str, division: str = land.TOWNSHIP, at: datetime = NOON) -> Place:
    """Write a place that waits for its inspection."""
    where = Division.objects.get(pk=division)
    place = life_cycle.plan(
        kind, name=f"某处{next(_numbers)}", division=where, by=reporter, at=at, capacity=40
    )
    place = life_cycle.site(place, address="某街1号", by=reporter, at=at)
    place = life_cycle.start_building(place, by=reporter, at=at)
    place = life_cycle.complete(place, by=reporter, at=at)
    return life_cycle.submit_for_acceptance(place, by=reporter, at=at)


def make_accepted(
    reporter: User, acceptor: User, *, kind: str, division: str = land.TOWNSHIP, at: datetime = NOON
) -> Place:
    """Write a place that passed its inspection."""
    place = make_awaiting(reporter, kind=kind, division=division, at=at)
    checklist = {item.key: True for item in life_cycle.place_kind_called(kind).checklist}
    life_cycle.accept(place, checklist=checklist, by=acceptor, at=at)
    place.refresh_from_db()
    return place
