"""Putting it on the record that somebody read sensitive or closed facts at the desk.

Called before a page is shown: when the log cannot be written, the page is not shown either.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from minsheng.kernel.audit.record import record
from minsheng.kernel.cases.need_to_know import CLOSED, SENSITIVE, facts_of_class
from minsheng.kernel.people.models import Household, Person

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def record_reading(
    subject: Person | Household, names: Iterable[str], *, by: User, at: datetime, **where: str
) -> None:
    """Record that facts with these names were shown, if any is sensitive or closed; the record holds no values.

    ``where``: on which page besides that of the person, such as ``case=token``.
    """
    shown = set(names)
    classes = [name for name in (SENSITIVE, CLOSED) if shown & facts_of_class(name)]
    if classes:
        record("sensitive facts read", subject, by=by, at=at, classes="+".join(classes), **where)
