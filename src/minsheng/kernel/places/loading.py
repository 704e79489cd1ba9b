"""Loading the places and certificates that a city pack starts with. Loading twice changes nothing.

A made-up place that the pack calls accepted or operating gets a made-up acceptance record, marked as such, so that a
demo city has something to count. A real one is never given a record nobody wrote: "accepted" without one is loaded
as waiting for acceptance and reported.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from minsheng.kernel.audit.record import record_each
from minsheng.kernel.places.models import Acceptance, Certificate, Place
from minsheng.kernel.registry.city_reading import CityPlace
from minsheng.kernel.registry.loading import certificate_kinds, place_kinds

CERTIFICATES = "certificates.csv"
COLUMNS = (
    "place",
    "place_kind",
    "division",
    "certificate",
    "state",
    "issued_on",
    "expires_on",
    "document",
    "is_synthetic",
)
DELIVERED = (Place.Stage.ACCEPTED, Place.Stage.OPERATING)
SYNTHETIC_DOCUMENT = "合成数据(演示)"

Key = tuple[str, str, str]


class PlaceFileError(ValueError):
    """A file of places or certificates cannot be loaded as written; the message lists every problem."""

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        super().__init__("\n".join(f"{file}: {problem}" for problem in problems))


@dataclass(slots=True)
class Loaded:
    """What became of the rows: counted = written + unchanged."""

    written: int = 0
    unchanged: int = 0
    acceptances: int = 0
    waiting_for_a_record: list[str] = field(default_factory=list)


@transaction.atomic
def load_places(given: Iterable[CityPlace], *, at: datetime, batch_key: str = "") -> Loaded:
    """Write the places of a city pack that are not there yet. Raises PlaceFileError for a kind no card declares."""
    rows = list(given)
    if unknown := sorted({row.kind for row in rows} - set(place_kinds())):
        raise PlaceFileError("places.csv", [f"no card declares a kind of place {kind!r}" for kind in unknown])
    known = set(Place.objects.values_list("kind", "name", "division_id"))
    new = [row for row in rows if (row.kind, row.name, row.division) not in known]
    loaded = Loaded(written=len(new), unchanged=len(rows) - len(new))
    on = timezone.localtime(at).date()
    written = Place.objects.bulk_create(_place(row, loaded, batch_key, on) for row in new)
    accepted = [
        (place, row)
        for place, row in zip(written, new, strict=True)
        if row.stage in DELIVERED and _is_made_up(row)
    ]
    _write_acceptances(accepted, on)
    loaded.acceptances = len(accepted)
    record_each("place loaded", written, by=None, at=at)
    return loaded


@transaction.atomic
def load_certificates(folder: Path, *, at: datetime) -> Loaded:
    """Write the certificates in ``certificates.csv`` of a city pack that are not there yet; none without the file."""
    file = folder / CERTIFICATES
    if not file.is_file():
        return Loaded()
    places = {(place.kind, place.name, place.division_id): place for place in Place.objects.all()}
    problems: list[str] = []
    read = [_certificate(row, line, places, problems) for line, row in _rows(file, problems)]
    if problems:
        raise PlaceFileError(CERTIFICATES, problems)
    known = set(Certificate.objects.values_list("place_id", "kind"))
    new = [one for one in read if one is not None and (one.place_id, one.kind) not in known]
    Certificate.objects.bulk_create(new)
    record_each("certificate loaded", new, by=None, at=at)
    return Loaded(written=len(new), unchanged=len(read) - len(new))


def _place(row: CityPlace, loaded: Loaded, batch_key: str, on: date) -> Place:
    stage = Place.Stage(row.stage)
    if stage is Place.Stage.ACCEPTED:
        # The record is written after the place; the schema accepts it only then.
        stage = Place.Stage.AWAITING_ACCEPTANCE
        if not _is_made_up(row):
            loaded.waiting_for_a_record.append(row.name)
    return Place(
        kind=row.kind, name=row.name, division_id=row.division, address=row.address, longitude=row.longitude,
        latitude=row.latitude, point_source="synthetic" if row.is_synthetic else row.source[:40], capacity=row.capacity,
        operator=row.operator, licence=row.licence, stage=stage, stage_since=row.opened_on or on,
        opened_on=row.opened_on, is_synthetic=row.is_synthetic, batch_key=batch_key,
    )  # fmt: skip


def _is_made_up(row: CityPlace) -> bool:
    """Say whether a place gets a made-up record: it is synthetic and of a kind that pledges count."""
    return row.is_synthetic and place_kinds()[row.kind].is_pledged


def _write_acceptances(accepted: list[tuple[Place, CityPlace]], on: date) -> None:
    records = Acceptance.objects.bulk_create(
        Acceptance(
            place=place, accepted_on=row.opened_on or on, passed=True, document=SYNTHETIC_DOCUMENT, is_synthetic=True,
            checklist={item.key: True for item in place_kinds()[place.kind].checklist},
        )
        for place, row in accepted
    )  # fmt: skip
    for (place, row), acceptance in zip(accepted, records, strict=True):
        place.stage, place.acceptance = Place.Stage(row.stage), acceptance
    Place.objects.bulk_update([place for place, _ in accepted], ["stage", "acceptance"])


def _rows(file: Path, problems: list[str]) -> list[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            problems.append(f"the columns must be {', '.join(COLUMNS)}")
            return []
        return list(enumerate(reader, start=2))


def _certificate(
    row: Mapping[str, str], line: int, places: Mapping[Key, Place], problems: list[str]
) -> Certificate | None:
    place = places.get((row["place_kind"], row["place"], row["division"]))
    wrong = [] if place else [f"no place {row['place']!r} of kind {row['place_kind']!r} in {row['division']}"]
    wrong += _problems_of(row)
    problems.extend(f"line {line}: {problem}" for problem in wrong)
    if wrong:
        return None
    return Certificate(
        place=place, kind=row["certificate"], state=row["state"], issued_on=_day(row["issued_on"]),
        expires_on=_day(row["expires_on"]), document=row["document"], is_synthetic=row["is_synthetic"] == "yes",
    )  # fmt: skip


def _problems_of(row: Mapping[str, str]) -> list[str]:
    wrong = []
    kind = certificate_kinds().get(row["certificate"])
    if kind is None or row["place_kind"] not in kind.place_kinds:
        wrong.append(f"{row['certificate']!r} is not a certificate of {row['place_kind']!r}")
    if row["state"] not in Certificate.State.values:
        wrong.append(f"state {row['state']!r} is not one of {', '.join(Certificate.State.values)}")
    if row["is_synthetic"] not in ("yes", "no"):
        wrong.append(f"is_synthetic is {row['is_synthetic']!r}, not yes or no")
    if row["state"] == Certificate.State.GRANTED and not row["issued_on"]:
        wrong.append("what is granted needs the day in issued_on")
    try:
        _day(row["issued_on"]), _day(row["expires_on"])
    except ValueError as error:
        wrong.append(str(error))
    return wrong


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
