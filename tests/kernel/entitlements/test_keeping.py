"""Every decision keeps what the rules found, and it can be worked out again from the store alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from tests.make import land
from tests.make.cases import noon
from tests.make.facts import make_known_household, tell

from minsheng.engines.policy.parameters import ParameterSet
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.models import CaseStep
from minsheng.kernel.entitlements import keeping
from minsheng.kernel.entitlements.keeping import Outcome, replays
from minsheng.kernel.entitlements.models import KeptAnswer
from minsheng.kernel.people.models import Person
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.here import parameters_of_this_city

VALUES = {"findings": "材料齐全"}


@pytest.fixture
def staff(db):
    land.make_land()
    return (
        land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP, programme="social_assistance"),
        land.make_staff(Role.COUNTY_APPROVER, land.COUNTY, programme="social_assistance"),
    )


def disabled(**facts) -> Person:
    known = {"disability_kind": 3, "disability_grade": 1, "has_work_injury_care": False, "care_level": 0}
    return (
        make_known_household({"born_on": date(1980, 5, 5)} | known | facts, assistance_class=2)
        .memberships.get()
        .person
    )


def decided(person, staff, *, refused=False):
    township, county = staff
    case = open_case("disability_care", subject=person, by=township, at=noon(8, 20))
    case = do(case, "check", by=township, at=noon(8, 21), values=VALUES)
    if not refused:
        return do(case, "confirm", by=county, at=noon(8, 25))
    heard = {"heard_on": date(2026, 8, 24), "how": "in_person", "statement": "没有意见"}
    case = do(case, "hear", by=county, at=noon(8, 24), values=heard)
    return do(case, "refuse", by=county, at=noon(8, 26), because="不在护理补贴范围内")


def only(case) -> keeping.Replayed:
    (again,) = replays(case)
    return again


def test_a_confirmation_keeps_what_the_rule_found(staff):
    again = only(decided(disabled(), staff))

    assert again.outcome is Outcome.SAME
    assert again.answer["result"]["status"] == "eligible"
    assert again.kept.on == date(2026, 8, 25)
    assert {one["key"] for one in again.kept.parameters} >= {"social_assistance.disability_care_by_grade"}


def test_a_refusal_keeps_it_too_for_an_appeal(staff):
    again = only(decided(disabled(has_work_injury_care=True), staff, refused=True))

    assert again.answer["result"]["status"] == "not_eligible"
    assert again.outcome is Outcome.SAME
    assert CaseStep.objects.get(token=again.kept.step_token).verb == "refuse"


def test_nothing_is_kept_while_a_case_is_open(staff):
    township, _ = staff
    case = open_case("disability_care", subject=disabled(), by=township, at=noon(8, 20))
    do(case, "check", by=township, at=noon(8, 21), values=VALUES)

    assert not KeptAnswer.objects.exists()


def test_facts_and_parameters_changed_afterwards_change_nothing(staff, monkeypatch):
    person = disabled()
    case = decided(person, staff)
    before = only(case).answer
    tell(person, {"disability_grade": 4}, as_of=date(2026, 8, 1))
    raised = parameters_of_this_city().with_changes(
        {"social_assistance.disability_care_by_grade": {1: 500, 2: 400}}
    )
    monkeypatch.setattr(keeping, "parameters_of_this_city", lambda: raised)
    assert isinstance(raised, ParameterSet)

    again = only(case)

    assert again.outcome is Outcome.SAME
    assert again.answer == before
    assert only(decided(disabled(), staff)).answer["result"]["amount_fen"] == 50000  # the change is real


def test_a_rule_changed_afterwards_says_so(staff):
    case = decided(disabled(), staff)
    KeptAnswer.objects.update(rule_fingerprint="another rule")

    assert only(case).outcome is Outcome.RULE_CHANGED
    assert only(case).answer["result"]["status"] == "eligible"


def test_an_answer_that_was_tampered_with_shows(staff):
    case = decided(disabled(), staff)
    kept = KeptAnswer.objects.get()
    kept.facts = {**kept.facts, "persons": [{**kept.facts["persons"][0], "disability_grade": 2}]}
    kept.save()

    assert only(case).outcome is Outcome.DIFFERENT


def test_facts_and_answer_are_sealed_in_the_database(staff):
    decided(disabled(), staff)

    with connection.cursor() as cursor:
        cursor.execute("SELECT facts, answer FROM entitlements_keptanswer")
        facts, answer = (bytes(value) for value in cursor.fetchone())

    assert b"disability" not in facts
    assert b"disability" not in answer
