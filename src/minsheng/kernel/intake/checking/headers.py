"""Where the header of a table is: under titles, in two or three levels of merged cells, on row seven if need be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.kernel.intake.checking.columns import (
    NO_MEMORY,
    UNIMPORTANT,
    ColumnMapping,
    Header,
    map_columns,
    names_of,
)
from minsheng.kernel.intake.checking.words import plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from minsheng.kernel.intake.checking.columns import Remembered
    from minsheng.kernel.intake.reading.workbook import Sheet
    from minsheng.kernel.registry.card import SheetKind

SEARCHED_ROWS = 40
LEVELS_AT_MOST = 3
HEADER_CHARACTERS_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """The rows a header stands in (as Excel shows them) and its columns."""

    first_row: int
    last_row: int
    headers: tuple[Header, ...]

    def words(self) -> set[str]:
        """Return every word by which one of the headers may be known."""
        return {word for header in self.headers for _, word in header.readings}


class HeaderArea:
    """The upper part of a sheet with its merged cells filled in; asks for headers are answered from here."""

    def __init__(self, sheet: Sheet) -> None:
        rows = sheet.rows[:SEARCHED_ROWS]
        self._texts = [[_header_text(cell) for cell in row] for row in rows]
        for merge in sheet.merges:
            if merge.first_row <= len(rows):
                self._fill(merge.first_row, merge.first_column, merge.last_row, merge.last_column)
        self._candidates: dict[tuple[int, int], tuple[HeaderRows, set[str]]] = {}

    def _fill(self, top: int, left: int, bottom: int, right: int) -> None:
        text = self.text(top, left)
        for number in range(top, min(bottom, len(self._texts)) + 1):
            row = self._texts[number - 1]
            row.extend([""] * (min(right, 500) + 1 - len(row)))
            for column in range(left, min(right, len(row) - 1) + 1):
                row[column] = text

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, empty outside the area."""
        texts = self._texts[row - 1]
        return texts[column] if column < len(texts) else ""

    def __len__(self) -> int:
        return len(self._texts)

    def above(self, row: int) -> str:
        """Return everything written above a row: titles, units, dates."""
        return " ".join(dict.fromkeys(text for texts in self._texts[: row - 1] for text in texts if text))

    def header_rows(self, last_row: int, levels: int) -> HeaderRows:
        """Return the header that ends at a row and has so many levels."""
        return self._candidate(last_row, levels)[0]

    def may_hold(self, known: Collection[str], last_row: int, levels: int) -> bool:
        """Say whether any word of a header is among the known ones; most rows are data and need no closer look."""
        return not self._candidate(last_row, levels)[1].isdisjoint(known)

    def _candidate(self, last_row: int, levels: int) -> tuple[HeaderRows, set[str]]:
        asked = (last_row, levels)
        if asked not in self._candidates:
            rows = self._read(last_row, levels)
            self._candidates[asked] = rows, rows.words()
        return self._candidates[asked]

    def _read(self, last_row: int, levels: int) -> HeaderRows:
        first_row = last_row - levels + 1
        groups = [self._with_groups_carried(row, last_row) for row in range(first_row, last_row)]
        lowest = self._texts[last_row - 1]
        width = max([len(lowest), *(len(group) for group in groups)])
        headers = []
        times: Counter[tuple[str, ...]] = Counter()
        for column in range(width):
            words = [group[column] if column < len(group) else "" for group in groups]
            words.append(self.text(last_row, column))
            stated = tuple(dict.fromkeys(word for word in words if word))
            if stated:
                times[stated] += 1
                headers.append(Header(column, stated, times[stated]))
        return HeaderRows(first_row, last_row, tuple(headers))

    def _with_groups_carried(self, row: int, last_row: int) -> list[str]:
        """Return an upper level; without merged cells a group's name stands only over its first column."""
        carried: list[str] = []
        current = ""
        for column in range(max(len(self._texts[row - 1]), len(self._texts[last_row - 1]))):
            text = self.text(row, column)
            if text:
                current = text
            carried.append(text or (current if self.text(last_row, column) else ""))
        return carried


def _header_text(cell: object) -> str:
    """Return what a cell says as a header: long texts, numbers and dates are none."""
    if not isinstance(cell, str) or len(cell) > HEADER_CHARACTERS_AT_MOST * 4:
        return ""
    return cell.strip()


def find_header(
    area: HeaderArea, kind: SheetKind, *, remembered: Remembered = NO_MEMORY
) -> tuple[HeaderRows, ColumnMapping] | None:
    """Return the header that fits a kind of sheet best, and what its columns fill; None when nothing fits at all.

    More required columns win, then more columns, then fewer levels, then fewer clashes, then the upper row.
    """
    best: tuple[tuple[int, ...], HeaderRows, ColumnMapping] | None = None
    names = names_of(kind)
    known = names.keys() | remembered.keys()
    for last_row in range(1, len(area) + 1):
        for levels in range(1, min(LEVELS_AT_MOST, last_row) + 1):
            if not area.may_hold(known, last_row, levels):
                continue
            rows = area.header_rows(last_row, levels)
            mapping = map_columns(rows.headers, kind, remembered=remembered, names=names)
            filled = len(mapping.used) + len(mapping.clashes)
            if not filled:
                continue
            score = (
                -len(mapping.missing),
                filled,
                -len(mapping.clashes),
                _unimportant(rows),
                -levels,
                -last_row,
            )
            if best is None or score > best[0]:
                best = score, rows, mapping
    return best[1:] if best else None


def likely_header(area: HeaderArea) -> HeaderRows | None:
    """Return the row that looks most like a header though no name in it is known, for a person to say what it means."""
    best: tuple[int, HeaderRows] | None = None
    for row in range(1, len(area) + 1):
        rows = area.header_rows(row, 1)
        words = {header.key for header in rows.headers if len(header.text) <= HEADER_CHARACTERS_AT_MOST}
        if len(words) > 1 and (best is None or len(words) > best[0]):
            best = len(words), rows
    return best[1] if best else None


def _unimportant(rows: HeaderRows) -> int:
    return sum(plain(header.levels[-1]) in UNIMPORTANT for header in rows.headers)
