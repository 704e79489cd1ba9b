"""The log is written with the act or not at all, and never changed: the database itself refuses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import DatabaseError, connection, transaction

from minsheng.kernel.audit.models import Entry, Seal
from minsheng.kernel.audit.record import NoTransactionError, record, record_each
from minsheng.kernel.audit.sealing import seal_entries
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people.models import Person

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.fixture
def person(db: None) -> Person:
    village = Division.objects.create(code="140729100200", name="甲村", kind="village", level=12)
    return Person.objects.create(name="张三", division=village)


def test_an_entry_says_who_did_what_to_whom_where_when_and_why(person: Person) -> None:
    worker = User.objects.create_user("worker")

    record("case approved", person, by=worker, at=NOON, because="材料齐全", amount=1)

    entry = Entry.objects.get()
    assert (entry.by, entry.what, entry.at, entry.because) == (worker, "case approved", NOON, "材料齐全")
    assert (entry.subject_kind, entry.subject_token) == ("people.Person", person.token)
    assert (entry.division_code, entry.details) == ("140729100200", {"amount": 1})


def test_a_subject_without_a_token_is_known_by_its_key(person: Person) -> None:
    record("division looked at", person.division, by=None, at=NOON)

    assert Entry.objects.get().subject_token == "140729100200"


@pytest.mark.parametrize("by", [None, AnonymousUser()])
def test_the_machine_and_strangers_are_nobody(person: Person, by: Any) -> None:
    record("register screened", person, by=by, at=NOON)

    assert Entry.objects.get().by is None


def test_the_same_act_on_many_is_one_entry_each(person: Person) -> None:
    other = Person.objects.create(name="李四", division=person.division)

    record_each("case opened", [person, other], by=None, at=NOON, because="名册比对")

    assert {entry.subject_token for entry in Entry.objects.all()} == {person.token, other.token}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_transaction_of_the_act() -> None:
    someone = User.objects.create_user("worker")

    with pytest.raises(NoTransactionError, match=r"transaction\.atomic"):
        record("case approved", someone, by=None, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry() -> None:
    someone = User.objects.create_user("worker")

    def act_and_fail() -> None:
        with transaction.atomic():
            record("case approved", someone, by=None, at=NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act_and_fail()
    assert not Entry.objects.exists()


def _sealed_entry(person: Person) -> None:
    record("case approved", person, by=None, at=NOON)
    seal_entries(at=NOON)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET what = 'case refused'",
        "DELETE FROM audit_entry",
        "UPDATE audit_seal SET entries = 0",
        "DELETE FROM audit_seal",
    ],
)
def test_the_database_refuses_to_change_or_delete(person: Person, statement: str) -> None:
    _sealed_entry(person)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Entry.objects.get().what == "case approved"
    assert Seal.objects.get().entries == 1


def test_the_models_are_refused_too(person: Person) -> None:
    _sealed_entry(person)
    entry = Entry.objects.get()
    entry.what = "case refused"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()
