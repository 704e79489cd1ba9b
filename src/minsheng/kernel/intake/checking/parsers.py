"""For each column of a table, the function that reads its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.checking.amounts import (
    MoneyUnit,
    Per,
    parse_degrees,
    parse_measure,
    parse_money,
    parse_whole_number,
    unit_of_header,
)
from minsheng.kernel.intake.checking.cells import CellProblem, text_of
from minsheng.kernel.intake.checking.dates import Day, parse_day
from minsheng.kernel.intake.checking.identities import parse_identity
from minsheng.kernel.intake.checking.wordings import (
    parse_code,
    parse_name,
    parse_phone,
    parse_text,
    parse_yes_no,
    wordings,
)
from minsheng.kernel.intake.checking.words import squeezed

if TYPE_CHECKING:
    from datetime import date

    from minsheng.kernel.intake.checking.divisions import DivisionFinder
    from minsheng.kernel.intake.reading.workbook import Cell
    from minsheng.kernel.registry.card import Column

Lookup = Callable[[str], str | None]
Parser = Callable[["Cell"], Any]

LOOKUP_PREFIX = "lookup:"
_SPANS = {"money_month": Per.MONTH, "money_year": Per.YEAR, "money_sum": None}
# Net incomes can be losses; all other amounts are at least zero.
MAY_BE_NEGATIVE = frozenset({"business_fen", "property_fen", "transfer_fen"})
SECRET_KINDS = frozenset({"identity"})


@dataclass(frozen=True, slots=True)
class Background:
    """What has to be known beyond the file: the day, the divisions, and words only the caller can look up.

    ``choices``: for messages, the wordings a lookup knows.
    """

    on: date
    divisions: DivisionFinder | None = None
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CutOff:
    """A measure whose fraction was cut off; the row says so."""

    whole: int


class UnusableColumnError(Exception):
    """A column that cannot fill its field at all, because its header states another span of time."""

    def __init__(self, column: Column, header: str, stated: Per) -> None:
        super().__init__(f"{header!r} is per {stated.name.lower()}, {column.field} needs {column.kind}.")
        self.column = column
        self.header = header


def parser_of(
    column: Column, *, header: str, stated_above: int | None, background: Background, starts_in_1904: bool
) -> Parser:
    """Return the function that reads a cell of a column. Raises UnusableColumnError."""
    if column.kind in _SPANS:
        return _money(column, header, stated_above)
    if column.kind == "date":
        return lambda cell: parse_day(cell, starts_in_1904=starts_in_1904)
    if column.kind == "identity":
        return lambda cell: parse_identity(cell, on=background.on)
    if column.kind == "code":
        return _code(column)
    if column.kind.startswith(LOOKUP_PREFIX):
        return _lookup(column.kind.removeprefix(LOOKUP_PREFIX), background)
    return _SIMPLE[column.kind]


def _money(column: Column, header: str, stated_above: int | None) -> Parser:
    unit = unit_of_header(header, stated_above=stated_above)
    wanted = _SPANS[column.kind]
    if unit.per is not None and wanted is not None and unit.per is not wanted:
        raise UnusableColumnError(column, header, unit.per)
    may_be_negative = column.field in MAY_BE_NEGATIVE
    per_unit = MoneyUnit(unit.fen, wanted)
    return lambda cell: parse_money(cell, unit=per_unit, may_be_negative=may_be_negative)


def _code(column: Column) -> Parser:
    known = wordings(column.codes)
    official: dict[int, str] = {}
    for word, code in column.codes.items():
        official.setdefault(code, word)
    choices = "、".join(official.values())
    return lambda cell: parse_code(cell, known, choices=choices)


def _lookup(name: str, background: Background) -> Parser:
    find = background.lookups[name]

    def parse(cell: Cell) -> str:
        key = find(squeezed(text_of(cell)))
        if key is None:
            raise CellProblem(
                "code",
                what=Text("没有这个选项。", "This is not one of the choices."),
                why=Text(
                    f"可以填：{background.choices.get(name, '')}。",
                    f"The choices are: {background.choices.get(name, '')}.",
                ),
                do=Text("请改成其中一项。", "Use one of them."),
            )
        return key

    return parse


def _measure(cell: Cell) -> int | CutOff:
    whole, was_cut = parse_measure(cell)
    return CutOff(whole) if was_cut else whole


# A division is looked up when all its columns are known, so its cells are read as text first.
_SIMPLE: Mapping[str, Parser] = {
    "name": parse_name,
    "text": parse_text,
    "number": parse_whole_number,
    "measure": _measure,
    "coordinate": parse_degrees,
    "yes_no": parse_yes_no,
    "phone": parse_phone,
    "division": parse_text,
}

__all__ = ["Background", "CutOff", "Day", "Lookup", "Parser", "UnusableColumnError", "parser_of"]
