"""Taking back a whole file that was written into the register.

What others have built on since stays: a person of the batch who has a case, an award or facts from another file is
kept and counted, so that undoing never loses what did not come from the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models, transaction

from minsheng.kernel.people.bulk import in_slices
from minsheng.kernel.people.changed import note_changed
from minsheng.kernel.people.models import (
    ChangedHousehold,
    DuplicateCandidate,
    FactConflict,
    FactRecord,
    Household,
    Membership,
    Person,
)

# Rows that are found anew from the register and go with their person or household.
FOUND_ANEW = (FactConflict, DuplicateCandidate, ChangedHousehold)


@dataclass(frozen=True, slots=True)
class Undone:
    """How many rows went, and how many of the batch stay because others rest on them."""

    fact_records: int
    memberships: int
    reopened_memberships: int
    persons: int
    households: int
    kept_persons: int
    kept_households: int


@transaction.atomic
def undo_batch(batch_key: str) -> Undone:
    """Remove everything a batch wrote and reopen the memberships that it ended."""
    if not batch_key:
        raise ValueError("A batch without a key cannot be undone: rows written one by one have no batch.")
    note_changed(**_told_by(batch_key))
    facts, _ = FactRecord.objects.filter(batch_key=batch_key).delete()
    memberships, _ = Membership.objects.filter(batch_key=batch_key).delete()
    reopened = _reopen_memberships(batch_key)
    persons, kept_persons = _remove_unless_needed(Person, batch_key)
    households, kept_households = _remove_unless_needed(Household, batch_key)
    return Undone(facts, memberships, reopened, persons, households, kept_persons, kept_households)


def _told_by(batch_key: str) -> dict[str, set[int]]:
    """Return the persons and households of whom a batch says something, or whose membership it ended."""
    said = FactRecord.objects.filter(batch_key=batch_key)
    members = Membership.objects.filter(
        models.Q(batch_key=batch_key) | models.Q(ended_by_batch_key=batch_key)
    )
    persons = set(said.filter(person__isnull=False).values_list("person_id", flat=True))
    households = set(said.filter(household__isnull=False).values_list("household_id", flat=True))
    return {
        "person_ids": {key for key in persons if key is not None},
        "household_ids": {key for key in households if key is not None}
        | set(members.values_list("household_id", flat=True)),
    }


def _reopen_memberships(batch_key: str) -> int:
    """Reopen what the batch ended, except for people who belong to another household by now."""
    elsewhere = Membership.objects.filter(person_id=models.OuterRef("person_id"), to_on__isnull=True)
    ended = Membership.objects.filter(ended_by_batch_key=batch_key).exclude(models.Exists(elsewhere))
    return ended.update(to_on=None, ended_by_batch_key="")


def _remove_unless_needed(model: type[models.Model], batch_key: str) -> tuple[int, int]:
    rows = model._default_manager.filter(batch_key=batch_key)
    unneeded = rows
    for pointing, field in _relations_to(model):
        if pointing not in FOUND_ANEW:
            unneeded = unneeded.exclude(
                models.Exists(pointing._base_manager.filter(**{field: models.OuterRef("pk")}))
            )
    keys: Sequence[Any] = list(unneeded.values_list("pk", flat=True))
    for some in in_slices(keys):
        for pointing, field in _relations_to(model):
            if pointing in FOUND_ANEW:
                pointing._base_manager.filter(**{f"{field}__in": some}).delete()
        # Raw: no row is left that points here, so there is nothing to collect.
        model._default_manager.filter(pk__in=some)._raw_delete(DEFAULT_DB_ALIAS)
    return len(keys), rows.count()


def _relations_to(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Return every table that points at the model and the field by which it does, hidden ones too."""
    return [
        (relation.related_model, relation.field.name)
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ForeignObjectRel)
    ]
