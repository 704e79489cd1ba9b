"""What the parameters of a day say in each county, as arrays of whole numbers that a kernel reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy import calendars
from minsheng.engines.policy.dated import DatedValue, Value

Ints = npt.NDArray[np.int64]


class CountyNumbers:
    """Parameters by county. Single numbers stand in ``amounts``; tables lie end to end in ``keys`` and ``entries``.

    A table of a county goes from ``firsts`` to ``afters``, with ascending keys.
    """

    def __init__(
        self,
        values: Mapping[str, DatedValue],
        counties: Sequence[int],
        *,
        amounts: Sequence[tuple[str, str]],
        tables: Sequence[str],
    ) -> None:
        self.amounts = np.zeros((len(counties), len(amounts)), dtype=np.int64)
        self.firsts = np.zeros((len(counties), len(tables)), dtype=np.int64)
        self.afters = np.zeros_like(self.firsts)
        for column, (key, what) in enumerate(amounts):
            self.amounts[:, column] = [whole(values[key].for_county(county), what) for county in counties]
        laid: dict[tuple[tuple[int, int], ...], tuple[int, int]] = {}
        lines: list[tuple[int, int]] = []
        for column, key in enumerate(tables):
            for row, county in enumerate(counties):
                entries = _entries(values[key].for_county(county))
                if entries not in laid:
                    laid[entries] = len(lines), len(lines) + len(entries)
                    lines += entries
                self.firsts[row, column], self.afters[row, column] = laid[entries]
        laid_out = np.array(lines, dtype=np.int64).reshape(-1, 2)
        self.keys, self.entries = np.ascontiguousarray(laid_out[:, 0]), np.ascontiguousarray(laid_out[:, 1])


def whole(value: Value, what: str) -> int:
    """Return a parameter's value, or the numerator or denominator of a ratio, as a whole number."""
    if isinstance(value, Fraction):
        return int(getattr(value, what))
    if isinstance(value, date):
        return calendars.day_number(value)
    return int(value)  # type: ignore[call-overload]


def _entries(table: Any) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((int(key), int(entry)) for key, entry in table.items()))
