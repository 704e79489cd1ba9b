"""Full disks and clocks that jump: nothing half done, and nothing out of order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection, transaction
from tests.make.land import VILLAGE, make_land

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.audit.record import record
from minsheng.kernel.audit.sealing import broken_seals, seal_entries
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people.models import Person

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
PEOPLE = 20_000


def _pragma(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {statement}")
        return int(cursor.fetchone()[0])


def import_people(place: Division) -> None:
    with transaction.atomic():
        record("people imported", place, by=None, at=NOON)
        Person.objects.bulk_create(
            [Person(name=f"人{number}", division=place) for number in range(PEOPLE)], batch_size=500
        )


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="row B3 is the one of PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_leaves_nothing_half_done_and_work_goes_on():
    make_land()
    place = Division.objects.get(pk=VILLAGE)
    ceiling = _pragma("max_page_count")
    _pragma(f"max_page_count = {_pragma('page_count') + 20}")
    try:
        with pytest.raises(OperationalError, match="full"):
            import_people(place)
        assert (Person.objects.count(), Entry.objects.count()) == (0, 0)
    finally:
        _pragma(f"max_page_count = {ceiling}")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchone()[0] == "ok"
    Person.objects.create(name="后来的人", division=place)
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_entries_keep_their_order_when_the_clock_goes_back():
    make_land()
    place = Division.objects.get(pk=VILLAGE)
    for hours in (0, -1, 24 * 365, 0, -24 * 365 * 20):
        record(f"act {hours}", place, by=None, at=NOON + timedelta(hours=hours))
        seal_entries(at=NOON + timedelta(hours=hours))

    assert [entry.what for entry in Entry.objects.order_by("pk")] == [
        f"act {hours}" for hours in (0, -1, 24 * 365, 0, -24 * 365 * 20)
    ]
    assert broken_seals() == []
