"""The schematic map of the counties as server-rendered SVG: it prints, scales and reads aloud.

It shows where counties lie, never where they end (示意图). Every map has its table beside it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from minsheng.kernel.registry.city import City

# As wide as a phone, so that the names keep their size there; a wide page leaves the map at most twice that.
WIDTH = 400.0
STEPS = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """One county on the map."""

    code: str
    name: str
    path: str
    label_x: float
    label_y: float
    step: str  # "none" or "1" to "5"
    said: str  # the value in words


@dataclass(frozen=True, slots=True)
class CountyMap:
    """A map ready to draw: shapes, size, and the legend from little to much."""

    shapes: tuple[Shape, ...]
    width: float
    height: float
    legend: tuple[tuple[str, str], ...]


def county_map(
    city: City,
    values: Mapping[str, float | None],
    said: Mapping[str, str],
    *,
    value_text: Callable[[float], str] = "{:.3g}".format,
) -> CountyMap:
    """Draw the counties of a city, shaded by a value.

    values: by county code of twelve digits; None or absent is "not known" and never drawn as zero.
    said: the value in words, by the same codes. value_text: how the legend writes a value.
    """
    drawn = city.schematic_map["features"]
    ring_of = {f"{one['properties']['gb2260']}000000": one["geometry"]["coordinates"][0] for one in drawn}
    seats = {f"{one['properties']['gb2260']}000000": one["properties"]["seat"] for one in drawn}
    project, height = _projection([point for ring in ring_of.values() for point in ring])
    scale = _scale([value for value in values.values() if value is not None])
    shapes = []
    for county in city.counties:
        if county.code not in ring_of:
            continue
        x, y = project(seats[county.code])
        value = values.get(county.code)
        shapes.append(
            Shape(
                code=county.code,
                name=county.name,
                path=_path([project(point) for point in ring_of[county.code]]),
                label_x=x,
                label_y=y,
                step="none" if value is None else str(_step(value, scale)),
                said=said.get(county.code, "—"),
            )
        )
    return CountyMap(tuple(shapes), WIDTH, height, _legend(scale, value_text))


def _projection(points: Sequence[Sequence[float]]):  # type: ignore[no-untyped-def]
    """Fit longitude and latitude into the width, true at the middle latitude."""
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 20) / ((east - west) * squeeze)

    def project(point: Sequence[float]) -> tuple[float, float]:
        return round((point[0] - west) * squeeze * scale + 10, 1), round((north - point[1]) * scale + 10, 1)

    return project, round((north - south) * scale + 20, 1)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "Z"


@dataclass(frozen=True, slots=True)
class _Scale:
    """Which values share a step: up to each upper end, the last without one."""

    lows: tuple[float, ...]
    highs: tuple[float, ...]


def _scale(values: Sequence[float]) -> _Scale:
    """A few different values have a step each; many are parted into equal steps, whole numbers at whole numbers."""
    different = tuple(sorted(set(values)))
    if len(different) <= STEPS:
        return _Scale(different, different)
    low, high = different[0], different[-1]
    ends = [low + (high - low) * number / STEPS for number in range(1, STEPS)]
    if all(value == int(value) for value in different):
        ends = sorted({float(int(end)) for end in ends})
        return _Scale((low, *(end + 1 for end in ends)), (*ends, high))
    return _Scale((low, *ends), (*ends, high))


def _step(value: float, scale: _Scale) -> int:
    place = sum(value > high for high in scale.highs[:-1])
    # Two values are little and much, not little and little more.
    return 1 + round(place * (STEPS - 1) / max(len(scale.highs) - 1, 1)) if len(scale.highs) > 1 else 3


def _legend(scale: _Scale, value_text: Callable[[float], str]) -> tuple[tuple[str, str], ...]:
    if len(scale.highs) < 2:
        return ()
    texts = [
        value_text(high) if low == high else f"{value_text(low)} – {value_text(high)}"
        for low, high in zip(scale.lows, scale.highs, strict=True)
    ]
    return tuple((str(_step(high, scale)), text) for high, text in zip(scale.highs, texts, strict=True))
