"""The preview of a file: what would be imported, what would not and why, before anything is changed.

Its one rule: counted = accepted + rejected + set aside. The count is taken from the sheet before any row is looked
at, so a row cannot get lost between them without an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minsheng.kernel.intake.checking.comparing import compare_rows
from minsheng.kernel.intake.checking.not_data import is_empty
from minsheng.kernel.intake.checking.refusals import control_total_differs, may_be_cut
from minsheng.kernel.intake.checking.tables import NOTHING_REMEMBERED, Memory, Table, find_tables
from minsheng.kernel.intake.checking.validating import CheckedTable, TableChecker
from minsheng.kernel.intake.problems import Note, Place
from minsheng.kernel.intake.reading.workbook import LAST_ROW, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.kernel.intake.checking.parsers import Background
    from minsheng.kernel.intake.checking.rows import AcceptedRow, RejectedRow, SetAsideRow
    from minsheng.kernel.registry.card import SheetKind


class RowsWereLostError(AssertionError):
    """The rows of a file do not add up: a mistake in this program, never in the file."""


@dataclass(slots=True)
class Preview:
    """What a file holds. ``tables`` are the sheets that were read, with the columns that were recognised.

    ``packed``: the accepted rows as bytes, when they were packed already.
    """

    file_name: str
    fingerprint: str
    kind: SheetKind
    tables: list[Table]
    counted: int
    accepted: list[AcceptedRow]
    rejected: list[RejectedRow]
    set_aside: list[SetAsideRow]
    notes: list[Note] = field(default_factory=list)
    packed: bytes | None = None

    def __post_init__(self) -> None:
        kept = len(self.accepted) + len(self.rejected) + len(self.set_aside)
        if kept != self.counted:
            raise RowsWereLostError(
                f"{self.counted} rows were counted in {self.file_name}, but {len(self.accepted)} accepted, "
                f"{len(self.rejected)} rejected and {len(self.set_aside)} set aside make {kept}."
            )

    @property
    def row_notes(self) -> list[Note]:
        """What was noted on accepted rows."""
        return [note for row in self.accepted for note in row.notes]


def preview_workbook(
    workbook: Workbook,
    kinds: Iterable[SheetKind],
    *,
    background: Background,
    memory: Memory = NOTHING_REMEMBERED,
    control_total: int | None = None,
) -> Preview:
    """Return the preview of a workbook. ``control_total``: how many persons or rows the sender says there are.

    Raises FileRefusedError when the file cannot be taken as a whole.
    """
    tables = find_tables(workbook, kinds, memory=memory)
    whole = CheckedTable()
    for table in tables.tables:
        _must_not_be_cut(table, workbook, control_total)
        checker = TableChecker(
            table,
            file_name=workbook.file_name,
            starts_in_1904=workbook.starts_in_1904,
            background=background,
        )
        _add(whole, checker.check())
    # Rows are compared over all sheets: a person may stand in those of two townships.
    compare_rows(whole, tables.kind)
    data_rows = len(whole.accepted) + len(whole.rejected)
    if control_total is not None and control_total != data_rows:
        raise control_total_differs(stated=control_total, counted=data_rows, place=Place(workbook.file_name))
    return Preview(
        file_name=workbook.file_name,
        fingerprint=workbook.fingerprint,
        kind=tables.kind,
        tables=tables.tables,
        counted=sum(_rows_below_the_header(table) for table in tables.tables),
        accepted=whole.accepted,
        rejected=whole.rejected,
        set_aside=whole.set_aside,
        notes=tables.notes + whole.notes,
    )


def _add(whole: CheckedTable, part: CheckedTable) -> None:
    whole.accepted.extend(part.accepted)
    whole.rejected.extend(part.rejected)
    whole.set_aside.extend(part.set_aside)
    whole.notes.extend(part.notes)


def _rows_below_the_header(table: Table) -> int:
    return sum(not is_empty(cells) for cells in table.sheet.rows[table.rows.last_row :])


def _must_not_be_cut(table: Table, workbook: Workbook, control_total: int | None) -> None:
    last_row = LAST_ROW.get(workbook.kind)
    if last_row is not None and len(table.sheet.rows) >= last_row and control_total is None:
        raise may_be_cut(last_row, place=Place(workbook.file_name, table.sheet.name))
