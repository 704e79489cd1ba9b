"""Deaths and moves end memberships, once, and are put on the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people import life_events
from minsheng.kernel.people.life_events import LifeEventError
from minsheng.kernel.people.models import Membership, Person

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
TODAY = date(2026, 11, 24)

MakePerson = Callable[..., Person]


def test_a_death_ends_the_membership_on_that_day(make_person: MakePerson, worker: User) -> None:
    person = make_person()

    life_events.record_death(person, died_on=date(2026, 11, 20), by=worker, at=NOON, because="死亡证明")

    assert Person.objects.get(pk=person.pk).died_on == date(2026, 11, 20)
    assert Membership.objects.get(person=person).to_on == date(2026, 11, 20)
    entry = Entry.objects.get()
    assert (entry.what, entry.by, entry.subject_token, entry.because) == (
        "death recorded", worker, person.token, "死亡证明",
    )  # fmt: skip


def test_a_death_today_is_recorded_and_one_tomorrow_is_not(make_person: MakePerson, worker: User) -> None:
    life_events.record_death(make_person(), died_on=TODAY, by=worker, at=NOON)

    with pytest.raises(LifeEventError, match="after today"):
        life_events.record_death(make_person("李四"), died_on=date(2026, 11, 25), by=worker, at=NOON)


def test_a_death_on_the_day_of_birth_is_recorded_and_one_before_is_not(
    make_person: MakePerson, worker: User
) -> None:
    life_events.record_death(make_person(born_on=TODAY, from_on=TODAY), died_on=TODAY, by=worker, at=NOON)

    with pytest.raises(LifeEventError, match="before the birth"):
        life_events.record_death(
            make_person(born_on=TODAY, from_on=TODAY), died_on=date(2026, 11, 23), by=worker, at=NOON
        )


def test_a_death_is_recorded_only_once(make_person: MakePerson, worker: User) -> None:
    person = make_person()
    life_events.record_death(person, died_on=TODAY, by=worker, at=NOON)

    with pytest.raises(LifeEventError, match="correct it"):
        life_events.record_death(person, died_on=TODAY, by=worker, at=NOON)

    assert Entry.objects.count() == 1


def test_a_death_that_did_not_happen_is_taken_back_with_a_reason(
    make_person: MakePerson, worker: User
) -> None:
    person = make_person()
    life_events.record_death(person, died_on=TODAY, by=worker, at=NOON)

    with pytest.raises(LifeEventError, match="needs its reason"):
        life_events.correct_death(person, died_on=None, by=worker, at=NOON, because="")
    life_events.correct_death(person, died_on=None, by=worker, at=NOON, because="同名误登")

    assert Person.objects.get(pk=person.pk).died_on is None
    assert Entry.objects.filter(what="death corrected", because="同名误登").exists()


def test_who_moves_away_leaves_the_household(make_person: MakePerson, worker: User) -> None:
    person = make_person()

    life_events.move_away(person, on=TODAY, by=worker, at=NOON)

    assert Person.objects.get(pk=person.pk).moved_away_on == TODAY
    assert person.household is None


def test_who_comes_back_joins_a_household_and_lives_here_again(make_person: MakePerson, worker: User) -> None:
    person, host = make_person(), make_person("李四")
    life_events.move_away(person, on=date(2026, 1, 1), by=worker, at=NOON)
    assert host.household is not None

    life_events.join_household(person, host.household, relation=9, on=TODAY, by=worker, at=NOON)

    back = Person.objects.get(pk=person.pk)
    assert (back.moved_away_on, back.household) == (None, host.household)


def test_joining_another_household_ends_the_membership_before(make_person: MakePerson, worker: User) -> None:
    person, host = make_person(), make_person("李四")
    assert host.household is not None

    life_events.join_household(person, host.household, relation=2, on=TODAY, by=worker, at=NOON)

    spans = person.memberships.order_by("from_on").values_list("from_on", "to_on")
    assert list(spans) == [(date(2020, 1, 1), TODAY), (TODAY, None)]


def test_joining_the_same_household_in_the_same_relation_is_refused(
    make_person: MakePerson, worker: User
) -> None:
    person = make_person()
    assert person.household is not None

    with pytest.raises(LifeEventError, match="already"):
        life_events.join_household(person, person.household, relation=1, on=TODAY, by=worker, at=NOON)


def test_the_dead_do_not_move(make_person: MakePerson, worker: User) -> None:
    person = make_person()
    life_events.record_death(person, died_on=TODAY, by=worker, at=NOON)

    with pytest.raises(LifeEventError, match="A death on 2026-11-24"):
        life_events.move_away(person, on=TODAY, by=worker, at=NOON)


def test_a_household_moves_with_its_members(make_person: MakePerson, worker: User) -> None:
    person = make_person()
    assert person.household is not None
    other = Division.objects.create(
        code="140729100201", name="乙村", kind="village", level=12, full_name="乙村"
    )

    life_events.move_household(person.household, division_code=other.code, by=worker, at=NOON)

    assert Person.objects.get(pk=person.pk).division == other
    assert person.household.division == other


def test_nothing_is_recorded_on_a_merged_entry(make_person: MakePerson, worker: User) -> None:
    kept, merged = make_person(), make_person("张三")
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)

    with pytest.raises(LifeEventError, match="merged into another person"):
        life_events.record_death(merged, died_on=TODAY, by=worker, at=NOON)


def test_the_day_is_that_of_the_city_and_not_of_greenwich(make_person: MakePerson, worker: User) -> None:
    past_midnight = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)

    life_events.record_death(make_person(), died_on=TODAY, by=worker, at=past_midnight)

    before = datetime(2026, 11, 23, 15, 59, tzinfo=UTC)
    with pytest.raises(LifeEventError, match="after today, 2026-11-23"):
        life_events.record_death(make_person("李四"), died_on=TODAY, by=worker, at=before)
