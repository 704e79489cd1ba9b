"""Counting months and years for whole columns of days (int64 days since 1970-01-01), exactly as ``days`` does.

When one end of a span is fixed, as the evaluation day is, the answer for every start of three centuries is computed
once and looked up; other days are computed one by one.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy.days import MONTHS_PER_YEAR
from minsheng.engines.policy.terms import AgeBasis

Ints = npt.NDArray[np.int64]

EPOCH = date(1970, 1, 1)
_EPOCH_MONTH = 1970 * MONTHS_PER_YEAR
_FIRST_LOOKED_UP = (date(1850, 1, 1) - EPOCH).days
_AFTER_LOOKED_UP = (date(2150, 1, 1) - EPOCH).days


def day_number(day: date) -> int:
    """Return the days since 1970-01-01."""
    return (day - EPOCH).days


def month_index(day_numbers: Any) -> Any:
    """Return year × 12 + month - 1 of each day."""
    return _months(day_numbers) + _EPOCH_MONTH


def end_of_month(day_numbers: Any) -> Any:
    """Return the last day of the month of each day."""
    return _first_of(_months(day_numbers) + 1) - 1


def span(unit: str, start: Any, end: Any, basis: AgeBasis) -> Any:
    """Return the completed years, months or days between two columns of days."""
    if basis is AgeBasis.END_OF_MONTH:
        end = end_of_month(end)
    if unit == "days":
        return np.subtract(end, start, dtype=np.int64)
    months = _completed_months(start, end)
    return months // MONTHS_PER_YEAR if unit == "years" else months


@lru_cache(maxsize=64)
def span_table(unit: str, end: int, basis: AgeBasis) -> SpanTable:
    """Return the looked-up spans to one end; the last few are kept, since every evaluation of a day needs the same."""
    return SpanTable(unit, end, basis)


class SpanTable:
    """The span from every usual start to one fixed end, looked up."""

    def __init__(self, unit: str, end: int, basis: AgeBasis) -> None:
        self._unit, self._end, self._basis = unit, end, basis
        self._spans = span(unit, np.arange(_FIRST_LOOKED_UP, _AFTER_LOOKED_UP), end, basis)

    def of(self, start: Any) -> Any:
        """Return the span from each start."""
        if np.size(start) == 0 or np.min(start) < _FIRST_LOOKED_UP or np.max(start) >= _AFTER_LOOKED_UP:
            return span(self._unit, start, self._end, self._basis)
        return self._spans[np.subtract(start, _FIRST_LOOKED_UP)]


def _completed_months(start: Any, end: Any) -> Any:
    first, last = _months(start), _months(end)
    day_of_start, day_of_end = start - _first_of(first), end - _first_of(last)
    return last - first - (day_of_end < day_of_start)


def _months(day_numbers: Any) -> Ints:
    """Return months since January 1970."""
    return np.asarray(day_numbers, dtype=np.int64).astype("M8[D]").astype("M8[M]").astype(np.int64)


def _first_of(months: Any) -> Ints:
    """Return the first day of each month."""
    return np.asarray(months, dtype=np.int64).astype("M8[M]").astype("M8[D]").astype(np.int64)
