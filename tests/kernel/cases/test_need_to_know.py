"""Which facts about somebody a member of staff may read."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.make import land

from minsheng.kernel.cases.models import Case, CaseItem
from minsheng.kernel.cases.need_to_know import (
    facts_of_class,
    may_read_reasons,
    readable_facts,
    readable_policies,
)
from minsheng.kernel.cases.visits import VISIT
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.loading import programmes

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
TODAY = date(2026, 9, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    land.make_land()
    return land.make_person()


@pytest.fixture(autouse=True)
def cards():
    """The real programmes: what their rules ask for is the matter."""


def worker(division=land.VILLAGE, role=Role.VILLAGE_WORKER, **post):
    return land.make_staff(role, division, **post)


def test_a_post_for_all_programmes_reads_sensitive_facts_and_no_closed_ones(person):
    readable = readable_facts(worker(), person, on=TODAY)

    assert facts_of_class("S3") <= readable
    assert not facts_of_class("S4") & readable


def test_a_post_for_one_programme_reads_what_its_rules_ask_for(person):
    readable = readable_facts(worker(programme="social_assistance"), person, on=TODAY)

    assert "wage_fen" in readable
    assert "has_hypertension" not in readable


def test_closed_facts_are_read_by_a_post_for_the_very_programme(person):
    readable = readable_facts(worker(programme="child_welfare"), person, on=TODAY)

    assert "father_status" in readable


def test_whoever_works_on_an_open_case_reads_what_it_asks_for(person):
    visitor = worker()
    visit = Case.objects.create(
        kind=VISIT.key, household=person.household, home_id=land.VILLAGE, division_id=land.VILLAGE, stage="visiting",
        opened_at=NOON, stage_entered_at=NOON,
    )  # fmt: skip
    CaseItem.objects.create(case=visit, policy="de_facto_unsupported", person=person, why="owed")

    assert "father_status" in readable_facts(visitor, person, on=TODAY)
    assert "father_status" in readable_facts(visitor, person.household, on=TODAY)

    Case.objects.update(closed_at=NOON, outcome="visited")

    assert "father_status" not in readable_facts(visitor, person, on=TODAY)


@pytest.mark.parametrize(
    ("role", "division"),
    [(Role.LEADER, land.CITY), (Role.ADMINISTRATOR, land.CITY), (Role.VILLAGE_WORKER, land.NEXT_VILLAGE)],
)
def test_leaders_administrators_and_strangers_read_nothing(person, role, division):
    assert readable_facts(worker(division, role), person, on=TODAY) == frozenset()


def test_nobody_reads_without_signing_in(person):
    assert readable_facts(AnonymousUser(), person, on=TODAY) == frozenset()


def test_a_post_for_one_programme_is_told_the_answers_of_its_own_policies(person):
    own = readable_policies(worker(programme="child_welfare"), person, on=TODAY)

    assert own == frozenset(programmes()["child_welfare"].rulebook.policies)
    assert {"orphan_allowance", "de_facto_unsupported"} <= own
    assert "dibao" not in own
    assert {"dibao", "orphan_allowance"} <= readable_policies(worker(), person, on=TODAY)
    assert readable_policies(worker(land.NEXT_VILLAGE), person, on=TODAY) == frozenset()


def test_reasons_are_read_by_those_who_may_read_all_known_facts_in_them(person):
    general = readable_facts(worker(), person, on=TODAY)
    children = readable_facts(worker(programme="child_welfare"), person, on=TODAY)
    known = ["born_on", "father_status", "wage_fen"]

    assert not may_read_reasons("de_facto_unsupported", general, known=known)
    assert may_read_reasons("de_facto_unsupported", children, known=known)


def test_an_unknown_fact_hides_no_reasons(person):
    general = readable_facts(worker(), person, on=TODAY)

    assert may_read_reasons("dibao", general, known=["wage_fen"])
    assert not may_read_reasons("dibao", general, known=["wage_fen", "is_orphan_supported"])
