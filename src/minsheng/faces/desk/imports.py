"""What became of a file, for reading: rows that were not taken with their reasons, notes, and what was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from minsheng.engines.policy.text import Text
from minsheng.faces.design.language import language, spoken
from minsheng.faces.desk.marks import mark
from minsheng.kernel.intake.kinds import sheet_kinds
from minsheng.kernel.intake.models import Batch, RejectedRow
from minsheng.kernel.intake.problems import Place

ROWS_SHOWN = 20
STATES = {
    Batch.State.PREVIEWED: Text("待确认", "waits for confirmation"),
    Batch.State.COMMITTED: Text("已导入", "imported"),
    Batch.State.UNDONE: Text("已撤销", "undone"),
    Batch.State.DISCARDED: Text("已放弃", "discarded"),
}
TONES = {
    Batch.State.PREVIEWED: "warning",
    Batch.State.COMMITTED: "success",
    Batch.State.UNDONE: "neutral",
    Batch.State.DISCARDED: "neutral",
}
# What a commit counts, in the order in which it is told.
OUTCOME = {
    "persons": Text("新增人数", "new persons"),
    "households": Text("新增户数", "new households"),
    "memberships": Text("新登记的家庭成员关系", "new memberships"),
    "memberships_ended": Text("结束的家庭成员关系", "memberships ended"),
    "fact_records": Text("新增情况记录", "new records of facts"),
    "unchanged_fact_records": Text("没有变化的情况", "facts without change"),
    "receipts": Text("新增发放记录", "new lines of the roll"),
    "receipts_ended": Text("停发的记录", "lines that ended"),
    "unchanged_receipts": Text("没有变化的发放记录", "lines without change"),
    "places": Text("新增机构设施", "new places"),
    "values_replaced": Text("改动的登记项", "values replaced"),
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken, where it stands, and why."""

    place: str
    reasons: list[str]


def kind_title(key: str) -> str:
    """Return what a kind of sheet is called."""
    kind = sheet_kinds().get(key)
    return spoken(kind.title) if kind is not None else key


def rejected_rows(batch: Batch) -> list[Rejected]:
    """Return the first rows that were not taken."""
    return [
        Rejected(_place(row), [_reason(one) for one in row.problems])
        for row in batch.rejected_rows.all()[:ROWS_SHOWN]
    ]


def notes(batch: Batch) -> list[str]:
    """Return what was noted on a file, each with its place."""
    return [_note(one) for one in batch.notes]


def set_aside(batch: Batch) -> list[str]:
    """Return the rows that are no data, with the reason."""
    rows = batch.set_aside_rows[:ROWS_SHOWN]
    return [
        Place("", one["sheet"], one["row"]).words(language()) + mark("：", ": ") + _in_language(one)
        for one in rows
    ]


def outcome_rows(batch: Batch) -> list[tuple[str, int]]:
    """Return what a commit wrote, in words, without the zeros."""
    known = [(spoken(label), batch.outcome[key]) for key, label in OUTCOME.items() if batch.outcome.get(key)]
    other = [(key, count) for key, count in batch.outcome.items() if key not in OUTCOME and count]
    return known + other


def _place(row: RejectedRow) -> str:
    return Place("", row.sheet, row.row).words(language())


def _reason(problem: Mapping[str, Any]) -> str:
    column = _("“%(column)s”列：") % {"column": problem["column"]} if problem["column"] else ""
    value = _("（读到：%(value)s）") % {"value": problem["value"]} if problem["value"] else ""
    return column + "".join(_in_language(problem[part]) for part in ("what", "why", "do")) + value


def _note(note: Mapping[str, Any]) -> str:
    place = Place("", note["sheet"], note["row"], note["column"]).words(language())
    more = _("（这样的共%(count)d行）") % {"count": note["rows"]} if note["rows"] > 1 else ""
    return (place + mark("：", ": ") if place else "") + _in_language(note) + more


def _in_language(texts: Mapping[str, Any]) -> str:
    return str(texts["en"]) + " " if language().startswith("en") else str(texts["zh"])


def sentences(problems: Iterable[Any]) -> list[str]:
    """Return the reasons why a file is not taken, one sentence each."""
    return [problem.sentence(language()) for problem in problems]
