"""Asking some households again gives what asking everybody would give, or is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.kernel.entitlements import invented
from tests.kernel.entitlements.conftest import Registered, members_of
from tests.kernel.entitlements.invented import ON, YOUNG, person

from minsheng.kernel.entitlements.actions.screen import ScreenEverybodyError
from minsheng.kernel.entitlements.models import Lead, MissingFact, PolicyCount, Run
from minsheng.kernel.entitlements.run_counts import COUNTED
from minsheng.kernel.people import life_events
from minsheng.kernel.people.models import Household, Person

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


def _counts(run: Run) -> list[dict[str, Any]]:
    rows = PolicyCount.objects.filter(run=run).order_by("policy", "division")
    return [
        row for row in rows.values("policy", "division", *COUNTED) if any(row[field] for field in COUNTED)
    ]


def _questions(run: Run) -> list[dict[str, Any]]:
    rows = MissingFact.objects.filter(run=run).order_by("division", "fact")
    return list(rows.values("division", "fact", "subjects", "open_rules"))


def _leads() -> list[dict[str, Any]]:
    rows = Lead.objects.open().order_by("kind", "policy", "person", "household")
    return list(
        rows.values("kind", "policy", "person", "household", "division", "amount_fen", "received_fen")
    )


def _busy_land(registered: Registered) -> list[Household]:
    """Write families of every kind, some of them paid."""
    homes = []
    for number in range(12):
        wage = None if number % 5 == 0 else number * 150_00
        homes.append(
            registered.family(
                person(wage_fen=wage),
                person(born_on=YOUNG, lives_here=None if number % 4 == 0 else True),
                vehicles=None if number % 3 == 0 else number % 2,
                division=invented.ELSEWHERE if number % 6 == 0 else invented.VILLAGE,
            )
        )
        if number % 2:
            registered.pays("allowance", members_of(homes[-1])[0], 100_00 + number % 3)
    return homes


def _let_things_happen(registered: Registered, homes: list[Household]) -> list[Household]:
    """Change facts, rolls, memberships and places, and return the households concerned."""
    registered.tell(homes[0], vehicles=0)
    registered.tell(members_of(homes[5])[0], wage_fen=10_00)
    life_events.record_death(members_of(homes[1])[0], died_on=date(2026, 11, 20), by=None, at=NOON)
    life_events.join_household(
        members_of(homes[2])[1], homes[3], relation=9, on=date(2026, 11, 20), by=None, at=NOON
    )
    life_events.move_household(homes[4], division_code=invented.ELSEWHERE, by=None, at=NOON)
    registered.pays("relief", homes[6], 1)
    new = registered.family(person(lives_here=None), vehicles=0, division=invented.NEIGHBOUR)
    return [homes[0], homes[5], homes[1], homes[3], homes[4], homes[6], new]


def test_some_households_give_what_everybody_would_give(registered: Registered) -> None:
    homes = _busy_land(registered)
    registered.screened()
    concerned = _let_things_happen(registered, homes)

    some = registered.screened_again(*concerned)
    counts, questions, leads = _counts(some), _questions(some), _leads()
    whole = registered.screened()

    assert some.is_whole is False
    assert counts == _counts(whole)
    assert questions == _questions(whole)
    assert leads == _leads()
    # Something did happen, or the comparison above could not fail.
    assert some.causes["fact"] > 0
    assert some.causes["left"] > 0
    assert some.causes["new"] > 0


def test_one_run_of_some_after_another_still_adds_up(registered: Registered) -> None:
    homes = _busy_land(registered)
    first = registered.screened()
    registered.screened_again(*_let_things_happen(registered, homes))
    registered.tell(homes[0], vehicles=1, as_of=date(2026, 7, 1))
    registered.tell(homes[7], vehicles=0)

    some = registered.screened_again(homes[0], homes[7])
    counts, questions, leads = _counts(some), _questions(some), _leads()
    whole = registered.screened()

    assert (counts, questions, leads) == (_counts(whole), _questions(whole), _leads())
    # Open questions are kept of whole runs and of the latest one.
    assert {row.run_id for row in MissingFact.objects.all()} == {first.pk, some.pk, whole.pk}


def test_the_whole_run_after_it_finds_nothing_new(registered: Registered) -> None:
    homes = _busy_land(registered)
    registered.screened()
    registered.screened_again(*_let_things_happen(registered, homes))

    assert registered.screened().causes == {}


def test_only_the_households_asked_and_their_kin_are_evaluated(registered: Registered) -> None:
    homes = _busy_land(registered)
    registered.screened()
    mover = members_of(homes[2])[1]
    life_events.join_household(mover, homes[3], relation=9, on=date(2026, 11, 20), by=None, at=NOON)

    run = registered.screened_again(homes[3])

    # The household that was left is asked about, too.
    assert (run.households, run.people) == (2, 4)


def test_other_leads_are_left_alone(registered: Registered) -> None:
    homes = _busy_land(registered)
    first = registered.screened()
    registered.tell(homes[0], vehicles=0)

    second = registered.screened_again(homes[0])

    runs = {lead.household_id: lead.last_run_id for lead in Lead.objects.open()}
    assert runs.pop(homes[0].pk) == second.pk
    assert set(runs.values()) == {first.pk}


def test_who_turns_eighty_today_is_found_though_others_were_asked_yesterday(registered: Registered) -> None:
    home = registered.family(person(born_on=date(1946, 11, 24)), vehicles=1)
    other = registered.family(person(), vehicles=1)
    registered.screened(on=date(2026, 11, 23))

    some = registered.screened_again(home, on=ON)
    counts = _counts(some)
    whole = registered.screened(on=ON)

    assert some.causes == {"date": 1}
    assert counts == _counts(whole)
    assert Lead.objects.open().filter(household__in=[home, other]).count() == 2


def test_without_a_run_everybody_must_be_asked(registered: Registered) -> None:
    home = registered.family(person(), vehicles=1)

    with pytest.raises(ScreenEverybodyError, match="Nothing was screened yet"):
        registered.screened_again(home)


def test_after_a_change_of_rules_everybody_must_be_asked(registered: Registered) -> None:
    home = registered.family(person(), vehicles=1)
    registered.screened()
    registered.books = [invented.book(cars=1)]

    with pytest.raises(ScreenEverybodyError, match="The rules are others"):
        registered.screened_again(home)


def test_after_a_change_of_a_parameter_everybody_must_be_asked(registered: Registered) -> None:
    home = registered.family(person(), vehicles=1)
    registered.screened(on=date(2026, 12, 30))

    registered.screened_again(home, on=date(2026, 12, 31))
    with pytest.raises(ScreenEverybodyError, match="The parameters say something else"):
        registered.screened_again(home, on=date(2027, 1, 1))


def test_a_day_before_the_last_run_is_refused(registered: Registered) -> None:
    home = registered.family(person(), vehicles=1)
    registered.screened(on=ON)

    with pytest.raises(ScreenEverybodyError, match="which is after"):
        registered.screened_again(home, on=date(2026, 11, 23))


def test_merging_two_persons_reaches_the_households_of_both(registered: Registered) -> None:
    home = registered.family(person(), vehicles=1)
    double = registered.family(person(), vehicles=1)
    registered.screened()
    merged = members_of(double)[0]
    Person.objects.filter(pk=merged.pk).update(merged_into=members_of(home)[0])

    registered.screened_again(home)

    assert [lead.household_id for lead in Lead.objects.open()] == [home.pk]
