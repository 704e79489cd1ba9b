"""What birth support can measure: the childcare subsidy that reaches families, and childcare places."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Sum
from django.db.models.functions import Substr

from minsheng.kernel.divisions.codes import Depth
from minsheng.kernel.places.models import Place
from minsheng.kernel.pledges.from_runs import uptake
from minsheng.kernel.pledges.measuring import Measurement, shared
from minsheng.kernel.registry.here import this_city


def subsidy_uptake(division_code: str, *, on: date) -> Measurement:
    """Measure how many children owed the childcare subsidy receive it."""
    return uptake("childcare_subsidy", division_code, on=on)


def places_per_thousand(division_code: str, *, on: date) -> Measurement:
    """Measure childcare places of operating nurseries against the resident population (千人口托位).

    The population is the one the city publishes (常住人口, in its pack), as the formula says; a register may not
    hold everybody.
    """
    nurseries = Place.objects.within(division_code).operating().filter(kind="nursery", capacity__isnull=False)
    rows = nurseries.order_by().annotate(county=Substr("division_id", 1, Depth.COUNTY)).values("county")
    places = Counter({row["county"].ljust(12, "0"): row["n"] for row in rows.annotate(n=Sum("capacity"))})
    people = {code: figure.people for code, figure in this_city().populations.items()}
    return shared(places, people, division_code, evidence=nurseries)
