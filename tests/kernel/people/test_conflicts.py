"""Disagreement between sources is found, shown without the values, and settled once by a person with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.people.conflicts import (
    CannotSettleError,
    Found,
    find_conflicts,
    look_again_at_open,
    settle,
)
from minsheng.kernel.people.merging import facts_of
from minsheng.kernel.people.models import FactConflict, FactRecord, Person

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
TODAY = date(2026, 11, 24)

MakePerson = Callable[..., Person]
Tell = Callable[..., FactRecord]


def _look(*persons: Person, at: datetime = NOON) -> Found:
    return find_conflicts(person_ids=[person.pk for person in persons], on=TODAY, at=at)


@pytest.fixture
def disputed(make_person: MakePerson, tell: Tell) -> Person:
    person = make_person()
    tell(person, {"disability_grade": 3, "marital": 2}, source="残联", as_of=date(2026, 1, 1))
    tell(person, {"disability_grade": 2, "marital": 2}, source="民政", as_of=date(2026, 6, 1))
    return person


def test_disagreement_is_kept_with_its_sources_and_without_the_values(disputed: Person) -> None:
    found = _look(disputed)

    conflict = FactConflict.objects.get()
    assert found == Found(new=1, known=0, again=0, gone=0)
    assert (conflict.person, conflict.fact, conflict.sources) == (
        disputed,
        "disability_grade",
        ["民政", "残联"],
    )
    assert conflict.division_id == disputed.division_id


def test_looking_again_finds_the_same_conflict(disputed: Person) -> None:
    _look(disputed)

    assert _look(disputed) == Found(new=0, known=1, again=0, gone=0)


def test_a_household_can_be_disputed_too(make_person: MakePerson, tell: Tell) -> None:
    home = make_person().household
    assert home is not None
    tell(home, {"vehicles": 0}, source="村委会")
    tell(home, {"vehicles": 1}, source="交警", as_of=date(2026, 2, 1))

    find_conflicts(household_ids=[home.pk], on=TODAY, at=NOON)

    assert FactConflict.objects.get().household == home


def test_a_conflict_goes_when_the_sources_agree(disputed: Person, tell: Tell) -> None:
    _look(disputed)
    tell(disputed, {"disability_grade": 2}, source="残联", as_of=date(2026, 7, 1))

    assert _look(disputed).gone == 1
    assert not FactConflict.objects.exists()


def test_settling_silences_the_other_source_and_is_on_the_record(disputed: Person, worker: User) -> None:
    _look(disputed)

    settle(FactConflict.objects.get(), "残联", by=worker, at=NOON, because="残疾证原件为三级")

    assert facts_of(disputed, on=TODAY)["disability_grade"].value == 3
    assert not FactConflict.objects.open().exists()
    entry = Entry.objects.get(what="conflict settled")
    assert (entry.subject_token, entry.by, entry.because) == (disputed.token, worker, "残疾证原件为三级")
    assert entry.details == {"fact": "disability_grade", "source": "残联"}


def test_a_settled_conflict_is_not_found_again_by_itself(disputed: Person, worker: User) -> None:
    _look(disputed)
    settle(FactConflict.objects.get(), "残联", by=worker, at=NOON, because="残疾证原件为三级")

    assert _look(disputed) == Found(new=0, known=0, again=0, gone=0)
    assert not FactConflict.objects.open().exists()


def test_a_source_that_speaks_again_opens_it_and_agreement_closes_it(
    disputed: Person, worker: User, tell: Tell
) -> None:
    _look(disputed)
    settle(FactConflict.objects.get(), "残联", by=worker, at=NOON, because="残疾证原件为三级")
    later = NOON + timedelta(days=1)
    tell(disputed, {"disability_grade": 1}, source="民政", as_of=date(2026, 8, 1), at=later)

    again = _look(disputed, at=later)
    was_open = FactConflict.objects.open().exists()
    tell(disputed, {"disability_grade": 1}, source="残联", as_of=date(2026, 9, 1), at=later)
    gone = _look(disputed, at=later)

    assert (again.again, was_open, gone.gone) == (1, True, 1)
    assert not FactConflict.objects.open().exists()


def test_a_conflict_is_settled_only_once(disputed: Person, worker: User) -> None:
    _look(disputed)
    conflict = FactConflict.objects.get()
    settle(conflict, "残联", by=worker, at=NOON, because="残疾证原件为三级")

    with pytest.raises(CannotSettleError, match="was settled on 2026-11-24"):
        settle(conflict, "民政", by=worker, at=NOON, because="系统核对结果")


def test_a_source_that_said_nothing_cannot_be_right(disputed: Person, worker: User) -> None:
    _look(disputed)

    with pytest.raises(CannotSettleError, match="none of the sources"):
        settle(FactConflict.objects.get(), "税务", by=worker, at=NOON, because="系统核对结果")


@pytest.mark.parametrize(
    ("because", "is_enough"), [("核对原件吧", True), ("核对原件", False), ("    核", False)]
)
def test_a_decision_needs_five_characters_of_reason(
    disputed: Person, worker: User, because: str, is_enough: bool
) -> None:
    _look(disputed)
    conflict = FactConflict.objects.get()

    if is_enough:
        assert settle(conflict, "残联", by=worker, at=NOON, because=because).chosen_source == "残联"
    else:
        with pytest.raises(CannotSettleError, match="Say in a few words"):
            settle(conflict, "残联", by=worker, at=NOON, because=because)


def test_open_conflicts_are_looked_at_again_after_a_file_was_taken_back(disputed: Person) -> None:
    _look(disputed)
    FactRecord.objects.filter(source="民政").delete()

    assert look_again_at_open(on=TODAY, at=NOON).gone == 1
    assert not FactConflict.objects.exists()
