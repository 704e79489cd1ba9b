"""What elder care can measure: places accepted this year, beds, and allowances that reach those who are owed them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Sum
from django.db.models.functions import Substr

from minsheng.kernel.divisions.codes import Depth
from minsheng.kernel.places.models import Place
from minsheng.kernel.pledges.from_runs import share_of_register, uptake
from minsheng.kernel.pledges.measures import accepted_this_year
from minsheng.kernel.pledges.measuring import Measurement, shared
from minsheng.kernel.pledges.register import age_at_least, lives_here
from minsheng.kernel.registry.here import parameters_of_this_city

BED_KINDS = ("care_institution", "community_care_centre", "regional_care_centre")


def care_centres(division_code: str, *, on: date) -> Measurement:
    """Count the community and regional elder-care centres accepted this year."""
    return accepted_this_year(("community_care_centre", "regional_care_centre"), division_code, on=on)


def canteens(division_code: str, *, on: date) -> Measurement:
    """Count the community canteens accepted this year."""
    return accepted_this_year(("community_canteen",), division_code, on=on)


def rural_day_care(division_code: str, *, on: date) -> Measurement:
    """Count the rural day-care centres accepted this year."""
    return accepted_this_year(("rural_day_care",), division_code, on=on)


def advanced_age_uptake(division_code: str, *, on: date) -> Measurement:
    """Measure how many of those owed the advanced-age allowance receive it."""
    return uptake("advanced_age_allowance", division_code, on=on)


def beds_per_thousand(division_code: str, *, on: date) -> Measurement:
    """Measure the beds of operating places against the residents who are old (每千名老年人养老床位)."""
    from_age = parameters_of_this_city().at("elder_care.elder_from_age", on=on).for_county(None)
    assert isinstance(from_age, int)  # noqa: S101 (the rules read it as years as well)
    places = (
        Place.objects.within(division_code).operating().filter(kind__in=BED_KINDS, capacity__isnull=False)
    )
    rows = places.order_by().annotate(county=Substr("division_id", 1, Depth.COUNTY)).values("county")
    beds = Counter({row["county"].ljust(12, "0"): row["beds"] for row in rows.annotate(beds=Sum("capacity"))})
    old = share_of_register(
        division_code, on=on, columns=("born_on", "lives_here"),
        part=age_at_least(from_age, on=on), whole=lives_here,
    )  # fmt: skip
    elders = {code: share.numerator for code, share in old.by_county.items()}
    return shared(beds, elders, division_code, evidence=places, as_of=old.as_of, note=old.note)
