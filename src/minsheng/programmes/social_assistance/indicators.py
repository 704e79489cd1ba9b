"""What social assistance can measure: aid that reaches those who are owed it, decided in time, and visits made."""

from __future__ import annotations

from datetime import date

from minsheng.kernel.cases.models import Case
from minsheng.kernel.pledges.from_runs import uptake
from minsheng.kernel.pledges.measures import decided_in_time
from minsheng.kernel.pledges.measuring import Measurement, count_by_county, shared


def dibao_uptake(division_code: str, *, on: date) -> Measurement:
    """Measure how many households owed the minimum living allowance receive it."""
    return uptake("dibao", division_code, on=on)


def decided_on_time(division_code: str, *, on: date) -> Measurement:
    """Measure how many applications for 低保 decided this year were decided within the legal time (按时办结率)."""
    return decided_in_time(
        ("dibao", "dibao_single", "tekun"), ("granted", "edge", "refused"), division_code, on=on
    )


def visits_made(division_code: str, *, on: date) -> Measurement:
    """Measure how many of this year's household visits to people on the list were made (线索核实率)."""
    first = date(on.year, 1, 1)
    opened = Case.objects.living_within(division_code).filter(
        kind="visit", opened_at__date__gte=first, opened_at__date__lte=on
    )
    made = opened.filter(closed_at__date__lte=on)
    return shared(
        count_by_county(made, path="home_id"),
        count_by_county(opened, path="home_id"),
        division_code,
        evidence=made,
    )
