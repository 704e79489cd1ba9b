"""The tables of a city pack: divisions, numbers of people, ages, surnames, identity areas, tiles and places."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from minsheng.engines.policy.text import Text
from minsheng.engines.synthetic.blueprint import AgeBand, AgeStructure, IdentityArea
from minsheng.kernel.registry.city_tables import Cells, CityProblem, rows_of

PARENT_KIND = {
    "prefecture": "",
    "county": "prefecture",
    "township": "county",
    "village": "township",
    "community": "township",
}
KIND_NAME = {
    "prefecture": Text("地级市", "prefecture-level city"),
    "county": Text("县(区、市)", "county"),
    "township": Text("乡镇(街道)", "township or subdistrict"),
    "village": Text("村", "village"),
    "community": Text("社区", "community"),
}
STAGES = (
    "planned",
    "sited",
    "started",
    "under_construction",
    "completed",
    "awaiting_acceptance",
    "accepted",
    "operating",
    "closed",
)
QUALITIES = ("VERIFIED", "ROUNDED", "ESTIMATE", "ASSUMPTION")
# A village without a surveyed point is drawn within this distance of its township, and marked as made up.
VILLAGE_RADIUS_KM = 3.0
KM_PER_DEGREE = 111.32


@dataclass(frozen=True, slots=True)
class Division:
    """A division of the city. The point is WGS-84; ``point_is_synthetic`` means nobody surveyed it (模拟坐标)."""

    code: str
    name: str
    kind: str
    parent: str
    full_name: str
    longitude: float | None = None
    latitude: float | None = None
    point_is_synthetic: bool = False


@dataclass(frozen=True, slots=True)
class CountyPopulation:
    """How many people live in a county, how many of them in towns, and how good these numbers are."""

    people: int
    urban_share: float
    people_quality: str
    urban_quality: str
    source: str


@dataclass(frozen=True, slots=True)
class TileGrid:
    """The tile map: every county one square, placed roughly where it lies."""

    columns: int
    rows: int
    tiles: Mapping[str, tuple[int, int]]  # county code -> column, row


@dataclass(frozen=True, slots=True)
class CityPlace:
    """A facility that the city pack knows from the start."""

    name: str
    kind: str
    division: str
    address: str
    longitude: float | None
    latitude: float | None
    capacity: int | None
    stage: str
    opened_on: date | None
    operator: str
    licence: str
    is_synthetic: bool
    source: str


def read_divisions(folder: Path, city: str, problems: list[CityProblem]) -> tuple[Division, ...]:
    """Read divisions.csv and the points of county seats and townships; villages get a synthetic point."""
    found: dict[str, Division] = {}
    for cells in rows_of(folder, "divisions.csv", ("code", "name", "kind", "parent"), problems):
        division = _division(cells, found, city)
        if division.code in found:
            cells.complain("code", Text(f"代码{division.code}重复。", f"{division.code} stands here twice."))
        found[division.code] = division
    points = _points(folder, problems)
    placed = {code: _placed(division, points) for code, division in found.items()}
    return tuple(placed[code] for code in sorted(placed))


def _division(cells: Cells, found: Mapping[str, Division], city: str) -> Division:
    code, name, kind = cells.text("code"), cells.text("name"), cells.one_of("kind", PARENT_KIND)
    parent = cells.text("parent", may_be_empty=True)
    if len(code) != 12 or not code.isdigit():
        cells.complain("code", Text(f"“{code}”不是12位代码。", f"{code!r} is not a code of 12 digits."))
    wanted = PARENT_KIND.get(kind, "")
    above = found.get(parent)
    if wanted and (above is None or above.kind != wanted):
        message = Text(
            f"上级应为前面某行的{KIND_NAME[wanted].zh}。",
            f"must be the code of a {KIND_NAME[wanted].en} further up.",
        )
        cells.complain("parent", message)
    if kind == "prefecture" and code != city:
        cells.complain("code", Text("应与city.toml的code一致。", "must be the code in city.toml."))
    full_name = f"{above.full_name}{name}" if above and above.kind != "prefecture" else name
    return Division(code, name, kind, parent, full_name)


def _points(folder: Path, problems: list[CityProblem]) -> dict[str, tuple[float, float, bool]]:
    points = {}
    for cells in rows_of(folder, "county_seats.csv", ("county", "longitude", "latitude"), problems):
        points[cells.text("county")] = (*_point(cells), False)
    for cells in rows_of(folder, "township_points.csv", ("township", "longitude", "latitude"), problems):
        points[cells.text("township")] = (*_point(cells), cells.yes_no("is_synthetic"))
    return points


def _point(cells: Cells) -> tuple[float, float]:
    return cells.number("longitude", at_least=73, at_most=136), cells.number(
        "latitude", at_least=3, at_most=54
    )


def _placed(division: Division, points: Mapping[str, tuple[float, float, bool]]) -> Division:
    known = points.get(division.code)
    if known is None and division.parent in points and PARENT_KIND.get(division.kind) == "township":
        known = (*_near(points[division.parent], division.code), True)
    if known is None:
        return division
    longitude, latitude, is_synthetic = known
    return replace(division, longitude=longitude, latitude=latitude, point_is_synthetic=is_synthetic)


def _near(point: tuple[float, float, bool], code: str) -> tuple[float, float]:
    """Return a point near another that depends on the code alone, so that it never moves."""
    digest = hashlib.sha256(code.encode()).digest()
    turn = int.from_bytes(digest[:4], "big") / 2**32 * 2 * math.pi
    distance = VILLAGE_RADIUS_KM * math.sqrt(int.from_bytes(digest[4:8], "big") / 2**32)
    north = distance * math.cos(turn) / KM_PER_DEGREE
    east = distance * math.sin(turn) / (KM_PER_DEGREE * math.cos(math.radians(point[1])))
    return round(point[0] + east, 5), round(point[1] + north, 5)


def read_populations(
    folder: Path, counties: Collection[str], problems: list[CityProblem]
) -> Mapping[str, CountyPopulation]:
    """Read population.csv: one row for every county."""
    columns = ("county", "people", "people_quality", "urban_share", "urban_quality", "source")
    found = {}
    for cells in rows_of(folder, "population.csv", columns, problems):
        found[cells.one_of("county", counties)] = CountyPopulation(
            people=cells.whole_number("people"),
            urban_share=cells.number("urban_share", at_least=0, at_most=1),
            people_quality=cells.one_of("people_quality", QUALITIES),
            urban_quality=cells.one_of("urban_quality", QUALITIES),
            source=cells.text("source"),
        )
    _every_county("population.csv", found, counties, problems)
    return MappingProxyType(found)


def _every_county(
    file: str, found: Collection[str], counties: Collection[str], problems: list[CityProblem]
) -> None:
    problems.extend(
        CityProblem(file, Text(f"缺少{county}。", f"county {county} is missing."))
        for county in counties
        if county not in found
    )


def read_age_structure(folder: Path, problems: list[CityProblem]) -> AgeStructure:
    """Read age_structure.csv: bands such as ``0-9`` and ``90+``, and the shares ``male`` and ``urban``."""
    bands: list[AgeBand] = []
    shares = {"male": 0.5, "urban": 0.5}
    for cells in rows_of(folder, "age_structure.csv", ("band", "share", "quality", "source"), problems):
        name = cells.text("band")
        share = cells.number("share", at_least=0, at_most=1)
        cells.one_of("quality", QUALITIES)
        if name in shares:
            shares[name] = share
        else:
            bands.extend(_band(cells, name, share))
    structure = AgeStructure(tuple(bands), male_share=shares["male"], urban_share=shares["urban"])
    try:
        structure.shares_below()
    except ValueError as error:
        message = Text(f"年龄段互相矛盾或不连续：{error}", str(error))
        problems.append(CityProblem("age_structure.csv", message))
    return structure


def _band(cells: Cells, name: str, share: float) -> list[AgeBand]:
    first, dash, last = name.removesuffix("+").partition("-")
    if first.isdigit() and (last.isdigit() if dash else name.endswith("+")):
        return [AgeBand(int(first), int(last) if dash else None, share)]
    cells.complain("band", Text("应写成“0-9”或“90+”。", f"{name!r} is neither like 0-9 nor like 90+."))
    return []


def read_surnames(folder: Path, problems: list[CityProblem]) -> Mapping[str, float]:
    """Read surnames.csv: how common each surname is."""
    return MappingProxyType(
        {
            cells.text("surname"): cells.number("weight_percent", at_least=0, at_most=100)
            for cells in rows_of(folder, "surnames.csv", ("surname", "weight_percent"), problems)
        }
    )


def read_identity_areas(
    folder: Path, counties: Collection[str], problems: list[CityProblem]
) -> Mapping[str, tuple[IdentityArea, ...]]:
    """Read identity_areas.csv: the area codes with which identity numbers of each county begin, old ones too."""
    found: dict[str, list[IdentityArea]] = {}
    for cells in rows_of(folder, "identity_areas.csv", ("county", "area", "from_year", "to_year"), problems):
        area = cells.text("area")
        if len(area) != 6 or not area.isdigit():
            cells.complain("area", Text("应为6位数字。", f"{area!r} is not a code of 6 digits."))
        from_year = cells.whole_number("from_year", default=0)
        to_year = cells.whole_number("to_year", default=9999) or 9999
        found.setdefault(cells.one_of("county", counties), []).append(IdentityArea(area, from_year, to_year))
    return MappingProxyType({county: tuple(areas) for county, areas in found.items()})


def read_tile_grid(folder: Path, counties: Collection[str], problems: list[CityProblem]) -> TileGrid:
    """Read tile_grid.json: one tile for every county, no two on one spot."""
    file = "tile_grid.json"
    try:
        drawn = json.loads((folder / file).read_text(encoding="utf-8"))
        tiles = {tile["county"]: (int(tile["column"]), int(tile["row"])) for tile in drawn["tiles"]}
        grid = TileGrid(int(drawn["columns"]), int(drawn["rows"]), MappingProxyType(tiles))
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = Text(f"无法读取：{error}。", f"cannot be read: {type(error).__name__} {error}.")
        problems.append(CityProblem(file, message))
        return TileGrid(0, 0, MappingProxyType({}))
    _every_county(file, grid.tiles, counties, problems)
    if len(set(tiles.values())) < len(tiles):
        problems.append(CityProblem(file, Text("有两个县在同一格。", "two counties share one tile.")))
    return grid


def read_places(
    folder: Path, divisions: Collection[str], problems: list[CityProblem]
) -> tuple[CityPlace, ...]:
    """Read places.csv: facilities the city starts with. Synthetic ones are marked."""
    columns = ("name", "kind", "division", "address", "longitude", "latitude", "capacity", "stage",
               "opened_on", "operator", "licence", "is_synthetic", "source")  # fmt: skip
    places = []
    for cells in rows_of(folder, "places.csv", columns, problems):
        division = cells.text("division")
        if division not in divisions:
            message = Text("不在divisions.csv中。", f"{division!r} is not a division of this city.")
            cells.complain("division", message)
        places.append(
            CityPlace(
                name=cells.text("name"),
                kind=cells.text("kind"),
                division=division,
                address=cells.text("address", may_be_empty=True),
                longitude=cells.optional_number("longitude", at_least=73, at_most=136),
                latitude=cells.optional_number("latitude", at_least=3, at_most=54),
                capacity=cells.whole_number("capacity", default=0) or None,
                stage=cells.one_of("stage", STAGES),
                opened_on=_optional_date(cells, "opened_on"),
                operator=cells.text("operator", may_be_empty=True),
                licence=cells.text("licence", may_be_empty=True),
                is_synthetic=cells.yes_no("is_synthetic"),
                source=cells.text("source"),
            )
        )
    return tuple(places)


def _optional_date(cells: Cells, column: str) -> date | None:
    value = cells.text(column, may_be_empty=True)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        cells.complain(
            column, Text("应写成2026-01-31这样的日期。", f"{value!r} is not a date like 2026-01-31.")
        )
        return None
