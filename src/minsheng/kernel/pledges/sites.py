"""The sites of a pledge that is kept by building: which places belong to it, and how far each is.

A place belongs to a pledge if it is of its kinds and was accepted in its year, or is still on the way. One that runs
since this year without an acceptance record counts as waiting for acceptance and is flagged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q

from minsheng.engines.formulas.pledge_progress import Site
from minsheng.kernel.places.models import Place, PlaceQuerySet
from minsheng.kernel.pledges.models import Pledge
from minsheng.kernel.registry.here import parameters_of_this_city

STAGE_NUMBER = {
    Place.Stage.PLANNED: 0, Place.Stage.SITED: 1, Place.Stage.STARTED: 2, Place.Stage.UNDER_CONSTRUCTION: 3,
    Place.Stage.COMPLETED: 4, Place.Stage.AWAITING_ACCEPTANCE: 5, Place.Stage.ACCEPTED: 6, Place.Stage.OPERATING: 7,
}  # fmt: skip
DELIVERED = (Place.Stage.ACCEPTED, Place.Stage.OPERATING)
FIRST_DELIVERED_STAGE = 6


@dataclass(frozen=True, slots=True)
class PledgeSite:
    """One place of a pledge as its progress counts it."""

    place: Place
    site: Site


def places_of(pledge: Pledge, *, on: date, division: str) -> PlaceQuerySet:
    """Return the places that belong to a pledge in a division."""
    first = date(pledge.year, 1, 1)
    accepted = Q(
        stage__in=DELIVERED, acceptance__accepted_on__range=(first, min(on, date(pledge.year, 12, 31)))
    )
    on_the_way = Q(
        stage__in=[stage for stage, number in STAGE_NUMBER.items() if number < FIRST_DELIVERED_STAGE]
    )
    unrecorded = Q(stage__in=DELIVERED, acceptance__isnull=True, opened_on__range=(first, on))
    places: PlaceQuerySet = Place.objects.within(division).filter(
        accepted | on_the_way | unrecorded, kind__in=pledge.place_kinds
    )
    return places.select_related("acceptance", "division").order_by("division_id", "name")


def sites_of(pledge: Pledge, *, on: date, division: str) -> list[PledgeSite]:
    """Return the places of a pledge with the stage at which they count."""
    return [
        PledgeSite(place, Site(STAGE_NUMBER[Place.Stage(place.stage)], place.acceptance_id is not None))
        for place in places_of(pledge, on=on, division=division)
    ]


def stage_weights(*, on: date) -> list[Fraction]:
    """Return how much of a site each stage is worth, by the city's parameter."""
    table = parameters_of_this_city().at("pledges.stage_weights", on=on).for_county(None)
    assert isinstance(table, Mapping)  # noqa: S101 (the file says it is a table)
    return [Fraction(table[number], 100) for number in sorted(STAGE_NUMBER.values())]
