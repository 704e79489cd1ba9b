"""Lines over time as server-rendered SVG: they print, scale and read aloud. Every chart has its table beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

# As wide as a phone, so that the writing keeps its size there; a wide page leaves the chart at most twice that.
WIDTH, HEIGHT = 360.0, 220.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 16.0, 26.0, 30.0
ROUGH_STEPS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """One measured point, or one label of an axis."""

    x: float
    y: float
    said: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """A chart ready to draw."""

    line: str
    marks: tuple[Mark, ...]
    rows: tuple[Mark, ...]  # the grid, lowest first
    days: tuple[Mark, ...]  # the labels below
    target: Mark | None
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    bottom: float = HEIGHT - BOTTOM


def line_chart(
    points: Sequence[tuple[date, float]],
    *,
    value_text: Callable[[float], str],
    day_text: Callable[[date], str],
    target: float | None = None,
    until: date | None = None,
    from_zero: bool = True,
) -> LineChart | None:
    """Draw values by day, oldest first, up to a last day, with a target as a dashed line; None without points.

    from_zero: counts stand on zero; shares that move little are drawn between their neighbours instead.
    """
    if not points:
        return None
    values = [value for _day, value in points] + ([target] if target is not None else [])
    steps = _steps(0.0 if from_zero else min(values), max(values))
    across = _across([one for one, _value in points] + ([until] if until else []))
    up = _up(steps[0], steps[-1])
    marks = tuple(Mark(across(one), up(value), value_text(value)) for one, value in points)
    first, last = points[0][0], max([points[-1][0], *([until] if until else [])])
    return LineChart(
        line="M" + "L".join(f"{mark.x} {mark.y}" for mark in marks),
        marks=marks,
        rows=tuple(Mark(LEFT, up(step), value_text(step)) for step in steps),
        days=tuple(Mark(across(one), HEIGHT - BOTTOM, day_text(one)) for one in dict.fromkeys([first, last])),
        target=None if target is None else Mark(LEFT, up(target), value_text(target)),
    )


def _steps(low: float, high: float) -> list[float]:
    """Return round numbers from at most low to at least high, a handful of them."""
    span = (high - low) or abs(high) or 1.0
    rough = span / ROUGH_STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    size = next(one * power for one in (1, 2, 5, 10) if one * power >= rough)
    first, last = math.floor(low / size), max(math.ceil(high / size), math.floor(low / size) + 1)
    return [round(number * size, 9) for number in range(first, last + 1)]


def _across(days: Sequence[date]) -> Callable[[date], float]:
    first, last = min(days), max(days)
    span = max((last - first).days, 1)

    def place(one: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (one - first).days / span, 1)

    return place


def _up(low: float, high: float) -> Callable[[float], float]:
    def place(value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (value - low) / (high - low), 1)

    return place
