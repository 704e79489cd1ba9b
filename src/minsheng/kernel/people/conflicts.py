"""Facts on which two sources disagree: found after each import, shown, and settled by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count

from minsheng.kernel.audit.record import record
from minsheng.kernel.people.bulk import in_slices
from minsheng.kernel.people.changed import note_changed
from minsheng.kernel.people.merging import HeldFact, merged, settlements_of, statements_about
from minsheng.kernel.people.models import FactConflict, FactRecord, Household, Person

SHORTEST_REASON = 5


class CannotSettleError(Exception):
    """A conflict cannot be settled as told; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """How many conflicts were new, were there before, came up again after they were settled, or are gone."""

    new: int
    known: int
    again: int
    gone: int

    def plus(self, other: Found) -> Found:
        """Return the sum of two counts."""
        return Found(
            self.new + other.new, self.known + other.known, self.again + other.again, self.gone + other.gone
        )


@transaction.atomic
def find_conflicts(
    *, person_ids: Iterable[int] = (), household_ids: Iterable[int] = (), on: date, at: datetime
) -> Found:
    """Look for disagreement about some persons and households and keep what is found. Call it after changes."""
    totals = Found(0, 0, 0, 0)
    for field, keys in (("person_id", person_ids), ("household_id", household_ids)):
        for some in in_slices(sorted(set(keys))):
            totals = totals.plus(_look_at(field, _to_look_at(field, some), on=on, at=at))
    return totals


def look_again_at_open(*, on: date, at: datetime) -> Found:
    """Look again at every open conflict, such as after a file was taken back."""
    waiting = FactConflict.objects.open()
    persons = waiting.filter(person__isnull=False).values_list("person_id", flat=True)
    households = waiting.filter(household__isnull=False).values_list("household_id", flat=True)
    return find_conflicts(person_ids=set(persons), household_ids=set(households), on=on, at=at)


@transaction.atomic
def settle(conflict: FactConflict, source: str, *, by: Any, at: datetime, because: str) -> FactConflict:
    """Decide which source is right. The others are not heard on this fact until they say something new."""
    conflict = FactConflict.objects.select_for_update().get(pk=conflict.pk)
    if not FactConflict.objects.open().filter(pk=conflict.pk).exists():
        raise CannotSettleError(
            f"This conflict was settled on {conflict.settled_at:%Y-%m-%d} in favour of {conflict.chosen_source}. "
            "It opens again by itself when a source says something new."
        )
    if source not in conflict.sources:
        raise CannotSettleError(
            f"{source!r} is none of the sources that disagree: {', '.join(conflict.sources)}."
        )
    if len(because.strip()) < SHORTEST_REASON:
        raise CannotSettleError("Say in a few words why this source is right; somebody may ask later.")
    conflict.settled_at, conflict.settled_by, conflict.chosen_source = at, by, source
    conflict.save(update_fields=["settled_at", "settled_by", "chosen_source"])
    subject = conflict.person or conflict.household
    assert subject is not None  # noqa: S101 (a conflict is about somebody)
    note_changed(
        person_ids=[] if conflict.person_id is None else [conflict.person_id],
        household_ids=[] if conflict.household_id is None else [conflict.household_id],
    )
    record("conflict settled", subject, by=by, at=at, because=because, fact=conflict.fact, source=source)
    return conflict


def _to_look_at(field: str, keys: Sequence[int]) -> list[int]:
    """Return those of whom several sources speak, who have several names, or about whom a conflict is on record."""
    said = FactRecord.objects.filter(**{f"{field}__in": keys}).order_by().values(field)
    several = said.annotate(sources=Count("source", distinct=True)).filter(sources__gt=1)
    wanted = set(several.values_list(field, flat=True))
    wanted.update(FactConflict.objects.filter(**{f"{field}__in": keys}).values_list(field, flat=True))
    if field == "person_id":
        wanted.update(Person.objects.filter(merged_into__in=keys).values_list("merged_into_id", flat=True))
    return sorted(wanted)


def _look_at(field: str, keys: list[int], *, on: date, at: datetime) -> Found:
    """Compare what sources say about some persons or households, in a few statements for all of them."""
    known: dict[int, dict[str, FactConflict]] = {key: {} for key in keys}
    for conflict in FactConflict.objects.filter(**{f"{field}__in": keys}):
        known[getattr(conflict, field)][conflict.fact] = conflict
    model: Any = Person if field == "person_id" else Household
    divisions = dict(model.objects.filter(pk__in=keys).values_list("pk", "division_id"))
    said = statements_about(field, keys, on=on)
    new: list[FactConflict] = []
    totals = Found(0, 0, 0, 0)
    for key in keys:
        settled = settlements_of(known[key].values())
        disputed = {
            name: held for name, held in merged(said.get(key, []), settled).items() if held.is_disputed
        }
        new += [
            FactConflict(
                division_id=divisions[key], fact=name, sources=_sources(held), found_at=at, **{field: key}
            )
            for name, held in disputed.items()
            if name not in known[key]
        ]
        totals = totals.plus(_follow(known[key], disputed, at=at))
    FactConflict.objects.bulk_create(new, batch_size=500)
    return totals.plus(Found(len(new), 0, 0, 0))


def _follow(known: Mapping[str, FactConflict], disputed: Mapping[str, HeldFact], *, at: datetime) -> Found:
    """Bring the conflicts on record about one subject up to date."""
    still = known.keys() & disputed.keys()
    again = sum(_see_again(known[name], disputed[name], at=at) for name in still)
    gone = sum(_let_go(conflict) for name, conflict in known.items() if name not in disputed)
    return Found(0, len(still) - again, again, gone)


def _see_again(conflict: FactConflict, held: HeldFact, *, at: datetime) -> int:
    """Bring a conflict up to date; return 1 if it had been settled and opens again."""
    is_settled = conflict.settled_at is not None and conflict.found_at <= conflict.settled_at
    if is_settled:
        conflict.found_at = at
    conflict.sources = _sources(held)
    conflict.save(update_fields=["found_at", "sources"])
    return int(is_settled)


def _let_go(conflict: FactConflict) -> int:
    """Remove or close an open conflict on which the sources agree by now; return 1 if it was open."""
    if conflict.settled_at is None:
        conflict.delete()
        return 1
    if conflict.found_at <= conflict.settled_at:
        return 0
    conflict.found_at = conflict.settled_at
    conflict.save(update_fields=["found_at"])
    return 1


def _sources(held: HeldFact) -> list[str]:
    """Return the sources that disagree, newest first, without what they say."""
    return list(dict.fromkeys([held.source, *(other.source for other in held.others)]))
