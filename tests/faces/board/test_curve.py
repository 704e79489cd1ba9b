"""The curve of an invented household: the table has every income, and the falls are told."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.utils import timezone

from minsheng.faces.board.curves import HouseholdForm, curve_of
from minsheng.kernel.entitlements.typical import TypicalHousehold
from minsheng.kernel.registry.here import parameters_of_this_city

ADDRESS = "/board/simulations/curve/"


def test_the_page_begins_with_a_household_and_its_curve(analyst):
    response = analyst.get(ADDRESS)
    page = response.content.decode()

    assert response.status_code == 200
    assert "最低生活保障" in page
    assert len(response.context["curve"].rows) == 81
    assert "style=" not in page


def test_the_falls_are_where_the_household_has_less(analyst):
    curve = analyst.get(ADDRESS).context["curve"]

    together = [row.together_fen for row in curve.rows]
    falling = [later < earlier for earlier, later in pairwise(together)]
    assert [row.falls_fen > 0 for row in curve.rows[1:]] == falling
    assert any(falling)


def test_a_wage_alone_is_no_cliff(db):
    household = TypicalHousehold(county=140729, is_urban=True)
    points = household.curve(parameters_of_this_city(), on=timezone.localdate(), to_yuan=4_000, step_yuan=50)

    curve = curve_of(points)

    assert points[0].by_policy["dibao"] > 0
    assert points[-1].benefits_fen == 0
    assert curve.falls == ()


@pytest.mark.parametrize("change", [{"adults": "0"}, {"county": "1"}, {"children": "x"}])
def test_a_household_that_cannot_be_is_said_beside_the_field(analyst, change):
    response = analyst.get(ADDRESS, HouseholdForm.usual() | change)

    assert response.status_code == 422
    assert response.context["curve"] is None


def test_the_page_is_complete_in_english(analyst):
    analyst.cookies["django_language"] = "en"

    page = analyst.get(ADDRESS).content.decode()

    assert "Where the cliffs are" in page
    assert "工资" not in page
