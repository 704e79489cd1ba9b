"""Undoing a committed file: the register is as it was before, or nothing is undone.

What the file wrote is removed and what it replaced is put back. If others have built on it since (a case, an award,
another file, a screening), the undoing is refused as a whole and says what rests on it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.timezone import localdate

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.intake.actions.permission import must_hold_a_post
from minsheng.kernel.intake.models import Batch
from minsheng.kernel.intake.refusing import LaterRecordsError, NotWaitingError, ReasonMissingError
from minsheng.kernel.intake.replacing import put_back, values_changed_since
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people.conflicts import look_again_at_open
from minsheng.kernel.people.undoing import undo_batch
from minsheng.kernel.places.models import Place

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SHORTEST_REASON = 5


@transaction.atomic
def undo(batch: Batch, *, by: User | None, at: datetime, because: str) -> Batch:
    """Take a committed file back. Raises LaterRecordsError, ReasonMissingError, NotWaitingError."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    must_hold_a_post(by, division_code=batch.division_id, kind=batch.kind, on=localdate(at))
    _must_be_committed(batch)
    if len(because.strip()) < SHORTEST_REASON:
        raise ReasonMissingError(Text("撤销导入须写明原因。", "Say why the import is undone."))
    counts = _take_back(batch, at=at)
    batch.state = Batch.State.UNDONE
    batch.undone_by, batch.undone_at, batch.undone_because = by, at, because.strip()[:300]
    batch.save(update_fields=["state", "undone_by", "undone_at", "undone_because"])
    record("file undone", batch, by=by, at=at, because=because, kind=batch.kind, **counts)
    return batch


def _must_be_committed(batch: Batch) -> None:
    if not batch.is_committed:
        raise NotWaitingError(
            Text(
                f"这个文件{batch.get_state_display()}，没有可撤销的导入。",
                f"This file is {batch.state}; there is no import to undo.",
            )
        )


def _take_back(batch: Batch, *, at: datetime) -> dict[str, int]:
    if changed := values_changed_since(batch):
        raise LaterRecordsError(
            Text(
                f"有{changed}处已经被后来的登记改过，不能撤销。请逐条更正。",
                f"{changed} values were changed by others since; the import cannot be undone. Correct them one by one.",
            )
        )
    receipts, _ = Receipt.objects.filter(batch_key=batch.token).delete()
    restored = put_back(batch)
    places = _take_back_places(batch)
    undone = undo_batch(batch.token)
    look_again_at_open(on=localdate(at), at=at)
    if undone.kept_persons or undone.kept_households:
        raise _others_rest_on(undone.kept_persons, undone.kept_households)
    return {
        "receipts": receipts,
        "values_restored": restored,
        "places": places,
        "persons": undone.persons,
        "households": undone.households,
        "memberships": undone.memberships,
        "fact_records": undone.fact_records,
    }


def _take_back_places(batch: Batch) -> int:
    try:
        removed, _ = Place.objects.filter(batch_key=batch.token).delete()
    except (ProtectedError, RestrictedError):
        raise LaterRecordsError(
            Text(
                "有设施已经有验收、认证或其他记录，不能撤销。",
                "Some places have an inspection, a certificate or other records by now; the import cannot be undone.",
            )
        ) from None
    return removed


def _others_rest_on(persons: int, households: int) -> LaterRecordsError:
    return LaterRecordsError(
        Text(
            f"有{persons}人、{households}户已有其他来源的数据、线索、案件或待遇，不能撤销。"
            "请先处理这些记录，或逐人更正。",
            f"{persons} persons and {households} households have facts from other files, leads, cases or awards by "
            "now; the import cannot be undone. Settle those records first, or correct people one by one.",
        )
    )
