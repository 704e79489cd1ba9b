"""The few words that generated kernels are written in: dates, shares and tables, on plain 64-bit integers.

The text of this module is pasted in front of every generated kernel and compiled with it, so it imports nothing but
NumPy and uses nothing a compiler does not know. Left as it stands it is ordinary Python, and is tested as such.

A *civil* date is (year × 12 + month - 1) × 32 + day of the month - 1, so that the completed months between two days
are one subtraction and one shift. A *cutoff* is the last day from which a span to a fixed end is long enough, so that
comparing an age is comparing two days. Row numbers are unsigned, because a signed one costs a test at every access.
"""

from __future__ import annotations

from typing import Any

import numpy as np

ZERO, ONE = np.uint64(0), np.uint64(1)
SMALLEST, LARGEST = np.int64(-(2**63)), np.int64(2**63 - 1)

# Neri and Schneider, Euclidean affine functions and applications to calendar algorithms (2022), for a year that
# starts on 1 March; valid for every day of years 1 to 9999.
_FIRST_DAY, _LAST_DAY = np.int64(-719_162), np.int64(2_932_896)  # 1 January 0001 and 31 December 9999
_TO_MARCH_OF_YEAR_ZERO = np.int64(719_468)
_FOUR, _THREE, _HUNDRED, _TWELVE = np.uint64(4), np.uint64(3), np.uint64(100), np.uint64(12)
_DAYS_OF_400_YEARS, _HALF_BITS, _LOW_HALF = np.uint64(146_097), np.uint64(32), np.uint64(2**32 - 1)
_PER_YEAR, _PER_MONTH, _MONTH_SHIFT = np.uint64(2_939_745), np.uint64(2_141), np.uint64(197_913)
_MONTH_BITS, _LOW_MONTH, _DAY_BITS = np.uint64(16), np.uint64(2**16 - 1), np.uint64(5)


def civil(day: Any) -> Any:
    """Return the civil date of a day counted from 1970-01-01."""
    days = np.uint64(day + _TO_MARCH_OF_YEAR_ZERO)
    quarters = _FOUR * days + _THREE
    century = quarters // _DAYS_OF_400_YEARS
    of_century = (quarters % _DAYS_OF_400_YEARS) | _THREE
    product = _PER_YEAR * of_century
    year = _HUNDRED * century + (product >> _HALF_BITS)
    of_year = (product & _LOW_HALF) // _PER_YEAR // _FOUR
    shifted = _PER_MONTH * of_year + _MONTH_SHIFT
    month = year * _TWELVE + (shifted >> _MONTH_BITS) - ONE
    return np.int64((month << _DAY_BITS) | ((shifted & _LOW_MONTH) // _PER_MONTH))


def month_end(day: Any) -> Any:
    """Return the last day of the month of a day."""
    date = civil(day)
    later = day - (date & 31) + 31  # the first of this month and 31 days: in the next month
    return later - (civil(later) & 31) - 1


def years_between(start: Any, end: Any) -> Any:
    """Return the completed years between two days."""
    return ((civil(end) - civil(start)) >> 5) // 12


def months_between(start: Any, end: Any) -> Any:
    """Return the completed months between two days."""
    return (civil(end) - civil(start)) >> 5


def years_cutoff(years: Any, end: Any) -> Any:
    """Return the last day from which at least so many years are completed on a day; before all days if none is."""
    before, after = _FIRST_DAY - 1, _LAST_DAY + 1
    while after - before > 1:
        middle = (before + after) >> 1
        if years_between(middle, end) >= years:
            before = middle
        else:
            after = middle
    return before


def months_cutoff(months: Any, end: Any) -> Any:
    """Return the last day from which at least so many months are completed on a day; before all days if none is."""
    before, after = _FIRST_DAY - 1, _LAST_DAY + 1
    while after - before > 1:
        middle = (before + after) >> 1
        if months_between(middle, end) >= months:
            before = middle
        else:
            after = middle
    return before


def ceil_divide(left: Any, right: Any) -> Any:
    """Divide, rounded up on the number line."""
    return -((-left) // right)


def share_floor(amount: Any, numerator: Any, denominator: Any) -> Any:
    """Return amount × numerator / denominator rounded down; no product is larger than the result needs."""
    whole = amount // denominator
    return whole * numerator + (amount - whole * denominator) * numerator // denominator


def share_ceil(amount: Any, numerator: Any, denominator: Any) -> Any:
    """Return amount × numerator / denominator rounded up."""
    whole = amount // denominator
    return whole * numerator + ceil_divide((amount - whole * denominator) * numerator, denominator)


def share_half_up(amount: Any, numerator: Any, denominator: Any) -> Any:
    """Return amount × numerator / denominator rounded to the nearest; ties go away from zero."""
    size = -amount if amount < 0 else amount
    whole = size // denominator
    rest = size - whole * denominator
    nearest = whole * numerator + (2 * rest * numerator + denominator) // (2 * denominator)
    return -nearest if amount < 0 else nearest


def found_in(code: Any, keys: Any, entries: Any, first: Any, after: Any) -> Any:
    """Return the entry of a code in the part of a list of tables from first to after; 0 where it is absent."""
    found = np.int64(0)
    for place in range(first, after):
        found = entries[place] if keys[place] == code else found
    return found


def reached_in(value: Any, keys: Any, entries: Any, first: Any, after: Any) -> Any:
    """Return the entry of the highest floor that is reached; 0 below the lowest. Floors ascend."""
    found = np.int64(0)
    for place in range(first, after):
        found = entries[place] if value >= keys[place] else found
    return found


def copy_column(column: Any, first: Any, count: Any, tile: Any, place: Any) -> None:
    """Copy the values of some persons from a column into a tile."""
    for k in range(count):
        tile[place + k] = column[first + k]


def clear(tile: Any, place: Any, count: Any) -> None:
    """Take all facts of some persons for known."""
    for k in range(count):
        tile[place + k] = ZERO


def note_unknown(known: Any, first: Any, count: Any, tile: Any, place: Any, bit: Any) -> None:
    """Set the bit of a fact for the persons for whom it is not known."""
    for k in range(count):
        tile[place + k] |= (np.uint64(known[first + k]) - ONE) & bit


FUNCTIONS = (
    "civil", "month_end", "years_between", "months_between", "years_cutoff", "months_cutoff", "ceil_divide",
    "share_floor", "share_ceil", "share_half_up", "found_in", "reached_in", "copy_column", "clear", "note_unknown",
)  # fmt: skip
