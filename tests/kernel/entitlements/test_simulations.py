"""Simulations kept on the site: taken once, answered or failed with the reason, and picked up again after a stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.make.showcase import Showcase, make_showcase

from minsheng.engines.policy.simulate_reform import ReformError
from minsheng.kernel.entitlements.actions import simulate
from minsheng.kernel.entitlements.models import Simulation
from minsheng.kernel.entitlements.run_files import PERSONS, folder_of

TEXT = "reform: {title: {zh: 甲, en: A}}\nparameters: {employment.older_from_age_women: 38}\n"
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def showcase(db) -> Showcase:
    return make_showcase(on=timezone.localdate())


def asked(showcase: Showcase, *, at: datetime = NOON) -> Simulation:
    return simulate.ask(TEXT, run=showcase.run, by=showcase.analyst, at=at)


def test_a_simulation_is_worked_out_once(showcase):
    simulation = asked(showcase)

    assert simulate.work_out_waiting(now=lambda: NOON) == 1
    assert simulate.work_out_waiting(now=lambda: NOON) == 0

    simulation.refresh_from_db()
    assert (simulation.state, simulation.finished_at) == ("done", NOON)
    assert "hard_to_employ" in simulation.answer["policies"]


def test_nothing_is_asked_that_cannot_be_worked_out(showcase):
    with pytest.raises(ReformError, match="No parameter is called"):
        simulate.ask(TEXT.replace("older", "odler"), run=showcase.run, by=showcase.analyst, at=NOON)

    assert not Simulation.objects.exists()


def test_a_simulation_without_its_facts_fails_and_says_why(showcase):
    simulation = asked(showcase)
    (folder_of(showcase.run) / PERSONS).unlink()

    simulate.work_out_waiting(now=lambda: NOON)

    simulation.refresh_from_db()
    assert simulation.state == "failed"
    assert "persons" in simulation.problem
    assert simulation.answer is None


@pytest.mark.parametrize(("waited", "taken"), [(timedelta(hours=2), 0), (timedelta(hours=2, seconds=1), 1)])
def test_what_a_stopped_worker_left_is_taken_again(showcase, waited, taken):
    simulation = asked(showcase)
    Simulation.objects.update(state=Simulation.State.RUNNING)

    assert simulate.work_out_waiting(now=lambda: simulation.asked_at + waited) == taken


def test_a_simulation_that_is_done_has_its_answer(showcase):
    asked(showcase)

    with pytest.raises(IntegrityError), transaction.atomic():
        Simulation.objects.update(state="done", finished_at=NOON)


def test_no_person_is_named_in_an_answer(showcase):
    simulation = asked(showcase)
    simulate.work_out_waiting(now=lambda: NOON)
    simulation.refresh_from_db()

    text = str(simulation.answer)
    assert isinstance(showcase.analyst, User)
    for person in (showcase.me, showcase.wife, showcase.neighbour_person):
        assert person.name not in text
        assert person.token not in text
