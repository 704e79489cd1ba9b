"""Birth support: worked examples E7-1 to E7-6, and both sides of every threshold."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.formulas.registry import calculators
from minsheng.programmes.birth_support.formulas import (
    Leaving,
    NurseryClass,
    Pregnancy,
    carers_needed,
    childcare_subsidy,
    first_application_deadline,
    maternity_days,
    payer,
    places_needed,
)

YEARLY = 360_000


def run(name, **changes):
    calculator = calculators()[name]
    return calculator.run({**calculator.example, **changes})


def amounts(born_on):
    return {one.year: one.amount_fen // 100 for one in childcare_subsidy(born_on, yearly_fen=YEARLY)}


@pytest.mark.parametrize(
    ("born_on", "expected"),
    [
        (date(2022, 7, 3), {2025: 2_100}),
        (date(2023, 5, 12), {2025: 3_600, 2026: 1_500}),
        (date(2024, 12, 31), {2025: 3_600, 2026: 3_600, 2027: 3_600}),
        (date(2025, 1, 1), {2025: 3_600, 2026: 3_600, 2027: 3_600}),
        (date(2026, 3, 8), {2026: 3_600, 2027: 3_600, 2028: 3_600}),
    ],
)
def test_e7_1_the_worked_examples(born_on, expected):
    assert amounts(born_on) == expected


def test_the_month_of_the_third_birthday_still_counts_and_the_next_does_not():
    assert amounts(date(2022, 1, 31)) == {2025: 300}
    assert amounts(date(2021, 12, 31)) == {}


@given(born_on=st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_no_child_gets_more_than_three_years(born_on):
    years = childcare_subsidy(born_on, yearly_fen=YEARLY)

    assert sum(one.amount_fen for one in years) <= 3 * YEARLY
    assert sum(one.months for one in years) <= 36


@given(
    earlier=st.dates(date(2020, 1, 1), date(2024, 12, 31)),
    later=st.dates(date(2020, 1, 1), date(2024, 12, 31)),
)
def test_who_is_born_later_never_gets_less(earlier, later):
    earlier, later = sorted((earlier, later))

    assert sum(amounts(earlier).values()) <= sum(amounts(later).values())


def test_e7_2_a_late_first_application_is_for_a_person_to_decide():
    late = run("childcare-subsidy", born_on="2024-06-01", first_applied_on="2026-03-10")

    assert late["first_application_until"] == "2025-12-31"
    assert late["application"] == "late_a_person_decides"
    assert late["years"]


@pytest.mark.parametrize(
    ("born_on", "deadline"),
    [
        (date(2024, 12, 31), date(2025, 12, 31)),
        (date(2025, 1, 1), date(2026, 12, 31)),
        (date(2026, 3, 8), date(2027, 12, 31)),
    ],
)
def test_the_deadline_of_the_first_application(born_on, deadline):
    assert first_application_deadline(born_on) == deadline


def test_an_application_on_the_last_day_is_in_time():
    assert run("childcare-subsidy", first_applied_on="2025-12-31")["application"] == "in_time"
    assert run("childcare-subsidy", first_applied_on="2026-01-01")["application"] == "late_a_person_decides"
    assert run("childcare-subsidy", first_applied_on=None)["application"] == "not_applied"


def test_e7_3_maternity_allowance_of_a_birth_twins_and_a_miscarriage():
    assert run("maternity-allowance")["amount_yuan"] == "31,600.00"
    twins = run("maternity-allowance", children=2)
    assert (twins["days"], twins["amount_yuan"]) == (173, "34,600.00")
    late = run("maternity-allowance", pregnancy="miscarriage_from_4_months", average_wage_fen=540_000)
    assert (late["days"], late["amount_yuan"]) == (42, "7,560.00")


def test_a_difficult_birth_of_triplets_adds_forty_five_days():
    assert maternity_days(Pregnancy.BIRTH, birth_days=158, children=3, was_difficult=True) == 203


def test_a_miscarriage_before_four_months_is_fifteen_days_whatever_else():
    early = Pregnancy.MISCARRIAGE_BEFORE_4_MONTHS

    assert maternity_days(early, birth_days=158, children=2, was_difficult=True) == 15


def test_the_employer_tops_up_a_higher_wage_only():
    assert run("maternity-allowance", own_wage_fen=900_000)["employer_tops_up_yuan"] == "15,800.00"
    assert run("maternity-allowance", own_wage_fen=500_000)["employer_tops_up_fen"] == 0


def test_the_divisor_of_the_city_is_used_exactly():
    assert run("maternity-allowance", divisor=30.4)["amount_yuan"] == "31,184.21"


def test_the_leave_of_a_province_is_not_below_the_national_one():
    with pytest.raises(BadInput):
        run("maternity-allowance", birth_days=97)


@pytest.mark.parametrize(
    ("kind", "children", "carers"),
    [
        (NurseryClass.SENIOR, 20, 3),
        (NurseryClass.TODDLER, 14, 3),
        (NurseryClass.INFANT, 9, 3),
        (NurseryClass.INFANT, 10, 4),
        (NurseryClass.SENIOR, 7, 1),
        (NurseryClass.SENIOR, 8, 2),
        (NurseryClass.SENIOR, 0, 0),
    ],
)
def test_e7_4_carers_of_a_class(kind, children, carers):
    assert carers_needed(kind, children) == carers


@pytest.mark.parametrize(("children", "is_over"), [(10, False), (11, True)])
def test_e7_4_an_infant_class_of_eleven_is_over_its_cap(children, is_over):
    assert run("nursery-class", kind="infant_6_12_months", children=children)["is_over_cap"] is is_over


def test_a_class_has_enough_carers_or_not_or_it_is_not_known():
    assert run("nursery-class", carers=3)["has_enough_carers"] is True
    assert run("nursery-class", carers=2)["has_enough_carers"] is False
    assert run("nursery-class", carers=None)["has_enough_carers"] is None


def test_e7_5_places_are_rounded_up():
    assert places_needed(3_376_500, per_thousand=Fraction(9, 2)) == 15_195
    assert places_needed(2_000, per_thousand=Fraction(9, 2)) == 9
    assert run("nursery-places")["places_missing"] == 1_195
    assert run("nursery-places", places=None)["places_missing"] is None


def test_e7_6_the_confirmed_year_is_paid_here_and_the_next_there():
    found = run(
        "childcare-subsidy",
        born_on="2025-06-01",
        left_on="2026-09-20",
        left_because="moved",
        confirmed_years=[2025, 2026],
    )

    assert [(one["year"], one["paid_by"]) for one in found["years"]] == [
        (2025, "here"),
        (2026, "here"),
        (2027, "new_place"),
    ]


def test_a_year_that_was_not_confirmed_before_the_move_is_paid_there():
    assert payer(2026, left_on=date(2026, 1, 5), because=Leaving.MOVED, confirmed_years=()) == "new_place"


def test_after_a_death_only_the_confirmed_year_is_paid():
    died = {"left_on": date(2026, 9, 20), "because": Leaving.DIED}

    assert payer(2026, confirmed_years={2026}, **died) == "here"
    assert payer(2026, confirmed_years=(), **died) == "nobody"
    assert payer(2027, confirmed_years={2026}, **died) == "nobody"


def test_a_day_of_leaving_needs_its_reason():
    with pytest.raises(BadInput, match="go together"):
        run("childcare-subsidy", left_on="2026-09-20")
