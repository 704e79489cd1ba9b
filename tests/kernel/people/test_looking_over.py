"""What came in with a file is looked over: disagreement and possible doubles, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people import recording
from minsheng.kernel.people.looking_over import look_over_batch, look_over_everybody
from minsheng.kernel.people.models import DuplicateCandidate, FactConflict, FactRecord, Household, Person

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
TODAY = date(2026, 11, 24)
VILLAGE = "140729100200"


def _import(batch_key: str, *, known: Person | None = None, home: Household | None = None) -> None:
    """Write a file: a newcomer called 张三, and another grade for somebody known, and cars of a household."""
    newcomer = recording.new_person(name="张三", division_code=VILLAGE, born_on=date(1950, 5, 1))
    facts = [recording.new_facts(newcomer, {"marital": 1}, source="公安", as_of=TODAY)]
    if known is not None:
        facts.append(recording.new_facts(known, {"disability_grade": 2}, source="民政", as_of=TODAY))
    if home is not None:
        facts.append(recording.new_facts(home, {"vehicles": 1}, source="交警", as_of=TODAY))
    recording.record_all(persons=[newcomer], facts=facts, batch_key=batch_key, at=NOON)


def test_a_file_brings_conflicts_and_possible_doubles_to_light(
    make_person: Callable[..., Person], tell: Callable[..., FactRecord]
) -> None:
    known = make_person("张三")
    home = known.household
    tell(known, {"disability_grade": 3}, source="残联")
    tell(home, {"vehicles": 0}, source="村委会")
    _import("batch-1", known=known, home=home)

    looked = look_over_batch("batch-1", on=TODAY, at=NOON)

    assert (looked.conflicts.new, looked.duplicates) == (2, 1)
    assert {conflict.fact for conflict in FactConflict.objects.open()} == {"disability_grade", "vehicles"}
    assert DuplicateCandidate.objects.open().get().first == known


def test_what_another_file_brought_is_not_looked_over(make_person: Callable[..., Person]) -> None:
    make_person("张三")
    _import("batch-1")
    _import("batch-2")

    assert look_over_batch("batch-1", on=TODAY, at=NOON).duplicates == 2
    assert look_over_batch("batch-3", on=TODAY, at=NOON).duplicates == 0


def test_everybody_is_looked_over_at_once(
    make_person: Callable[..., Person], tell: Callable[..., FactRecord]
) -> None:
    known = make_person("张三")
    tell(known, {"marital": 2}, source="民政")
    tell(known, {"marital": 3}, source="公安")
    make_person("张三")

    looked = look_over_everybody(on=TODAY, at=NOON)

    assert (looked.conflicts.new, looked.duplicates) == (1, 1)


def test_rows_that_came_in_no_file_are_not_a_file(village: Division) -> None:
    with pytest.raises(ValueError, match="without a key"):
        look_over_batch("", on=TODAY, at=NOON)
