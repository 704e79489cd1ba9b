"""Pledges in words: targets, values and what is needed, each in the unit in which it was promised."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from minsheng.faces.design.pledges import PledgeReading
from minsheng.kernel.people.models import Person
from minsheng.kernel.pledges.measuring import Measurement, Share
from minsheng.kernel.pledges.models import Pledge
from minsheng.kernel.pledges.progress import Progress

ON = date(2026, 9, 30)


def pledge(**changes) -> Pledge:
    given = {
        "key": "some", "year": 2026, "title_zh": "某事", "title_en": "Something", "mode": "count", "unit_zh": "个",
        "unit_en": "things", "target_low": Decimal(20), "due_on": date(2026, 12, 31), "category": "elder_care",
        "programme": "elder_care", "indicator": "elder_care.canteens",
    }  # fmt: skip
    return Pledge(**given | changes)


def reading(
    share: Share | None = None, *, target: Fraction | None = None, is_met=None, light=None, **changes
):
    measured = None if share is None else Measurement(share, {}, Person.objects.none())
    progress = Progress(pledge(**changes), ON, measured, target, None, Fraction(3, 4), is_met, light=light)
    return PledgeReading(progress)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "20个"),
        ({"target_high": Decimal(30)}, "20–30个"),
        ({"mode": "coverage", "target_low": None}, "每个县都有"),
        ({"mode": "rate", "target_low": Decimal("0.85")}, "85%"),
        ({"mode": "relative", "target_low": Decimal("0.05")}, "比原来提高5%以上"),
        (
            {"mode": "points", "target_low": Decimal("0.01"), "target_high": Decimal("0.03")},
            "提高1–3个百分点",
        ),
        ({"mode": "qualitative", "target_low": None}, "—"),
        (
            {
                "mode": "rate",
                "target_low": Decimal("0.0045"),
                "indicator": "birth_support.places_per_thousand",
            },
            "4.5个",
        ),
    ],
)
def test_a_target_is_said_as_it_was_promised(changes, said):
    assert reading(**changes).target == said


@pytest.mark.parametrize(
    ("share", "changes", "said"),
    [
        (None, {}, "—"),
        (Share(13), {}, "13个"),
        (Share(0), {}, "0个"),
        (Share(10, 11), {"mode": "coverage"}, "10个，共11个"),
        (Share(3, 4), {"mode": "rate", "indicator": "elder_care.advanced_age_uptake"}, "75.0%"),
        (Share(0, 0), {"mode": "rate", "indicator": "elder_care.advanced_age_uptake"}, "—"),
        (Share(45, 10_000), {"mode": "rate", "indicator": "birth_support.places_per_thousand"}, "4.5个"),
    ],
)
def test_a_value_is_said_with_its_unit_and_never_divided_by_nothing(share, changes, said):
    assert reading(share, **changes).value == said


def test_what_is_needed_of_coverage_is_said_in_counties():
    found = reading(Share(10, 11), mode="coverage", unit_zh="个县")

    assert found.needed_said(Fraction(1, 11)) == "1.0个县"


def test_what_is_needed_of_a_share_is_said_in_points():
    found = reading(Share(3, 4), mode="rate", indicator="elder_care.advanced_age_uptake")

    assert found.needed_said(Fraction(1, 40)) == "2.50个百分点"


def test_a_pledge_without_an_indicator_has_no_light_and_says_what_is_missing():
    found = reading(indicator="", not_built_because_zh="记录尚未导入", not_built_because_en="No records yet")

    assert found.light == "grey"
    assert found.why_not_counted is not None
    assert found.why_not_counted.zh == "记录尚未导入"


def test_a_number_without_a_target_is_shown_as_it_stands():
    assert reading(Share(5), mode="qualitative", target_low=None).light == "watch"


def test_what_is_met_says_so_whatever_the_light():
    assert reading(Share(20), target=Fraction(20), is_met=True, light="green").light == "met"


def test_records_about_persons_are_never_listed():
    assert reading(Share(5)).records() is None
