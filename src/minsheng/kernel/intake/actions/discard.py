"""Discarding a preview: the file and its rejected rows are deleted, the counts stay on the record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.intake.actions.permission import must_hold_a_post
from minsheng.kernel.intake.models import Batch
from minsheng.kernel.intake.refusing import NotWaitingError

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def discard(batch: Batch, *, by: User | None, at: datetime) -> Batch:
    """Give up a previewed file. Raises NotWaitingError for one that is committed or gone."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    must_hold_a_post(by, division_code=batch.division_id, kind=batch.kind, on=localdate(at))
    if batch.state != Batch.State.PREVIEWED:
        raise NotWaitingError(
            Text(
                f"这个文件{batch.get_state_display()}，不能放弃。",
                f"This file is {batch.state} and cannot be discarded.",
            )
        )
    batch.state, batch.content, batch.accepted_rows = Batch.State.DISCARDED, None, None
    batch.save(update_fields=["state", "content", "accepted_rows"])
    batch.rejected_rows.all().delete()
    record("file discarded", batch, by=by, at=at, kind=batch.kind)
    return batch
