"""The process in which files are parsed, with as little memory and time as it needs, and nothing to lose.

Started as ``python -m minsheng.kernel.intake.reading.child``. On standard input: one line of JSON (file kind and
limits), then the bytes of the file. On standard output: lines of JSON, objects for what is known of the workbook
and of each sheet, arrays for rows. If it dies, the parent says so; no file is ever half read.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.problems import FileRefusedError, refused
from minsheng.kernel.intake.reading.archive import must_unpack_as_declared, open_archive
from minsheng.kernel.intake.reading.encodings import REPLACEMENT, decoded, rows_of_text
from minsheng.kernel.intake.reading.limits import Limits
from minsheng.kernel.intake.reading.recognising import damaged, encrypted
from minsheng.kernel.intake.reading.workbook import FileKind
from minsheng.kernel.intake.reading.xls_marks import xls_marks
from minsheng.kernel.intake.reading.xlsx_marks import SheetMarks, WorkbookMarks, xlsx_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from python_calamine import CalamineSheet

ZIPPED = frozenset({FileKind.XLSX, FileKind.XLSB, FileKind.ODS})


def main() -> None:
    """Read one file from standard input and write its cells to standard output."""
    task = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**task["limits"])
    _limit_this_process(limits)
    content = sys.stdin.buffer.read()
    out = _Lines()
    try:
        _read(content, FileKind(task["kind"]), limits, out)
        out.write({"done": True})
    except FileRefusedError as error:
        out.write({"refused": [_plain_problem(problem) for problem in error.problems]})
    except MemoryError:
        out.write({"out_of_memory": True})
    out.flush()


def _limit_this_process(limits: Limits) -> None:
    try:
        import resource  # not on Windows, where only the wall clock of the parent guards
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    ceiling = limits.memory_bytes if hard == resource.RLIM_INFINITY else min(limits.memory_bytes, hard)
    # A system that knows one of these limits by name only (macOS) refuses to set it; the others still hold.
    for limit, values in (
        (resource.RLIMIT_AS, (ceiling, hard)),
        (resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5)),
        (resource.RLIMIT_CORE, (0, 0)),
        (resource.RLIMIT_FSIZE, (0, 0)),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, values)


class _Lines:
    """Writes JSON, one value a line, of text in UTF-8."""

    def __init__(self) -> None:
        self._out = sys.stdout.buffer
        self._encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_tagged).encode

    def write(self, value: Any) -> None:
        self._out.write(self._encode(value).encode("utf-8", errors="replace"))
        self._out.write(b"\n")

    def flush(self) -> None:
        self._out.flush()


def _tagged(value: object) -> dict[str, str]:
    """Mark the values JSON has no type for: a moment, a day, a time of day, a span of time."""
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"span": str(value)}
    raise TypeError(f"A cell of type {type(value).__name__} is not known.")


def _plain_problem(problem: Any) -> dict[str, Any]:
    texts = {name: getattr(problem, name) for name in ("what", "why", "do")}
    return {"code": problem.code, **{name: [text.zh, text.en] for name, text in texts.items()}}


def _read(content: bytes, kind: FileKind, limits: Limits, out: _Lines) -> None:
    if kind is FileKind.TEXT:
        _read_text(content, limits, out)
    else:
        _read_workbook(content, kind, limits, out)


def _read_text(content: bytes, limits: Limits, out: _Lines) -> None:
    text, encoding = decoded(content)
    out.write({"workbook": {"starts_in_1904": False, "encoding": encoding}})
    out.write({"sheet": {"name": ""}})
    _write_rows(rows_of_text(text, limits), limits, out)


def _read_workbook(content: bytes, kind: FileKind, limits: Limits, out: _Lines) -> None:
    from python_calamine import CalamineError, PasswordError, load_workbook

    marks = _marks(content, kind, limits)
    try:
        with load_workbook(io.BytesIO(content)) as workbook:
            if len(workbook.sheets_metadata) > limits.sheets:
                raise _too_many_sheets(limits)
            out.write({"workbook": {"starts_in_1904": marks.starts_in_1904, "encoding": ""}})
            cells = 0
            for index, about in enumerate(workbook.sheets_metadata):
                if str(about.typ) != "SheetTypeEnum.WorkSheet":
                    continue
                sheet = workbook.get_sheet_by_index(index)
                mark = marks.sheets[index] if index < len(marks.sheets) else SheetMarks()
                is_hidden = str(about.visible) != "SheetVisibleEnum.Visible"
                out.write({"sheet": _about(sheet, mark, is_hidden=is_hidden)})
                cells += _write_rows(_rows(sheet), limits, out, written=cells)
    except PasswordError:
        raise encrypted() from None
    except CalamineError as error:
        raise damaged(type(error).__name__) from None


def _marks(content: bytes, kind: FileKind, limits: Limits) -> WorkbookMarks:
    if kind is FileKind.XLS:
        return xls_marks(content)
    with open_archive(content) as archive:
        must_unpack_as_declared(archive, limits)
        return xlsx_marks(archive)


def _about(sheet: CalamineSheet, mark: SheetMarks, *, is_hidden: bool) -> dict[str, Any]:
    merges = sheet.merged_cell_ranges or []
    return {
        "name": sheet.name,
        "is_hidden": is_hidden,
        "merges": [[top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in merges],
        "hidden_rows": mark.hidden_rows,
        "hidden_columns": mark.hidden_columns,
        "formulas": mark.formulas,
        "errors": mark.errors,
    }


def _rows(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """Yield the rows from row 1 of Excel on; the parser begins at the first cell that holds something."""
    if sheet.start is None:
        return
    # iter_rows starts at row 1 but leaves out the empty columns on the left.
    left = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield left + row


def _write_rows(rows: Iterable[list[Any]], limits: Limits, out: _Lines, *, written: int = 0) -> int:
    cells = 0
    for row in rows:
        end = len(row)
        while end and row[end - 1] == "":
            end -= 1
        if end > limits.columns:
            raise _too_many_columns(end, limits)
        cells += end
        if written + cells > limits.cells:
            raise _too_many_cells(limits)
        out.write([_checked(cell) for cell in row[:end]])
    return cells


def _checked(cell: Any) -> Any:
    if cell == "":
        return None
    if isinstance(cell, str) and REPLACEMENT in cell:
        raise refused(
            "broken_text",
            what=Text(
                "文件里有已经损坏的文字（“\ufffd”）。",
                "The file contains text that is already broken (U+FFFD).",
            ),
            why=Text(
                "之前转换编码时丢了字，人名可能已经错了。",
                "An earlier conversion lost characters; names may be wrong.",
            ),
            do=Text("请从原系统重新导出。", "Export it again from the original system."),
        )
    return cell


def _too_many_sheets(limits: Limits) -> FileRefusedError:
    return refused(
        "too_many_sheets",
        what=Text(f"工作表超过{limits.sheets}张。", f"There are more than {limits.sheets} sheets."),
        why=Text("这么多工作表无法逐张核对。", "Nobody can check that many."),
        do=Text("请合并或拆分后再上传。", "Merge them or split the file."),
    )


def _too_many_columns(columns: int, limits: Limits) -> FileRefusedError:
    return refused(
        "too_many_columns",
        what=Text(f"有一行写到了第{columns}列。", f"One row reaches column {columns}."),
        why=Text(f"最多读{limits.columns}列。", f"At most {limits.columns} columns are read."),
        do=Text("请删除右边多余的列后另存。", "Delete what is not needed on the right and save the file."),
    )


def _too_many_cells(limits: Limits) -> FileRefusedError:
    return refused(
        "too_many_cells",
        what=Text(f"单元格超过{limits.cells}个。", f"There are more than {limits.cells} cells."),
        why=Text("这样的文件会占满服务器内存。", "A file like this fills the memory of the server."),
        do=Text("请按县或乡镇拆分成几个文件。", "Split it by county or township."),
    )


if __name__ == "__main__":
    main()
