"""Writing into the register: many rows at once, all or none, and nothing overwritten."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people import recording
from minsheng.kernel.people.bulk import NoTransactionError, insert_many
from minsheng.kernel.people.models import FactRecord, Household, Membership, Person
from minsheng.kernel.people.values import FactValueError

pytestmark = pytest.mark.django_db

VILLAGE = "140729100200"
NUMBER = "140702193608240017"
OTHER_NUMBER = "140728198506150025"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
JANUARY, JUNE = date(2026, 1, 1), date(2026, 6, 1)


@pytest.fixture(autouse=True)
def village() -> Division:
    return Division.objects.create(code=VILLAGE, name="甲村", kind="village", level=12, full_name="甲村")


def _person(name: str = "张三", number: str | None = NUMBER) -> Person:
    return recording.new_person(name=name, division_code=VILLAGE, identity_number=number, is_synthetic=True)


def test_rows_that_point_at_one_another_are_written_together() -> None:
    person, household = _person(), recording.new_household(division_code=VILLAGE)

    written = recording.record_all(
        persons=[person],
        households=[household],
        memberships=[recording.new_membership(person, household, relation=1, from_on=JANUARY)],
        facts=[
            recording.new_facts(person, {"wage_fen": 300000}, source="税务", as_of=JANUARY),
            recording.new_facts(household, {"vehicles": 1}, source="交警", as_of=JANUARY),
        ],
        at=NOON,
    )

    assert written == recording.Recorded(
        persons=1,
        households=1,
        new_memberships=1,
        unchanged_memberships=0,
        ended_memberships=0,
        fact_records=2,
    )
    assert Person.objects.get().household == Household.objects.get()
    assert FactRecord.objects.get(person=person).values == {"wage_fen": 300000}
    assert FactRecord.objects.get(household=household).values == {"vehicles": 1}


def test_written_rows_read_back_with_every_field() -> None:
    person = recording.new_person(
        name="王小明", division_code=VILLAGE, identity_number=NUMBER, sex=1, born_on=date(1936, 8, 24),
        died_on=date(2026, 3, 1), phone="13800000000", is_synthetic=True,
    )  # fmt: skip

    recording.record_all(persons=[person], batch_key="batch-1", at=NOON)

    read = Person.objects.get(token=person.token)
    assert read.pk == person.pk
    assert (read.name, read.sex, read.born_on, read.died_on) == (
        "王小明",
        1,
        date(1936, 8, 24),
        date(2026, 3, 1),
    )
    assert (read.identity_number, read.phone, read.batch_key) == (NUMBER, "13800000000", "batch-1")


def test_keys_go_on_after_rows_that_were_saved_one_by_one() -> None:
    saved = _person("李四", OTHER_NUMBER)
    saved.save()

    recording.record_all(persons=[_person()], at=NOON)
    last = _person("王五", None)
    last.save()

    assert Person.objects.count() == 3
    assert last.pk > Person.objects.get(name="张三").pk > saved.pk


def test_nothing_stays_when_one_row_cannot_be_written() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        recording.record_all(persons=[_person(), _person("李四", NUMBER)], at=NOON)

    assert not Person.objects.exists()


def test_many_rows_outside_a_transaction_are_refused(transactional_db: None) -> None:
    with pytest.raises(NoTransactionError, match=r"transaction\.atomic"):
        insert_many([_person()])


def test_a_new_membership_ends_the_one_before_on_its_first_day() -> None:
    person = _person()
    old, new = (recording.new_household(division_code=VILLAGE, number=number) for number in ("1", "2"))
    first = recording.new_membership(person, old, relation=3, from_on=JANUARY)
    recording.record_all(persons=[person], households=[old, new], memberships=[first], at=NOON)

    written = recording.record_all(
        memberships=[recording.new_membership(person, new, relation=1, from_on=JUNE)],
        batch_key="batch-2",
        at=NOON,
    )

    assert (written.new_memberships, written.ended_memberships) == (1, 1)
    ended = Membership.objects.get(household=old)
    assert (ended.to_on, ended.ended_by_batch_key) == (JUNE, "batch-2")
    assert person.household == new


def test_a_membership_that_says_the_same_again_changes_nothing() -> None:
    person, household = _person(), recording.new_household(division_code=VILLAGE)
    first = recording.new_membership(person, household, relation=1, from_on=JANUARY)
    recording.record_all(persons=[person], households=[household], memberships=[first], at=NOON)

    again = recording.new_membership(person, household, relation=1, from_on=JUNE)
    written = recording.record_all(memberships=[again], at=NOON)

    assert (written.new_memberships, written.unchanged_memberships, written.ended_memberships) == (0, 1, 0)
    assert Membership.objects.get().from_on == JANUARY


def test_a_membership_from_before_ends_the_present_one_without_running_backwards() -> None:
    person = _person()
    old, new = (recording.new_household(division_code=VILLAGE, number=number) for number in ("1", "2"))
    first = recording.new_membership(person, old, relation=1, from_on=JUNE)
    recording.record_all(persons=[person], households=[old, new], memberships=[first], at=NOON)

    earlier = recording.new_membership(person, new, relation=1, from_on=JANUARY)
    recording.record_all(memberships=[earlier], at=NOON)

    assert Membership.objects.get(household=old).to_on == JUNE


def test_persons_are_found_by_many_numbers_at_once() -> None:
    recording.record_all(persons=[_person(), _person("李四", OTHER_NUMBER)], at=NOON)

    found = recording.persons_with_numbers([NUMBER, "140702202305120183"])

    assert {number: person.name for number, person in found.items()} == {NUMBER: "张三"}


def test_the_number_of_a_merged_person_leads_to_the_one_that_was_kept() -> None:
    kept, merged = _person("李四", OTHER_NUMBER), _person()
    recording.record_all(persons=[kept, merged], at=NOON)
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)

    assert recording.persons_with_numbers([NUMBER])[NUMBER] == kept


@pytest.mark.parametrize("number", ["140702193608240016", "14070219360824001", "140702360824001"])
def test_a_number_that_was_not_checked_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="parse_identity_number"):
        _person(number=number)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"salary": 1}, "is not a fact about a person"),
        ({"vehicles": 1}, "is not a fact about a person"),
        ({"wage_fen": 10.5}, "whole number of fen"),
        ({"wage_fen": True}, "whole number of fen"),
        ({"disability_kind": 8}, "not one of its codes"),
        ({"lives_here": 1}, "true or false"),
        ({"graduated_on": "2026-01-01"}, "must be a date"),
    ],
)
def test_a_value_that_does_not_fit_its_fact_is_refused(values: dict[str, object], sentence: str) -> None:
    with pytest.raises(FactValueError, match=sentence):
        recording.new_facts(_person(), values, source="税务", as_of=JANUARY)  # type: ignore[arg-type]


def test_unknown_values_are_left_out() -> None:
    record = recording.new_facts(_person(), {"wage_fen": None, "marital": 1}, source="税务", as_of=JANUARY)

    assert record.values == {"marital": 1}
