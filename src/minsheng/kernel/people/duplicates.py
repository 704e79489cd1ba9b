"""Two entries that may be one person: candidates are listed, a person decides.

Merging keeps every row where it is: the entry that goes points to the one that is kept, so that tokens, numbers, facts
and benefits of both still lead to one person, and a wrong decision can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.timezone import localdate

from minsheng.kernel.audit.record import record
from minsheng.kernel.divisions.codes import Depth, ancestor
from minsheng.kernel.people.bulk import in_slices
from minsheng.kernel.people.changed import note_changed
from minsheng.kernel.people.conflicts import find_conflicts
from minsheng.kernel.people.models import DuplicateCandidate, Membership, Person, ResidentAccount

SHORTEST_REASON = 5
AREA_DIGITS = 6
MOST_NAMESAKES = 50
# Beyond so many persons, one look at everybody is faster than looking around each of them.
MOST_ASKED_ABOUT = 5_000

# What two entries have in common, as kept in ``DuplicateCandidate.reasons``.
SAME_TOWNSHIP = "same_name_birth_and_township"
SAME_COUNTY = "same_name_birth_and_county"
ONE_WITHOUT_NUMBER = "one_without_number"
NUMBERS_DIFFER_IN_AREA = "numbers_differ_in_area_only"

State = DuplicateCandidate.State


class CannotDecideError(Exception):
    """A decision about two entries is not possible; the message says why."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a comparison needs to know of a person."""

    key: int
    name: str
    born_on: Any
    sex: int | None
    division: str


def find_duplicates(*, person_ids: Iterable[int] | None = None) -> int:
    """List pairs that may be one person, among all or around some; return how many are new.

    Name and birth date are the same, and the township; or the county, if one entry has no identity number or the
    numbers differ only in the code of the area, which changes when a county is renamed.
    """
    asked = None if person_ids is None else set(person_ids)
    return sum(
        _list(first, second)
        for entries in _namesakes(asked)
        if len(entries) <= MOST_NAMESAKES
        for first, second in combinations(entries, 2)
        if asked is None or first.key in asked or second.key in asked
    )


@transaction.atomic
def decide_same(
    candidate: DuplicateCandidate, *, kept: Person, by: Any, at: datetime, because: str
) -> Person:
    """Decide that two entries are one person, and which of them is kept; return that one."""
    candidate = _open(candidate, because)
    if kept.pk not in (candidate.first_id, candidate.second_id):
        raise CannotDecideError("The entry to keep is neither of the two.")
    gone_key = candidate.second_id if kept.pk == candidate.first_id else candidate.first_id
    persons = {
        person.pk: person for person in Person.objects.select_for_update().filter(pk__in=[kept.pk, gone_key])
    }
    kept, gone = persons[kept.pk], persons[gone_key]
    if kept.merged_into_id or gone.merged_into_id:
        raise CannotDecideError("One of the two was merged into somebody else meanwhile. Look at that pair.")
    _merge(gone, kept, at=at)
    _close(candidate, State.SAME, by=by, at=at)
    record("persons merged", kept, by=by, at=at, because=because, merged=gone.token)
    find_conflicts(person_ids=[kept.pk], on=localdate(at), at=at)
    return kept


@transaction.atomic
def decide_different(
    candidate: DuplicateCandidate, *, by: Any, at: datetime, because: str
) -> DuplicateCandidate:
    """Decide that two entries are two persons; the pair is not listed again."""
    candidate = _open(candidate, because)
    _close(candidate, State.DIFFERENT, by=by, at=at)
    record("persons told apart", candidate.first, by=by, at=at, because=because, other=candidate.second.token)
    return candidate


@transaction.atomic
def take_back_same(
    candidate: DuplicateCandidate, *, by: Any, at: datetime, because: str
) -> DuplicateCandidate:
    """Take back a wrong "same": the two are different persons. Where each lives must be recorded anew."""
    candidate = DuplicateCandidate.objects.select_for_update().get(pk=candidate.pk)
    if candidate.state != State.SAME:
        raise CannotDecideError("Only a pair that was merged can be taken apart.")
    _must_give_reasons(because)
    gone = Person.objects.get(pk__in=[candidate.first_id, candidate.second_id], merged_into__isnull=False)
    kept = gone.merged_into
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    note_changed(person_ids=[candidate.first_id, candidate.second_id])
    _close(candidate, State.DIFFERENT, by=by, at=at)
    record("merging taken back", gone, by=by, at=at, because=because, other=kept.token if kept else None)
    return candidate


def _namesakes(asked: set[int] | None) -> Iterator[list[_Entry]]:
    """Yield the entries that share name and birth date, two or more at a time."""
    known = Person.objects.kept().filter(born_on__isnull=False).order_by()
    if asked is None or len(asked) > MOST_ASKED_ABOUT:
        several = known.values_list("name", "born_on").annotate(entries=Count("pk")).filter(entries__gt=1)
        pairs = {(name, born_on) for name, born_on, _ in several}
    else:
        pairs = {
            pair
            for some in in_slices(sorted(asked))
            for pair in known.filter(pk__in=some).values_list("name", "born_on")
        }
    for some_pairs in in_slices(sorted(pairs), 200):
        groups: dict[Any, list[_Entry]] = {pair: [] for pair in some_pairs}
        names = {name for name, _ in some_pairs}
        days = {born_on for _, born_on in some_pairs}
        rows = known.filter(name__in=names, born_on__in=days).order_by("pk")
        for row in rows.values_list("pk", "name", "born_on", "sex", "division_id"):
            entry = _Entry(*row)
            if (entry.name, entry.born_on) in groups:
                groups[entry.name, entry.born_on].append(entry)
        yield from (group for group in groups.values() if len(group) > 1)


def _list(first: _Entry, second: _Entry) -> bool:
    """Keep a pair unless it is on record; say whether it is new."""
    reasons = _reasons(first, second)
    if not reasons:
        return False
    _, is_new = DuplicateCandidate.objects.get_or_create(
        first_id=first.key, second_id=second.key, defaults={"division_id": first.division, "reasons": reasons}
    )
    return is_new


def _reasons(first: _Entry, second: _Entry) -> list[str]:
    if first.sex is not None and second.sex is not None and first.sex != second.sex:
        return []
    if ancestor(first.division, Depth.COUNTY) != ancestor(second.division, Depth.COUNTY):
        return []
    is_near = ancestor(first.division, Depth.TOWNSHIP) == ancestor(second.division, Depth.TOWNSHIP)
    about_numbers = _reasons_of_numbers(first, second)
    if not is_near and not about_numbers:
        return []
    return [SAME_TOWNSHIP if is_near else SAME_COUNTY, *about_numbers]


def _reasons_of_numbers(first: _Entry, second: _Entry) -> list[str]:
    persons = Person.objects.filter(pk__in=[first.key, second.key])
    numbers = [person.identity_number for person in persons]
    if None in numbers:
        return [ONE_WITHOUT_NUMBER]
    # The last character checks all the others, so it differs with the area.
    one, other = (number[AREA_DIGITS:17] for number in numbers)
    return [NUMBERS_DIFFER_IN_AREA] if one == other else []


def _merge(gone: Person, kept: Person, *, at: datetime) -> None:
    _hand_over_membership(gone, kept, at=at)
    kept.born_on = kept.born_on or gone.born_on
    kept.sex = kept.sex or gone.sex
    kept.died_on = kept.died_on or gone.died_on
    kept.save(update_fields=["born_on", "sex", "died_on"])
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    note_changed(person_ids=[gone.pk, kept.pk])
    Person.objects.filter(merged_into=gone).update(merged_into=kept)
    if not ResidentAccount.objects.filter(person=kept).exists():
        ResidentAccount.objects.filter(person=gone).update(person=kept)
    other_pairs = DuplicateCandidate.objects.filter(state=State.OPEN)
    other_pairs.filter(first=gone).exclude(second=kept).delete()
    other_pairs.filter(second=gone).exclude(first=kept).delete()


def _hand_over_membership(gone: Person, kept: Person, *, at: datetime) -> None:
    """End the membership of the entry that goes; the one that is kept takes it over if it belongs nowhere."""
    has_home = Membership.objects.filter(person=kept, to_on__isnull=True).exists()
    for membership in Membership.objects.filter(person=gone, to_on__isnull=True):
        membership.to_on = max(membership.from_on, localdate(at))
        membership.save(update_fields=["to_on"])
        if not has_home and kept.died_on is None and gone.died_on is None:
            Membership.objects.create(
                person=kept,
                household=membership.household,
                relation=membership.relation,
                from_on=membership.from_on,
            )


def _open(candidate: DuplicateCandidate, because: str) -> DuplicateCandidate:
    locked: DuplicateCandidate = DuplicateCandidate.objects.select_for_update().get(pk=candidate.pk)
    if locked.state != State.OPEN:
        raise CannotDecideError(f"This pair was decided already: {locked.get_state_display()}.")
    _must_give_reasons(because)
    return locked


def _must_give_reasons(because: str) -> None:
    if len(because.strip()) < SHORTEST_REASON:
        raise CannotDecideError("Say in a few words how you know; somebody may ask later.")


def _close(candidate: DuplicateCandidate, state: str, *, by: Any, at: datetime) -> None:
    candidate.state, candidate.decided_by, candidate.decided_at = state, by, at
    candidate.save(update_fields=["state", "decided_by", "decided_at"])
