"""Which households a change in some of them may reach: all that share a person with them, now or before."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from minsheng.kernel.people.bulk import in_slices
from minsheng.kernel.people.models import Membership, Person


def households_around(household_ids: Iterable[int]) -> set[int]:
    """Return some households and every other one to which one of their people belongs or belonged."""
    around = set(household_ids)
    persons: set[int] = set()
    for some in in_slices(sorted(around)):
        persons.update(Membership.objects.filter(household_id__in=some).values_list("person_id", flat=True))
    persons |= _under_all_names(persons)
    for some in in_slices(sorted(persons)):
        around.update(Membership.objects.filter(person_id__in=some).values_list("household_id", flat=True))
    return around


def _under_all_names(person_ids: Collection[int]) -> set[int]:
    """Return the persons that were merged into some, and those into whom they were merged."""
    found: set[int] = set()
    for some in in_slices(sorted(person_ids)):
        merged = Person.objects.filter(merged_into__isnull=False)
        for pair in merged.filter(Q(pk__in=some) | Q(merged_into__in=some)).values_list(
            "pk", "merged_into_id"
        ):
            found.update(key for key in pair if key is not None)
    return found
