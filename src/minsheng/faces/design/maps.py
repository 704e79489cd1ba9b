"""The schematic map of the counties as server-rendered SVG: it prints, scales and reads aloud.

It shows where counties lie, never where they end (示意图,非行政区域界线). Every map has its table beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from minsheng.kernel.registry.city import City

WIDTH = 600.0
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


def county_map(city: City, values: Mapping[str, float | None], said: Mapping[str, str]) -> CountyMap:
    """Draw the counties of a city, shaded by a value.

    values: by county code of twelve digits; None or absent is "not known" and never drawn as zero.
    said: the value in words, by the same codes.
    """
    drawn = city.schematic_map["features"]
    ring_of = {f"{one['properties']['gb2260']}000000": one["geometry"]["coordinates"][0] for one in drawn}
    seats = {f"{one['properties']['gb2260']}000000": one["properties"]["seat"] for one in drawn}
    project, height = _projection([point for ring in ring_of.values() for point in ring])
    edges = _edges([value for value in values.values() if value is not None])
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
                step="none" if value is None else str(_step(value, edges)),
                said=said.get(county.code, "—"),
            )
        )
    return CountyMap(tuple(shapes), WIDTH, height, _legend(edges))


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


def _edges(values: Sequence[float]) -> list[float]:
    """Equal steps between the smallest and the largest value; one step when all are alike."""
    if not values or min(values) == max(values):
        return []
    low, high = min(values), max(values)
    return [low + (high - low) * number / STEPS for number in range(1, STEPS)]


def _step(value: float, edges: Sequence[float]) -> int:
    return 1 + sum(value > edge for edge in edges) if edges else 3


def _legend(edges: Sequence[float]) -> tuple[tuple[str, str], ...]:
    if not edges:
        return ()
    texts = [f"≤ {edges[0]:.3g}"]
    texts += [f"{low:.3g} – {high:.3g}" for low, high in pairwise(edges)]
    texts.append(f"> {edges[-1]:.3g}")
    return tuple((str(number), text) for number, text in enumerate(texts, start=1))
