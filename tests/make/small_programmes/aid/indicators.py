"""What the invented programme can measure."""

from minsheng.kernel.pledges.from_runs import uptake
from minsheng.kernel.pledges.measures import accepted_this_year, counties_with_all


def canteens(division_code, *, on):
    return accepted_this_year(("canteen",), division_code, on=on)


def stroke_coverage(division_code, *, on):
    return counties_with_all(("stroke",), division_code, on=on)


def aid_uptake(division_code, *, on):
    return uptake("aid", division_code, on=on)
