"""A workbook as a grid of typed cells, with what Excel hides, merges or computes kept beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.kernel.intake.problems import Note

# The type says how the cell was stored: a number that looks like an identity number is a float here.
Cell = str | float | int | bool | date | datetime | time | None


class FileKind(StrEnum):
    """The formats that can be read, told by their content and not by their name."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "csv"


# Where these formats end: a sheet that fills them may have been cut by whoever wrote it.
LAST_ROW = {FileKind.XLS: 65_536, FileKind.XLSX: 1_048_576, FileKind.XLSB: 1_048_576}


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block of cells: rows as Excel shows them, columns from 0, all inclusive."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Sheet:
    """One sheet. ``rows[0]`` is row 1 of Excel; empty cells at the end of a row are left out."""

    name: str
    rows: list[list[Cell]]
    is_hidden: bool = False
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    # By column (from 0), the rows whose value is computed by a formula, or is an Excel error such as #N/A.
    formulas: dict[int, frozenset[int]] = field(default_factory=dict)
    errors: dict[int, frozenset[int]] = field(default_factory=dict)

    def numbered_rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Return the rows with their numbers in Excel."""
        return enumerate(self.rows, start=1)


@dataclass(slots=True)
class Workbook:
    """A file that was read. ``fingerprint`` is the SHA-256 of its bytes."""

    file_name: str
    kind: FileKind
    fingerprint: str
    sheets: list[Sheet]
    starts_in_1904: bool = False
    notes: list[Note] = field(default_factory=list)


def column_letter(index: int) -> str:
    """Return the letter Excel gives a column counted from 0.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the column counted from 0 for the letters of Excel."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
