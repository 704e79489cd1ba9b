"""What an .xlsx hides or computes, which the cell reader does not tell: hidden rows and columns, formulas, errors.

The parts are searched as bytes in pieces, so no XML parser is involved and nothing in the file can be expanded or
fetched. A part that declares a document type is refused: ordinary workbooks have none.
"""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.problems import refused
from minsheng.kernel.intake.reading.archive import unpacked_chunks, unpacked_part
from minsheng.kernel.intake.reading.workbook import column_index

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

WORKBOOK_PART = "xl/workbook.xml"
RELATIONS_PART = "xl/_rels/workbook.xml.rels"
SMALL_PART_BYTES = 8 * 1024 * 1024
HIDDEN_COLUMNS_AT_MOST = 500
_TRUE = frozenset({"1", "true"})
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_PROPERTIES = re.compile(rb"<(?:\w+:)?workbookPr\s[^>]*>")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\bhidden\s*=\s*["'](?:1|true)["'][^>]*>""")
_HIDDEN_COLUMN = re.compile(rb"""<(?:\w+:)?col\s[^>]*?\bhidden\s*=\s*["'](?:1|true)["'][^>]*>""")
_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^>]*>\s*<(?:\w+:)?f[\s>/]"""
)
_ERROR = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\bt\s*=\s*["']e["'][^>]*>""")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(slots=True)
class SheetMarks:
    """What is special about the cells of one sheet: rows as Excel shows them, columns from 0."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    formulas: dict[int, list[int]] = field(default_factory=dict)
    errors: dict[int, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class WorkbookMarks:
    """The marks of a workbook; ``sheets`` in the order of its tabs."""

    starts_in_1904: bool = False
    sheets: list[SheetMarks] = field(default_factory=list)


def xlsx_marks(archive: zipfile.ZipFile) -> WorkbookMarks:
    """Return the marks of an .xlsx. Raises FileRefusedError for parts that declare a document type."""
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")):
            _must_declare_nothing(next(unpacked_chunks(archive, entry.filename), b""))
    names = set(archive.namelist())
    if WORKBOOK_PART not in names:
        return WorkbookMarks()
    workbook = unpacked_part(archive, WORKBOOK_PART, at_most_bytes=SMALL_PART_BYTES)
    properties = _PROPERTIES.search(workbook)
    marks = WorkbookMarks(bool(properties and _attributes(properties[0]).get("date1904") in _TRUE))
    targets = _targets(archive) if RELATIONS_PART in names else {}
    for tag in _SHEET.findall(workbook):
        part = targets.get(_attributes(tag).get("id", ""), "")
        marks.sheets.append(_sheet_marks(unpacked_chunks(archive, part)) if part in names else SheetMarks())
    return marks


def _must_declare_nothing(beginning: bytes) -> None:
    if (
        _DOCTYPE.search(beginning)
        or beginning.startswith((b"\xff\xfe", b"\xfe\xff"))
        or b"\x00" in beginning[:200]
    ):
        raise refused(
            "xml_document_type",
            what=Text("文件内部声明了外部内容。", "A part of the file declares a document type."),
            why=Text(
                "正常的表格没有这样的声明，可能是恶意文件。",
                "No ordinary spreadsheet has one; it may be hostile.",
            ),
            do=Text(
                "请用 Excel 或 WPS 打开，另存为 .xlsx 后上传。",
                "Open it in Excel or WPS and save it as .xlsx.",
            ),
        )


def _attributes(tag: bytes) -> dict[str, str]:
    """Return the attributes of a tag, without their namespace prefixes."""
    found = {}
    for name, double, single in _ATTRIBUTE.findall(tag):
        value = (double or single).decode("utf-8", errors="replace")
        found[name.decode("ascii", errors="replace").rpartition(":")[2]] = html.unescape(value)
    return found


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by the id of its relation."""
    relations = unpacked_part(archive, RELATIONS_PART, at_most_bytes=SMALL_PART_BYTES)
    targets = {}
    for tag in _RELATION.findall(relations):
        attributes = _attributes(tag)
        target = attributes.get("Target", "")
        path = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        )
        targets[attributes.get("Id", "")] = path
    return targets


def _sheet_marks(chunks: Iterator[bytes]) -> SheetMarks:
    marks = SheetMarks()
    for piece in _whole_rows(chunks):
        for tag in _HIDDEN_ROW.findall(piece):
            number = _attributes(tag).get("r", "")
            if number.isdecimal():
                marks.hidden_rows.append(int(number))
        for tag in _HIDDEN_COLUMN.findall(piece):
            marks.hidden_columns.extend(_column_span(_attributes(tag)))
        for letters, row in _FORMULA.findall(piece):
            marks.formulas.setdefault(column_index(letters.decode("ascii")), []).append(int(row))
        for tag in _ERROR.findall(piece):
            _add_cell(marks.errors, _attributes(tag).get("r", ""))
    return marks


def _column_span(attributes: dict[str, str]) -> range:
    first, last = attributes.get("min", ""), attributes.get("max", "")
    if not (first.isdecimal() and last.isdecimal()):
        return range(0)
    # "Hide everything to the right" names 16,384 columns; those beyond the data do not matter.
    return range(int(first) - 1, min(int(last), HIDDEN_COLUMNS_AT_MOST))


def _add_cell(cells: dict[int, list[int]], reference: str) -> None:
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", reference)
    if match:
        cells.setdefault(column_index(match[1]), []).append(int(match[2]))


def _whole_rows(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a sheet in pieces that end where a row ends, so that no tag is cut in two."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        end = rest.rfind(b"row>") + len(b"row>")
        if end >= len(b"row>"):
            yield rest[:end]
            rest = rest[end:]
    yield rest
