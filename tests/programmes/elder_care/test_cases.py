"""The advanced-age allowance from the township's check to the award."""

from datetime import date

import pytest
from tests.make import land
from tests.make.cases import noon
from tests.make.facts import make_known_household

from minsheng.kernel.cases import problems
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.payments.models import Award
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.models import Post

CHECKED = {"is_alive": "yes", "findings": "本人在家"}


@pytest.fixture
def staff(db):
    land.make_land()
    return (
        land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP, programme="elder_care"),
        land.make_staff(Role.COUNTY_APPROVER, land.COUNTY, programme="elder_care"),
    )


def granted_award(born_on, staff):
    township, county = staff
    person = make_known_household({"born_on": born_on}).memberships.get().person
    case = open_case("advanced_age_allowance", subject=person, by=township, at=noon(9, 10))
    case = do(case, "check", by=township, at=noon(9, 11), values=CHECKED)
    do(case, "confirm", by=county, at=noon(10, 12))
    return Award.objects.get(person=person)


def test_who_reached_eighty_long_ago_is_paid_from_the_month_of_the_case(staff):
    award = granted_award(date(1940, 3, 1), staff)

    assert (award.from_on, award.amount_fen) == (date(2026, 9, 1), 5000)


def test_who_reaches_eighty_after_the_case_was_opened_is_paid_from_that_month(staff):
    award = granted_award(date(1946, 10, 31), staff)

    assert award.from_on == date(2026, 10, 1)


def test_the_month_of_the_ninetieth_birthday_pays_the_higher_band(staff):
    assert granted_award(date(1936, 10, 31), staff).amount_fen == 10000


def test_a_person_who_is_not_seen_alive_does_not_go_on(staff):
    person = make_known_household({"born_on": date(1940, 3, 1)}).memberships.get().person
    case = open_case("advanced_age_allowance", subject=person, by=staff[0], at=noon(9, 10))

    with pytest.raises(problems.FieldsWrongError, match="the person lives"):
        do(case, "check", by=staff[0], at=noon(9, 11), values={**CHECKED, "is_alive": "no"})


def test_who_checked_does_not_confirm(staff):
    township, _ = staff
    Post.objects.create(
        user=township, role=Role.COUNTY_APPROVER, division_id=land.COUNTY, from_on=land.LONG_AGO
    )
    person = make_known_household({"born_on": date(1940, 3, 1)}).memberships.get().person
    case = open_case("advanced_age_allowance", subject=person, by=township, at=noon(9, 10))
    case = do(case, "check", by=township, at=noon(9, 11), values=CHECKED)

    with pytest.raises(problems.SameHandsError):
        do(case, "confirm", by=township, at=noon(9, 12))
