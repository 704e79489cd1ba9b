"""Showing a sealed value to one person for one reason; each time is put on the record.

The value is the answer to one request. It is never kept in a page, a session or a file name.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from minsheng.kernel.audit.record import record
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.staff.scope import may_see

SHORTEST_REASON = 5


class Sealed(StrEnum):
    """What can be revealed."""

    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"
    ADDRESS = "address"


OF_PERSON = frozenset({Sealed.IDENTITY_NUMBER, Sealed.PHONE})


class NeedsAReasonError(Exception):
    """Somebody asked for a sealed value without saying what for."""


@transaction.atomic
def reveal(subject: Person | Household, what: Sealed, *, by: Any, at: datetime, because: str) -> str | None:
    """Return a sealed value of a person or household; None if it is not known.

    Raises NeedsAReasonError, and PermissionDenied for somebody without a post where the subject lives.
    """
    if (what in OF_PERSON) is not isinstance(subject, Person):
        raise ValueError(f"A {type(subject).__name__.lower()} has no {what}.")
    if len(because.strip()) < SHORTEST_REASON:
        raise NeedsAReasonError("Say in a few words what the value is needed for.")
    if not may_see(by, subject.division_id, on=localdate(at)):
        raise PermissionDenied(
            "Sealed values are shown only to those who have a post where the person lives."
        )
    record(f"{what.replace('_', ' ')} revealed", subject, by=by, at=at, because=because)
    value: str | None = getattr(subject, what)
    return value
