"""What medical services can measure: emergency centres, key specialties, and family-doctor contracts."""

from __future__ import annotations

from datetime import date

from minsheng.kernel.pledges.from_runs import share_of_register
from minsheng.kernel.pledges.measures import counties_with_all, granted_this_year
from minsheng.kernel.pledges.measuring import Measurement
from minsheng.kernel.pledges.register import day_from, lives_here
from minsheng.programmes.medical_services.places import FIVE_CENTRES, KEY_SPECIALTY


def five_centres(division_code: str, *, on: date) -> Measurement:
    """Measure how many counties have all five emergency centres, certified and in force (E6-5)."""
    return counties_with_all([kind.key for kind in FIVE_CENTRES], division_code, on=on)


def key_specialties(division_code: str, *, on: date) -> Measurement:
    """Count the provincial key specialties named this year; each needs the notice of the province."""
    return granted_this_year(KEY_SPECIALTY.key, division_code, on=on)


def family_doctor_rate(division_code: str, *, on: date) -> Measurement:
    """Measure how many of those who live here have a family-doctor contract that is valid on the day."""
    return share_of_register(
        division_code,
        on=on,
        columns=("lives_here", "family_doctor_until"),
        part=day_from("family_doctor_until", first=on),
        whole=lives_here,
    )
