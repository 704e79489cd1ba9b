"""The headers of a file that was refused because of them, so that a person can say what they mean."""

from __future__ import annotations

from minsheng.faces.desk.import_forms import ColumnChoice
from minsheng.kernel.intake.checking.columns import ColumnMapping
from minsheng.kernel.intake.checking.headers import HeaderArea, HeaderRows, find_header
from minsheng.kernel.intake.kinds import sheet_kinds
from minsheng.kernel.intake.problems import FileRefusedError
from minsheng.kernel.intake.reading.reading import read_workbook
from minsheng.kernel.registry.card import SheetKind

# Refusals that end when somebody says what the columns mean.
ABOUT_COLUMNS = frozenset({"column_missing", "duplicated_header"})
Found = tuple[SheetKind, HeaderRows, ColumnMapping]


def headers_to_explain(
    content: bytes, *, file_name: str, kind: str, error: FileRefusedError
) -> tuple[SheetKind, list[ColumnChoice]] | None:
    """Return the kind of sheet that fits a refused file best and its headers; None if the matter is something else."""
    if not ABOUT_COLUMNS & {problem.code for problem in error.problems}:
        return None
    kinds = [sheet_kinds()[kind]] if kind else list(sheet_kinds().values())
    workbook = read_workbook(content, file_name=file_name)
    found = [
        (one, *header)
        for sheet in workbook.sheets
        if not sheet.is_hidden
        for area in [HeaderArea(sheet)]
        for one in kinds
        if (header := find_header(area, one)) is not None
    ]
    if not found:
        return None
    best, rows, mapping = max(found, key=_fit)
    return best, _choices(rows, mapping)


def _fit(found: Found) -> tuple[int, int]:
    _kind, _rows, mapping = found
    return -len(mapping.missing), len(mapping.used) + len(mapping.clashes)


def _choices(rows: HeaderRows, mapping: ColumnMapping) -> list[ColumnChoice]:
    used = {match.header.column: name for name, match in mapping.used.items()}
    return [
        ColumnChoice(number, header.key, f"{header.letter} {header.text}", used.get(header.column, ""), "")
        for number, header in enumerate(rows.headers)
    ]
