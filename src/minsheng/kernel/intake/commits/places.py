"""Writing lists of facilities.

What is listed already is brought up to date, but for its stage, which changes by verbs of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from minsheng.kernel.intake.replacing import Replacement, replace_values
from minsheng.kernel.people.bulk import insert_many
from minsheng.kernel.places.models import Place

if TYPE_CHECKING:
    from minsheng.kernel.intake.checking.rows import AcceptedRow
    from minsheng.kernel.intake.models import Batch

DETAILS = ("address", "capacity", "operator", "licence", "longitude", "latitude", "opened_on")
LENGTHS = {"address": 200, "operator": 120, "licence": 80}


def commit_places(rows: Sequence[AcceptedRow], *, batch: Batch, by: Any, at: datetime) -> Mapping[str, int]:
    """Write new facilities and bring known ones up to date."""
    kinds = {row.values["kind"] for row in rows}
    listed = Place.objects.within(batch.division_id).filter(kind__in=kinds)
    known = {(place.kind, place.name, place.division_id): place for place in listed}
    new: list[Place] = []
    replacements: list[Replacement] = []
    for row in rows:
        values = {name: _cut(name, value) for name, value in row.values.items()}
        place = known.get((values["kind"], values["name"], values["division"]))
        if place is None:
            new.append(_place(values, batch))
        else:
            replacements.extend((place, name, values[name]) for name in DETAILS if name in values)
    replaced = replace_values(batch, replacements)
    insert_many(new)
    return {"places": len(new), "values_replaced": replaced}


def _place(values: Mapping[str, Any], batch: Batch) -> Place:
    details = {name: values[name] for name in DETAILS if name in values}
    return Place(
        kind=values["kind"],
        name=values["name"][:120],
        division_id=values["division"],
        stage=values.get("stage", Place.Stage.PLANNED),
        stage_since=batch.as_of,
        point_source=batch.source.name[:40] if "longitude" in values else "",
        is_synthetic=batch.is_synthetic,
        batch_key=batch.token,
        **details,
    )


def _cut(name: str, value: Any) -> Any:
    return value[: LENGTHS[name]] if name in LENGTHS else value
