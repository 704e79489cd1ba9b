"""A village and people in it, for the tests of the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people import recording
from minsheng.kernel.people.models import FactRecord, Household, Person
from minsheng.kernel.people.values import FactValue

VILLAGE = "140729100200"
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def village(db: None) -> Division:
    return Division.objects.create(code=VILLAGE, name="甲村", kind="village", level=12, full_name="甲村")


@pytest.fixture
def worker(db: None) -> User:
    return User.objects.create_user("worker")


@pytest.fixture
def make_person(village: Division) -> Callable[..., Person]:
    """Return a function that writes a person, in a household of their own unless one is given."""

    def make(
        name: str = "张三",
        *,
        number: str | None = None,
        born_on: date | None = date(1950, 5, 1),
        household: Household | None = None,
        relation: int = 1,
        from_on: date = LONG_AGO,
        division_code: str = VILLAGE,
    ) -> Person:
        person = recording.new_person(
            name=name,
            division_code=division_code,
            identity_number=number,
            sex=1,
            born_on=born_on,
            is_synthetic=True,
        )
        home = household or recording.new_household(division_code=division_code, is_urban=False)
        recording.record_all(
            persons=[person],
            households=[] if household else [home],
            memberships=[recording.new_membership(person, home, relation=relation, from_on=from_on)],
            at=NOON,
        )
        return person

    return make


@pytest.fixture
def tell() -> Callable[..., FactRecord]:
    """Return a function that writes what a source says about somebody."""

    def write(
        subject: Person | Household,
        values: Mapping[str, FactValue | None],
        *,
        source: str = "民政",
        as_of: date = date(2026, 1, 1),
        expires_on: date | None = None,
        at: datetime = NOON,
    ) -> FactRecord:
        record = recording.new_facts(subject, values, source=source, as_of=as_of, expires_on=expires_on)
        recording.record_all(facts=[record], at=at)
        return record

    return write
