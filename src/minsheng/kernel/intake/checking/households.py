"""Households in a sheet of persons: one head each, one opinion about what the household owns, and whole or not at all.

A household with a member missing would seem richer or poorer than it is, so a row that is rejected takes the other
rows of its household along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.problems import Problem, named_rows
from minsheng.kernel.people.facts import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from minsheng.kernel.intake.checking.rows import AcceptedRow, RejectedRow

HEAD = 1
HOUSEHOLD_FACTS = tuple(fact.name for fact in FACTS.of(Entity.HOUSEHOLD))
SHARED_FIELDS = (*HOUSEHOLD_FACTS, "division", "address")
KEY = "household_key"


def check_households(
    accepted: Sequence[AcceptedRow], rejected: Sequence[RejectedRow]
) -> Iterable[tuple[AcceptedRow, Problem]]:
    """Give every row the key of its household, and yield the rows whose household cannot be taken."""
    _give_keys(accepted, rejected)
    spoilt = {row.values[KEY]: row for row in rejected if KEY in row.values and not _only_repeats(row)}
    members: dict[str, list[AcceptedRow]] = {}
    for row in accepted:
        if KEY in row.values:
            members.setdefault(row.values[KEY], []).append(row)
        else:
            yield row, _no_household(row)
    for key, rows in members.items():
        yield from _problems_of_household(rows, spoilt.get(key))


def _problems_of_household(
    rows: list[AcceptedRow], spoilt: RejectedRow | None
) -> Iterable[tuple[AcceptedRow, Problem]]:
    if spoilt is not None:
        yield from ((row, _member_rejected(row, spoilt)) for row in rows)
        return
    heads = [row for row in rows if row.values.get("relation") == HEAD]
    if len(heads) != 1:
        yield from ((row, _heads(row, rows, heads)) for row in rows)
        return
    differing = [
        name
        for name in SHARED_FIELDS
        if len({repr(row.values[name]) for row in rows if name in row.values}) > 1
    ]
    if differing:
        yield from ((row, _differs(row, rows, differing)) for row in rows)


def _only_repeats(row: RejectedRow) -> bool:
    """Say whether a row was rejected because it says again what another says: nobody is missing then."""
    return all(problem.code == "repeated" for problem in row.problems)


def _give_keys(accepted: Sequence[AcceptedRow], rejected: Sequence[RejectedRow]) -> None:
    """Name each household by its number, else by its head's identity number, else by where its head stands."""
    both: list[AcceptedRow | RejectedRow] = [*accepted, *rejected]
    rows = sorted(both, key=lambda row: (row.place.sheet, row.place.row or 0))
    has_names = any("household_no" in row.values or "head_identity" in row.values for row in rows)
    current = ""
    for row in rows:
        values = row.values
        if "household_no" in values:
            values[KEY] = f"no:{values['household_no']}"
        elif "head_identity" in values:
            values[KEY] = f"head:{values['head_identity']}"
        elif not has_names:
            # One after the other: each household begins with its head. An unreadable relation breaks the order.
            if values.get("relation") == HEAD:
                current = f"row:{row.place.sheet}:{row.place.row}"
            elif "relation" not in values:
                current = ""
            if current:
                values[KEY] = current


def _row_numbers(rows: Iterable[AcceptedRow | RejectedRow], language: str = "zh-hans") -> str:
    return named_rows((row.place.row or 0 for row in rows), language)


_WHOLE = Text(
    "一户要么全部导入，要么全不导入，否则人均收入会算错。",
    "A household is taken whole or not at all, or its income per head would be wrong.",
)


def _member_rejected(row: AcceptedRow, spoilt: RejectedRow) -> Problem:
    return Problem(
        "household_incomplete",
        what=Text(
            f"同户的第{spoilt.place.row}行有问题。",
            f"Row {spoilt.place.row} of the same household is rejected.",
        ),
        why=_WHOLE,
        do=Text("请先改正那一行。", "Put that row right first."),
        place=row.place,
    )


def _no_household(row: AcceptedRow) -> Problem:
    return Problem(
        "household_unknown",
        what=Text("看不出属于哪一户。", "To which household this row belongs is not said."),
        why=Text(
            "没有户号，也没有户主身份证号，前面也没有能认的户主。",
            "There is no household number, no identity number of the head, and no head above it.",
        ),
        do=Text("请填户号或户主身份证号。", "Fill in the household number or the head's identity number."),
        place=row.place,
    )


def _heads(row: AcceptedRow, rows: list[AcceptedRow], heads: list[AcceptedRow]) -> Problem:
    if heads:
        what = Text(
            f"这一户有{len(heads)}个户主：第{_row_numbers(heads)}行。",
            f"This household has {len(heads)} heads: rows {_row_numbers(heads, 'en')}.",
        )
    else:
        what = Text(
            f"这一户没有户主：第{_row_numbers(rows)}行。",
            f"This household has no head: rows {_row_numbers(rows, 'en')}.",
        )
    return Problem(
        "household_heads",
        what=what,
        why=Text(
            "一户只能有一个户主，其他关系都从户主算起。",
            "A household has one head, from whom all relations count.",
        ),
        do=Text("请改正“与户主关系”或户号。", "Correct the relation to the head or the household number."),
        place=row.place,
    )


def _differs(row: AcceptedRow, rows: list[AcceptedRow], names: list[str]) -> Problem:
    labels = [FACTS[name].label if name in FACTS else Text(*_OTHER_LABELS[name]) for name in names]
    zh, en = "、".join(label.zh for label in labels), ", ".join(label.en for label in labels)
    return Problem(
        "household_differs",
        what=Text(
            f"同一户各行的{zh}不同：第{_row_numbers(rows)}行。",
            f"The rows of the household differ in {en}: rows {_row_numbers(rows, 'en')}.",
        ),
        why=Text(
            "这些是全户共有的，只能有一个值。", "These belong to the whole household and have one value."
        ),
        do=Text(
            "请核对后填成一致，或只在户主一行填写。", "Make them the same, or fill them in for the head only."
        ),
        place=row.place,
    )


_OTHER_LABELS = {"division": ("所在村", "division"), "address": ("住址", "address")}
