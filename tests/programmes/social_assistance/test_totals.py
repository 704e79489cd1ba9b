"""Minimum living compares totals with totals, whatever the family and its incomes."""

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.programmes.rule_cases import parameters_of

from minsheng.engines.policy import scalar
from minsheng.programmes.social_assistance.policies import BOOK

ON = date(2026, 11, 24)
STANDARD_FEN = 72_000
YUAN = 100
HOUSEHOLD = {
    "is_urban": True,
    "financial_assets_fen": 0,
    "vehicles": 0,
    "dwellings": 1,
    "has_shop": False,
    "registered_capital_fen": 0,
}
ADULT = {
    "born_on": date(1986, 5, 20),
    "relation": 1,
    "has_local_hukou": True,
    "disability_grade": 0,
    "disability_kind": 0,
    "is_severely_ill": False,
    "business_fen": 0,
    "property_fen": 0,
    "pension_fen": 0,
    "transfer_fen": 0,
}
WAGES = st.lists(st.integers(min_value=0, max_value=150_000), min_size=1, max_size=9)


def _found(wages, policy="dibao"):
    persons = [{**ADULT, "wage_fen": wage} for wage in wages]
    household = {"household": HOUSEHOLD, "persons": persons}
    return scalar.evaluate(household, BOOK, parameters_of("jinzhong"), on=ON).of(policy)


@settings(max_examples=60, deadline=None)
@given(WAGES)
def test_a_family_is_owed_it_exactly_when_its_mean_is_below_the_standard(wages):
    mean = Fraction(sum(wages), len(wages))

    assert (_found(wages).status == "eligible") == (mean < STANDARD_FEN)


@settings(max_examples=60, deadline=None)
@given(WAGES)
def test_the_amount_is_the_exact_gap_in_whole_yuan_never_less_and_never_a_yuan_more(wages):
    found = _found(wages)
    gap = STANDARD_FEN * len(wages) - sum(wages)

    assert found.amount_fen % YUAN == 0
    assert found.status != "eligible" or gap <= found.amount_fen < gap + YUAN


@settings(max_examples=40, deadline=None)
@given(WAGES, st.integers(min_value=1, max_value=100_000))
def test_more_income_never_means_more_allowance(wages, rise):
    richer = [wages[0] + rise, *wages[1:]]

    assert _found(richer).amount_fen <= _found(wages).amount_fen


@settings(max_examples=60, deadline=None)
@given(WAGES)
def test_no_family_is_in_two_classes(wages):
    classes = ("dibao", "dibao_edge", "rigid_expense")

    assert sum(_found(wages, policy).status == "eligible" for policy in classes) <= 1


@settings(max_examples=60, deadline=None)
@given(WAGES)
def test_every_family_below_one_and_a_half_standards_is_in_one_class(wages):
    mean = Fraction(sum(wages), len(wages))
    classes = [_found(wages, policy).status for policy in ("dibao", "dibao_edge")]

    assert ("eligible" in classes) == (mean < STANDARD_FEN * Fraction(3, 2))
