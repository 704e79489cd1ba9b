"""Looking over what came into the register: sources that disagree and entries that may be one person.

Called after a file was committed or taken back. Nothing is decided; people are asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from minsheng.kernel.people.conflicts import Found, find_conflicts
from minsheng.kernel.people.duplicates import find_duplicates
from minsheng.kernel.people.models import FactRecord, Household, Person


@dataclass(frozen=True, slots=True)
class LookedOver:
    """What a person has to look at: conflicts between sources, and new pairs that may be one person."""

    conflicts: Found
    duplicates: int


def look_over_batch(batch_key: str, *, on: date, at: datetime) -> LookedOver:
    """Look over the persons and households of which a batch says something."""
    if not batch_key:
        raise ValueError(
            "A batch without a key cannot be looked over: rows written one by one have no batch."
        )
    said = FactRecord.objects.filter(batch_key=batch_key)
    newcomers = set(Person.objects.filter(batch_key=batch_key).values_list("pk", flat=True))
    persons = set(said.filter(person__isnull=False).values_list("person_id", flat=True))
    households = set(said.filter(household__isnull=False).values_list("household_id", flat=True))
    return LookedOver(
        conflicts=find_conflicts(person_ids=persons, household_ids=households, on=on, at=at),
        duplicates=find_duplicates(person_ids=newcomers) if newcomers else 0,
    )


def look_over_everybody(*, on: date, at: datetime) -> LookedOver:
    """Look over the whole register, such as after a city was loaded or once a night."""
    persons = FactRecord.objects.filter(person__isnull=False).values_list("person_id", flat=True)
    households = Household.objects.values_list("pk", flat=True)
    return LookedOver(
        conflicts=find_conflicts(person_ids=set(persons), household_ids=households, on=on, at=at),
        duplicates=find_duplicates(),
    )
