"""Facts on which two sources disagree: found after each import, shown, and settled by a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count

from minsheng.kernel.audit.record import record
from minsheng.kernel.people.bulk import in_slices
from minsheng.kernel.people.merging import HeldFact, facts_of
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


@transaction.atomic
def find_conflicts(
    *, person_ids: Iterable[int] = (), household_ids: Iterable[int] = (), on: date, at: datetime
) -> Found:
    """Look for disagreement about some persons and households and keep what is found. Call it after changes."""
    kept = [_keep(subject, on=on, at=at) for subject in _persons_to_look_at(person_ids)]
    kept += [_keep(subject, on=on, at=at) for subject in _households_to_look_at(household_ids)]
    return Found(*(sum(numbers) for numbers in zip((0, 0, 0, 0), *kept, strict=True)))


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
    record("conflict settled", subject, by=by, at=at, because=because, fact=conflict.fact, source=source)
    return conflict


def _persons_to_look_at(person_ids: Iterable[int]) -> list[Person]:
    """Return the persons of whom several sources speak, or about whom a conflict is on record."""
    wanted: set[int] = set()
    for some in in_slices(sorted(set(person_ids))):
        wanted |= _of_several_sources("person_id", some)
        wanted.update(FactConflict.objects.filter(person_id__in=some).values_list("person_id", flat=True))
        # Somebody known under two names has one source under each.
        wanted.update(Person.objects.filter(merged_into__in=some).values_list("merged_into_id", flat=True))
    return [person for some in in_slices(sorted(wanted)) for person in Person.objects.filter(pk__in=some)]


def _households_to_look_at(household_ids: Iterable[int]) -> list[Household]:
    wanted: set[int] = set()
    for some in in_slices(sorted(set(household_ids))):
        wanted |= _of_several_sources("household_id", some)
        wanted.update(
            FactConflict.objects.filter(household_id__in=some).values_list("household_id", flat=True)
        )
    return [home for some in in_slices(sorted(wanted)) for home in Household.objects.filter(pk__in=some)]


def _of_several_sources(subject: str, keys: Iterable[int]) -> set[int]:
    records = FactRecord.objects.filter(**{f"{subject}__in": keys}).order_by()
    counted = records.values(subject).annotate(sources=Count("source", distinct=True)).filter(sources__gt=1)
    return set(counted.values_list(subject, flat=True))


def _keep(subject: Person | Household, *, on: date, at: datetime) -> tuple[int, int, int, int]:
    disputed = {name: held for name, held in facts_of(subject, on=on).items() if held.is_disputed}
    known = {conflict.fact: conflict for conflict in subject.conflicts.all()}
    new = [_new(subject, held, at=at) for name, held in disputed.items() if name not in known]
    FactConflict.objects.bulk_create(new)
    again = 0
    for name in disputed.keys() & known.keys():
        again += _see_again(known[name], disputed[name], at=at)
    gone = sum(_let_go(conflict) for name, conflict in known.items() if name not in disputed)
    return len(new), len(disputed) - len(new) - again, again, gone


def _new(subject: Person | Household, held: HeldFact, *, at: datetime) -> FactConflict:
    conflict = FactConflict(
        division_id=subject.division_id, fact=held.name, sources=_sources(held), found_at=at
    )
    if isinstance(subject, Person):
        conflict.person = subject
    else:
        conflict.household = subject
    return conflict


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
