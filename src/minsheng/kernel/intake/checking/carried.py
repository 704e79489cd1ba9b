"""A preview as bytes, to be carried from one process of ours to another: without the cells that nobody needs any more.

The bytes come from our own process over its own pipe and are never kept or taken from outside.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from minsheng.kernel.intake.checking.prepared import packed
from minsheng.kernel.intake.checking.preview import Preview
from minsheng.kernel.intake.checking.rows import AcceptedRow
from minsheng.kernel.intake.checking.tables import Table
from minsheng.kernel.intake.problems import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minsheng.kernel.registry.card import SheetKind


def carried(preview: Preview) -> bytes:
    """Return a preview as bytes, its accepted rows packed as they will be kept."""
    rows = [
        (row.place.sheet, row.place.row, pickle.dumps(row.cells), row.values, row.notes)
        for row in preview.accepted
    ]
    tables = [
        (replace(table.sheet, rows=[]), table.rows, table.mapping, table.title, table.has_title_word)
        for table in preview.tables
    ]
    rest = {
        "file_name": preview.file_name,
        "fingerprint": preview.fingerprint,
        "counted": preview.counted,
        "rejected": preview.rejected,
        "set_aside": preview.set_aside,
        "notes": preview.notes,
        "packed": packed(preview.accepted),
    }
    return pickle.dumps((preview.kind.key, rows, tables, rest), protocol=pickle.HIGHEST_PROTOCOL)


def unfolded(content: bytes, *, kinds: Mapping[str, SheetKind]) -> Preview:
    """Return the preview that was carried."""
    key, rows, tables, rest = pickle.loads(content)  # noqa: S301 (written by our own process, see above)
    kind = kinds[key]
    return Preview(
        kind=kind,
        accepted=[_row(rest["file_name"], *row) for row in rows],
        tables=[Table(sheet, kind, *about) for sheet, *about in tables],
        **rest,
    )


def _row(
    file: str, sheet: str, row: int, cells: bytes, values: dict[str, Any], notes: list[Any]
) -> AcceptedRow:
    return AcceptedRow(Place(file, sheet, row), cells, values, notes)
