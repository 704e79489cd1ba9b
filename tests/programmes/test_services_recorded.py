"""What a service gave is written where the rule reads it, so that the next screening does not find the person again."""

from datetime import date

import pytest
from tests.make import land
from tests.make.cases import noon

from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.rulebook import facts_used
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.kinds import case_kinds
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.merging import facts_of
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.loading import policies
from minsheng.programmes.birth_support import actions as birth_support
from minsheng.programmes.education import actions as education
from minsheng.programmes.elder_health import actions as elder_health
from minsheng.programmes.employment import actions as employment
from minsheng.programmes.medical_services import actions as medical_services

TODAY = date(2026, 9, 2)
DAY_IN = {
    **birth_support.DAY_IN,
    **education.DAY_IN,
    **elder_health.DAY_IN,
    **employment.DAY_IN,
    **medical_services.DAY_IN,
}
ON_THE_ROLL = ("maternity_leave", "care_leave", "parental_leave", "childcare_late_application")


@pytest.fixture
def worker(db):
    land.make_land()
    return land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP)


def given(kind, worker):
    verb = case_kinds()[kind].stages[0].verb("give")
    values = {field.name: "2026-09-02" if field.kind == "date" else "甲镇卫生院" for field in verb.fields}
    case = open_case(kind, subject=land.make_person(), by=worker, at=noon(9, 1))
    return do(case, "give", by=worker, at=noon(9, 2), values=values)


@pytest.mark.parametrize(("kind", "fact"), DAY_IN.items())
def test_the_day_of_a_service_is_known_to_the_register(kind, fact, worker):
    case = given(kind, worker)

    assert facts_of(case.person, on=TODAY)[fact].value == TODAY


@pytest.mark.parametrize(("kind", "fact"), DAY_IN.items())
def test_the_rule_of_a_service_reads_the_day_that_its_case_writes(kind, fact):
    assert FACTS[fact].kind is Kind.DATE
    assert fact in facts_used(policies()[kind])


@pytest.mark.parametrize("kind", ON_THE_ROLL)
def test_who_got_leave_or_was_looked_at_stands_on_the_roll(kind, worker):
    case = given(kind, worker)

    assert Receipt.objects.get(policy=kind).person == case.person


@pytest.mark.parametrize(("kind", "fact"), education.YES_IN.items())
def test_what_a_pupil_was_given_is_known_to_the_register(kind, fact, worker):
    case = given(kind, worker)

    assert facts_of(case.person, on=TODAY)[fact].value is True


def test_a_child_with_a_nursery_place_is_not_looked_for_again(worker):
    case = given("nursery_place", worker)

    assert facts_of(case.person, on=TODAY)["in_nursery"].value is True


def test_a_renewed_contract_runs_to_its_new_day(worker):
    case = given("family_doctor_renewal", worker)

    assert facts_of(case.person, on=TODAY)["family_doctor_until"].value == TODAY
