"""What changes in the register is asked about again by the worker: the households concerned, once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from tests.kernel.entitlements import invented
from tests.kernel.entitlements.conftest import Registered, members_of
from tests.kernel.entitlements.invented import ON, person

from minsheng.kernel.entitlements.actions import follow_changes as following
from minsheng.kernel.entitlements.actions.follow_changes import follow_changes
from minsheng.kernel.entitlements.actions.screen import ScreenEverybodyError
from minsheng.kernel.entitlements.models import Lead, Run
from minsheng.kernel.people import changed, life_events
from minsheng.kernel.people.changed import note_changed, waiting_households
from minsheng.kernel.people.correcting import correct_fact
from minsheng.kernel.people.models import ChangedHousehold, Household
from minsheng.kernel.people.undoing import undo_batch

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.fixture
def follow(registered: Registered, monkeypatch: pytest.MonkeyPatch):
    """Follow changes with the invented rules, as the worker does with those of the city."""

    def screened(ids, _books, _parameters, *, on, at, by=None):
        return registered.screened_again(*Household.objects.filter(pk__in=ids))

    monkeypatch.setattr(following, "screen_households", screened)
    monkeypatch.setattr(following.ParameterSet, "load", lambda _folder: None)

    class City:
        parameters_folder = None

    return lambda: follow_changes(City(), on=ON, at=NOON)


@pytest.fixture
def home(registered: Registered) -> Household:
    """A poor family that is owed something, screened with everybody else."""
    registered.family(person(wage_fen=90_000_00), vehicles=1)
    home = registered.family(person(wage_fen=0), vehicles=0)
    registered.screened()
    return home


def open_leads(home: Household) -> list[dict[str, Any]]:
    return list(
        Lead.objects.open().filter(household=home).order_by("pk").values("kind", "policy", "amount_fen")
    )


def test_screening_everybody_takes_every_note_off_the_list(registered: Registered) -> None:
    registered.family(person())
    assert ChangedHousehold.objects.exists()

    registered.screened()

    assert not ChangedHousehold.objects.exists()


def test_a_corrected_fact_changes_the_leads_of_the_household_and_of_no_other(home, follow) -> None:
    before = open_leads(home)
    assert before

    correct_fact(
        members_of(home)[0], "wage_fen", 90_000_00, source="甲镇核实", by=None, at=NOON, because="工资单属实"
    )
    followed = follow()

    assert followed.run is not None
    assert (followed.run.is_whole, followed.run.households) == (False, 1)
    assert open_leads(home) != before
    assert not ChangedHousehold.objects.exists()


def test_following_a_second_time_does_nothing(home, follow, registered: Registered) -> None:
    registered.tell(home, vehicles=1)
    follow()
    runs, leads = Run.objects.count(), list(Lead.objects.order_by("pk").values())

    assert follow().run is None
    assert (Run.objects.count(), list(Lead.objects.order_by("pk").values())) == (runs, leads)


def test_a_fact_said_twice_asks_about_the_household_once(home, registered: Registered) -> None:
    registered.tell(home, vehicles=1)
    registered.tell(members_of(home)[0], wage_fen=5)

    assert waiting_households(at_most=10) == [home.pk]


def test_a_change_that_is_rolled_back_is_not_noted(home, registered: Registered) -> None:
    @transaction.atomic
    def tell_in_vain() -> None:
        registered.tell(home, vehicles=1)
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        tell_in_vain()

    assert waiting_households(at_most=10) == []


@pytest.mark.parametrize(
    "happen",
    [
        lambda one, other: life_events.record_death(one, died_on=date(2026, 11, 20), by=None, at=NOON),
        lambda one, other: life_events.move_away(one, on=date(2026, 11, 20), by=None, at=NOON),
        lambda one, other: life_events.move_household(
            one.household, division_code=invented.ELSEWHERE, by=None, at=NOON
        ),
    ],
    ids=["death", "moving away", "moving within the city"],
)
def test_what_happens_to_people_is_noted(home, registered: Registered, happen) -> None:
    happen(members_of(home)[0], None)

    assert waiting_households(at_most=10) == [home.pk]


def test_both_households_of_somebody_who_moves_wait(home, registered: Registered) -> None:
    other = registered.family(person(), vehicles=0)
    registered.screened()

    life_events.join_household(
        members_of(home)[0], other, relation=9, on=date(2026, 11, 20), by=None, at=NOON
    )

    assert set(waiting_households(at_most=10)) == {home.pk, other.pk}


def test_a_file_and_taking_it_back_are_both_followed(home, registered: Registered, follow) -> None:
    from minsheng.kernel.people.recording import new_facts, record_all

    before = open_leads(home)
    statement = new_facts(home, {"vehicles": 3}, source="车管所", as_of=date(2026, 11, 1))
    record_all(facts=[statement], batch_key="file", at=NOON)
    follow()
    assert open_leads(home) != before

    undo_batch("file")
    assert waiting_households(at_most=10) == [home.pk]
    follow()

    assert open_leads(home) == before


def test_a_change_during_the_screening_stays_on_the_list(home, registered: Registered, monkeypatch) -> None:
    from minsheng.kernel.entitlements.actions import screen

    real = screen.take_off

    def something_happens_first(notes) -> None:
        with transaction.atomic():
            note_changed(household_ids=[home.pk])
        real(notes)

    registered.tell(home, vehicles=1)
    monkeypatch.setattr(screen, "take_off", something_happens_first)
    registered.screened_again(home)

    assert waiting_households(at_most=10) == [home.pk]
    assert ChangedHousehold.objects.count() == 1


def test_households_wait_when_everybody_must_be_screened(
    home, registered: Registered, follow, monkeypatch
) -> None:
    def refused(*_args, **_more):
        raise ScreenEverybodyError("The rules are others than in the last run.")

    registered.tell(home, vehicles=1)
    monkeypatch.setattr(following, "screen_households", refused)

    followed = follow()

    assert followed.run is None
    assert "rules are others" in followed.screen_everybody
    assert waiting_households(at_most=10) == [home.pk]


def test_the_longest_waiting_come_first_and_only_so_many(home, registered: Registered) -> None:
    homes = [registered.family(person()) for _ in range(3)]

    assert changed.waiting_households(at_most=2) == [homes[0].pk, homes[1].pk]
