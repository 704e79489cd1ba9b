"""Writing the log. Must be called inside the transaction of the act it records."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction

from minsheng.kernel.audit.models import Entry


class NoTransactionError(Exception):
    """An act was about to be recorded outside the transaction that does it."""


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
    if not transaction.get_connection().in_atomic_block:
        raise NoTransactionError(
            f"{what!r} was to be logged outside a transaction. Act and log belong in one: use transaction.atomic."
        )
    return Entry.objects.create(
        at=at,
        by=by if by is None or by.is_authenticated else None,
        what=what,
        subject_kind=subject._meta.label,
        subject_token=str(getattr(subject, "token", None) or subject.pk),
        division_code=getattr(subject, "division_id", "") or "",
        because=because,
        details=details,
    )
