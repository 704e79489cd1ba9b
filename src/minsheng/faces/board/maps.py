"""The gap on the schematic map: who is owed and receives nothing, by county."""

from __future__ import annotations

from django.utils.translation import gettext as _

from minsheng.faces.board.gaps import Gaps
from minsheng.faces.board.sight import Sight
from minsheng.faces.design.maps import CountyMap, county_map
from minsheng.kernel.registry.here import this_city

FEWEST_COUNTIES = 3


def gap_map(gaps: Gaps, sight: Sight) -> CountyMap | None:
    """Draw how many results are owed and missing in every county in sight; None for one or two counties."""
    found = {county.code: gaps.owed_missing_in(county.code) for county in sight.counties}
    values = {code: None if both is None else float(sum(both)) for code, both in found.items()}
    return _drawn(values)


def policy_map(gaps: Gaps, policy: str, sight: Sight) -> CountyMap | None:
    """Draw one policy: how many are owed and receive nothing."""
    values: dict[str, float | None] = {}
    for county in sight.counties:
        counts = gaps.of(policy, county.code)
        values[county.code] = None if counts is None else float(counts.owed_missing)
    return _drawn(values)


def _drawn(values: dict[str, float | None]) -> CountyMap | None:
    if len(values) < FEWEST_COUNTIES or all(value is None for value in values.values()):
        return None
    said = {code: _("不明") if value is None else f"{value:,.0f}" for code, value in values.items()}
    return county_map(this_city(), values, said)
