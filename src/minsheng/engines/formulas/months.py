"""A calendar month, the unit in which benefits start, stop and are counted."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A month of a year; written ``2026-11``. Months order and subtract like numbers."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError(f"A month is 1 to 12, got {self.month} in the year {self.year}.")

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Return the month written as ``2026-11``; raise ValueError for anything else."""
        match = _MONTH.fullmatch(text)
        if match is None:
            raise ValueError(f"A month is written like 2026-11, got {text!r}.")
        return cls(int(match["year"]), int(match["month"]))

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def plus(self, months: int) -> Month:
        """Return the month that lies ``months`` later (earlier when negative)."""
        year, index = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, index + 1)

    def until(self, other: Month) -> int:
        """Return how many months ``other`` lies after this one (negative: before)."""
        return (other.year - self.year) * 12 + other.month - self.month

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"
