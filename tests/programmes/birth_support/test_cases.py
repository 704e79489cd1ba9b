"""The childcare subsidy: thirty working days, awarded by the year."""

from datetime import date

import pytest
from tests.make import land
from tests.make.cases import noon
from tests.make.facts import make_known_household

from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.payments.models import Award
from minsheng.kernel.registry.card import Role

CHECKED = {"birth_certificate": "A140000001", "is_guardian": "yes", "findings": "材料齐全"}


@pytest.fixture
def staff(db):
    land.make_land()
    return (
        land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP),
        land.make_staff(Role.COUNTY_APPROVER, land.COUNTY),
    )


@pytest.mark.parametrize(
    ("born_on", "from_on"), [(date(2025, 12, 31), date(2026, 1, 1)), (date(2026, 3, 8), date(2026, 3, 1))]
)
def test_the_subsidy_is_awarded_for_the_year(staff, born_on, from_on):
    township, county = staff
    household = make_known_household({}, {"born_on": born_on})
    child = household.memberships.order_by("pk").last().person
    case = open_case("childcare_subsidy", subject=child, by=township, at=noon(9, 1))
    assert case.whole_due_on == date(2026, 10, 19)
    case = do(case, "check", by=township, at=noon(9, 2), values=CHECKED)

    do(case, "confirm", by=county, at=noon(9, 3), values={"amount": "3600"}, because="按国家基础标准核定")

    award = Award.objects.get(person=child)
    assert (award.from_on, award.per, award.amount_fen) == (from_on, "year", 360000)
