"""Correcting one fact about a person or household: a new statement beside the old ones, which is heard from now on.

Nothing is overwritten: what other sources said stays on record, and they are not heard on this fact until they say
something new. Birth, sex and the relation to the head come from identity papers and are corrected there.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from minsheng.engines.policy.facts import Entity
from minsheng.kernel.audit.record import record
from minsheng.kernel.people.changed import note_changed
from minsheng.kernel.people.conflicts import find_conflicts, settle
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.merging import HOUSEHOLD_COLUMNS
from minsheng.kernel.people.models import FactConflict, Household, Person
from minsheng.kernel.people.recording import record_facts
from minsheng.kernel.people.values import FactValue, FactValueError, to_keep

FROM_IDENTITY_PAPERS = ("born_on", "sex", "relation")


def is_correctable(name: str) -> bool:
    """Say whether a fact may be corrected here."""
    return name in FACTS and name not in FROM_IDENTITY_PAPERS


@transaction.atomic
def correct_fact(
    subject: Person | Household,
    name: str,
    value: FactValue,
    *,
    source: str,
    by: Any,
    at: datetime,
    because: str,
) -> None:
    """Let a fact hold a verified value from now on. ``source`` says who verified it.

    Raises FactValueError for a fact that is not corrected here, or a value that does not fit it.
    """
    if not is_correctable(name):
        raise FactValueError(
            f"{name!r} comes from identity papers and is corrected with the police register."
        )
    if isinstance(subject, Household) and name in HOUSEHOLD_COLUMNS:
        _correct_row(subject, name, value)
    else:
        record_facts(subject, {name: value}, source=source, as_of=localdate(at), at=at)
        _let_it_be_heard(subject, name, source, by=by, at=at, because=because)
    record("fact corrected", subject, by=by, at=at, because=because, fact=name, source=source)


def _correct_row(household: Household, name: str, value: FactValue) -> None:
    to_keep({name: value}, Entity.HOUSEHOLD)
    column = HOUSEHOLD_COLUMNS[name]
    locked = Household.objects.select_for_update().get(pk=household.pk)
    setattr(locked, column, value)
    locked.save(update_fields=[column])
    note_changed(household_ids=[household.pk])


def _let_it_be_heard(
    subject: Person | Household, name: str, source: str, *, by: Any, at: datetime, because: str
) -> None:
    """Settle the disagreement with the sources that said otherwise, if there is one now."""
    on, is_person = localdate(at), isinstance(subject, Person)
    find_conflicts(
        person_ids=[subject.pk] if is_person else [],
        household_ids=[] if is_person else [subject.pk],
        on=on,
        at=at,
    )
    about = {"person": subject} if is_person else {"household": subject}
    conflict = FactConflict.objects.open().filter(fact=name, **about).first()
    if conflict is not None:
        settle(conflict, source, by=by, at=at, because=because)
