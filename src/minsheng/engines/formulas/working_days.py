"""Working days by the yearly notice of the State Council, with its shifted weekends (调休).

The day on which something is received does not count (民法典 art. 201). A year whose notice is
not known is refused, never guessed: a clock that is wrong by the spring festival is worse than
one that says it cannot be set yet. When a notice comes out before the packaged data has it, the
city can enter it as a ``PublishedYear``.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

from minsheng.engines.formulas.problems import BadInput, Problem
from minsheng.engines.policy.text import Text


class UnknownYear(BadInput):
    """The working days of a year are not known; ``year`` says which one."""

    def __init__(self, year: int, *, field: str = "") -> None:
        self.year = year
        what = Text(f"不知道{year}年的工作日安排。", f"The working days of {year} are not known.")
        why = Text(
            "国务院办公厅的放假通知尚未收录，调休不能猜测。",
            "The State Council's notice for that year is not loaded, and shifted weekends cannot be guessed.",
        )
        do = Text(
            "请升级 chinesecalendar，或录入该年度的放假通知。",
            "Upgrade chinesecalendar, or enter that year's notice as a published year.",
        )
        super().__init__([Problem(field, "unknown_year", what, why, do)])


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """One year's notice as a city entered it: weekdays that are free, weekend days that are worked."""

    year: int
    days_off: frozenset[date]
    makeup_days: frozenset[date]

    def __post_init__(self) -> None:
        strangers = sorted(day for day in self.days_off | self.makeup_days if day.year != self.year)
        if strangers:
            raise ValueError(f"The notice for {self.year} names {strangers[0]}, a day of another year.")
        if both := sorted(self.days_off & self.makeup_days):
            raise ValueError(f"The notice for {self.year} names {both[0]} as free and as worked.")

    def is_working_day(self, day: date) -> bool:
        return day in self.makeup_days or (day.weekday() < 5 and day not in self.days_off)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The years whose working days are known. The city's own notices come before the packaged ones."""

    published: tuple[PublishedYear, ...] = ()

    def working_days_of(self, year: int) -> tuple[date, ...]:
        """Return every working day of a year in order. Raises UnknownYear."""
        return _working_days_of(self.published, year)

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day is worked. Raises UnknownYear."""
        days = self.working_days_of(day.year)
        index = bisect_right(days, day)
        return index > 0 and days[index - 1] == day


@lru_cache(maxsize=64)
def _working_days_of(published: tuple[PublishedYear, ...], year: int) -> tuple[date, ...]:
    own = next((notice for notice in published if notice.year == year), None)
    is_working_day = own.is_working_day if own else chinese_calendar.is_workday
    first = date(year, 1, 1)
    days_in_year = 366 if isleap(year) else 365
    try:
        return tuple(
            day
            for day in (first + timedelta(days=offset) for offset in range(days_in_year))
            if is_working_day(day)
        )
    except NotImplementedError:
        raise UnknownYear(year) from None


STATE_COUNCIL = WorkingCalendar()


def is_working_day(day: date, *, calendar: WorkingCalendar = STATE_COUNCIL) -> bool:
    """Tell whether a day is a working day. Raises UnknownYear."""
    return calendar.is_working_day(day)


def add_working_days(start: date, count: int, *, calendar: WorkingCalendar = STATE_COUNCIL) -> date:
    """Return the ``count``-th working day after ``start``; ``start`` itself does not count.

    A count of 0 returns ``start``. Raises UnknownYear if the answer would lie in a year whose
    notice is not known, ValueError for a negative count.

    >>> add_working_days(date(2026, 9, 30), 1)  # the autumn holiday lasts until 7 October
    datetime.date(2026, 10, 8)
    """
    if count < 0:
        raise ValueError(f"Working days are counted forward, got {count}.")
    if count == 0:
        return start
    year, left = start.year, count
    days = calendar.working_days_of(year)
    position = bisect_right(days, start)
    while position + left > len(days):
        left -= len(days) - position
        year, position = year + 1, 0
        days = calendar.working_days_of(year)
    return days[position + left - 1]


def working_days_between(start: date, end: date, *, calendar: WorkingCalendar = STATE_COUNCIL) -> int:
    """Return the working days after ``start`` up to and including ``end``.

    The inverse of ``add_working_days``. Raises ValueError if ``end`` lies before ``start``,
    UnknownYear if a year in between is not known.
    """
    if end < start:
        raise ValueError(f"The period ends on {end}, before it starts on {start}.")
    total = 0
    for year in range(start.year, end.year + 1):
        days = calendar.working_days_of(year)
        first = bisect_right(days, start) if year == start.year else 0
        last = bisect_right(days, end) if year == end.year else len(days)
        total += last - first
    return total
