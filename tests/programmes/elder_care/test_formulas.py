"""Elder care: worked examples E2-1 to E2-8, and both sides of every threshold."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.months import Month
from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.formulas.registry import calculators
from minsheng.programmes.elder_care import formulas
from minsheng.programmes.elder_care.ability import Circumstances, assess, items, level_for_total

QUIET = Circumstances(is_in_coma=False, has_dementia_or_mental_disorder=False, risk_events_in_30_days=0)
BEST = {item.key: item.best for item in items()}
BANDS = [(80, 5_000), (90, 10_000), (100, 30_000)]

some_scores = st.fixed_dictionaries({item.key: st.none() | st.integers(0, item.best) for item in items()})
full_scores = st.fixed_dictionaries({item.key: st.integers(0, item.best) for item in items()})


def run(name, **changes):
    calculator = calculators()[name]
    return calculator.run({**calculator.example, **changes})


def scores_with_total(total):
    scores, left = {}, total
    for item in items():
        scores[item.key] = min(item.best, left)
        left -= scores[item.key]
    return scores


def test_e2_1_all_best_scores_are_intact_ability():
    found = assess(BEST, QUIET)

    assert (found.total, found.level) == (90, 0)
    assert found.subtotals == {"self_care": 32, "basic_motion": 15, "mental": 28, "perception_social": 15}


@pytest.mark.parametrize(
    ("total", "level"), [(90, 0), (89, 1), (66, 1), (65, 2), (46, 2), (45, 3), (30, 3), (29, 4), (0, 4)]
)
def test_e2_3_the_boundaries_of_the_levels(total, level):
    assert level_for_total(total) == level
    assert assess(scores_with_total(total), QUIET).level == level


def test_e2_5_coma_is_level_four_at_once():
    found = assess(scores_with_total(88), Circumstances(True, False, 0))

    assert (found.total, found.level_by_total, found.level) == (88, 1, 4)


def test_e2_5_stairs_are_scored_three_at_most():
    with pytest.raises(BadInput) as refusal:
        run("elder-ability", scores={**BEST, "stairs": 4})

    assert [(problem.field, problem.code) for problem in refusal.value.problems] == [
        ("scores.stairs", "too_large")
    ]


def test_a_missing_item_gives_no_total_and_no_level():
    found = run("elder-ability", scores={**BEST, "memory": None})

    assert found["total"] is None
    assert found["level"] is None
    assert found["missing"] == ["memory"]
    assert found["subtotals"]["mental"] is None
    assert found["subtotals"]["self_care"] == 32


def test_an_item_left_out_is_missing_like_a_blank_one():
    assert run("elder-ability", scores={})["missing"] == [item.key for item in items()]


@pytest.mark.parametrize(("events", "level"), [(0, 1), (1, 1), (2, 2), (3, 2)])
def test_two_risk_events_make_it_one_level_worse(events, level):
    assert assess(scores_with_total(70), Circumstances(False, False, events)).level == level


def test_dementia_makes_it_one_level_worse():
    assert assess(scores_with_total(70), Circumstances(False, True, 0)).level == 2


def test_both_circumstances_are_one_step_in_all_unless_the_city_says_otherwise():
    circumstances = Circumstances(False, True, 2)

    assert assess(scores_with_total(70), circumstances).level == 2
    assert assess(scores_with_total(70), circumstances, every_change_counts=True).level == 3


def test_nothing_is_worse_than_level_four():
    assert assess(scores_with_total(10), Circumstances(False, True, 2), every_change_counts=True).level == 4


def test_a_total_outside_the_standard_is_refused():
    for total in (-1, 91):
        with pytest.raises(ValueError, match="between 0 and 90"):
            level_for_total(total)


@given(scores=some_scores)
def test_a_level_needs_every_item(scores):
    found = assess(scores, QUIET)

    assert (found.level is None) == (None in scores.values()) == bool(found.missing)


@given(scores=full_scores, better=full_scores)
def test_better_scores_never_give_a_worse_level(scores, better):
    raised = {key: max(score, better[key]) for key, score in scores.items()}

    assert assess(raised, QUIET).level <= assess(scores, QUIET).level


@given(scores=full_scores)
def test_the_subtotals_add_up(scores):
    found = assess(scores, QUIET)

    assert sum(found.subtotals.values()) == found.total == sum(scores.values())


def test_e2_7_space_for_a_new_estate_and_an_old_one():
    assert run("care-space")["required_m2"] == 378
    assert run("care-space")["missing_m2"] == 78
    old = run("care-space", kind="built_up")
    assert old == {"required_m2": 252, "missing_m2": 0, "is_enough": True}


def test_space_is_enough_exactly_at_the_quota():
    assert run("care-space", built_m2=378)["is_enough"]
    assert not run("care-space", built_m2=377.99)["is_enough"]


def test_swapped_quotas_are_noticed():
    with pytest.raises(BadInput, match="swapped"):
        run("care-space", new_m2_per_100_households=20, built_up_m2_per_100_households=30)


def test_e2_8_the_month_of_the_ninetieth_birthday_pays_the_higher_amount():
    born_on = date(1936, 11, 24)

    assert formulas.age_allowance(born_on, month=Month(2026, 10), bands=BANDS) == 5_000
    assert formulas.age_allowance(born_on, month=Month(2026, 11), bands=BANDS) == 10_000


def test_the_allowance_ends_after_the_month_of_death():
    born_on, died_on = date(1936, 11, 24), date(2026, 12, 1)

    assert formulas.age_allowance(born_on, month=Month(2026, 12), bands=BANDS, died_on=died_on) == 10_000
    assert formulas.age_allowance(born_on, month=Month(2027, 1), bands=BANDS, died_on=died_on) == 0


def test_there_is_no_allowance_below_the_lowest_band_or_before_birth():
    assert formulas.age_allowance(date(1946, 12, 1), month=Month(2026, 11), bands=BANDS) == 0
    assert formulas.age_allowance(date(1946, 12, 1), month=Month(1900, 1), bands=BANDS) == 0


def test_a_voucher_pays_its_share_and_never_more_than_what_is_left():
    assert formulas.voucher_payment(150_000, rate=Fraction(1, 2), left_fen=80_000) == 75_000
    assert formulas.voucher_payment(160_000, rate=Fraction(1, 2), left_fen=80_000) == 80_000
    assert formulas.voucher_payment(160_002, rate=Fraction(1, 2), left_fen=80_000) == 80_000


def test_a_used_up_voucher_pays_nothing():
    assert run("care-voucher", used_this_month_fen=90_000)["voucher_pays_fen"] == 0


@given(bill=st.integers(0, 10**8), left=st.integers(0, 80_000), rate=st.fractions(0, 1))
def test_a_voucher_never_pays_more_than_the_bill(bill, left, rate):
    assert 0 <= formulas.voucher_payment(bill, rate=rate, left_fen=left) <= min(bill, left)


@pytest.mark.parametrize(("age", "fen"), [(59, 0), (60, 100), (69, 100), (70, 200), (79, 200), (80, 300)])
def test_a_meal_is_subsidised_by_age(age, fen):
    tiers = [(60, 100), (70, 200), (80, 300)]

    assert (
        formulas.meal_subsidy(age, price_fen=1_200, tiers=tiers, extra_fen=0, at_most_share=Fraction(1, 2))
        == fen
    )


def test_a_meal_is_never_subsidised_above_its_share_of_the_price():
    assert run("canteen-meal", price_fen=800)["each_meal_fen"] == 400


def test_only_two_meals_a_day_count():
    assert run("canteen-meal", meals=2)["amount_fen"] == run("canteen-meal", meals=3)["amount_fen"] == 1_000
    assert run("canteen-meal", meals=1)["amount_fen"] == 500
