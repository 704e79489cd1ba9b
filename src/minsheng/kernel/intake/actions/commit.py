"""Committing a previewed file: all its accepted rows are written in one transaction, or none.

What is written is what was shown. If the register changed since so that one of the rows would not be accepted any
more, the commit is refused and a new preview is asked for. The same file is never committed twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.intake.actions.permission import must_hold_a_post
from minsheng.kernel.intake.actions.preview import committed_before
from minsheng.kernel.intake.checking.prepared import unpacked
from minsheng.kernel.intake.kinds import sheet_kinds
from minsheng.kernel.intake.models import Batch
from minsheng.kernel.intake.refusing import (
    NothingToCommitError,
    NotWaitingError,
    RegisterChangedError,
    RejectedRowsRemainError,
    already_committed,
)
from minsheng.kernel.intake.register_checks import problems_with_register
from minsheng.kernel.people.bulk import without_pauses
from minsheng.kernel.people.looking_over import look_over_batch
from minsheng.kernel.registry.card import load

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.intake.checking.rows import AcceptedRow


@transaction.atomic
def commit(batch: Batch, *, by: User | None, at: datetime, leaving_out_rejected: bool = False) -> Batch:
    """Write the accepted rows of a batch.

    ``leaving_out_rejected`` says that the rejected rows are meant to stay out; without it a file with rejected rows
    is not committed. A batch that is committed already is returned as it is. Raises IntakeRefusedError.
    """
    with without_pauses():
        return _commit(batch, by=by, at=at, leaving_out_rejected=leaving_out_rejected)


def _commit(batch: Batch, *, by: User | None, at: datetime, leaving_out_rejected: bool) -> Batch:
    batch = Batch.objects.select_for_update(of=("self",)).select_related("source").get(pk=batch.pk)
    must_hold_a_post(by, division_code=batch.division_id, kind=batch.kind, on=localdate(at))
    if batch.is_committed:
        return batch
    _must_be_ready(batch, leaving_out_rejected=leaving_out_rejected)
    rows = _rows_as_shown(batch)
    batch.state = Batch.State.COMMITTED
    batch.committed_by, batch.committed_at = by, at
    write = load(sheet_kinds()[batch.kind].commit)
    batch.outcome = dict(write(rows, batch=batch, by=by, at=at))
    # The rows are in the register now; the file itself is not kept longer than needed.
    batch.content = batch.accepted_rows = None
    _save_once(batch)
    look_over_batch(batch.token, on=localdate(at), at=at)
    record(
        "file committed", batch, by=by, at=at, kind=batch.kind, accepted=batch.accepted, rejected=batch.rejected,
        **batch.outcome,
    )  # fmt: skip
    return batch


def _must_be_ready(batch: Batch, *, leaving_out_rejected: bool) -> None:
    before = committed_before(batch.fingerprint, batch.kind)
    if before is not None:
        raise already_committed(before)
    if batch.state != Batch.State.PREVIEWED or batch.accepted_rows is None:
        raise NotWaitingError(
            Text(
                f"这个文件{batch.get_state_display()}，不能导入。请重新上传。",
                f"This file is {batch.state} and cannot be committed. Upload it again.",
            )
        )
    if not batch.accepted:
        raise NothingToCommitError(
            Text(
                "没有可以导入的行。请改正后重新上传。",
                "No row can be imported. Correct the file, then upload it.",
            )
        )
    if batch.rejected and not leaving_out_rejected:
        raise RejectedRowsRemainError(
            Text(
                f"有{batch.rejected}行不能导入。请改正后重新上传，或确认只导入其余{batch.accepted}行。",
                f"{batch.rejected} rows cannot be imported. Correct them and upload the file again, or confirm that "
                f"only the other {batch.accepted} are imported.",
            )
        )


def _rows_as_shown(batch: Batch) -> list[AcceptedRow]:
    rows = unpacked(batch.accepted_rows, file_name=batch.file_name)
    now_rejected = problems_with_register(rows, kind=batch.kind, division_code=batch.division_id)
    count = sum(1 for _ in now_rejected)
    if count:
        raise RegisterChangedError(
            Text(
                f"预览之后登记册有变化：有{count}行现在不能导入。请重新预览。",
                f"The register changed since the preview: {count} rows cannot be imported any more. "
                "Preview the file again.",
            )
        )
    return rows


def _save_once(batch: Batch) -> None:
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError:
        before = committed_before(batch.fingerprint, batch.kind)
        if before is None:
            raise
        raise already_committed(before) from None
