"""Previewing a file: what would be imported and what would not. Nothing of it is written into the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from minsheng.kernel.audit.record import record
from minsheng.kernel.intake.actions.permission import must_hold_a_post
from minsheng.kernel.intake.background import background_of
from minsheng.kernel.intake.checking.prepared import packed
from minsheng.kernel.intake.checking.preview import Preview, preview_workbook
from minsheng.kernel.intake.kinds import sheet_kinds
from minsheng.kernel.intake.models import Batch, Source
from minsheng.kernel.intake.problems import FileRefusedError
from minsheng.kernel.intake.reading.reading import read_workbook
from minsheng.kernel.intake.register_checks import compare_with_register
from minsheng.kernel.intake.stored import (
    columns_of,
    is_labelled_synthetic,
    keep_rejected_rows,
    notes_of,
    problem_counts_of,
    set_aside_of,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.registry.card import SheetKind

FILE_NAME_CHARACTERS = 255


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent, and what its sender says about it.

    ``kind``: the key of the kind of sheet when a person has chosen one. ``control_total``: how many rows there should
    be. ``as_of``: the day the file tells about. ``is_whole_roll``: whoever is not in the roll is paid no longer.
    """

    content: bytes
    file_name: str
    as_of: date
    kind: str = ""
    control_total: int | None = None
    is_whole_roll: bool = False


def preview(sent: Sent, *, source: Source, by: User | None, at: datetime, on: date) -> Batch:
    """Read a file, check every row and keep the preview; a file that was committed before gives that batch back.

    ``by`` is None for a run without a person (the command line of the site's own administrator). Raises
    FileRefusedError when the file cannot be taken as a whole, which is put on the record too.
    """
    must_hold_a_post(by, division_code=source.division_id, kind=sent.kind, on=on)
    try:
        checked = read_and_check(sent, source=source, on=on)
    except FileRefusedError as error:
        _record_refusal(error, source=source, by=by, at=at)
        raise
    must_hold_a_post(by, division_code=source.division_id, kind=checked.kind.key, on=on)
    before = committed_before(checked.fingerprint, checked.kind.key)
    if before is not None:
        return before
    return _keep(checked, sent, source=source, by=by, at=at, on=on)


def read_and_check(sent: Sent, *, source: Source, on: date) -> Preview:
    """Return the preview of a file with everything that is known of its source."""
    kinds: tuple[SheetKind, ...] = (sheet_kinds()[sent.kind],) if sent.kind else tuple(sheet_kinds().values())
    checked = preview_workbook(
        read_workbook(sent.content, file_name=clean_file_name(sent.file_name)),
        kinds,
        background=background_of(source.division_id, on=on),
        memory=memory_of(source),
        control_total=sent.control_total,
    )
    compare_with_register(checked, division_code=source.division_id)
    return checked


def memory_of(source: Source) -> dict[str, dict[str, str]]:
    """Return what is remembered of a source's columns, by kind of sheet."""
    memory: dict[str, dict[str, str]] = {}
    for kind, header, field in source.remembered_columns.values_list("kind", "header", "field"):
        memory.setdefault(kind, {})[header] = field
    return memory


def committed_before(fingerprint: str, kind: str) -> Batch | None:
    """Return the batch in which the same file was committed, if there is one."""
    found: Batch | None = Batch.objects.filter(
        fingerprint=fingerprint, kind=kind, state=Batch.State.COMMITTED
    ).first()
    return found


def clean_file_name(name: str) -> str:
    """Return a file name without a path, control characters and signs that turn the direction of reading."""
    last = name.replace("\\", "/").rpartition("/")[2]
    visible = "".join(sign for sign in last if sign.isprintable() and not "\u202a" <= sign <= "\u202e")
    return visible[-FILE_NAME_CHARACTERS:] or "file"


@transaction.atomic
def _keep(checked: Preview, sent: Sent, *, source: Source, by: User | None, at: datetime, on: date) -> Batch:
    # The same file once more: the earlier preview has had its day.
    Batch.objects.open().filter(source=source, fingerprint=checked.fingerprint, kind=checked.kind.key).update(
        state=Batch.State.DISCARDED, content=None
    )
    batch: Batch = Batch.objects.create(
        source=source,
        division_id=source.division_id,
        kind=checked.kind.key,
        file_name=checked.file_name,
        fingerprint=checked.fingerprint,
        content=sent.content,
        accepted_rows=packed(checked.accepted),
        as_of=sent.as_of,
        checked_on=on,
        control_total=sent.control_total,
        is_whole_roll=sent.is_whole_roll,
        is_synthetic=is_labelled_synthetic(checked),
        counted=checked.counted,
        accepted=len(checked.accepted),
        rejected=len(checked.rejected),
        set_aside=len(checked.set_aside),
        columns=columns_of(checked),
        notes=notes_of(checked),
        set_aside_rows=set_aside_of(checked),
        problem_counts=problem_counts_of(checked),
        previewed_by=by,
        previewed_at=at,
    )
    keep_rejected_rows(batch, checked.rejected)
    record(
        "file previewed", batch, by=by, at=at, kind=batch.kind, counted=batch.counted, rejected=batch.rejected
    )
    return batch


def _record_refusal(error: FileRefusedError, *, source: Source, by: User | None, at: datetime) -> None:
    codes = ", ".join(sorted({problem.code for problem in error.problems}))
    with transaction.atomic():
        record("file refused", source, by=by, at=at, codes=codes)
