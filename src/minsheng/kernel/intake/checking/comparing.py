"""Comparing the rows of a file with one another: nobody may stand in it twice."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.checking.rows import AcceptedRow, RejectedRow, rejected
from minsheng.kernel.intake.problems import Place, Problem
from minsheng.kernel.privacy.masks import masked_identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from minsheng.kernel.registry.card import SheetKind

# Together these name the subject of a row; a sheet without identity numbers has no subject to compare.
SUBJECT = ("identity", "policy")


class Sorted(Protocol):
    """Rows that were sorted into those that are taken and those that are not."""

    accepted: list[AcceptedRow]
    rejected: list[RejectedRow]


def compare_rows(checked: Sorted, kind: SheetKind) -> None:
    """Move rows that contradict other rows from accepted to rejected."""
    rejecting(checked, kind, _twice(checked.accepted))


def rejecting(checked: Sorted, kind: SheetKind, found: Iterable[tuple[AcceptedRow, Problem]]) -> None:
    """Reject rows for problems that were found, and then whatever the kind's own check finds because of it."""
    _move(checked, found)
    if kind.check:
        module, _, name = kind.check.rpartition(".")
        check = getattr(import_module(module), name)
        _move(checked, check(checked.accepted, checked.rejected))


def _move(checked: Sorted, found: Iterable[tuple[AcceptedRow, Problem]]) -> None:
    problems: dict[int, list[Problem]] = {}
    for row, problem in found:
        problems.setdefault(id(row), []).append(problem)
    if not problems:
        return
    kept: list[AcceptedRow] = []
    moved: list[RejectedRow] = []
    for row in checked.accepted:
        if id(row) in problems:
            moved.append(rejected(row, problems[id(row)]))
        else:
            kept.append(row)
    checked.accepted = kept
    checked.rejected = sorted(
        [*checked.rejected, *moved], key=lambda row: (row.place.sheet, row.place.row or 0)
    )


def _twice(rows: Sequence[AcceptedRow]) -> Iterable[tuple[AcceptedRow, Problem]]:
    """Yield the rows whose person stands in the file before.

    Rows that say the same are one row too many; the first stays. Rows that contradict are rejected, all of them,
    because which of them is right is not known.
    """
    by_subject: dict[tuple[object, ...], list[AcceptedRow]] = {}
    for row in rows:
        if "identity" in row.values:
            by_subject.setdefault(tuple(row.values.get(name) for name in SUBJECT), []).append(row)
    for same in by_subject.values():
        first, others = same[0], same[1:]
        if not others:
            continue
        if all(row.values == first.values for row in others):
            yield from ((row, _repeated(row, first)) for row in others)
        else:
            yield from ((row, _contradicting(row, same)) for row in same)


def _words(place: Place) -> Text:
    other = Place(sheet=place.sheet, row=place.row)
    return Text(other.words("zh-hans"), other.words("en"))


def _repeated(row: AcceptedRow, first: AcceptedRow) -> Problem:
    where = _words(first.place)
    return Problem(
        "repeated",
        what=Text("这个人重复了，内容相同。", "This person stands here twice, with the same content."),
        why=Text(f"与{where.zh}相同，只算一次。", f"It is the same as {where.en} and counts once."),
        do=Text("不用处理；也可删掉重复的行。", "Nothing needs to be done; you may delete the row."),
        value=masked_identity(row.values["identity"]),
        place=row.place,
    )


def _contradicting(row: AcceptedRow, same: Sequence[AcceptedRow]) -> Problem:
    others = [_words(other.place) for other in same if other is not row][:5]
    zh, en = "、".join(where.zh for where in others), ", ".join(where.en for where in others)
    return Problem(
        "contradicting",
        what=Text(
            "同一身份证号出现多次，内容不同。",
            "The same identity number stands here more than once, with different content.",
        ),
        why=Text(f"另见{zh}；不能确定哪一行对。", f"See {en}; which of them is right is not known."),
        do=Text("请核对后只保留正确的一行。", "Check them and keep the right one."),
        value=masked_identity(row.values["identity"]),
        place=row.place,
    )
