"""Households about which something changed, waiting to be screened again.

Whoever changes a fact, a membership or a life notes it here in the same transaction, so that nothing is lost between
the change and the screening. A screening takes what it has seen off the list; what changes meanwhile stays on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from minsheng.kernel.people.bulk import in_slices, insert_many
from minsheng.kernel.people.models import ChangedHousehold, Membership


def note_changed(*, person_ids: Iterable[int] = (), household_ids: Iterable[int] = ()) -> int:
    """Put households on the list, and those to which some persons belong or belonged; return how many."""
    households = set(household_ids)
    for some in in_slices(sorted(set(person_ids))):
        households.update(
            Membership.objects.filter(person_id__in=some).values_list("household_id", flat=True)
        )
    insert_many([ChangedHousehold(household_id=key) for key in sorted(households)])
    return len(households)


def waiting_households(*, at_most: int) -> list[int]:
    """Return the keys of some households that wait, those that have waited longest first."""
    rows = ChangedHousehold.objects.order_by("pk").values_list("household_id", flat=True)
    return list(dict.fromkeys(rows[:at_most]))


def notes_about(household_ids: Collection[int] | None) -> list[int]:
    """Return the notes about some households, or all of them: what a screening that begins now will have seen."""
    if household_ids is None:
        return list(ChangedHousehold.objects.values_list("pk", flat=True))
    notes: list[int] = []
    for some in in_slices(sorted(household_ids)):
        notes += ChangedHousehold.objects.filter(household_id__in=some).values_list("pk", flat=True)
    return notes


def take_off(notes: Iterable[int]) -> None:
    """Take notes off the list."""
    for some in in_slices(list(notes)):
        ChangedHousehold.objects.filter(pk__in=some).delete()
