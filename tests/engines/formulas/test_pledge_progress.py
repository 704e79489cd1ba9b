"""Pledges: worked examples E1-1 to E1-5 and E6-1, and both sides of each light."""

from datetime import date
from fractions import Fraction

import pytest

from minsheng.engines.formulas.pledge_progress import (
    Light,
    Site,
    TargetMode,
    light,
    target_value,
    time_gone,
    visible_progress,
)
from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.formulas.registry import calculators


def run(name, **changes):
    calculator = calculators()[name]
    return calculator.run({**calculator.example, **changes})


def test_e1_1_progress_on_the_thirtieth_of_september():
    found = run("pledge-progress")

    assert found["delivered"] == 18
    assert found["completion_percent"] == 60.0
    assert found["visible_progress_percent"] == 86.67
    assert found["time_gone_percent"] == 74.79
    assert found["deviation_pp"] == 11.87
    assert found["light"] == "green"


def test_e1_2_a_site_without_acceptance_record_counts_as_waiting_and_is_flagged():
    found = run("pledge-progress", target=1, sites=[{"stage": 6}])

    assert found["delivered"] == 0
    assert found["visible_progress_percent"] == 90.0
    assert found["sites_without_acceptance_record"] == [0]


def test_a_running_site_without_acceptance_record_is_not_delivered_either():
    assert Site(7).counted_stage == 5
    assert Site(7, has_acceptance_record=True).is_delivered
    assert not Site(5, has_acceptance_record=True).is_delivered


def test_e1_3_ten_of_eleven_counties_are_not_all():
    found = run("pledge-coverage")

    assert found["coverage_percent"] == 90.91
    assert not found["is_met"]
    assert found["lacking"] == [{"name": "县11", "missing": 1}]


def test_a_pledge_for_all_counties_is_met_when_all_have_everything():
    assert run("pledge-coverage", areas=[{"name": "县", "complete": 6, "required": 5}])["is_met"]


def test_e1_5_nobody_accepts_his_own_report():
    site = {"stage": 6, "has_acceptance_record": True, "reported_by": "王", "accepted_by": "王"}

    with pytest.raises(BadInput) as refusal:
        run("pledge-progress", target=1, sites=[site])
    assert refusal.value.problems[0].code == "separation_of_duties"
    assert run("pledge-progress", target=1, sites=[{**site, "accepted_by": "李"}])["delivered"] == 1


@pytest.mark.parametrize(
    ("deviation", "shown"),
    [
        (Fraction(-5, 100), Light.GREEN),
        (Fraction(-501, 10_000), Light.YELLOW),
        (Fraction(-15, 100), Light.YELLOW),
        (Fraction(-1501, 10_000), Light.RED),
    ],
)
def test_both_sides_of_each_light(deviation, shown):
    thresholds = {"green_from": Fraction(-5, 100), "yellow_from": Fraction(-15, 100)}

    assert light(deviation, **thresholds, is_milestone_overdue=False) is shown


def test_an_overdue_milestone_is_red_whatever_the_progress():
    assert run("pledge-progress", is_milestone_overdue=True)["light"] == "red"


def test_a_year_is_over_on_its_last_day_also_in_a_leap_year():
    assert time_gone(date(2026, 12, 31)) == time_gone(date(2028, 12, 31)) == 1
    assert time_gone(date(2028, 2, 29)) == Fraction(60, 366)


def test_e6_1_five_percent_may_mean_two_targets():
    base, step = Fraction(782, 1000), Fraction(5, 100)

    assert target_value(base, step, TargetMode.RELATIVE) == Fraction(8211, 10_000)
    assert target_value(base, step, TargetMode.POINTS) == Fraction(832, 1000)
    assert run("pledge-target")["target_percent"] == 82.11
    assert run("pledge-target", mode="pp")["target_percent"] == 83.2


def test_a_target_is_met_exactly_at_its_value():
    assert run("pledge-target", value_percent=82.11)["is_met"]
    assert not run("pledge-target", value_percent=82.10)["is_met"]
    assert run("pledge-target", value_percent=None)["is_met"] is None


def test_sites_beyond_the_target_do_not_count_as_progress():
    weights = [
        Fraction(0),
        Fraction(1, 10),
        Fraction(3, 10),
        Fraction(1, 2),
        Fraction(4, 5),
        Fraction(9, 10),
        Fraction(1),
    ]
    begun, accepted = Site(stage=1), Site(stage=6, has_acceptance_record=True)

    assert visible_progress([accepted] * 2 + [begun] * 40, target=2, stage_weights=weights) == 1
    assert visible_progress([accepted] + [begun] * 40, target=2, stage_weights=weights) == Fraction(11, 20)
