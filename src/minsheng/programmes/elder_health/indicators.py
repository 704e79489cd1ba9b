"""What elder health can measure: integrated institutions in every county, and the yearly check from 65."""

from __future__ import annotations

from datetime import date

from minsheng.kernel.pledges.from_runs import share_of_register
from minsheng.kernel.pledges.measures import counties_with_a_place_that_has_all
from minsheng.kernel.pledges.measuring import Measurement
from minsheng.kernel.pledges.register import age_at_least, both, day_within, lives_here
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.programmes.elder_health.places import ELDER_CARE, MEDICAL


def integrated_institutions(division_code: str, *, on: date) -> Measurement:
    """Measure how many counties have an operating place with both certificates; a contract does not count."""
    return counties_with_a_place_that_has_all((MEDICAL.key, ELDER_CARE.key), division_code, on=on)


def health_check_rate(division_code: str, *, on: date) -> Measurement:
    """Measure how many residents from 65 had their yearly check this year (65岁及以上健康管理率)."""
    from_age = parameters_of_this_city().at("elder_health.health_check_from_age", on=on).for_county(None)
    assert isinstance(from_age, int)  # noqa: S101 (the rule reads it as years as well)
    return share_of_register(
        division_code,
        on=on,
        columns=("lives_here", "born_on", "health_check_on"),
        part=day_within("health_check_on", first=date(on.year, 1, 1), last=on),
        whole=both(lives_here, age_at_least(from_age, on=on)),
    )
