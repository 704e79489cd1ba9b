"""The gap on the schematic map: who is owed and receives nothing, by county."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext as _

from minsheng.faces.board.gaps import Gaps
from minsheng.faces.board.sight import Sight
from minsheng.faces.design.maps import CountyMap, county_map
from minsheng.kernel.registry.here import this_city

FEWEST_COUNTIES = 3


def gap_map(gaps: Gaps, sight: Sight) -> CountyMap | None:
    """Draw which share of everything owed is not received in every county in sight; None for one or two counties."""
    return _drawn({county.code: gaps.share_missing_in(county.code) for county in sight.counties})


def policy_map(gaps: Gaps, policy: str, sight: Sight) -> CountyMap | None:
    """Draw one policy: which share of those who are owed it receive nothing."""
    found = {county.code: gaps.of(policy, county.code) for county in sight.counties}
    return _drawn({code: None if counts is None else counts.share_missing for code, counts in found.items()})


def _drawn(shares: Mapping[str, Fraction | None]) -> CountyMap | None:
    if len(shares) < FEWEST_COUNTIES or all(share is None for share in shares.values()):
        return None
    # Counties of very different size are compared by shares; the numbers stand in the table.
    values = {code: None if share is None else round(100 * float(share), 1) for code, share in shares.items()}
    said = {code: _("不明") if value is None else _in_percent(value) for code, value in values.items()}
    return county_map(this_city(), values, said, value_text=_in_percent)


def share_in_percent(share: Fraction | None) -> str:
    """Say a share as the map says it; a dash where there is none."""
    return "—" if share is None else _in_percent(100 * float(share))


def _in_percent(value: float) -> str:
    return f"{value:.1f}%"
