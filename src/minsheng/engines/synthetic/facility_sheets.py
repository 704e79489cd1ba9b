"""Facilities that might stand in the city: homes for the old, canteens, day care, clinics, hospitals, nurseries.

Made up from the villages of the city: what kind stands where depends on the village alone, so that a larger or smaller
synthetic city has the same places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from minsheng.engines.synthetic.addresses import place_name
from minsheng.engines.synthetic.blueprint import Blueprint, County, Village
from minsheng.engines.synthetic.sheet_files import Sheet
from minsheng.engines.synthetic.streams import steady_fraction
from minsheng.engines.synthetic.tables import SyntheticCity

OPERATING, COMPLETED, BUILDING, SITED = "投入运营", "主体完工", "建设中", "选址立项"
STAGES = ((OPERATING, 0.82), (COMPLETED, 0.05), (BUILDING, 0.09), (SITED, 0.04))
OLD_ENOUGH_DAYS, OLDEST_DAYS = (
    400,
    4000,
)  # what was opened this year stands in the city pack, with its acceptance


@dataclass(frozen=True, slots=True)
class FacilityKind:
    """A kind of facility: its name, the share of communities and villages that have one, and its capacity."""

    title: str
    ending: str
    share: tuple[float, float]  # of communities, of villages
    capacity: tuple[int, int]


KINDS = (
    FacilityKind("社区食堂", "社区食堂", (0.20, 0.0), (30, 120)),
    FacilityKind("社区养老服务设施", "社区养老服务站", (0.16, 0.0), (5, 30)),
    FacilityKind("农村老年人日间照料中心", "老年人日间照料中心", (0.0, 0.24), (10, 40)),
    FacilityKind("养老机构", "养老院", (0.09, 0.006), (40, 260)),
    FacilityKind("村卫生室", "卫生室", (0.0, 0.62), (1, 4)),
    FacilityKind("社区卫生服务中心", "社区卫生服务中心", (0.12, 0.0), (10, 40)),
    FacilityKind("托育机构", "托育园", (0.18, 0.0), (30, 90)),
    FacilityKind("儿童之家", "儿童之家", (0.30, 0.12), (10, 30)),
    FacilityKind("幼儿园", "幼儿园", (0.60, 0.09), (60, 360)),
    FacilityKind("小学", "小学", (0.34, 0.08), (120, 1600)),
    FacilityKind("初中", "初级中学", (0.16, 0.01), (300, 2000)),
)


def facility_sheet(city: SyntheticCity) -> Sheet:
    """Return the list of facilities of the city."""
    rows = list(_facilities(city.blueprint, on=city.on))
    names = (
        "名称",
        "设施类别",
        "县（区、市）",
        "乡镇（街道）",
        "村（社区）",
        "床位数",
        "建设状态",
        "投用日期",
    )
    columns = {name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(names)}
    title = f"{city.blueprint.name}民生服务设施名册"
    return Sheet(
        kind="facilities",
        title=title,
        office=f"{city.blueprint.name}民政局",
        on=city.on,
        columns=columns,
        numbers=frozenset({"床位数"}),
    )


def _facilities(blueprint: Blueprint, *, on: date) -> Iterator[tuple[str | None, ...]]:
    for county in blueprint.counties:
        for village in county.villages:
            for kind in KINDS:
                if steady_fraction(kind.title, village.code) < kind.share[not village.is_community]:
                    yield _facility(county, village, kind, on)


def _facility(county: County, village: Village, kind: FacilityKind, on: date) -> tuple[str | None, ...]:
    low, high = kind.capacity
    size = steady_fraction("capacity", kind.title, village.code)
    stage = _stage(steady_fraction("stage", kind.title, village.code))
    old = steady_fraction("age", kind.title, village.code)
    age = timedelta(days=round(OLD_ENOUGH_DAYS + (OLDEST_DAYS - OLD_ENOUGH_DAYS) * old))
    stem = place_name(village.name).removesuffix("社区").removesuffix("村")
    return (
        f"{stem}{kind.ending}（示例）",
        kind.title,
        county.name,
        village.township,
        village.name,
        str(low + round((high - low) * size**2)),
        stage,
        (on - age).isoformat() if stage == OPERATING else None,
    )


def _stage(fraction: float) -> str:
    for stage, share in STAGES:
        if fraction < share:
            return stage
        fraction -= share
    return STAGES[-1][0]
