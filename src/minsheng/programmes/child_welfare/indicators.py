"""What child welfare can measure: allowances that reach the children who are owed them."""

from __future__ import annotations

from datetime import date

from minsheng.kernel.pledges.from_runs import uptake
from minsheng.kernel.pledges.measuring import Measurement


def de_facto_uptake(division_code: str, *, on: date) -> Measurement:
    """Measure how many children without de facto care receive their allowance."""
    return uptake("de_facto_unsupported", division_code, on=on)
