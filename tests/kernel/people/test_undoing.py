"""Taking back a file removes what it wrote, reopens what it ended, and keeps what others rest on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people import recording
from minsheng.kernel.people.models import FactRecord, Household, Person
from minsheng.kernel.people.undoing import Undone, undo_batch

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
VILLAGE = "140729100200"
JUNE = date(2026, 6, 1)


def _import_family(batch_key: str, *members: Person, names: int = 1) -> Household:
    household = recording.new_household(division_code=VILLAGE)
    newcomers = [recording.new_person(name=f"新人{n}", division_code=VILLAGE) for n in range(names)]
    recording.record_all(
        persons=newcomers,
        households=[household],
        memberships=[
            recording.new_membership(person, household, relation=1, from_on=JUNE)
            for person in (*members, *newcomers)
        ],
        facts=[recording.new_facts(household, {"vehicles": 1}, source="交警", as_of=JUNE)],
        batch_key=batch_key,
        at=NOON,
    )
    return household


def test_a_batch_goes_as_it_came(village: Division) -> None:
    _import_family("batch-1", names=2)

    undone = undo_batch("batch-1")

    assert undone == Undone(
        fact_records=1, memberships=2, reopened_memberships=0, persons=2, households=1, kept_persons=0,
        kept_households=0,
    )  # fmt: skip
    assert not Person.objects.exists()
    assert not Household.objects.exists()


def test_other_batches_stay(village: Division) -> None:
    _import_family("batch-1")
    stays = _import_family("batch-2")

    undo_batch("batch-1")

    assert list(Household.objects.all()) == [stays]
    assert Person.objects.count() == 1


def test_people_go_back_to_the_household_they_had(make_person: Callable[..., Person]) -> None:
    person = make_person()
    before = person.household
    _import_family("batch-1", person)

    undone = undo_batch("batch-1")

    assert undone.reopened_memberships == 1
    assert person.household == before


def test_who_belongs_elsewhere_by_now_is_not_sent_back(make_person: Callable[..., Person]) -> None:
    person = make_person()
    _import_family("batch-1", person)
    latest = _import_family("batch-2", person)

    undone = undo_batch("batch-1")

    assert undone.reopened_memberships == 0
    assert person.household == latest


def test_a_person_about_whom_others_wrote_since_is_kept_and_counted(village: Division) -> None:
    _import_family("batch-1", names=2)
    known = Person.objects.order_by("pk")[0]
    recording.record_all(
        facts=[recording.new_facts(known, {"wage_fen": 1}, source="税务", as_of=JUNE)],
        batch_key="batch-2",
        at=NOON,
    )

    undone = undo_batch("batch-1")

    assert (undone.persons, undone.kept_persons) == (1, 1)
    assert list(Person.objects.all()) == [known]
    assert FactRecord.objects.get().source == "税务"


def test_rows_that_came_in_no_batch_are_never_undone(make_person: Callable[..., Person]) -> None:
    make_person()

    with pytest.raises(ValueError, match="without a key"):
        undo_batch("")

    assert Person.objects.exists()
