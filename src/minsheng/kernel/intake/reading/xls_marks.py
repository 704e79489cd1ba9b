"""What an old .xls hides or computes: hidden rows and columns, formulas, errors, the year its dates start in.

An .xls is a small file system (OLE compound file) holding one stream of records (BIFF). Only the few records that
matter are looked at. Everything here is a help for the reader of the preview: a stream that cannot be followed
yields no marks, while the cells themselves are read by the real parser.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from minsheng.kernel.intake.reading.recognising import encrypted
from minsheng.kernel.intake.reading.xlsx_marks import SheetMarks, WorkbookMarks

if TYPE_CHECKING:
    from collections.abc import Iterator

STREAM_NAMES = ("Workbook", "Book")
DIRECTORY_ENTRY_BYTES = 128
SECTORS_AT_MOST = 2_000_000
SMALL_STREAM_BYTES = 4096
END_OF_CHAIN = 0xFFFFFFFE

BEGIN, BOUND_SHEET, PASSWORD, DATE_MODE, ROW, COLUMNS, FORMULA, ERROR = (
    0x0809, 0x0085, 0x002F, 0x0022, 0x0208, 0x007D, 0x0006, 0x0205,
)  # fmt: skip
WORKSHEET_SUBSTREAM = 0x0010
_ROW_IS_HIDDEN = 0x20
_COLUMNS_ARE_HIDDEN = 0x01


def xls_marks(content: bytes) -> WorkbookMarks:
    """Return the marks of an .xls. Raises FileRefusedError when it has a password."""
    marks = WorkbookMarks()
    try:
        stream = _workbook_stream(content)
        offsets = list(_globals(stream, marks))
        marks.sheets = [_sheet(stream, offset) for offset in offsets]
    except (struct.error, IndexError):
        # Cut short or damaged: the parser of the cells decides whether the file can be read at all.
        return marks
    return marks


def _workbook_stream(content: bytes) -> bytes:
    """Return the record stream out of the compound file."""
    sector_bytes = 1 << struct.unpack_from("<H", content, 30)[0]
    chain_of = _allocation_table(content, sector_bytes)
    directory = _stream(content, struct.unpack_from("<I", content, 48)[0], chain_of, sector_bytes)
    for start in range(0, len(directory) - DIRECTORY_ENTRY_BYTES + 1, DIRECTORY_ENTRY_BYTES):
        entry = directory[start : start + DIRECTORY_ENTRY_BYTES]
        name_bytes = min(struct.unpack_from("<H", entry, 64)[0], 64)
        name = entry[: max(0, name_bytes - 2)].decode("utf-16-le", errors="replace")
        if name in STREAM_NAMES:
            first, size = struct.unpack_from("<II", entry, 116)
            # Streams below the cut-off lie in another table; Excel and WPS never write a workbook that small.
            return (
                _stream(content, first, chain_of, sector_bytes)[:size] if size >= SMALL_STREAM_BYTES else b""
            )
    return b""


def _allocation_table(content: bytes, sector_bytes: int) -> list[int]:
    """Return, for every sector, the sector that follows it."""
    per_sector = sector_bytes // 4
    table_sectors = list(struct.unpack_from("<109I", content, 76))
    extra = struct.unpack_from("<I", content, 68)[0]
    while extra < SECTORS_AT_MOST and len(table_sectors) < SECTORS_AT_MOST // per_sector:
        more = struct.unpack_from(f"<{per_sector}I", content, (extra + 1) * sector_bytes)
        table_sectors.extend(more[:-1])
        extra = more[-1]
    chain_of: list[int] = []
    for sector in table_sectors:
        if sector < SECTORS_AT_MOST and (sector + 2) * sector_bytes <= len(content):
            chain_of.extend(struct.unpack_from(f"<{per_sector}I", content, (sector + 1) * sector_bytes))
    return chain_of


def _stream(content: bytes, first: int, chain_of: list[int], sector_bytes: int) -> bytes:
    pieces: list[bytes] = []
    sector = first
    while sector < len(chain_of) and len(pieces) <= len(chain_of):
        start = (sector + 1) * sector_bytes
        pieces.append(content[start : start + sector_bytes])
        sector = chain_of[sector]
    return b"".join(pieces)


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one substream, from its beginning to its end."""
    depth = 0
    while offset + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, offset)
        body = stream[offset + 4 : offset + 4 + size]
        offset += 4 + size
        depth += (kind == BEGIN) - (kind == 0x000A)
        yield kind, body
        if depth <= 0:
            return


def _globals(stream: bytes, marks: WorkbookMarks) -> Iterator[int]:
    """Read the part about the whole workbook and yield where each worksheet begins."""
    for kind, body in _records(stream, 0):
        if kind == PASSWORD:
            raise encrypted()
        if kind == DATE_MODE:
            marks.starts_in_1904 = struct.unpack_from("<H", body)[0] == 1
        if kind == BOUND_SHEET:
            yield struct.unpack_from("<I", body)[0]


def _sheet(stream: bytes, offset: int) -> SheetMarks:
    marks = SheetMarks()
    for kind, body in _records(stream, offset):
        if kind == ROW and body[12] & _ROW_IS_HIDDEN:
            marks.hidden_rows.append(struct.unpack_from("<H", body)[0] + 1)
        elif kind == COLUMNS and body[8] & _COLUMNS_ARE_HIDDEN:
            first, last = struct.unpack_from("<HH", body)
            marks.hidden_columns.extend(range(first, min(last, 255) + 1))
        elif kind == FORMULA:
            row, column = struct.unpack_from("<HH", body)
            marks.formulas.setdefault(column, []).append(row + 1)
        elif kind == ERROR and body[7]:
            row, column = struct.unpack_from("<HH", body)
            marks.errors.setdefault(column, []).append(row + 1)
    return marks
