"""Writing the log. Must be called inside the transaction of the act it records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.privacy.holdings import sealed_fields


class NoTransactionError(Exception):
    """An act was about to be recorded outside the transaction that does it."""


class SealedDetailError(Exception):
    """The log was about to hold a value that is sealed elsewhere."""


def record(
    what: str,
    subject: models.Model,
    *,
    by: Any,
    at: datetime,
    because: str = "",
    **details: str | int | bool | None,
) -> Entry:
    """Put one act on the log. ``by`` is None for the machine itself (a scheduled run)."""
    entry = _entry(what, subject, by=by, at=at, because=because, details=details)
    entry.save()
    return entry


def record_each(
    what: str, subjects: Iterable[models.Model], *, by: Any, at: datetime, because: str = ""
) -> list[Entry]:
    """Put the same act on the log for each of many subjects, in a few statements."""
    entries = [_entry(what, subject, by=by, at=at, because=because, details={}) for subject in subjects]
    return Entry.objects.bulk_create(entries, batch_size=500)


def _entry(
    what: str, subject: models.Model, *, by: Any, at: datetime, because: str, details: dict[str, Any]
) -> Entry:
    if not transaction.get_connection().in_atomic_block:
        raise NoTransactionError(
            f"{what!r} was to be logged outside a transaction. Act and log belong in one: use transaction.atomic."
        )
    told = sealed_fields(subject._meta.label) & set(details)
    if told:
        raise SealedDetailError(
            f"{what!r} was to be logged with {', '.join(sorted(told))} of {subject._meta.label}, which is sealed. "
            "Log that it changed, not what it is."
        )
    return Entry(
        at=at,
        by=by if by is None or by.is_authenticated else None,
        what=what,
        subject_kind=subject._meta.label,
        subject_token=str(getattr(subject, "token", None) or subject.pk),
        division_code=getattr(subject, "division_id", "") or "",
        because=because,
        details=details,
    )
