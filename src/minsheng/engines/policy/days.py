"""Counting completed months, years and days between two dates, as the rules count them.

A month is completed on the same day of a later month, or on the first of the month after where that day does not
exist: 31 January to 28 February is no month, to 1 March it is one. Before the start the count is negative: one day
before is -1 month and -1 year, because the last completed anniversary lies one back.
"""

from __future__ import annotations

import calendar
from datetime import date

MONTHS_PER_YEAR = 12


def month_index(day: date) -> int:
    """Return the calendar month of a day as one number: year × 12 + month - 1."""
    return day.year * MONTHS_PER_YEAR + day.month - 1


def completed_months(start: date, end: date) -> int:
    """Return the completed months from one day to another; negative if the end lies before the start."""
    return month_index(end) - month_index(start) - (end.day < start.day)


def completed_years(start: date, end: date) -> int:
    """Return the completed years, that is twelfths of completed months rounded down."""
    return completed_months(start, end) // MONTHS_PER_YEAR


def completed_days(start: date, end: date) -> int:
    """Return the days from one day to another; negative if the end lies before the start."""
    return end.toordinal() - start.toordinal()


def end_of_month(day: date) -> date:
    """Return the last day of the month a day lies in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


SPANS = {"years": completed_years, "months": completed_months, "days": completed_days}
