"""Measuring: what the records say about an indicator on a day, in numbers that can be followed down to the records.

Nothing here is ever typed in. An indicator is a function of a programme that returns a ``Measurement``; the helpers
below build one from querysets, so that taking one record away lowers the number by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from minsheng.engines.policy.text import Text
from minsheng.kernel.divisions.codes import Depth, ancestor, depth
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.pledges.models import Pledge, PledgeMeasurement
from minsheng.kernel.registry.card import load
from minsheng.kernel.registry.loading import indicators

PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Share:
    """A count, or a part of a whole. ``value`` is None when the whole is empty: nothing is divided by zero."""

    numerator: int
    denominator: int | None = None

    @property
    def value(self) -> Fraction | None:
        if self.denominator is None:
            return Fraction(self.numerator)
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class Measurement:
    """An indicator on a day: the number, the same by county, and the records behind it.

    ``as_of``: the day of the records where they are older than the day asked about (a screening, an imported sheet).
    """

    whole: Share
    by_county: Mapping[str, Share]
    evidence: QuerySet[Any]
    as_of: date | None = None
    note: Text | None = None

    @property
    def numerator(self) -> int:
        return self.whole.numerator

    @property
    def denominator(self) -> int | None:
        return self.whole.denominator

    @property
    def value(self) -> Fraction | None:
        return self.whole.value


def counties_within(division_code: str) -> list[str]:
    """Return the counties of a division: all of a city's, or the one that a county, township or village is in."""
    if depth(division_code) >= Depth.COUNTY:
        return [ancestor(division_code, Depth.COUNTY)]
    counties = Division.objects.within(division_code).at(Depth.COUNTY).order_by("code")
    return list(counties.values_list("code", flat=True))


def count_by_county(records: QuerySet[Any], *, path: str = "division_id") -> Counter[str]:
    """Return how many records lie in each county."""
    rows = (
        records.order_by()
        .annotate(_county=Substr(path, 1, Depth.COUNTY))
        .values("_county")
        .annotate(_count=Count("pk"))
    )
    return Counter({row["_county"].ljust(12, "0"): row["_count"] for row in rows})


def counted(records: QuerySet[Any], division_code: str, *, path: str = "division_id") -> Measurement:
    """Measure by counting records."""
    found = count_by_county(records, path=path)
    by_county = {code: Share(found[code]) for code in counties_within(division_code)}
    return Measurement(Share(sum(found.values())), by_county, records)


def covered(satisfied: Collection[str], division_code: str, *, evidence: QuerySet[Any]) -> Measurement:
    """Measure how many counties satisfy something."""
    by_county = {code: Share(int(code in satisfied), 1) for code in counties_within(division_code)}
    whole = Share(sum(share.numerator for share in by_county.values()), len(by_county))
    return Measurement(whole, by_county, evidence)


def shared(
    parts: Mapping[str, int],
    wholes: Mapping[str, int],
    division_code: str,
    *,
    evidence: QuerySet[Any],
    as_of: date | None = None,
    note: Text | None = None,
) -> Measurement:
    """Measure a part of a whole from both numbers by county."""
    counties = counties_within(division_code)
    by_county = {code: Share(parts.get(code, 0), wholes.get(code, 0)) for code in counties}
    whole = Share(sum(parts.get(code, 0) for code in counties), sum(wholes.get(code, 0) for code in counties))
    return Measurement(whole, by_county, evidence, as_of, note)


def the_city() -> str:
    """Return the code of the city that the divisions belong to."""
    return Division.objects.at(Depth.CITY).values_list("code", flat=True).get()


def measure(pledge: Pledge, *, on: date, division: str = "") -> Measurement | None:
    """Return what the records say about a pledge in a division (the city unless named); None if nothing measures it."""
    if not pledge.indicator:
        return None
    kind = indicators()[pledge.indicator]
    measured: Measurement = load(kind.measure)(division or the_city(), on=on)
    return measured


def evidence(pledge: Pledge, *, on: date, division: str = "") -> QuerySet[Any] | None:
    """Return the records behind a pledge's number in a division; None if nothing measures the pledge."""
    measured = measure(pledge, on=on, division=division)
    return None if measured is None else measured.evidence


@transaction.atomic
def record_measurements(*, on: date, at: datetime) -> list[PledgeMeasurement]:
    """Write down what the records say about every measured pledge on a day; again on the same day replaces it."""
    written = []
    for pledge in Pledge.objects.exclude(indicator=""):
        measured = measure(pledge, on=on)
        if measured is None:
            continue
        row, _ = PledgeMeasurement.objects.update_or_create(
            pledge=pledge, on=on, defaults={**_columns(measured), "measured_at": at}
        )
        written.append(row)
    return written


def _columns(measured: Measurement) -> dict[str, Any]:
    return {
        "numerator": measured.numerator,
        "denominator": measured.denominator,
        "value": None if measured.value is None else as_decimal(measured.value),
        "by_county": {
            code: [share.numerator, share.denominator] for code, share in measured.by_county.items()
        },
    }


def as_decimal(value: Fraction) -> Decimal:
    """Return a fraction with four decimals, for keeping and reading only."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(PLACES)
