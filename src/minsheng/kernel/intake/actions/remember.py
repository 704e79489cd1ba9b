"""Saying what a source's columns mean. It is remembered and goes before every other way of recognising them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.intake.actions.permission import must_hold_a_post
from minsheng.kernel.intake.checking.columns import LEAVE_OUT, header_key, names_of
from minsheng.kernel.intake.checking.words import plain
from minsheng.kernel.intake.kinds import sheet_kinds
from minsheng.kernel.intake.models import RememberedColumn, Source
from minsheng.kernel.intake.refusing import UnknownColumnError

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def remember_columns(
    source: Source, *, kind: str, meanings: Mapping[str, str], by: User | None, at: datetime
) -> None:
    """Remember what columns mean: by header, the field or one of its names; an empty text leaves the column out."""
    must_hold_a_post(by, division_code=source.division_id, kind=kind, on=localdate(at))
    names = names_of(sheet_kinds()[kind])
    for header, meaning in meanings.items():
        key = header_key(header)
        field = LEAVE_OUT if not meaning.strip() else names.get(plain(meaning))
        if not key or field is None:
            raise _unknown(header, meaning, kind)
        RememberedColumn.objects.update_or_create(
            source=source,
            kind=kind,
            header=key[:200],
            defaults={"field": field, "said_by": by, "said_at": at},
        )
    record("columns remembered", source, by=by, at=at, kind=kind, columns=len(meanings))


@transaction.atomic
def forget_columns(source: Source, *, kind: str, by: User | None, at: datetime) -> int:
    """Forget what was said about the columns of one kind of sheet. Returns how many columns were forgotten."""
    must_hold_a_post(by, division_code=source.division_id, kind=kind, on=localdate(at))
    forgotten, _ = source.remembered_columns.filter(kind=kind).delete()
    record("columns forgotten", source, by=by, at=at, kind=kind, columns=forgotten)
    return forgotten


def _unknown(header: str, meaning: str, kind: str) -> UnknownColumnError:
    columns = sheet_kinds()[kind].columns
    zh, en = "、".join(column.label.zh for column in columns), ", ".join(column.field for column in columns)
    return UnknownColumnError(
        Text(
            f"“{header[:40]}”不能对应到“{meaning[:40]}”。可以对应：{zh}。",
            f"“{header[:40]}” cannot mean “{meaning[:40]}”. It may mean: {en}; or nothing, to leave it out.",
        )
    )
