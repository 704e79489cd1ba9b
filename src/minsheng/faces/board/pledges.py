"""Pledges as leaders read them: beside light and value, how far against time, how much a week, and what is proven."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from minsheng.faces.design.pledges import PledgeReading, read_pledge
from minsheng.kernel.pledges.models import Pledge

# What needs a leader's eye comes first.
MOST_URGENT_FIRST = ("cannot", "red", "yellow", "green", "met", "watch", "grey")


@dataclass(frozen=True, slots=True)
class Line:
    """One pledge on the board. Shares are in percent, for bars and words."""

    reading: PledgeReading

    @property
    def reached(self) -> float | None:
        """What was counted of the target, at most 100; what is only being built is not in it."""
        share = self.reading.progress.completion
        return None if share is None else _percent(min(max(share, Fraction(0)), Fraction(1)))

    @property
    def visible(self) -> float | None:
        """Visible progress: sites on the way count by their stage; None where nothing is built."""
        share = self.reading.progress.visible
        return None if share is None else _percent(share)

    @property
    def time_gone(self) -> float:
        return _percent(self.reading.progress.time_gone)

    @property
    def deviation(self) -> str:
        """How far ahead of time (+) or behind (−), in percentage points."""
        deviation = self.reading.progress.deviation
        return "—" if deviation is None else f"{_percent(deviation):+.1f}".replace("-", "−")

    @property
    def needed_per_week(self) -> str:
        """How much must be added every week from now on."""
        needed = self.reading.progress.needed_per_week
        return "—" if needed is None else self.reading.needed_said(needed)


def read_pledges(*, on: date) -> list[Line]:
    """Return every pledge on a day, those that need an eye first."""
    lines = [Line(read_pledge(pledge, on=on)) for pledge in Pledge.objects.all()]
    return sorted(lines, key=lambda line: MOST_URGENT_FIRST.index(line.reading.light))


def lights(lines: list[Line]) -> list[tuple[str, int]]:
    """Return how many pledges show each light, the most urgent first."""
    counted = Counter(line.reading.light for line in lines)
    return [(light, counted[light]) for light in MOST_URGENT_FIRST if counted[light]]


def _percent(share: Fraction) -> float:
    return round(float(share) * 100, 1)
