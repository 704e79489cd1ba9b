"""Entries that may be one person: who is listed, who is not, and what becomes of the two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User

from minsheng.engines.formulas.identity import check_digit
from minsheng.kernel.audit.models import Entry
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people import duplicates
from minsheng.kernel.people.duplicates import (
    CannotDecideError,
    decide_different,
    decide_same,
    find_duplicates,
)
from minsheng.kernel.people.merging import facts_of
from minsheng.kernel.people.models import (
    DuplicateCandidate,
    FactConflict,
    FactRecord,
    Person,
    ResidentAccount,
)

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NEXT_VILLAGE, NEXT_TOWNSHIP, NEXT_COUNTY = "140729100201", "140729101200", "140728100200"
BECAUSE = "入户核实为同一人"

MakePerson = Callable[..., Person]


@pytest.fixture(autouse=True)
def neighbours(village: Division) -> None:
    for code in (NEXT_VILLAGE, NEXT_TOWNSHIP, NEXT_COUNTY):
        Division.objects.create(code=code, name=code, kind="village", level=12, full_name=code)


def _number(area: str, sequence: str = "001") -> str:
    first17 = f"{area}19500501{sequence}"
    return first17 + check_digit(first17)


def _reasons() -> list[list[str]]:
    return list(DuplicateCandidate.objects.values_list("reasons", flat=True))


def test_same_name_and_birth_in_one_township_are_listed(make_person: MakePerson) -> None:
    first = make_person(number=_number("140729"))
    second = make_person(number=_number("140729", "003"), division_code=NEXT_VILLAGE)

    assert find_duplicates() == 1

    pair = DuplicateCandidate.objects.get()
    assert (pair.first, pair.second, pair.state) == (first, second, "open")
    assert pair.reasons == [duplicates.SAME_TOWNSHIP]


@pytest.mark.parametrize(
    "other", [{"name": "张三丰"}, {"born_on": date(1950, 5, 2)}, {"division_code": NEXT_COUNTY}]
)
def test_another_name_birth_or_county_is_another_person(
    make_person: MakePerson, other: dict[str, object]
) -> None:
    make_person()
    make_person(**other)

    assert find_duplicates() == 0


def test_in_another_township_two_good_numbers_are_two_persons(make_person: MakePerson) -> None:
    make_person(number=_number("140729"))
    make_person(number=_number("140729", "003"), division_code=NEXT_TOWNSHIP)

    assert find_duplicates() == 0


def test_in_another_township_an_entry_without_number_is_listed(make_person: MakePerson) -> None:
    make_person(number=_number("140729"))
    make_person(division_code=NEXT_TOWNSHIP)

    find_duplicates()

    assert _reasons() == [[duplicates.SAME_COUNTY, duplicates.ONE_WITHOUT_NUMBER]]


def test_numbers_that_differ_in_the_area_only_are_listed(make_person: MakePerson) -> None:
    make_person(number=_number("140726"))
    make_person(number=_number("140703"), division_code=NEXT_TOWNSHIP)

    find_duplicates()

    assert _reasons() == [[duplicates.SAME_COUNTY, duplicates.NUMBERS_DIFFER_IN_AREA]]


def test_a_man_and_a_woman_are_two_persons(make_person: MakePerson) -> None:
    make_person()
    other = make_person()
    Person.objects.filter(pk=other.pk).update(sex=2)

    assert find_duplicates() == 0


def test_a_pair_is_listed_once_and_not_again_after_it_was_decided(
    make_person: MakePerson, worker: User
) -> None:
    make_person()
    make_person()
    find_duplicates()
    decide_different(DuplicateCandidate.objects.get(), by=worker, at=NOON, because="父子同名核实")

    assert find_duplicates() == 0
    assert DuplicateCandidate.objects.get().state == "different"


def test_only_pairs_around_the_persons_asked_about_are_looked_for(make_person: MakePerson) -> None:
    make_person("李四")
    make_person("李四")
    make_person()
    newcomer = make_person()

    assert find_duplicates(person_ids=[newcomer.pk]) == 1
    assert DuplicateCandidate.objects.get().second == newcomer


@pytest.fixture
def pair(make_person: MakePerson) -> DuplicateCandidate:
    make_person(number=_number("140729"))
    make_person(division_code=NEXT_VILLAGE)
    find_duplicates()
    return DuplicateCandidate.objects.get()


def test_after_merging_both_tokens_lead_to_the_one_that_was_kept(
    pair: DuplicateCandidate, worker: User
) -> None:
    kept = decide_same(pair, kept=pair.first, by=worker, at=NOON, because=BECAUSE)

    assert kept == pair.first
    assert Person.objects.by_token(pair.first.token) == kept
    assert Person.objects.by_token(pair.second.token) == kept
    assert list(Person.objects.kept()) == [kept]


def test_merging_is_on_the_record_with_its_reason(pair: DuplicateCandidate, worker: User) -> None:
    decide_same(pair, kept=pair.second, by=worker, at=NOON, because=BECAUSE)

    entry = Entry.objects.get(what="persons merged")
    assert (entry.subject_token, entry.details, entry.because) == (
        pair.second.token, {"merged": pair.first.token}, BECAUSE,
    )  # fmt: skip


def test_the_entry_that_goes_belongs_to_no_household(pair: DuplicateCandidate, worker: User) -> None:
    home = pair.first.household

    decide_same(pair, kept=pair.first, by=worker, at=NOON, because=BECAUSE)

    assert pair.first.household == home
    assert pair.second.household is None


def test_the_one_that_is_kept_takes_over_the_household_if_it_has_none(
    pair: DuplicateCandidate, worker: User
) -> None:
    home = pair.second.household
    pair.first.memberships.update(to_on=TODAY)

    decide_same(pair, kept=pair.first, by=worker, at=NOON, because=BECAUSE)

    assert pair.first.household == home


def test_facts_of_both_meet_and_may_conflict(
    pair: DuplicateCandidate, worker: User, tell: Callable[..., FactRecord]
) -> None:
    tell(pair.first, {"marital": 1}, source="公安", as_of=date(2026, 1, 1))
    tell(pair.second, {"marital": 2}, source="民政", as_of=date(2026, 2, 1))

    kept = decide_same(pair, kept=pair.first, by=worker, at=NOON, because=BECAUSE)

    assert facts_of(kept, on=TODAY)["marital"].value == 2
    assert FactConflict.objects.get().person == kept


def test_a_death_known_of_one_entry_is_known_of_the_person(pair: DuplicateCandidate, worker: User) -> None:
    Person.objects.filter(pk=pair.second.pk).update(died_on=date(2026, 1, 1))

    kept = decide_same(pair, kept=pair.first, by=worker, at=NOON, because=BECAUSE)

    assert kept.died_on == date(2026, 1, 1)


def test_the_login_of_a_resident_follows(pair: DuplicateCandidate, worker: User) -> None:
    account = ResidentAccount.objects.create(user=User.objects.create_user("resident"), person=pair.second)

    kept = decide_same(pair, kept=pair.first, by=worker, at=NOON, because=BECAUSE)

    account.refresh_from_db()
    assert account.person == kept


def test_three_entries_of_one_person_end_at_one(
    pair: DuplicateCandidate, worker: User, make_person: MakePerson
) -> None:
    third = make_person()
    find_duplicates()
    decide_same(pair, kept=pair.second, by=worker, at=NOON, because=BECAUSE)
    last = DuplicateCandidate.objects.open().get()

    decide_same(last, kept=third, by=worker, at=NOON, because=BECAUSE)

    assert {Person.objects.by_token(person.token) for person in Person.objects.all()} == {third}


def test_a_pair_is_decided_only_once(pair: DuplicateCandidate, worker: User) -> None:
    decide_same(pair, kept=pair.first, by=worker, at=NOON, because=BECAUSE)

    with pytest.raises(CannotDecideError, match="decided already: 同一人"):
        decide_different(pair, by=worker, at=NOON, because=BECAUSE)


def test_a_third_person_cannot_be_kept(
    pair: DuplicateCandidate, worker: User, make_person: MakePerson
) -> None:
    with pytest.raises(CannotDecideError, match="neither of the two"):
        decide_same(pair, kept=make_person("王五"), by=worker, at=NOON, because=BECAUSE)


def test_a_decision_needs_its_reason(pair: DuplicateCandidate, worker: User) -> None:
    with pytest.raises(CannotDecideError, match="how you know"):
        decide_same(pair, kept=pair.first, by=worker, at=NOON, because="一样")

    assert not Person.objects.filter(merged_into__isnull=False).exists()


def test_a_wrong_merging_is_taken_back(pair: DuplicateCandidate, worker: User) -> None:
    decide_same(pair, kept=pair.first, by=worker, at=NOON, because=BECAUSE)

    duplicates.take_back_same(pair, by=worker, at=NOON, because="双胞胎误判")

    assert Person.objects.by_token(pair.second.token) == pair.second
    assert DuplicateCandidate.objects.get().state == "different"
    assert Entry.objects.filter(what="merging taken back").exists()
