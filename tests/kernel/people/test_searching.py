"""Finding people by name within divisions and by number: who is found, by which index, and what is recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection

from minsheng.engines.formulas.identity import BadIdentityNumber
from minsheng.kernel.audit.models import Entry
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people import searching
from minsheng.kernel.people.models import Person
from minsheng.kernel.people.searching import person_with_number, persons_called

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
NUMBER = "140702193608240017"
TOWNSHIP, COUNTY, CITY = "140729100000", "140729000000", "140700000000"
NEXT_COUNTY = "140728100200"

MakePerson = Callable[..., Person]


@pytest.fixture(autouse=True)
def next_county(village: Division) -> None:
    Division.objects.create(code=NEXT_COUNTY, name="邻县村", kind="village", level=12, full_name="邻县村")


def _names(beginning: str, *within: str) -> list[str]:
    return [person.name for person in persons_called(beginning, within=within)]


def test_a_name_is_found_by_its_beginning_in_order(make_person: MakePerson) -> None:
    for name in ("张三", "张一", "章三", "王张"):
        make_person(name)

    assert _names("张", CITY) == ["张一", "张三"]
    assert _names("张三", CITY) == ["张三"]
    assert _names("张三丰", CITY) == []


def test_only_the_divisions_named_are_searched(make_person: MakePerson) -> None:
    make_person("张三")
    make_person("张四", division_code=NEXT_COUNTY)

    assert _names("张", TOWNSHIP) == ["张三"]
    assert _names("张", NEXT_COUNTY) == ["张四"]
    assert _names("张", TOWNSHIP, NEXT_COUNTY) == ["张三", "张四"]


def test_many_divisions_are_searched_by_range_with_the_same_answer(
    make_person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person("张三")
    make_person("张四", division_code=NEXT_COUNTY)
    monkeypatch.setattr(searching, "MOST_DIVISIONS_NAMED", 0)

    assert _names("张", COUNTY) == ["张三"]
    assert _names("张", CITY) == ["张三", "张四"]


@pytest.mark.parametrize(("beginning", "within"), [("", (CITY,)), ("  ", (CITY,)), ("张", ())])
def test_without_a_name_or_a_division_nobody_is_found(
    make_person: MakePerson, beginning: str, within: tuple[str, ...]
) -> None:
    make_person("张三")

    assert _names(beginning, *within) == []


def test_a_wild_card_is_an_ordinary_character(make_person: MakePerson) -> None:
    make_person("张三")

    assert _names("%", CITY) == _names("_", CITY) == []


def test_a_merged_entry_is_not_found(make_person: MakePerson) -> None:
    kept, merged = make_person("张三"), make_person("张三")
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)

    assert list(persons_called("张", within=[CITY])) == [kept]


def _plan(beginning: str, within: str) -> str:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # A table of three rows is read whole unless told otherwise; the question is whether an index can serve.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    return str(persons_called(beginning, within=[within])[:50].explain())


def test_a_village_is_searched_by_division_and_name(make_person: MakePerson) -> None:
    make_person("张三")

    plan = _plan("张", "140729100200")

    assert "people_person_division_name" in plan
    if connection.vendor == "sqlite":
        assert "(division_id=? AND name>? AND name<?)" in plan
    else:
        assert "(name)::text >= " in plan.split("Index Cond:")[1].split("\n")[0]


def test_the_whole_city_is_searched_by_name(make_person: MakePerson, monkeypatch: pytest.MonkeyPatch) -> None:
    make_person("张三")
    monkeypatch.setattr(searching, "MOST_DIVISIONS_NAMED", 0)

    plan = _plan("张", CITY)

    assert "people_person_name_division" in plan
    if connection.vendor == "sqlite":
        assert "(name>? AND name<?)" in plan
    else:
        assert "(name)::text >= " in plan.split("Index Cond:")[1].split("\n")[0]


def _by_number(number: str, worker: User, *within: str) -> Person | None:
    return person_with_number(number, within=within, by=worker, at=NOON, because="办理高龄津贴")


def test_a_number_is_found_however_it_is_written(make_person: MakePerson, worker: User) -> None:
    person = make_person(number=NUMBER)

    assert _by_number(" 1407 0219 3608 2400 17", worker, CITY) == person
    assert _by_number("140702360824001", worker, CITY) == person


def test_a_search_by_number_is_on_the_record_without_the_number(
    make_person: MakePerson, worker: User
) -> None:
    person = make_person(number=NUMBER)

    _by_number(NUMBER, worker, CITY)

    entry = Entry.objects.get()
    assert (entry.what, entry.subject_token, entry.by) == ("person found by number", person.token, worker)
    assert NUMBER not in str(entry.__dict__)


def test_a_number_outside_the_divisions_looks_like_one_that_does_not_exist(
    make_person: MakePerson, worker: User
) -> None:
    make_person(number=NUMBER)

    outside = _by_number(NUMBER, worker, NEXT_COUNTY)
    nowhere = _by_number("140728198506150025", worker, NEXT_COUNTY)

    assert outside is nowhere is None
    said = [(entry.what, entry.subject_token, entry.because) for entry in Entry.objects.all()]
    assert said == [("nobody found by number", str(worker.pk), "办理高龄津贴")] * 2


def test_the_number_of_a_merged_entry_leads_to_the_one_that_was_kept(
    make_person: MakePerson, worker: User
) -> None:
    kept, merged = make_person(), make_person(number=NUMBER)
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)

    assert _by_number(NUMBER, worker, CITY) == kept


def test_what_is_no_number_is_refused_and_not_recorded(worker: User) -> None:
    with pytest.raises(BadIdentityNumber):
        _by_number("140702193608240016", worker, CITY)

    assert not Entry.objects.exists()
