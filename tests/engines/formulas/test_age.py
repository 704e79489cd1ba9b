"""Age: birthdays, leap days, and the laws that must hold for every date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.age import (
    MissingDay,
    Reached,
    age_at_end_of_month,
    anniversary,
    completed_months,
    completed_years,
    reaches_age_on,
)
from minsheng.engines.formulas.months import Month

LEAP_BABY = date(2008, 2, 29)
births = st.dates(min_value=date(1900, 1, 1), max_value=date(2060, 12, 31))
lifetimes = st.integers(min_value=0, max_value=365 * 110)
missing_days = st.sampled_from(MissingDay)
reached_rules = st.sampled_from(Reached)


@pytest.mark.parametrize(
    ("day", "years"), [(date(2026, 11, 23), 79), (date(2026, 11, 24), 80), (date(2026, 11, 25), 80)]
)
def test_an_age_is_reached_on_the_birthday(day, years):
    assert completed_years(date(1946, 11, 24), on=day) == years


def test_in_criminal_law_an_age_is_reached_the_day_after():
    born_on = date(2012, 6, 1)

    assert completed_years(born_on, on=date(2026, 6, 1), reached=Reached.THE_DAY_AFTER) == 13
    assert completed_years(born_on, on=date(2026, 6, 2), reached=Reached.THE_DAY_AFTER) == 14
    assert reaches_age_on(born_on, 14, reached=Reached.THE_DAY_AFTER) == date(2026, 6, 2)


def test_a_leap_day_baby_turns_on_the_first_of_march_in_common_years():
    assert completed_years(LEAP_BABY, on=date(2026, 2, 28)) == 17
    assert completed_years(LEAP_BABY, on=date(2026, 3, 1)) == 18
    assert reaches_age_on(LEAP_BABY, 18) == date(2026, 3, 1)


def test_a_city_may_let_leap_day_babies_turn_on_the_last_of_february():
    rule = MissingDay.LAST_OF_MONTH

    assert completed_years(LEAP_BABY, on=date(2026, 2, 27), missing_day=rule) == 17
    assert completed_years(LEAP_BABY, on=date(2026, 2, 28), missing_day=rule) == 18
    assert reaches_age_on(LEAP_BABY, 18, missing_day=rule) == date(2026, 2, 28)


def test_a_leap_day_baby_turns_on_the_day_itself_in_leap_years():
    assert reaches_age_on(LEAP_BABY, 20) == date(2028, 2, 29)


def test_a_month_counts_at_the_age_of_its_last_day():
    born_on = date(1936, 11, 30)

    assert age_at_end_of_month(born_on, Month(2026, 10)) == 89
    assert age_at_end_of_month(born_on, Month(2026, 11)) == 90


def test_a_child_born_on_a_thirty_first_is_a_month_old_when_the_next_month_is_over():
    born_on = date(2026, 1, 31)

    assert completed_months(born_on, on=date(2026, 2, 28)) == 0
    assert completed_months(born_on, on=date(2026, 3, 1)) == 1
    assert completed_months(born_on, on=date(2026, 2, 28), missing_day=MissingDay.LAST_OF_MONTH) == 1


def test_nobody_has_an_age_before_the_birth():
    with pytest.raises(ValueError, match="before the birth"):
        completed_years(date(2026, 11, 24), on=date(2026, 11, 23))


def test_an_age_to_be_reached_is_not_negative():
    with pytest.raises(ValueError, match="not negative"):
        reaches_age_on(date(2026, 11, 24), -1)


@given(born_on=births, days=lifetimes, missing_day=missing_days, reached=reached_rules)
def test_age_never_falls_from_one_day_to_the_next(born_on, days, missing_day, reached):
    day = born_on + timedelta(days=days)
    rules = {"missing_day": missing_day, "reached": reached}

    today = completed_years(born_on, on=day, **rules)
    tomorrow = completed_years(born_on, on=day + timedelta(days=1), **rules)

    assert tomorrow - today in {0, 1}


@given(born_on=births, years=st.integers(1, 110), missing_day=missing_days, reached=reached_rules)
def test_the_first_day_of_an_age_is_exactly_where_the_age_begins(born_on, years, missing_day, reached):
    rules = {"missing_day": missing_day, "reached": reached}
    first_day = reaches_age_on(born_on, years, **rules)

    assert completed_years(born_on, on=first_day, **rules) == years
    assert completed_years(born_on, on=first_day - timedelta(days=1), **rules) == years - 1


@given(born_on=births, days=lifetimes)
def test_age_agrees_with_comparing_month_and_day(born_on, days):
    day = born_on + timedelta(days=days)
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)

    assert completed_years(born_on, on=day) == day.year - born_on.year - (not had_birthday)


@given(start=births, months=st.integers(0, 1500), missing_day=missing_days)
def test_an_anniversary_lies_in_its_month_or_on_the_first_day_after(start, months, missing_day):
    day = anniversary(start, months, missing_day=missing_day)
    month = Month.of(start).plus(months)

    assert (
        month.first_day
        <= day
        <= month.last_day + timedelta(days=missing_day is MissingDay.FIRST_OF_NEXT_MONTH)
    )


@given(month=st.builds(Month, st.integers(1900, 2100), st.integers(1, 12)), step=st.integers(-600, 600))
def test_months_add_and_subtract_like_numbers(month, step):
    assert month.until(month.plus(step)) == step
    assert Month.parse(str(month)) == month


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "26-01", "2026/01", "２０２６-01", ""])
def test_a_month_is_written_in_one_way_only(text):
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)
