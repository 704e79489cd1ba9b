"""Checking the rows of one table: every cell, then what cells of one row say about one another.

Two things refuse the whole file instead of a row: identity numbers that went through numeric cells, and identity
numbers that look rounded. Their damage cannot be seen in single rows, because some damaged numbers still pass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minsheng.engines.formulas.identity import IdentityNumber, Sex
from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.checking.amounts import unit_stated_above
from minsheng.kernel.intake.checking.cells import CellProblem, is_blank, shown
from minsheng.kernel.intake.checking.dates import Day
from minsheng.kernel.intake.checking.identities import is_damaged, looks_rounded, not_the_same, shown_identity
from minsheng.kernel.intake.checking.not_data import is_empty, why_not_data
from minsheng.kernel.intake.checking.parsers import (
    SECRET_KINDS,
    Background,
    CutOff,
    Parser,
    UnusableColumnError,
    parser_of,
)
from minsheng.kernel.intake.checking.refusals import numbers_in_the_identity_column, rounded_identity_numbers
from minsheng.kernel.intake.checking.row_words import (
    CUT,
    MONTH_ONLY,
    UPGRADED,
    excel_error,
    formula,
    required,
)
from minsheng.kernel.intake.checking.rows import AcceptedRow, RejectedRow, SetAsideRow
from minsheng.kernel.intake.problems import Note, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from minsheng.kernel.intake.checking.tables import Table
    from minsheng.kernel.intake.reading.workbook import Cell
    from minsheng.kernel.registry.card import Column

SEX_CODES = {Sex.MALE: 1, Sex.FEMALE: 2}
DIVISION_FIELDS = ("division", "division_county", "division_township", "division_village")
# Cells merged over several rows are filled in only where all these rows really share the value.
SHARED_KINDS = frozenset({"text", "division"})
UNIQUE_KINDS = frozenset({"identity", "name", "phone", "text"})
CELLS_REMEMBERED = 20_000
_REPEATING_TYPES = frozenset({str, float, type(None)})
_NOT_SEEN = object()
ROUNDED_AT_LEAST, ROUNDED_SHARE = 3, 0.05


@dataclass(frozen=True, slots=True)
class UsedColumn:
    """A column of the table that fills a field."""

    index: int
    header: str
    column: Column
    parse: Parser
    formula_rows: frozenset[int]
    error_rows: frozenset[int]
    # What was read before, by cell: in columns of codes, amounts and days the same few cells come again and again.
    seen: dict[Cell, Any] | None


@dataclass(slots=True)
class CheckedTable:
    """The rows of one table after checking, in the order of the sheet."""

    accepted: list[AcceptedRow] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    set_aside: list[SetAsideRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    counted: int = 0


class TableChecker:
    """Checks the rows of one table against the card of its kind."""

    def __init__(self, table: Table, *, file_name: str, starts_in_1904: bool, background: Background) -> None:
        self.table = table
        self.file_name = file_name
        self.background = background
        self.checked = CheckedTable()
        self.columns = self._used_columns(starts_in_1904=starts_in_1904)
        self._used_by_field = {used.column.field: used for used in self.columns}
        self._has_division = any(column.kind == "division" for column in table.kind.columns)

    def check(self) -> CheckedTable:
        """Return what becomes of every row. Raises FileRefusedError when the identity numbers are damaged."""
        data = list(self._data_rows())
        self._identities_must_be_text(data)
        for row, cells in data:
            self._check_row(row, cells)
        return self.checked

    def _used_columns(self, *, starts_in_1904: bool) -> list[UsedColumn]:
        stated_above = unit_stated_above(self.table.title)
        sheet, used = self.table.sheet, []
        for column in self.table.kind.columns:
            match = self.table.mapping.used.get(column.field)
            if match is None:
                continue
            index, text = match.header.column, match.header.text
            try:
                parse = parser_of(
                    column,
                    header=text,
                    stated_above=stated_above,
                    background=self.background,
                    starts_in_1904=starts_in_1904,
                )
            except UnusableColumnError:
                self._note_another_span(column, text)
                continue
            formulas, errors = sheet.formulas.get(index, frozenset()), sheet.errors.get(index, frozenset())
            seen: dict[Cell, Any] | None = None if column.kind in UNIQUE_KINDS else {}
            used.append(UsedColumn(index, text, column, parse, formulas, errors, seen))
        return used

    def _note_another_span(self, column: Column, header: str) -> None:
        text = Text(
            f"“{header}”与“{column.label.zh}”的期间不同（一个按月、一个按年），没有使用。",
            f"“{header}” is for another span than “{column.label.en}” (month and year), and is not used.",
        )
        self.checked.notes.append(Note("other_span", text, self._place()))

    def _place(self, row: int | None = None, column: str = "") -> Place:
        return Place(self.file_name, self.table.sheet.name, row, column)

    def _data_rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Count every row with something in it, set aside what is no data, and yield the rest."""
        header = self._lowest_header()
        identifying = [used.index for used in self.columns if used.column.kind == "identity"]
        names = [used.index for used in self.columns if used.column.kind == "name"]
        shared = self._shared_cells()
        is_first = True
        for row, cells in self.table.sheet.numbered_rows():
            if row <= self.table.rows.last_row or is_empty(cells):
                continue
            self.checked.counted += 1
            why = why_not_data(cells, identifying=identifying, names=names, header=header, is_first=is_first)
            is_first = False
            if why:
                self.checked.set_aside.append(SetAsideRow(self._place(row), *why))
            else:
                yield row, _with_shared(cells, shared.get(row))

    def _lowest_header(self) -> list[str]:
        width = 1 + max(header.column for header in self.table.rows.headers)
        texts = [""] * width
        for header in self.table.rows.headers:
            texts[header.column] = header.levels[-1]
        return texts

    def _shared_cells(self) -> dict[int, dict[int, Cell]]:
        """Return, by row, the cells that stand merged over it in columns whose value all its rows share."""
        shared_columns = {used.index for used in self.columns if used.column.kind in SHARED_KINDS}
        rows = self.table.sheet.rows
        found: dict[int, dict[int, Cell]] = {}
        for merge in self.table.sheet.merges:
            if merge.first_column != merge.last_column or merge.first_column not in shared_columns:
                continue
            cells = rows[merge.first_row - 1] if merge.first_row <= len(rows) else []
            if merge.first_row <= self.table.rows.last_row or merge.first_column >= len(cells):
                continue
            for row in range(merge.first_row + 1, min(merge.last_row, len(rows)) + 1):
                found.setdefault(row, {})[merge.first_column] = cells[merge.first_column]
        return found

    def _identities_must_be_text(self, data: list[tuple[int, list[Cell]]]) -> None:
        for used in self.columns:
            if used.column.kind != "identity":
                continue
            cells = [(row, cells[used.index]) for row, cells in data if used.index < len(cells)]
            damaged = [row for row, cell in cells if is_damaged(cell)]
            if damaged:
                raise numbers_in_the_identity_column(damaged, header=used.header, place=self._place())
            rounded = [row for row, cell in cells if looks_rounded(cell)]
            if len(rounded) >= max(ROUNDED_AT_LEAST, ROUNDED_SHARE * len(cells)):
                raise rounded_identity_numbers(rounded, header=used.header, place=self._place())

    def _check_row(self, row: int, cells: list[Cell]) -> None:
        problems: list[Problem] = []
        notes: list[Note] = []
        values: dict[str, Any] = {}
        for used in self.columns:
            cell = cells[used.index] if used.index < len(cells) else None
            try:
                self._take(used, cell, row, values, notes)
            except CellProblem as problem:
                problems.append(self._located(problem, row, used, cell))
        self._settle(row, values, problems, notes)
        if problems:
            self.checked.rejected.append(RejectedRow(self._place(row), cells, problems, values))
        else:
            self.checked.accepted.append(AcceptedRow(self._place(row), cells, values, notes))

    def _take(
        self, used: UsedColumn, cell: Cell, row: int, values: dict[str, Any], notes: list[Note]
    ) -> None:
        """Read one cell into the values of its row. Raises CellProblem."""
        if row in used.error_rows:
            raise excel_error()
        if row in used.formula_rows and (used.column.kind == "identity" or cell is None):
            raise formula()
        value = _NOT_SEEN
        if used.seen is not None and type(cell) in _REPEATING_TYPES:
            value = used.seen.get(cell, _NOT_SEEN)
        if value is _NOT_SEEN:
            value = self._read(used, cell, row, notes)
        if value is None:
            return
        if isinstance(value, CutOff):
            notes.append(self._note(CUT, row, used))
            value = value.whole
        values[used.column.field] = value

    def _read(self, used: UsedColumn, cell: Cell, row: int, notes: list[Note]) -> Any:
        """Return what a cell says, None when it says nothing. Raises CellProblem."""
        if is_blank(cell):
            if used.column.required:
                raise required(used.column)
            value = None
        elif used.column.kind == "phone":
            return self._read_phone(used, cell, row, notes)
        else:
            value = used.parse(cell)
        if used.seen is not None and type(cell) in _REPEATING_TYPES and len(used.seen) < CELLS_REMEMBERED:
            used.seen[cell] = value
        return value

    def _read_phone(self, used: UsedColumn, cell: Cell, row: int, notes: list[Note]) -> str | None:
        """A wrong phone number is no reason to leave a person out: it is left out and the row says so."""
        try:
            phone: str = used.parse(cell)
        except CellProblem as problem:
            notes.append(self._note(("phone_left_out", problem.what), row, used))
            return None
        return phone

    def _note(self, code_and_text: tuple[str, Text], row: int, used: UsedColumn) -> Note:
        code, text = code_and_text
        return Note(code, text, self._place(row, used.header))

    def _located(self, problem: CellProblem, row: int, used: UsedColumn, cell: Cell) -> Problem:
        value = shown_identity(cell) if used.column.kind in SECRET_KINDS else shown(cell)
        place = self._place(row, used.header)
        return Problem(problem.code, problem.what, problem.why, problem.do, value=value, place=place)

    def _settle(self, row: int, values: dict[str, Any], problems: list[Problem], notes: list[Note]) -> None:
        """Compare the cells of a row with one another and turn what was read into plain values."""
        if "identity" not in self._used_by_field:
            _let_the_head_stand_for_the_row(values)
        for problem, name in _contradictions(values):
            problems.append(self._located(problem, row, self._used_by_field[name], shown_value(values[name])))
        _know_from_identity(values)
        if self._has_division:
            try:
                self._settle_division(values)
            except CellProblem as problem:
                problems.append(self._unsettled_division(problem, row, values))
        for name, value in values.items():
            if isinstance(value, IdentityNumber | Day):
                values[name] = self._plain_value(value, row, self._used_by_field.get(name), notes)

    def _plain_value(
        self, value: IdentityNumber | Day, row: int, used: UsedColumn | None, notes: list[Note]
    ) -> str | date:
        if isinstance(value, IdentityNumber):
            if value.was_upgraded and used:
                notes.append(self._note(UPGRADED, row, used))
            return value.number
        if value.is_month_only and used:
            notes.append(self._note(MONTH_ONLY, row, used))
        return value.on

    def _unsettled_division(self, problem: CellProblem, row: int, values: dict[str, Any]) -> Problem:
        written = [str(values.pop(name)) for name in DIVISION_FIELDS if name in values]
        columns = [used for used in self.columns if used.column.kind == "division"]
        return self._located(problem, row, columns[-1], "/".join(written))

    def _settle_division(self, values: dict[str, Any]) -> None:
        """Replace the names in the division columns by one code; without any, the division of the file counts."""
        finder = self.background.divisions
        if finder is None:
            return
        parts = [values[name] for name in DIVISION_FIELDS if name in values]
        code = finder.find(parts) if parts else finder.within
        for name in DIVISION_FIELDS:
            values.pop(name, None)
        values["division"] = code


def _with_shared(cells: list[Cell], shared: dict[int, Cell] | None) -> list[Cell]:
    if not shared:
        return cells
    filled = list(cells)
    for index, cell in shared.items():
        filled.extend([None] * (index + 1 - len(filled)))
        filled[index] = cell
    return filled


def shown_value(value: object) -> str:
    """Return a value that was read, as a cell would show it."""
    return value.on.isoformat() if isinstance(value, Day) else str(value)


def _contradictions(values: dict[str, Any]) -> Iterator[tuple[CellProblem, str]]:
    """Yield what contradicts the identity number, with the field that does."""
    identity = values.get("identity")
    if not isinstance(identity, IdentityNumber):
        return
    stated, sex = values.get("born_on"), values.get("sex")
    if isinstance(stated, Day):
        same = stated.on == identity.born_on
        if stated.is_month_only:
            same = (stated.on.year, stated.on.month) == (identity.born_on.year, identity.born_on.month)
        if not same:
            what = Text(
                "出生日期与身份证号里的不同。",
                "The date of birth differs from the one in the identity number.",
            )
            yield not_the_same(what, field="born_on"), "born_on"
    if sex is not None and sex != SEX_CODES[identity.sex]:
        yield (
            not_the_same(
                Text("性别与身份证号里的不同。", "The sex differs from the one in the identity number."),
                field="sex",
            ),
            "sex",
        )


def _let_the_head_stand_for_the_row(values: dict[str, Any]) -> None:
    """In a list of households the head is whom the row is about."""
    for own, head in (("identity", "head_identity"), ("name", "head_name")):
        if head in values:
            values.setdefault(own, values[head])


def _know_from_identity(values: dict[str, Any]) -> None:
    """Take birth date and sex from the identity number, which has just been compared with what was written."""
    identity = values.get("identity")
    if isinstance(identity, IdentityNumber):
        values["born_on"] = identity.born_on
        values["sex"] = SEX_CODES[identity.sex]
