"""What education can measure so far: counties recognised in the two evaluations (两个创建)."""

from __future__ import annotations

from datetime import date

from minsheng.kernel.pledges.measures import counties_with_all
from minsheng.kernel.pledges.measuring import Measurement
from minsheng.programmes.education.places import BALANCED, PRESCHOOL


def preschool_counties(division_code: str, *, on: date) -> Measurement:
    """Measure how many counties are recognised for universal preschool education (学前教育普及普惠)."""
    return counties_with_all((PRESCHOOL.key,), division_code, on=on)


def balanced_counties(division_code: str, *, on: date) -> Measurement:
    """Measure how many counties are recognised for balanced compulsory education (义务教育优质均衡)."""
    return counties_with_all((BALANCED.key,), division_code, on=on)
