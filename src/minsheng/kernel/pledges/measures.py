"""Measures that many programmes share: places accepted in a year, certificates in force, cases decided in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import F

from minsheng.kernel.cases.models import Case, CaseQuerySet
from minsheng.kernel.divisions.codes import Depth, ancestor
from minsheng.kernel.places.models import Certificate, Place
from minsheng.kernel.pledges.measuring import Measurement, count_by_county, counted, covered, shared


def accepted_this_year(kinds: Collection[str], division_code: str, *, on: date) -> Measurement:
    """Count the places of some kinds that were accepted, with a record, from the first of January to a day."""
    places = Place.objects.within(division_code).accepted().accepted_between(date(on.year, 1, 1), on)
    return counted(places.filter(kind__in=kinds), division_code)


def counties_with_all(kinds: Collection[str], division_code: str, *, on: date) -> Measurement:
    """Measure how many counties have at least one certificate in force of every kind (县县全覆盖)."""
    certificates = Certificate.objects.within(division_code).in_force(on=on).filter(kind__in=kinds)
    held: dict[str, set[str]] = defaultdict(set)
    for code, kind in certificates.values_list("place__division_id", "kind"):
        held[ancestor(code, Depth.COUNTY)].add(kind)
    satisfied = {county for county, found in held.items() if found == set(kinds)}
    return covered(satisfied, division_code, evidence=certificates.select_related("place"))


def counties_with_a_place_that_has_all(
    kinds: Collection[str], division_code: str, *, on: date
) -> Measurement:
    """Measure how many counties have an operating place that holds every certificate itself."""
    certificates = Certificate.objects.within(division_code).in_force(on=on).filter(
        kind__in=kinds, place__stage=Place.Stage.OPERATING
    )  # fmt: skip
    held: dict[tuple[str, int], set[str]] = defaultdict(set)
    for code, place, kind in certificates.values_list("place__division_id", "place_id", "kind"):
        held[ancestor(code, Depth.COUNTY), place].add(kind)
    satisfied = {county for (county, _), found in held.items() if found == set(kinds)}
    return covered(satisfied, division_code, evidence=certificates.select_related("place"))


def granted_this_year(kind: str, division_code: str, *, on: date) -> Measurement:
    """Count the certificates of a kind that were granted from the first of January to a day and are in force."""
    certificates = Certificate.objects.within(division_code).in_force(on=on).filter(
        kind=kind, issued_on__gte=date(on.year, 1, 1)
    )  # fmt: skip
    return counted(certificates.select_related("place"), division_code, path="place__division_id")


def closed_this_year(kinds: Collection[str], division_code: str, *, on: date) -> CaseQuerySet:
    """Return the cases of some kinds about people of a division that were closed this year, up to a day."""
    closed: CaseQuerySet = Case.objects.living_within(division_code).filter(
        kind__in=kinds, closed_at__date__gte=date(on.year, 1, 1), closed_at__date__lte=on
    )
    return closed


def decided_in_time(
    kinds: Collection[str], outcomes: Collection[str], division_code: str, *, on: date
) -> Measurement:
    """Measure how many of the cases decided this year were decided within the time the law gives."""
    decided = closed_this_year(kinds, division_code, on=on).filter(
        outcome__in=outcomes, whole_due_on__isnull=False
    )  # fmt: skip
    in_time = decided.filter(closed_at__date__lte=F("whole_due_on"))
    return shared(
        count_by_county(in_time, path="home_id"), count_by_county(decided, path="home_id"), division_code,
        evidence=in_time,
    )  # fmt: skip
