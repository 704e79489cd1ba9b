"""Reading the tables of a city pack strictly: every wrong cell is named by file, row and column.

All problems of a pack are collected, so that whoever prepares a city mends them in one go.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from minsheng.engines.policy.text import Text

YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class CityProblem:
    """One thing that is wrong in a city pack, and where. ``row`` counts as a spreadsheet does, from 1."""

    file: str
    message: Text
    row: int | None = None
    column: str | None = None

    def in_language(self, language: str) -> str:
        """Return where and what, in one line."""
        chinese = not language.lower().startswith("en")
        where = [self.file]
        if self.row is not None:
            where.append(f"第{self.row}行" if chinese else f"row {self.row}")
        if self.column is not None:
            where.append(f"“{self.column}”列" if chinese else f"column {self.column!r}")
        return (
            ("，" if chinese else ", ").join(where)
            + ("：" if chinese else ": ")
            + self.message.in_language(language)
        )

    def __str__(self) -> str:
        return self.in_language("en")


class CityError(ValueError):
    """A city pack cannot be used; ``problems`` says everything that is wrong with it."""

    def __init__(self, folder: Path, problems: Iterable[CityProblem]) -> None:
        self.folder = folder
        self.problems = tuple(problems)
        listed = "\n".join(f"  - {problem}" for problem in self.problems)
        super().__init__(f"The city pack {folder.name!r} has {len(self.problems)} problem(s):\n{listed}")


class Cells:
    """One row of a table. A cell that cannot be read is noted as a problem and given a harmless value."""

    def __init__(self, file: str, row: int, cells: Mapping[str, str], problems: list[CityProblem]) -> None:
        self.file = file
        self.row = row
        self._cells = cells
        self._problems = problems

    def text(self, column: str, *, may_be_empty: bool = False) -> str:
        value = (self._cells.get(column) or "").strip()
        if not value and not may_be_empty:
            self.complain(column, Text("不能为空。", "may not be empty."))
        return value

    def whole_number(self, column: str, *, default: int | None = None) -> int:
        value = self.text(column, may_be_empty=default is not None)
        if not value:
            return default or 0
        try:
            number = int(value)
        except ValueError:
            number = -1
        if number < 0:
            self.complain(
                column, Text(f"应为非负整数，实为“{value}”。", f"{value!r} is not a whole number ≥ 0.")
            )
        return max(number, 0)

    def number(self, column: str, *, at_least: float, at_most: float) -> float:
        value = self.text(column)
        try:
            number = float(value)
        except ValueError:
            number = at_least - 1
        if not at_least <= number <= at_most:
            self.complain(
                column,
                Text(
                    f"应为{at_least:g}至{at_most:g}之间的数，实为“{value}”。",
                    f"{value!r} is not a number between {at_least:g} and {at_most:g}.",
                ),
            )
            return at_least
        return number

    def optional_number(self, column: str, *, at_least: float, at_most: float) -> float | None:
        if not self.text(column, may_be_empty=True):
            return None
        return self.number(column, at_least=at_least, at_most=at_most)

    def yes_no(self, column: str) -> bool:
        return YES_NO[self.one_of(column, YES_NO) or "no"]

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        value = self.text(column)
        choices = list(allowed)
        if value and value not in choices:
            listed = ", ".join(choices)
            self.complain(
                column, Text(f"“{value}”不在允许的取值中：{listed}。", f"{value!r} is not one of {listed}.")
            )
            return ""
        return value

    def complain(self, column: str | None, message: Text) -> None:
        self._problems.append(CityProblem(self.file, message, self.row, column))


def rows_of(folder: Path, file: str, columns: Iterable[str], problems: list[CityProblem]) -> Iterator[Cells]:
    """Yield the rows of a CSV table in UTF-8; a missing file or column is noted and yields nothing."""
    path = folder / file
    if not path.is_file():
        problems.append(CityProblem(file, Text("缺少这个文件。", "this file is missing.")))
        return
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        message = Text("不是UTF-8编码，请另存为UTF-8。", "is not in UTF-8; save it as UTF-8.")
        problems.append(CityProblem(file, message))
        return
    table = csv.DictReader(lines)
    missing = [column for column in columns if column not in (table.fieldnames or ())]
    for column in missing:
        message = Text("缺少这一列。", "this column is missing.")
        problems.append(CityProblem(file, message, row=1, column=column))
    if missing:
        return
    for cells in table:
        yield Cells(file, table.line_num, cells, problems)
