"""Reviewing a 低保 that is paid: more, less, the end of it, and always the person heard first."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from tests.make import land
from tests.make.facts import make_known_household

from minsheng.kernel.cases import problems
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.models import Case
from minsheng.kernel.entitlements.actions.review import NoAwardError
from minsheng.kernel.payments.awards import Amount, start_award
from minsheng.kernel.payments.models import Award
from minsheng.kernel.people.models import Household
from minsheng.kernel.registry.card import Role

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
WHY = "家庭成员就业，收入明显增加"


@pytest.fixture
def household(db: None) -> Household:
    land.make_land()
    land.make_staff(Role.VILLAGE_WORKER, land.VILLAGE, name="village")
    return make_known_household({"wage_fen": 150000}, {"transfer_fen": 20000}, {})


@pytest.fixture
def approver(household: Household) -> User:
    return land.make_staff(Role.COUNTY_APPROVER, land.COUNTY)


def make_award(household: Household, approver: User, fen: int) -> Award:
    case = open_case("dibao", subject=household, by=None, at=NOON)
    return start_award(
        "dibao",
        subject=household,
        amount=Amount(fen),
        from_on=date(2026, 1, 1),
        case=case,
        by=approver,
        at=NOON,
    )


@pytest.fixture
def review(household: Household, approver: User) -> Case:
    """A review that was visited and lies with the county."""
    township = land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP)
    case = open_case("dibao_review", subject=household, by=township, at=NOON)
    found = {
        "second_investigator": "village", "visited_on": "2026-09-01",
        "findings": "长子已就业",
    }  # fmt: skip
    return do(case, "investigate", by=township, at=NOON, values=found)


def heard(case: Case, approver: User) -> Case:
    said = {"heard_on": "2026-09-02", "how": "phone", "statement": "同意"}
    return do(case, "hear", by=approver, at=NOON, values=said)


@pytest.mark.parametrize("verb", ["cut", "stop"])
def test_nothing_is_cut_or_stopped_before_the_hearing(household, approver, review, verb):
    make_award(household, approver, 60000)

    with pytest.raises(problems.NotHeardYetError):
        do(review, verb, by=approver, at=NOON, because=WHY)


def test_a_cut_pays_what_the_rule_finds_from_next_month(household, approver, review):
    make_award(household, approver, 60000)

    do(heard(review, approver), "cut", by=approver, at=NOON, because=WHY)

    before, after = Award.objects.order_by("from_on")
    assert (before.to_on, after.from_on, after.amount_fen) == (date(2026, 9, 30), date(2026, 10, 1), 46000)
    assert before.hearing_token == review.steps.get(verb="hear").token


def test_a_raise_needs_no_hearing(household, approver, review):
    make_award(household, approver, 40000)

    do(review, "raise", by=approver, at=NOON, because=WHY)

    assert Award.objects.get(to_on__isnull=True).amount_fen == 46000


def test_a_raise_may_not_hide_a_cut(household, approver, review):
    make_award(household, approver, 60000)

    with pytest.raises(problems.FieldsWrongError, match="does not fit"):
        do(review, "raise", by=approver, at=NOON, because=WHY)


@pytest.mark.parametrize(
    ("values", "last_day"),
    [
        ({}, date(2026, 9, 30)),
        ({"grace_months": 1}, date(2026, 10, 31)),
        ({"grace_months": 6}, date(2027, 3, 31)),
    ],
)
def test_a_stop_may_leave_months_of_grace(household, approver, review, values, last_day):
    award = make_award(household, approver, 46000)

    do(heard(review, approver), "stop", by=approver, at=NOON, because=WHY, values=values)

    award.refresh_from_db()
    assert (award.to_on, award.ended_because) == (last_day, WHY)


def test_grace_does_not_last_longer_than_the_city_allows(household, approver, review):
    make_award(household, approver, 46000)

    with pytest.raises(problems.FieldsWrongError, match="at most 6 months"):
        do(heard(review, approver), "stop", by=approver, at=NOON, because=WHY, values={"grace_months": 7})


def test_a_household_paid_from_a_roll_of_the_bureau_has_nothing_to_stop_here(approver, review):
    with pytest.raises(NoAwardError, match="roll of the bureau"):
        do(heard(review, approver), "stop", by=approver, at=NOON, because=WHY)

    review.refresh_from_db()
    assert review.is_open
