"""Statutory retirement: worked examples E0-4, both ends of each table, and monotony."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.months import Month
from minsheng.engines.formulas.retirement import (
    RetirementGroup,
    is_near_retirement,
    months_to_retirement,
    reaches_retirement_age_on,
    retirement_age,
    retirement_month,
)

MAN, WOMAN_55, WOMAN_50 = RetirementGroup.MAN, RetirementGroup.WOMAN_55, RetirementGroup.WOMAN_50
births = st.dates(min_value=date(1940, 1, 1), max_value=date(2010, 12, 31))
groups = st.sampled_from(RetirementGroup)


@pytest.mark.parametrize(
    ("born_on", "group", "age", "month"),
    [
        (date(1968, 3, 1), MAN, (60, 10), Month(2029, 1)),
        (date(1965, 1, 1), MAN, (60, 1), Month(2025, 2)),
        (date(1975, 3, 1), WOMAN_50, (50, 2), Month(2025, 5)),
        (date(1984, 11, 1), WOMAN_50, (55, 0), Month(2039, 11)),
        (date(1964, 12, 1), MAN, (60, 0), Month(2024, 12)),
    ],
)
def test_e0_4_the_worked_examples(born_on, group, age, month):
    statutory = retirement_age(born_on, group)

    assert (statutory.years, statutory.months) == age
    assert retirement_month(born_on, group) == month


@pytest.mark.parametrize(
    ("last_before", "first_full", "group", "full_years"),
    [
        (date(1976, 8, 31), date(1976, 9, 1), MAN, 63),
        (date(1981, 8, 31), date(1981, 9, 1), WOMAN_55, 58),
        (date(1984, 10, 31), date(1984, 11, 1), WOMAN_50, 55),
    ],
)
def test_the_tables_end_where_the_delay_is_full(last_before, first_full, group, full_years):
    assert retirement_age(last_before, group).total_months == full_years * 12 - 1
    assert retirement_age(first_full, group).total_months == full_years * 12
    assert retirement_age(date(2010, 1, 1), group).total_months == full_years * 12


@pytest.mark.parametrize(
    ("last_before", "group", "base_years"),
    [(date(1964, 12, 31), MAN, 60), (date(1969, 12, 31), WOMAN_55, 55), (date(1974, 12, 31), WOMAN_50, 50)],
)
def test_those_born_before_a_table_starts_keep_the_old_age(last_before, group, base_years):
    assert retirement_age(last_before, group).total_months == base_years * 12
    assert retirement_age(date(last_before.year + 1, 1, 1), group).total_months == base_years * 12 + 1


def test_the_months_that_remain_end_at_zero():
    born_on = date(1968, 3, 15)

    assert months_to_retirement(born_on, MAN, on=date(2026, 11, 24)) == 26
    assert months_to_retirement(born_on, MAN, on=date(2029, 1, 1)) == 0
    assert months_to_retirement(born_on, MAN, on=date(2035, 1, 1)) == 0


def test_a_thirty_first_without_such_a_day_retires_within_the_month():
    assert reaches_retirement_age_on(date(1965, 1, 31), MAN) == date(2025, 2, 28)


def test_exactly_five_years_left_is_not_less_than_five_years():
    born_on = date(1968, 3, 15)  # retires on 2029-01-15

    assert not is_near_retirement(born_on, MAN, on=date(2024, 1, 15), within_months=60)
    assert is_near_retirement(born_on, MAN, on=date(2024, 1, 16), within_months=60)


def test_somebody_who_reached_the_age_is_not_near_it_any_more():
    born_on = date(1968, 3, 15)

    assert is_near_retirement(born_on, MAN, on=date(2029, 1, 14), within_months=60)
    assert not is_near_retirement(born_on, MAN, on=date(2029, 1, 15), within_months=60)


@given(earlier=births, later=births, group=groups)
def test_who_is_born_later_never_retires_earlier(earlier, later, group):
    earlier, later = sorted((earlier, later))

    assert retirement_age(earlier, group).total_months <= retirement_age(later, group).total_months
    assert reaches_retirement_age_on(earlier, group) <= reaches_retirement_age_on(later, group)


@given(born_on=births, group=groups)
def test_every_birth_month_adds_at_most_one_month_of_delay(born_on, group):
    next_month = Month.of(born_on).plus(1).first_day

    step = retirement_age(next_month, group).delay_months - retirement_age(born_on, group).delay_months

    assert step in {0, 1}


@given(born_on=births, group=groups)
def test_the_day_lies_in_the_month(born_on, group):
    assert Month.of(reaches_retirement_age_on(born_on, group)) == retirement_month(born_on, group)
