"""Finding the tables in a workbook: which sheets hold which kind of table, and where it begins.

A workbook may begin with a page of instructions and go on with one sheet per township. All visible sheets of the
kind that fits best are read together; every other sheet with something in it is named in a note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.checking.columns import NO_MEMORY, ColumnMapping, Remembered, propose_similar
from minsheng.kernel.intake.checking.headers import HeaderArea, HeaderRows, find_header
from minsheng.kernel.intake.checking.refusals import (
    clashing_columns,
    columns_are_missing,
    kinds_are_equal,
    nothing_recognised,
)
from minsheng.kernel.intake.checking.words import plain
from minsheng.kernel.intake.problems import FileRefusedError, Note, Place, named_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.kernel.intake.reading.workbook import Sheet, Workbook
    from minsheng.kernel.registry.card import SheetKind

# A title that names the kind weighs as much as two columns.
TITLE_WEIGHT = 2

Memory = Mapping[str, Remembered]
NOTHING_REMEMBERED: Memory = {}


@dataclass(slots=True)
class Table:
    """One sheet taken for one kind of table."""

    sheet: Sheet
    kind: SheetKind
    rows: HeaderRows
    mapping: ColumnMapping
    title: str
    has_title_word: bool

    @property
    def score(self) -> int:
        """How many columns speak for this kind, the title counted in."""
        filled = len(self.mapping.used) + len(self.mapping.clashes)
        return filled + TITLE_WEIGHT * self.has_title_word

    @property
    def reasons(self) -> Text:
        """Why the sheet was taken for this kind."""
        zh = "、".join(match.header.text for match in self.mapping.used.values())
        en = ", ".join(match.header.text for match in self.mapping.used.values())
        title = Text("，标题也相符", ", and the title fits") if self.has_title_word else None
        return Text(
            f"第{self.rows.last_row}行是表头，认出{len(self.mapping.used)}列：{zh}{title.zh if title else ''}。",
            f"Row {self.rows.last_row} is the header; {len(self.mapping.used)} columns were recognised: {en}"
            f"{title.en if title else ''}.",
        )


@dataclass(slots=True)
class Tables:
    """What a workbook was taken for: one kind, the sheets of that kind, and notes on everything else."""

    kind: SheetKind
    tables: list[Table]
    notes: list[Note] = field(default_factory=list)


def find_tables(
    workbook: Workbook, kinds: Iterable[SheetKind], *, memory: Memory = NOTHING_REMEMBERED
) -> Tables:
    """Return the tables of the kind that fits best.

    ``memory`` holds, by key of the kind, the mappings remembered for the source of the file. Raises
    FileRefusedError when no kind fits, when two fit equally well, or when columns are missing or claimed twice.
    """
    kinds = tuple(kinds)
    found = [
        table
        for sheet in workbook.sheets
        if not sheet.is_hidden
        for table in _tables_of(sheet, kinds, workbook, memory)
    ]
    if not found:
        raise nothing_recognised(workbook, kinds)
    complete = [table for table in found if not table.mapping.missing]
    if not complete:
        raise _explained(max(found, key=lambda table: (-len(table.mapping.missing), table.score)), workbook)
    kind = _best_kind(complete, workbook)
    tables = [table for table in complete if table.kind is kind]
    for table in tables:
        if table.mapping.clashes:
            raise clashing_columns(table.mapping, kind, Place(workbook.file_name, table.sheet.name))
        propose_similar(table.mapping, kind)
    return Tables(kind, tables, _notes(workbook, tables, complete))


def _tables_of(sheet: Sheet, kinds: tuple[SheetKind, ...], workbook: Workbook, memory: Memory) -> list[Table]:
    area = HeaderArea(sheet)
    tables = []
    for kind in kinds:
        header = find_header(area, kind, remembered=memory.get(kind.key, NO_MEMORY))
        if header is None:
            continue
        rows, mapping = header
        title = area.above(rows.first_row)
        words = plain(f"{title}{sheet.name}{workbook.file_name}")
        has_word = any(plain(word) in words for word in kind.title_words)
        tables.append(Table(sheet, kind, rows, mapping, title, has_word))
    return tables


def _best_kind(tables: list[Table], workbook: Workbook) -> SheetKind:
    scores: dict[str, int] = {}
    kinds: dict[str, SheetKind] = {}
    for table in tables:
        kinds[table.kind.key] = table.kind
        scores[table.kind.key] = max(scores.get(table.kind.key, 0), table.score)
    best = max(scores.values())
    winners = [kinds[key] for key, score in scores.items() if score == best]
    if len(winners) > 1:
        raise kinds_are_equal(winners, Place(workbook.file_name))
    return winners[0]


def _explained(table: Table, workbook: Workbook) -> FileRefusedError:
    """Return the refusal of a workbook whose best table lacks columns."""
    propose_similar(table.mapping, table.kind)
    place = Place(workbook.file_name, table.sheet.name)
    return columns_are_missing(table.mapping, table.kind, place, header_row=table.rows.last_row)


def _notes(workbook: Workbook, tables: list[Table], complete: list[Table]) -> list[Note]:
    notes = list(workbook.notes)
    read = {id(table.sheet) for table in tables}
    unread = [sheet for sheet in workbook.sheets if id(sheet) not in read and any(sheet.rows)]
    notes.extend(_note_of_an_unread_sheet(sheet, workbook, complete) for sheet in unread)
    for table in tables:
        notes.append(Note("recognised", table.reasons, Place(workbook.file_name, table.sheet.name)))
        notes.extend(_notes_on_hiding(table, workbook.file_name))
        notes.extend(_notes_on_columns(table, workbook.file_name))
    return notes


def _note_of_an_unread_sheet(sheet: Sheet, workbook: Workbook, complete: list[Table]) -> Note:
    place = Place(workbook.file_name, sheet.name)
    rows = sum(bool(row) for row in sheet.rows)
    if sheet.is_hidden:
        text = Text(f"隐藏的工作表，没有读取（{rows}行）。", f"A hidden sheet, not read ({rows} rows).")
        return Note("hidden_sheet", text, place)
    other = next((table.kind for table in complete if table.sheet is sheet), None)
    if other:
        text = Text(
            f"像是另一种表“{other.title.zh}”，没有读取（{rows}行），请另行导入。",
            f"This looks like another kind, “{other.title.en}”; not read ({rows} rows). Import it separately.",
        )
        return Note("other_kind", text, place)
    text = Text(f"没有认出表头，没有读取（{rows}行）。", f"No header was recognised; not read ({rows} rows).")
    return Note("unrecognised_sheet", text, place)


def _notes_on_hiding(table: Table, file_name: str) -> Iterable[Note]:
    place = Place(file_name, table.sheet.name)
    hidden_rows = [
        row for row in table.sheet.hidden_rows if table.rows.last_row < row <= len(table.sheet.rows)
    ]
    if hidden_rows:
        text = Text(
            f"有{len(hidden_rows)}行被隐藏或筛选掉，照常读取：第{named_rows(hidden_rows)}行。",
            f"{len(hidden_rows)} rows are hidden or filtered out and are read all the same: "
            f"{named_rows(hidden_rows, 'en')}.",
        )
        yield Note("hidden_rows", text, place)
    used = {match.header.column: match.header for match in table.mapping.used.values()}
    hidden = [used[column].text for column in sorted(used.keys() & table.sheet.hidden_columns)]
    if hidden:
        text = Text(
            f"隐藏的列照常读取：{'、'.join(hidden)}。",
            f"Hidden columns are read all the same: {', '.join(hidden)}.",
        )
        yield Note("hidden_columns", text, place)


def _notes_on_columns(table: Table, file_name: str) -> Iterable[Note]:
    place = Place(file_name, table.sheet.name)
    left_out = [header.text for header in table.mapping.left_out]
    if left_out:
        text = Text(
            f"这些列不导入：{'、'.join(left_out)}。",
            f"These columns are not imported: {', '.join(left_out)}.",
        )
        yield Note("columns_left_out", text, place)
    for match in table.mapping.proposed:
        labels = {column.field: column.label for column in table.kind.columns}
        label = labels[match.field]
        text = Text(
            f"“{match.header.text}”列像是“{label.zh}”，没有使用；如果是，请在对应关系中指定。",
            f"Column “{match.header.text}” resembles “{label.en}” and is not used; if it is, say so in the mapping.",
        )
        yield Note("column_proposed", text, place)
