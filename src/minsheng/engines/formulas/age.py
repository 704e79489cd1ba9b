"""Age in completed years and months (周岁), and the day on which an age is reached.

Two questions have no single answer in law, so the caller says which one is meant:
somebody born on 29 February (or on a 31st, when months are counted) has no birthday in some
years; and criminal law begins an age the day after the birthday, welfare practice on it.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from minsheng.engines.formulas.months import Month


class MissingDay(StrEnum):
    """When an anniversary falls if its month has no such day."""

    FIRST_OF_NEXT_MONTH = "first_of_next_month"
    LAST_OF_MONTH = "last_of_month"


class Reached(StrEnum):
    """Whether an age counts on the birthday itself or only from the next day."""

    ON_THE_BIRTHDAY = "on_the_birthday"
    THE_DAY_AFTER = "the_day_after"


def anniversary(
    start: date, months: int, *, missing_day: MissingDay = MissingDay.FIRST_OF_NEXT_MONTH
) -> date:
    """Return the day ``months`` after ``start``.

    >>> anniversary(date(2024, 2, 29), 12)
    datetime.date(2025, 3, 1)
    >>> anniversary(date(2024, 2, 29), 12, missing_day=MissingDay.LAST_OF_MONTH)
    datetime.date(2025, 2, 28)
    """
    month = Month.of(start).plus(months)
    if start.day <= month.last_day.day:
        return date(month.year, month.month, start.day)
    if missing_day is MissingDay.LAST_OF_MONTH:
        return month.last_day
    return month.plus(1).first_day


def completed_months(
    born_on: date,
    *,
    on: date,
    missing_day: MissingDay = MissingDay.FIRST_OF_NEXT_MONTH,
    reached: Reached = Reached.ON_THE_BIRTHDAY,
) -> int:
    """Return the full months lived on a day. Raises ValueError for a day before the birth."""
    if on < born_on:
        raise ValueError(f"The age was asked for {on}, which is before the birth on {born_on}.")
    counted_day = on - timedelta(days=1) if reached is Reached.THE_DAY_AFTER else on
    months = Month.of(born_on).until(Month.of(counted_day))
    if anniversary(born_on, months, missing_day=missing_day) > counted_day:
        months -= 1
    return max(0, months)


def completed_years(
    born_on: date,
    *,
    on: date,
    missing_day: MissingDay = MissingDay.FIRST_OF_NEXT_MONTH,
    reached: Reached = Reached.ON_THE_BIRTHDAY,
) -> int:
    """Return the age in completed years (周岁) on a day. Raises ValueError for a day before the birth.

    >>> completed_years(date(1946, 11, 24), on=date(2026, 11, 23))
    79
    >>> completed_years(date(1946, 11, 24), on=date(2026, 11, 24))
    80
    """
    return completed_months(born_on, on=on, missing_day=missing_day, reached=reached) // 12


def reaches_age_on(
    born_on: date,
    years: int,
    *,
    missing_day: MissingDay = MissingDay.FIRST_OF_NEXT_MONTH,
    reached: Reached = Reached.ON_THE_BIRTHDAY,
) -> date:
    """Return the first day on which somebody is ``years`` old. Raises ValueError for a negative age."""
    if years < 0:
        raise ValueError(f"An age is not negative, got {years}.")
    birthday = anniversary(born_on, years * 12, missing_day=missing_day)
    return birthday + timedelta(days=1) if reached is Reached.THE_DAY_AFTER and years else birthday


def age_at_end_of_month(born_on: date, month: Month) -> int:
    """Return the completed years on the last day of a month.

    Monthly allowances such as 高龄津贴 begin with the month in which the age is reached,
    so the whole month counts at the age of its last day. Somebody born on 29 February
    reaches the age in March of a common year, as everywhere else in the house.
    """
    return completed_years(born_on, on=month.last_day)
