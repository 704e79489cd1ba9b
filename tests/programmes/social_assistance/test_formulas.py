"""Social assistance: worked examples E4-1 to E4-9, and both sides of every threshold."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.registry import calculators
from minsheng.programmes.social_assistance.destitution import (
    SelfCare,
    destitute_standard,
    self_care,
    supporter_contribution,
)
from minsheng.programmes.social_assistance.formulas import (
    IncomeClass,
    allowance,
    income_class,
    medical_aid,
    rigid_expense_ratio_is_exceeded,
    temporary_aid,
)

STANDARD = 72_000
incomes = st.integers(0, 10**7)
sizes = st.integers(1, 70)


def run(name, **changes):
    calculator = calculators()[name]
    return calculator.run({**calculator.example, **changes})


def class_of(income_fen, *, persons=1):
    return income_class(income_fen, persons=persons, standard_fen=STANDARD, edge_multiple=Fraction(3, 2))


def test_e4_1_three_people_with_1700_yuan():
    found = run("living-allowance")

    assert found["income_class"] == "below_standard"
    assert found["per_capita_yuan"] == "566.67"
    assert found["amount_yuan"] == "460.00"


def test_e4_2_totals_are_compared_not_per_capita_round_trips():
    assert allowance(189_400, persons=3, standard_fen=63_200, in_whole_yuan=True) == 200


@pytest.mark.parametrize(
    ("income", "found"),
    [
        (71_999, IncomeClass.BELOW_STANDARD),
        (72_000, IncomeClass.EDGE),
        (107_999, IncomeClass.EDGE),
        (108_000, IncomeClass.ABOVE),
    ],
)
def test_e4_3_exactly_the_standard_is_not_below_it(income, found):
    assert class_of(income) is found


def test_a_third_of_a_fen_below_the_standard_is_below_it():
    assert class_of(3 * STANDARD - 1, persons=3) is IncomeClass.BELOW_STANDARD


def test_a_broken_yuan_is_raised_only_where_the_city_pays_whole_yuan():
    assert allowance(169_999, persons=3, standard_fen=STANDARD, in_whole_yuan=True) == 46_100
    assert allowance(169_999, persons=3, standard_fen=STANDARD, in_whole_yuan=False) == 46_001


@given(income=incomes, persons=sizes)
def test_whoever_is_below_the_standard_gets_something_and_nobody_else(income, persons):
    fen = allowance(income, persons=persons, standard_fen=STANDARD, in_whole_yuan=True)

    assert (fen > 0) == (class_of(income, persons=persons) is IncomeClass.BELOW_STANDARD)
    assert fen % 100 == 0


@given(income=incomes, more=incomes, persons=sizes)
def test_more_income_never_gives_more_aid(income, more, persons):
    terms = {"persons": persons, "standard_fen": STANDARD, "in_whole_yuan": True}

    assert allowance(income + more, **terms) <= allowance(income, **terms)


@pytest.mark.parametrize(("expenses", "is_exceeded"), [(6_000_000, False), (6_000_001, True)])
def test_rigid_expenses_must_exceed_the_ratio(expenses, is_exceeded):
    found = rigid_expense_ratio_is_exceeded(expenses, income_fen=10_000_000, more_than=Fraction(6, 10))

    assert found is is_exceeded


def test_rigid_expenses_without_any_income_exceed_every_ratio():
    found = run("rigid-expenses", income_fen=0, expenses_fen=1)

    assert found["is_ratio_exceeded"]
    assert found["expense_percent"] is None


def test_rigid_expenses_need_an_income_below_the_local_one():
    assert not run("rigid-expenses", income_fen=9_300_000, expenses_fen=9_000_000)["meets_income_tests"]
    assert run("rigid-expenses", income_fen=9_299_999, expenses_fen=9_000_000)["meets_income_tests"]


def test_e4_6_medical_aid_of_an_edge_patient_and_of_a_low_income_patient():
    assert medical_aid(1_800_000, deductible_fen=310_000, ratio=Fraction(6, 10)) == 894_000
    assert medical_aid(2_600_000, deductible_fen=0, ratio=Fraction(7, 10)) == 1_820_000


def test_below_the_deductible_there_is_no_medical_aid():
    assert medical_aid(310_000, deductible_fen=310_000, ratio=Fraction(6, 10)) == 0
    assert medical_aid(310_100, deductible_fen=310_000, ratio=Fraction(6, 10)) == 60


def test_medical_aid_ends_at_the_cap_of_the_year():
    assert run("medical-aid", left_of_yearly_cap_fen=500_000)["amount_fen"] == 500_000
    assert run("medical-aid", left_of_yearly_cap_fen=0)["amount_fen"] == 0


@given(bill=st.integers(0, 10**9), deductible=st.integers(0, 10**7), ratio=st.fractions(0, 1))
def test_medical_aid_never_exceeds_what_was_paid(bill, deductible, ratio):
    assert 0 <= medical_aid(bill, deductible_fen=deductible, ratio=ratio) <= bill


def test_e4_8_a_fire_of_three_people_for_three_months():
    assert run("temporary-aid")["amount_yuan"] == "6,480.00"


def test_temporary_aid_stops_at_what_is_left_of_the_year():
    assert temporary_aid(STANDARD, persons=3, months=6, left_of_yearly_cap_fen=864_000) == 864_000
    assert run("temporary-aid", received_this_year_fen=800_000)["amount_fen"] == 64_000
    assert run("temporary-aid", received_this_year_fen=900_000)["amount_fen"] == 0


def test_e4_9_a_rise_of_4_2_percent_gives_30_24_a_person():
    assert run("price-subsidy")["amount_yuan"] == "30.24"


@pytest.mark.parametrize(
    ("cpi", "food", "is_triggered"), [(3.5, 0, True), (3.49, 5.99, False), (0, 6, True), (-1, -1, False)]
)
def test_either_index_triggers_the_price_subsidy(cpi, food, is_triggered):
    found = run("price-subsidy", cpi_percent=cpi, food_cpi_percent=food)

    assert found["is_triggered"] is is_triggered
    assert (found["amount_fen"] > 0) is is_triggered


def test_falling_prices_take_nothing_away():
    assert run("price-subsidy", scpi_percent=-1)["amount_fen"] == 0


@pytest.mark.parametrize(
    ("unmet", "level"),
    [(0, SelfCare.FULL), (1, SelfCare.HALF), (3, SelfCare.HALF), (4, SelfCare.NONE), (6, SelfCare.NONE)],
)
def test_self_care_by_the_indicators_that_are_not_met(unmet, level):
    assert self_care(unmet) is level


def test_a_missing_indicator_gives_no_level():
    found = run("destitute-self-care", bathes=None)

    assert found["level"] is None
    assert found["missing"] == ["bathes"]
    assert run("destitute-self-care")["level"] == "partly_dependent"


def test_the_standard_of_a_destitute_person_is_living_and_care():
    terms = {"multiple": Fraction(13, 10), "minimum_wage_fen": 198_000}

    assert destitute_standard(STANDARD, care_share=Fraction(1, 6), **terms) == 93_600 + 33_000
    assert destitute_standard(STANDARD, care_share=Fraction(1, 3), **terms) == 93_600 + 66_000


def test_a_supporter_below_twice_the_standard_is_unable():
    terms = {"standard_fen": STANDARD, "multiple": Fraction(2), "share": Fraction(1, 2), "supported": 2}

    assert supporter_contribution(144_000, **terms) == 0
    assert supporter_contribution(144_004, **terms) == 1
    assert supporter_contribution(300_000, **terms) == 39_000
