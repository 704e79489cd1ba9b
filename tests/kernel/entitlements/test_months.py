"""From which month a decision pays, and what is left to pay back, from applications to the programmes of the city."""

from __future__ import annotations

from datetime import date

import pytest
from tests.make import land
from tests.make.cases import noon
from tests.make.facts import make_known_household, tell

from minsheng.engines.policy.schedule import Why
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.entitlements.months import months_of
from minsheng.kernel.payments.awards import end_after_death
from minsheng.kernel.payments.models import Award, Receipt
from minsheng.kernel.people.models import Person
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.loading import case_kinds, policies
from minsheng.kernel.registry.patterns import BY_THE_RULE

FINDINGS = {"findings": "材料齐全"}
DISABLED = {
    "born_on": date(1980, 5, 5), "disability_kind": 3, "disability_grade": 1, "has_work_injury_care": False,
    "care_level": 0,
}  # fmt: skip


@pytest.fixture
def staff(db):
    land.make_land()
    return {
        programme: (
            land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP, programme=programme),
            land.make_staff(Role.COUNTY_APPROVER, land.COUNTY, programme=programme),
        )
        for programme in ("elder_care", "social_assistance", "birth_support")
    }


def granted(kind, person, staff, *, opened, confirmed, **values) -> Award:
    """Take an application from its opening to the confirmation, and return the award."""
    township, county = staff
    case = open_case(kind, subject=person, by=township, at=opened)
    case = do(case, "check", by=township, at=opened, values=FINDINGS | values)
    do(case, "confirm", by=county, at=confirmed)
    return Award.objects.get(person=person)


def one(**facts) -> Person:
    return make_known_household(facts, assistance_class=2).memberships.get().person


def test_a_disability_subsidy_pays_from_the_month_of_application_and_makes_up_for_the_months_of_the_procedure(
    staff,
):
    award = granted(
        "disability_care",
        one(**DISABLED),
        staff["social_assistance"],
        opened=noon(8, 20),
        confirmed=noon(10, 12),
    )

    months = months_of(award, on=date(2026, 11, 24))

    assert award.from_on == date(2026, 8, 1)
    assert months.first_payment == (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1))
    assert [line.due.first_day.month for line in months.balance] == [8, 9, 10, 11]
    assert {line.due.why for line in months.balance} == {Why.DUE}
    assert (months.earlier_fen, months.look_into_fen) == (0, 0)


def test_months_between_the_age_and_the_application_are_put_before_a_person(staff):
    award = granted(
        "advanced_age_allowance", one(born_on=date(1946, 5, 31)), staff["elder_care"], opened=noon(9, 10),
        confirmed=noon(10, 12), is_alive="yes",
    )  # fmt: skip

    months = months_of(award, on=date(2026, 11, 24))

    assert award.from_on == date(2026, 9, 1)
    assert [line.due.first_day.month for line in months.earlier] == [5, 6, 7, 8]
    assert months.earlier_fen == 4 * 5000


def test_what_a_roll_paid_before_is_not_owed_again(staff):
    person = one(born_on=date(1946, 5, 31))
    Receipt.objects.create(
        policy="advanced_age_allowance", person=person, division_id=person.division_id, amount_fen=5000,
        since=date(2026, 6, 1), until=date(2026, 7, 31), source="旧名册", as_of=date(2026, 7, 31),
    )  # fmt: skip
    award = granted(
        "advanced_age_allowance", person, staff["elder_care"], opened=noon(9, 10), confirmed=noon(10, 12),
        is_alive="yes",
    )  # fmt: skip

    assert [line.due.first_day.month for line in months_of(award, on=date(2026, 11, 24)).earlier] == [5, 8]


def test_what_is_paid_for_months_the_rule_does_not_find_due_asks_a_person_to_look(staff):
    person = one(**DISABLED)
    award = granted(
        "disability_care", person, staff["social_assistance"], opened=noon(8, 20), confirmed=noon(8, 25)
    )
    tell(person, {"has_work_injury_care": True}, as_of=date(2026, 10, 5))

    months = months_of(award, on=date(2026, 12, 24))

    assert [line.due.first_day.month for line in months.to_look_into] == [11, 12]
    assert months.look_into_fen == 2 * award.amount_fen
    award.refresh_from_db()
    assert award.to_on is None  # nothing stopped


def test_the_award_of_a_year_begins_with_the_year_or_the_month_of_birth(staff):
    born_before = one(born_on=date(2025, 3, 8))
    born_this_year = one(born_on=date(2026, 3, 8))
    values = {"birth_certificate": "Q1", "is_guardian": "yes"}

    older, younger = (
        granted(
            "childcare_subsidy",
            child,
            staff["birth_support"],
            opened=noon(9, 1),
            confirmed=noon(9, 20),
            **values,
        )
        for child in (born_before, born_this_year)
    )

    assert (older.from_on, younger.from_on) == (date(2026, 1, 1), date(2026, 3, 1))
    # What was true in 2025 nobody has said: nothing is claimed of that year.
    assert [line.owed_fen for line in months_of(older, on=date(2027, 2, 1)).balance] == [None, 360000, 360000]


def test_the_year_of_death_of_a_child_is_still_paid(staff):
    child = one(born_on=date(2026, 3, 8))
    values = {"birth_certificate": "Q1", "is_guardian": "yes"}
    award = granted(
        "childcare_subsidy", child, staff["birth_support"], opened=noon(9, 1), confirmed=noon(9, 20), **values
    )
    Person.objects.filter(pk=child.pk).update(died_on=date(2027, 2, 3))

    ended = end_after_death(award, by=staff["birth_support"][1], at=noon(3, 1, 2027))

    assert ended.to_on == date(2027, 12, 31)


def test_every_award_of_an_application_begins_as_its_rule_says():
    """No card names a month beside the rule: two places would come to say two things."""
    awarding = [
        verb.does
        for kind in case_kinds().values()
        for stage in kind.stages
        for verb in stage.verbs
        if verb.does and ".award_" in verb.does
    ]

    assert awarding
    assert set(awarding) == {BY_THE_RULE}
    assert all(policy.period.beginning.zh for policy in policies().values())
