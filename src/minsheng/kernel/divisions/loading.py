"""Bringing the divisions of a city pack into the database; doing it again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from minsheng.kernel.divisions.codes import depth
from minsheng.kernel.divisions.models import Division

if TYPE_CHECKING:
    from minsheng.kernel.registry.city import City

FIELDS = (
    "name", "kind", "level", "parent_id", "full_name", "longitude", "latitude", "point_is_synthetic",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many divisions of the pack were new, changed or as before; and how many the pack no longer knows."""

    new: int
    changed: int
    unchanged: int
    not_in_the_pack: int


@transaction.atomic
def load_divisions(city: City) -> Loaded:
    """Write the divisions of a city. Those the pack no longer names stay, because people may live in them."""
    wanted = {row.code: row for row in _rows(city.divisions)}
    present = {row.code: row for row in Division.objects.all()}
    new = [row for code, row in wanted.items() if code not in present]
    changed = [row for code, row in wanted.items() if code in present and _said(row) != _said(present[code])]
    Division.objects.bulk_create(new, batch_size=100)
    Division.objects.bulk_update(changed, [field.removesuffix("_id") for field in FIELDS], batch_size=50)
    return Loaded(
        new=len(new), changed=len(changed), unchanged=len(wanted) - len(new) - len(changed),
        not_in_the_pack=len(present.keys() - wanted.keys()),
    )  # fmt: skip


def _rows(divisions: Iterable[Any]) -> Iterable[Division]:
    """Return the rows of a pack, parents before their children, because a code begins with that of its parent."""
    for one in sorted(divisions, key=lambda division: division.code):
        yield Division(
            code=one.code, name=one.name, kind=one.kind, level=depth(one.code), parent_id=one.parent or None,
            full_name=one.full_name, longitude=one.longitude, latitude=one.latitude,
            point_is_synthetic=one.point_is_synthetic,
        )  # fmt: skip


def _said(row: Division) -> tuple[Any, ...]:
    return tuple(getattr(row, field) for field in FIELDS)
