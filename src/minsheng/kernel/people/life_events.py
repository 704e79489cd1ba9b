"""Deaths and moves: the only code that ends somebody's time in a household outside of a whole file.

Each verb ends the membership, changes the person and puts one act on the record. Benefits are not touched here: the
next screening finds what a person who died or moved still receives, and people look into it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from minsheng.kernel.audit.record import record
from minsheng.kernel.people.changed import note_changed
from minsheng.kernel.people.models import Household, Membership, Person


class LifeEventError(Exception):
    """A death or a move cannot be recorded as told; the message says why and what to do."""


@transaction.atomic
def record_death(person: Person, *, died_on: date, by: Any, at: datetime, because: str = "") -> Person:
    """Record that a person died, and end the membership on that day. ``because`` names the document."""
    person = _locked(person)
    if died_on > localdate(at):
        raise LifeEventError(
            f"A death on {died_on} lies after today, {localdate(at)}. Check the date on the certificate."
        )
    if person.born_on is not None and died_on < person.born_on:
        raise LifeEventError(
            f"A death on {died_on} lies before the birth on {person.born_on}. Check both dates."
        )
    if person.died_on is not None:
        raise LifeEventError(
            f"A death on {person.died_on} is on record already. If that day is wrong, correct it instead."
        )
    person.died_on = died_on
    person.save(update_fields=["died_on"])
    _end_membership(person, on=died_on)
    note_changed(person_ids=[person.pk])
    record("death recorded", person, by=by, at=at, because=because, died_on=died_on.isoformat())
    return person


@transaction.atomic
def correct_death(person: Person, *, died_on: date | None, by: Any, at: datetime, because: str) -> Person:
    """Correct the day of a death, or take back one that did not happen. The membership must be given back by a move."""
    person = _locked(person)
    if person.died_on is None:
        raise LifeEventError("No death is on record for this person, so there is nothing to correct.")
    if not because:
        raise LifeEventError("A correction of a death needs its reason: say which document shows it.")
    before, person.died_on = person.died_on, died_on
    person.save(update_fields=["died_on"])
    note_changed(person_ids=[person.pk])
    record(
        "death corrected", person, by=by, at=at, because=because,
        before=before.isoformat(), after=died_on.isoformat() if died_on else None,
    )  # fmt: skip
    return person


@transaction.atomic
def move_away(person: Person, *, on: date, by: Any, at: datetime, because: str = "") -> Person:
    """Record that a person moved out of the city on a day."""
    person = _locked(person)
    _must_be_alive(person, on=on)
    if person.moved_away_on is not None:
        raise LifeEventError(f"The person moved away on {person.moved_away_on} already.")
    person.moved_away_on = on
    person.save(update_fields=["moved_away_on"])
    _end_membership(person, on=on)
    note_changed(person_ids=[person.pk])
    record("person moved away", person, by=by, at=at, because=because, moved_on=on.isoformat())
    return person


@transaction.atomic
def join_household(
    person: Person, household: Household, *, relation: int, on: date, by: Any, at: datetime, because: str = ""
) -> Membership:
    """Let a person belong to a household from a day on; the membership before ends. Also for those who come back."""
    person = _locked(person)
    _must_be_alive(person, on=on)
    present = person.memberships.filter(to_on__isnull=True).first()
    if present is not None and present.household_id == household.pk and present.relation == relation:
        raise LifeEventError(
            "The person belongs to this household already, in the same relation to its head."
        )
    _end_membership(person, on=on)
    membership = Membership.objects.create(person=person, household=household, relation=relation, from_on=on)
    person.division_id, person.moved_away_on = household.division_id, None
    person.save(update_fields=["division", "moved_away_on"])
    note_changed(person_ids=[person.pk])
    record(
        "household joined",
        person,
        by=by,
        at=at,
        because=because,
        household=household.token,
        relation=relation,
    )
    return membership


@transaction.atomic
def move_household(
    household: Household, *, division_code: str, by: Any, at: datetime, because: str = ""
) -> Household:
    """Record that a whole household moved to another division; its members move with it."""
    household = Household.objects.select_for_update().get(pk=household.pk)
    if household.division_id == division_code:
        raise LifeEventError(f"The household lies in {division_code} already.")
    before, household.division_id = household.division_id, division_code
    household.save(update_fields=["division"])
    Person.objects.filter(memberships__household=household, memberships__to_on__isnull=True).update(
        division_id=division_code
    )
    note_changed(household_ids=[household.pk])
    record("household moved", household, by=by, at=at, because=because, before=before, after=division_code)
    return household


def _locked(person: Person) -> Person:
    """Return the person as the database has it, and keep everybody else from changing it meanwhile."""
    locked: Person = Person.objects.select_for_update().get(pk=person.pk)
    if locked.merged_into_id is not None:
        raise LifeEventError(
            "This entry was merged into another person. Open that person and record it there."
        )
    return locked


def _must_be_alive(person: Person, *, on: date) -> None:
    if person.died_on is not None and person.died_on <= on:
        raise LifeEventError(f"A death on {person.died_on} is on record. If it is wrong, correct it first.")


def _end_membership(person: Person, *, on: date) -> None:
    for membership in person.memberships.filter(to_on__isnull=True):
        membership.to_on = max(membership.from_on, on)
        membership.save(update_fields=["to_on"])
