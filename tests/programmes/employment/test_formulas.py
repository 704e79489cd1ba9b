"""Employment: worked examples E5-1 to E5-7, and both sides of every threshold."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.formulas.registry import calculators
from minsheng.programmes.employment.formulas import (
    Recommendation,
    distinct_recommendations,
    unemployment_benefit_months,
)


def run(name, **changes):
    calculator = calculators()[name]
    return calculator.run({**calculator.example, **changes})


def test_e5_1_two_thirds_of_845_and_300():
    assert run("flexible-worker-subsidy")["at_most_yuan"] == "763.33"


def test_a_subsidy_near_retirement_runs_until_the_month_before():
    found = run("subsidy-period")

    assert found == {"until_retirement": True, "last_month": "2028-12"}


@pytest.mark.parametrize(("approved_on", "until_retirement"), [("2024-01-15", False), ("2024-01-16", True)])
def test_near_retirement_means_less_than_five_years(approved_on, until_retirement):
    assert run("subsidy-period", approved_on=approved_on)["until_retirement"] is until_retirement


def test_anybody_else_is_subsidised_for_thirty_six_months():
    found = run("subsidy-period", born_on="1980-01-01", first_month="2026-12")

    assert found == {"until_retirement": False, "last_month": "2029-11"}


def test_a_month_that_does_not_exist_is_refused():
    with pytest.raises(BadInput) as refusal:
        run("subsidy-period", first_month="2026-13")
    assert refusal.value.problems[0].field == "first_month"


@pytest.mark.parametrize(
    ("contributions", "months"), [(11, 0), (12, 12), (59, 12), (60, 18), (119, 18), (120, 24), (500, 24)]
)
def test_both_sides_of_each_step_of_unemployment_benefit(contributions, months):
    assert unemployment_benefit_months(contributions) == months


def test_months_left_from_before_are_added_up_to_twenty_four():
    assert unemployment_benefit_months(60, left_from_before=5) == 23
    assert unemployment_benefit_months(60, left_from_before=7) == 24
    assert unemployment_benefit_months(11, left_from_before=7) == 0


@given(contributions=st.integers(0, 600), more=st.integers(0, 600), left=st.integers(0, 24))
def test_more_contributions_never_give_fewer_months(contributions, more, left):
    fewer = unemployment_benefit_months(contributions, left_from_before=left)

    assert fewer <= unemployment_benefit_months(contributions + more, left_from_before=left) <= 24


def test_the_benefit_stays_between_the_allowance_and_the_minimum_wage():
    assert run("unemployment-benefit", standard_fen=50_000)["monthly_fen"] == 72_000
    assert run("unemployment-benefit")["monthly_fen"] == 178_200
    assert run("unemployment-benefit", standard_fen=200_000)["monthly_fen"] == 198_000
    assert run("unemployment-benefit", contribution_months=11)["monthly_fen"] == 0


def test_e5_4_one_recommendation_is_missing():
    found = run("graduate-1131")

    assert (found["done"], found["promised"]) == (5, 6)
    assert found["completion_percent"] == 83.3
    assert not found["is_complete"]
    assert found["missing"] == {"recommendations": 1}


def test_three_recommendations_of_three_employers_complete_the_set():
    jobs = [{"employer": name} for name in ("甲", "乙", "丙")]

    assert run("graduate-1131", recommendations=jobs)["is_complete"]


def test_more_of_one_service_does_not_make_up_for_another():
    assert run("graduate-1131", briefings=5)["done"] == 5


@pytest.mark.parametrize(
    "third",
    [
        Recommendation("乙"),
        Recommendation("丙", is_matching=False),
        Recommendation("丙", was_withdrawn_within_7_days=True),
        Recommendation("丙", was_delivered=False),
    ],
)
def test_what_is_no_real_recommendation_does_not_count(third):
    assert distinct_recommendations([Recommendation("甲"), Recommendation("乙"), third]) == 2
    assert distinct_recommendations([Recommendation("甲"), Recommendation("乙"), Recommendation("丙")]) == 3


def test_e5_5_a_third_public_post_breaks_the_rule_of_two():
    found = run("public-post")

    assert not found["is_allowed"]
    assert found["rule"] == "placements_used_up"


def test_a_second_public_post_is_for_those_who_may_be_placed_again():
    assert run("public-post", ended_placements=0)["rule"] == "first_placement"
    assert run("public-post", ended_placements=1)["rule"] == "again_after_expiry"
    assert run("public-post", ended_placements=1, may_be_placed_again=False)["is_allowed"] is False


def test_e5_7_half_of_the_interest_of_a_year():
    found = run("startup-loan-subsidy")

    assert found["interest_yuan"] == "6,000.00"
    assert found["subsidy_yuan"] == "3,000.00"


def test_only_the_highest_principal_is_subsidised():
    at_the_cap = run("startup-loan-subsidy", principal_fen=30_000_000)["subsidy_fen"]

    assert at_the_cap == 450_000
    assert run("startup-loan-subsidy", principal_fen=40_000_000)["subsidy_fen"] == at_the_cap


def test_a_day_of_birth_in_the_table_of_2025_moves_the_end():
    assert run("subsidy-period", born_on=date(1968, 2, 28).isoformat())["last_month"] == "2028-11"
