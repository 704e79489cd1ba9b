"""What was held true of a household on every day of the past, and what the rules found with it then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.make import land
from tests.make.facts import make_known_household, make_known_member, tell

from minsheng.engines.policy.schedule import Why, schedule
from minsheng.kernel.people.history import history_of
from minsheng.kernel.people.merging import facts_for_rules, known_household
from minsheng.kernel.people.models import FactRecord, Membership, Person
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.registry.loading import policies

FROM, TO = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def home(db):
    land.make_land()
    return make_known_household(
        {"born_on": date(1960, 3, 1), "wage_fen": 100000}, {"born_on": date(1990, 5, 5)}
    )


def persons(home) -> list[Person]:
    return list(Person.objects.filter(memberships__household=home).order_by("born_on"))


def test_a_past_day_has_what_was_said_as_of_then(home):
    elder, _ = persons(home)
    tell(elder, {"wage_fen": 0}, as_of=date(2026, 7, 1))

    history = history_of(home, from_=FROM, to=TO)

    said = [history.at(day).facts.persons[0]["wage_fen"] for day in (date(2026, 6, 30), date(2026, 7, 1), TO)]
    assert said == [100000, 0, 0]


def test_what_expired_is_unknown_afterwards(home):
    elder, _ = persons(home)
    FactRecord.objects.filter(person=elder).update(expires_on=date(2026, 8, 31))

    history = history_of(home, from_=FROM, to=TO)

    assert history.at(date(2026, 8, 31)).facts.persons[0]["wage_fen"] == 100000
    assert "wage_fen" not in history.at(date(2026, 9, 1)).facts.persons[0]


def test_who_died_or_joined_counts_from_the_day_on(home):
    elder, younger = persons(home)
    Person.objects.filter(pk=elder.pk).update(died_on=date(2026, 5, 10))
    child = make_known_member(home, born_on=date(2026, 9, 9))
    Membership.objects.filter(person=child).update(from_on=date(2026, 9, 9))

    history = history_of(home, from_=FROM, to=TO)

    assert history.at(date(2026, 5, 9)).members == (elder.pk, younger.pk)
    assert history.at(date(2026, 5, 10)).members == (younger.pk,)
    assert history.at(date(2026, 9, 9)).members == (younger.pk, child.pk)


def test_a_person_takes_the_household_of_each_day_along(home):
    _, younger = persons(home)
    other = make_known_household({"born_on": date(1985, 1, 1)}, vehicles=2)
    Membership.objects.filter(person=younger).update(to_on=date(2026, 6, 1))
    Membership.objects.create(person=younger, household=other, relation=2, from_on=date(2026, 6, 1))

    history = history_of(younger, from_=FROM, to=TO)

    assert len(history.at(date(2026, 5, 31)).members) == len(history.at(date(2026, 6, 1)).members) == 2
    assert history.at(date(2026, 5, 31)).facts.household["vehicles"] == 0
    assert history.at(date(2026, 6, 1)).facts.household["vehicles"] == 2


def test_every_day_is_what_the_register_says_when_asked_about_that_day(home):
    elder, younger = persons(home)
    tell(elder, {"wage_fen": 1}, as_of=date(2026, 2, 28))
    tell(home, {"vehicles": 1}, as_of=date(2026, 3, 31))
    FactRecord.objects.filter(household=home, as_of=date(2026, 3, 31)).update(expires_on=date(2026, 11, 30))
    Person.objects.filter(pk=younger.pk).update(moved_away_on=date(2026, 10, 1))

    history = history_of(home, from_=FROM, to=TO)

    for number in range(365):
        day = FROM + timedelta(days=number)
        assert history.at(day).facts == facts_for_rules(known_household(home, on=day)), day


def test_nothing_is_known_before_the_days_asked_about_or_of_an_empty_household(home):
    Membership.objects.all().update(to_on=date(2026, 4, 1))

    history = history_of(home, from_=FROM, to=TO)

    assert history.at(FROM - timedelta(days=1)).facts is None
    assert history.at(date(2026, 4, 1)).facts is None


def test_past_months_are_asked_with_the_facts_of_then(home):
    elder, _ = persons(home)
    tell(elder, {"has_local_hukou": False}, as_of=date(2026, 3, 15))
    tell(elder, {"has_local_hukou": True}, as_of=date(2026, 9, 1))
    Person.objects.filter(pk=elder.pk).update(born_on=date(1940, 1, 1))

    lines = schedule(
        policies()["advanced_age_allowance"], history_of(elder, from_=FROM, to=TO), parameters_of_this_city(),
        from_=FROM, to=TO, member=elder.pk,
    )  # fmt: skip

    assert [line.first_day.month for line in lines if line.why is Why.NOT_ELIGIBLE] == [4, 5, 6, 7, 8]
