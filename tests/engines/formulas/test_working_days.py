"""Working days: real holidays of 2026, unknown years, and a plain count as oracle."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.working_days import (
    PublishedYear,
    UnknownYear,
    WorkingCalendar,
    add_working_days,
    is_working_day,
    working_days_between,
)

known_days = st.dates(min_value=date(2005, 1, 1), max_value=date(2025, 12, 31))


def test_the_day_of_receipt_does_not_count():
    assert add_working_days(date(2026, 11, 23), 1) == date(2026, 11, 24)


def test_a_weekend_is_stepped_over():
    assert add_working_days(date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_the_autumn_holiday_is_stepped_over():
    assert add_working_days(date(2026, 9, 30), 1) == date(2026, 10, 8)


def test_a_saturday_worked_to_make_up_counts():
    assert is_working_day(date(2026, 10, 10))
    assert add_working_days(date(2026, 10, 9), 1) == date(2026, 10, 10)


def test_thirty_working_days_from_acceptance():
    assert add_working_days(date(2026, 3, 2), 30) == date(2026, 4, 14)


def test_zero_working_days_is_the_same_day():
    assert add_working_days(date(2026, 10, 1), 0) == date(2026, 10, 1)


def test_a_limit_that_ends_in_an_unknown_year_is_refused():
    assert add_working_days(date(2026, 12, 30), 1) == date(2026, 12, 31)
    with pytest.raises(UnknownYear) as refusal:
        add_working_days(date(2026, 12, 31), 1)
    assert refusal.value.year == 2027


@pytest.mark.parametrize("year", [2003, 2027, 9999])
def test_a_day_of_an_unknown_year_is_refused(year):
    with pytest.raises(UnknownYear, match=str(year)):
        is_working_day(date(year, 5, 4))


def test_a_city_may_enter_the_notice_of_a_year_itself():
    notice = PublishedYear(
        2027, days_off=frozenset({date(2027, 1, 1)}), makeup_days=frozenset({date(2027, 1, 3)})
    )
    calendar = WorkingCalendar(published=(notice,))

    assert add_working_days(date(2026, 12, 31), 1, calendar=calendar) == date(2027, 1, 3)
    assert add_working_days(date(2026, 12, 31), 2, calendar=calendar) == date(2027, 1, 4)


def test_a_notice_names_days_of_its_own_year_only():
    with pytest.raises(ValueError, match="another year"):
        PublishedYear(2027, days_off=frozenset({date(2026, 12, 31)}), makeup_days=frozenset())


def test_a_day_is_not_free_and_worked_at_once():
    day = frozenset({date(2027, 1, 3)})

    with pytest.raises(ValueError, match="free and as worked"):
        PublishedYear(2027, days_off=day, makeup_days=day)


def test_working_days_are_not_counted_backwards():
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2026, 11, 24), -1)
    with pytest.raises(ValueError, match="before it starts"):
        working_days_between(date(2026, 11, 24), date(2026, 11, 23))


@given(start=known_days, count=st.integers(0, 200))
def test_counting_back_gives_the_same_number(start, count):
    due_on = add_working_days(start, count)

    assert working_days_between(start, due_on) == count
    assert count == 0 or is_working_day(due_on)


@given(start=known_days, length=st.integers(0, 300))
def test_the_count_agrees_with_asking_the_calendar_day_by_day(start, length):
    end = min(start + timedelta(days=length), date(2026, 12, 31))
    days = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))

    assert working_days_between(start, end) == sum(chinese_calendar.is_workday(day) for day in days)


@given(start=known_days, count=st.integers(0, 200))
def test_a_longer_limit_never_ends_earlier(start, count):
    assert add_working_days(start, count) < add_working_days(start, count + 1)
