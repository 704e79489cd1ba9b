"""Invented people and divisions for the awkward workbooks (合成数据): nobody in them exists."""

from __future__ import annotations

from datetime import date

from minsheng.engines.formulas.identity import check_digit
from minsheng.kernel.intake.checking.divisions import DivisionFinder, NamedDivision
from minsheng.kernel.intake.checking.parsers import Background

TODAY = date(2026, 11, 24)
COUNTY = "140729000000"
WATER, YIN, EAST = "140729100218", "140729101205", "140729100001"

DIVISIONS = (
    NamedDivision("140700000000", "晋中市"),
    NamedDivision("140728000000", "平遥县"),
    NamedDivision(COUNTY, "灵石县"),
    NamedDivision("140729100000", "翠峰镇"),
    NamedDivision("140729101000", "静升镇"),
    NamedDivision(EAST, "东关社区居民委员会"),
    NamedDivision(WATER, "水峪村委会"),
    NamedDivision(YIN, "尹方村委会"),
    NamedDivision("140729101218", "水峪村委会"),
    NamedDivision("140728100000", "古陶镇"),
    NamedDivision("140728100200", "尹方村委会"),
)


def identity(born: str, sequence: int, *, area: str = "140729") -> str:
    """Return a valid number; odd sequences are men, even ones women."""
    first17 = f"{area}{born}{sequence:03d}"
    return first17 + check_digit(first17)


def background(**lookups: dict[str, str]) -> Background:
    """Return what the checks need to know; lookups are given as the words they know."""
    return Background(
        on=TODAY,
        divisions=DivisionFinder(DIVISIONS, within=COUNTY),
        lookups={"policy": {}.get, "place_kind": {}.get, "place_stage": {}.get}
        | {name: words.get for name, words in lookups.items()},
    )


HEAD = identity("19501103", 101)
WIFE = identity("19521220", 102)
SON = identity("19780109", 103)
WIDOW = identity("19360712", 104)
WORKER = identity("19850518", 105)
CHILD = identity("20150901", 106)
NEIGHBOUR = identity("19430227", 107)
