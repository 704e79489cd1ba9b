"""What employment can measure: graduates with the full 1131 services, and people recognised as hard to employ."""

from __future__ import annotations

from datetime import date

from minsheng.kernel.cases.models import Case
from minsheng.kernel.pledges.measures import closed_this_year
from minsheng.kernel.pledges.measuring import Measurement, count_by_county, counted, shared


def graduates_served(division_code: str, *, on: date) -> Measurement:
    """Measure how many of this year's graduates on the list got the full set, or work. Who declined is not counted."""
    first = date(on.year, 1, 1)
    listed = Case.objects.living_within(division_code).filter(
        kind="graduate_1131", opened_at__date__gte=first, opened_at__date__lte=on
    )
    listed = listed.exclude(outcome="declined")
    served = listed.filter(outcome__in=("completed", "employed"), closed_at__date__lte=on)
    return shared(
        count_by_county(served, path="home_id"),
        count_by_county(listed, path="home_id"),
        division_code,
        evidence=served,
    )


def hard_to_employ_recognised(division_code: str, *, on: date) -> Measurement:
    """Count the people recognised as hard to employ this year."""
    cases = closed_this_year(("hard_to_employ",), division_code, on=on).filter(outcome="recognised")
    return counted(cases, division_code, path="home_id")
