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
        amounts: Sequence[tuple[str, str, int]],
        tables: Sequence[str],
    ) -> None:
        self.amounts = np.zeros((len(counties), len(amounts)), dtype=np.int64)
        self.firsts = np.zeros((len(counties), len(tables)), dtype=np.int64)
        self.afters = np.zeros_like(self.firsts)
        for column, (key, what, place) in enumerate(amounts):
            self.amounts[:, column] = [
                number_of(values[key].for_county(county), what, place) for county in counties
            ]
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


def number_of(value: Value, what: str, place: int) -> int:
    """Return a parameter's value, the numerator or denominator of a ratio, or a number out of a table.

    A table shorter than the kernel expects is as good as filled up with entries of nothing.
    """
    if isinstance(value, Mapping):
        return _in_table(_entries(value), what, place)
    if isinstance(value, Fraction):
        return int(getattr(value, what))
    return calendars.day_number(value) if isinstance(value, date) else int(value)


def _in_table(entries: tuple[tuple[int, int], ...], what: str, place: int) -> int:
    """Return the key, the entry, or the rise over the entry before, at one place of a table."""
    if place >= len(entries):
        return 0
    key, entry = entries[place]
    if what == "rise":
        return entry - (entries[place - 1][1] if place else 0)
    return key if what == "key" else entry


def _entries(table: Any) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((int(key), int(entry)) for key, entry in table.items()))
