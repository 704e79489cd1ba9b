"""Previewing a file: what would be imported and what would not. Nothing of it is written into the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.intake.actions.permission import must_hold_a_post
from minsheng.kernel.intake.actions.remember import remember_columns
from minsheng.kernel.intake.ahead import check_here
from minsheng.kernel.intake.checking.alone import Check, FileToCheck
from minsheng.kernel.intake.checking.columns import LEAVE_OUT, header_key, names_of
from minsheng.kernel.intake.checking.prepared import packed
from minsheng.kernel.intake.checking.preview import Preview
from minsheng.kernel.intake.checking.words import plain
from minsheng.kernel.intake.kinds import sheet_kinds
from minsheng.kernel.intake.models import Batch, Source
from minsheng.kernel.intake.problems import FileRefusedError
from minsheng.kernel.intake.refusing import NotWaitingError
from minsheng.kernel.intake.register_checks import compare_with_register
from minsheng.kernel.intake.stored import (
    columns_of,
    is_labelled_synthetic,
    keep_rejected_rows,
    notes_of,
    problem_counts_of,
    set_aside_of,
)
from minsheng.kernel.people.bulk import without_pauses

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.registry.card import SheetKind

FILE_NAME_CHARACTERS = 255


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent, and what its sender says about it.

    ``kind``: the key of the kind of sheet when a person has chosen one. ``control_total``: how many rows there should
    be. ``as_of``: the day the file tells about. ``is_whole_roll``: whoever is not in the roll is paid no longer.
    ``meanings``: by header, what a column means (a field or one of its names, or nothing to leave it out); remembered
    for the source once the file can be read with it.
    """

    content: bytes
    file_name: str
    as_of: date
    kind: str = ""
    control_total: int | None = None
    is_whole_roll: bool = False
    meanings: Mapping[str, str] = field(default_factory=dict)


def preview(
    sent: Sent, *, source: Source, by: User | None, at: datetime, on: date, check: Check = check_here
) -> Batch:
    """Read a file, check every row and keep the preview; a file that was committed before gives that batch back.

    ``by`` is None for a run without a person (the command line of the site's own administrator). ``check`` is from
    ``ahead.in_turn`` when several files are imported one after the other. Raises FileRefusedError when the file
    cannot be taken as a whole, which is put on the record too.
    """
    with without_pauses():
        return _preview(sent, source=source, by=by, at=at, on=on, check=check)


def _preview(sent: Sent, *, source: Source, by: User | None, at: datetime, on: date, check: Check) -> Batch:
    must_hold_a_post(by, division_code=source.division_id, kind=sent.kind, on=on)
    try:
        checked = read_and_check(sent, source=source, on=on, check=check)
    except FileRefusedError as error:
        _record_refusal(error, source=source, by=by, at=at)
        raise
    must_hold_a_post(by, division_code=source.division_id, kind=checked.kind.key, on=on)
    before = committed_before(checked.fingerprint, checked.kind.key)
    if before is not None:
        return before
    with transaction.atomic():
        if sent.meanings:
            remember_columns(source, kind=checked.kind.key, meanings=sent.meanings, by=by, at=at)
        return _keep(checked, sent, source=source, by=by, at=at, on=on)


def preview_again(
    batch: Batch,
    *,
    by: User | None,
    at: datetime,
    on: date,
    kind: str = "",
    meanings: Mapping[str, str] | None = None,
) -> Batch:
    """Preview a waiting file once more, as another kind or after somebody said what columns mean.

    The earlier preview is discarded. Raises NotWaitingError when its file is kept no longer.
    """
    if batch.state != Batch.State.PREVIEWED or batch.content is None:
        raise NotWaitingError(
            Text(
                "这个文件已经不在等待确认，请重新上传。",
                "This file does not wait any more. Upload it again.",
            )
        )
    sent = Sent(
        content=batch.content,
        file_name=batch.file_name,
        as_of=batch.as_of,
        kind=kind or batch.kind,
        control_total=batch.control_total,
        is_whole_roll=batch.is_whole_roll,
        meanings=meanings or {},
    )
    again = preview(sent, source=batch.source, by=by, at=at, on=on)
    if again != batch and not again.is_committed:
        Batch.objects.filter(pk=batch.pk).update(
            state=Batch.State.DISCARDED, content=None, accepted_rows=None
        )
        batch.rejected_rows.all().delete()
    return again


def read_and_check(sent: Sent, *, source: Source, on: date, check: Check = check_here) -> Preview:
    """Return the preview of a file with everything that is known of its source."""
    checked = check(file_to_check(sent, source=source, on=on))
    compare_with_register(checked, division_code=source.division_id)
    return checked


def file_to_check(sent: Sent, *, source: Source, on: date) -> FileToCheck:
    """Return a file with everything on which the outcome of its check depends."""
    keys = (sent.kind,) if sent.kind else tuple(sheet_kinds())
    kinds = tuple(sheet_kinds()[key] for key in keys)
    return FileToCheck(
        content=sent.content,
        file_name=clean_file_name(sent.file_name),
        kinds=keys,
        within=source.division_id,
        on=on,
        memory=_memory_with(sent.meanings, kinds, memory_of(source)),
        control_total=sent.control_total,
    )


def memory_of(source: Source) -> dict[str, dict[str, str]]:
    """Return what is remembered of a source's columns, by kind of sheet."""
    memory: dict[str, dict[str, str]] = {}
    for kind, header, meaning in source.remembered_columns.values_list("kind", "header", "field"):
        memory.setdefault(kind, {})[header] = meaning
    return memory


def _memory_with(
    meanings: Mapping[str, str], kinds: tuple[SheetKind, ...], memory: dict[str, dict[str, str]]
) -> dict[str, dict[str, str]]:
    """Return what is remembered with what is said now, for every kind that has such a column."""
    for kind in kinds:
        names = names_of(kind)
        said = {
            header_key(header): names.get(plain(meaning), LEAVE_OUT) for header, meaning in meanings.items()
        }
        if said:
            memory[kind.key] = memory.get(kind.key, {}) | said
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
        accepted_rows=checked.packed or packed(checked.accepted),
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
