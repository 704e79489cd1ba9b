"""Committing a previewed file: all its accepted rows are written in one transaction, or none.

The file is read once more, so that what is written is what was shown: if another row would be accepted by now, the
commit is refused and a new preview is asked for. The same file is never committed twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.intake.actions.permission import must_hold_a_post
from minsheng.kernel.intake.actions.preview import Sent, committed_before, read_and_check
from minsheng.kernel.intake.models import Batch
from minsheng.kernel.intake.refusing import (
    NothingToCommitError,
    NotWaitingError,
    RegisterChangedError,
    RejectedRowsRemainError,
    already_committed,
)
from minsheng.kernel.registry.card import load

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.intake.checking.preview import Preview


@transaction.atomic
def commit(batch: Batch, *, by: User | None, at: datetime, leaving_out_rejected: bool = False) -> Batch:
    """Write the accepted rows of a batch.

    ``leaving_out_rejected`` says that the rejected rows are meant to stay out; without it a file with rejected rows
    is not committed. A batch that is committed already is returned as it is. Raises IntakeRefusedError.
    """
    batch = Batch.objects.select_for_update(of=("self",)).select_related("source").get(pk=batch.pk)
    must_hold_a_post(by, division_code=batch.division_id, kind=batch.kind, on=at.date())
    if batch.is_committed:
        return batch
    _must_be_ready(batch, leaving_out_rejected=leaving_out_rejected)
    checked = _checked_again(batch)
    batch.state = Batch.State.COMMITTED
    batch.committed_by, batch.committed_at = by, at
    write = load(checked.kind.commit)
    batch.outcome = dict(write(checked.accepted, batch=batch, by=by, at=at))
    # The rows are in the register now; the file itself is not kept longer than needed.
    batch.content = None
    _save_once(batch)
    record(
        "file committed", batch, by=by, at=at, kind=batch.kind, accepted=batch.accepted, rejected=batch.rejected,
        **batch.outcome,
    )  # fmt: skip
    return batch


def _must_be_ready(batch: Batch, *, leaving_out_rejected: bool) -> None:
    before = committed_before(batch.fingerprint, batch.kind)
    if before is not None:
        raise already_committed(before)
    if batch.state != Batch.State.PREVIEWED or batch.content is None:
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


def _checked_again(batch: Batch) -> Preview:
    sent = Sent(
        content=batch.content,
        file_name=batch.file_name,
        as_of=batch.as_of,
        kind=batch.kind,
        control_total=batch.control_total,
    )
    checked = read_and_check(sent, source=batch.source, on=batch.checked_on)
    if (len(checked.accepted), len(checked.rejected)) != (batch.accepted, batch.rejected):
        raise RegisterChangedError(
            Text(
                f"预览之后登记册有变化：现在可导入{len(checked.accepted)}行，预览时是{batch.accepted}行。请重新预览。",
                f"The register changed since the preview: {len(checked.accepted)} rows would be imported now, "
                f"{batch.accepted} in the preview. Preview the file again.",
            )
        )
    return checked


def _save_once(batch: Batch) -> None:
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError:
        before = committed_before(batch.fingerprint, batch.kind)
        if before is None:
            raise
        raise already_committed(before) from None
