"""Reading a file that a bureau sent: the only way from bytes to cells.

Size and archive are checked here, before anything is unpacked; parsing happens in a child process with limits on
memory and time. Whatever goes wrong there becomes a sentence a clerk can act on.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime, time
from pathlib import Path
from threading import Thread, Timer
from typing import IO, Any

import minsheng
from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.problems import FileRefusedError, Note, Place, Problem, refused
from minsheng.kernel.intake.reading.archive import examine
from minsheng.kernel.intake.reading.child import ZIPPED
from minsheng.kernel.intake.reading.limits import DEFAULT, MEBIBYTE, Limits
from minsheng.kernel.intake.reading.recognising import recognise
from minsheng.kernel.intake.reading.workbook import Cell, FileKind, Merge, Sheet, Workbook

log = logging.getLogger(__name__)

CHILD = "minsheng.kernel.intake.reading.child"
_USUAL_ENDINGS = {
    FileKind.XLSX: (".xlsx",),
    FileKind.XLSB: (".xlsb",),
    FileKind.XLS: (".xls", ".et"),
    FileKind.ODS: (".ods",),
    FileKind.TEXT: (".csv", ".txt", ".tsv"),
}


def read_workbook(content: bytes, *, file_name: str, limits: Limits = DEFAULT) -> Workbook:
    """Return the cells of a spreadsheet. Raises FileRefusedError, naming what to do, for anything else."""
    try:
        return _read(content, file_name, limits)
    except FileRefusedError as error:
        raise FileRefusedError(problem.at(Place(file_name)) for problem in error.problems) from None


def _read(content: bytes, file_name: str, limits: Limits) -> Workbook:
    if len(content) > limits.file_bytes:
        raise _file_too_large(len(content), limits)
    kind = recognise(content)
    if kind in ZIPPED:
        examine(content, limits)
    fingerprint = hashlib.sha256(content).hexdigest()
    workbook = Workbook(file_name=file_name, kind=kind, fingerprint=fingerprint, sheets=[])
    _note_a_misleading_name(workbook)
    _parse(content, workbook, limits)
    return workbook


def _file_too_large(size: int, limits: Limits) -> FileRefusedError:
    allowed = limits.file_bytes // MEBIBYTE
    return refused(
        "file_too_large",
        what=Text(
            f"文件有{size // MEBIBYTE} MB，超过上限{allowed} MB。",
            f"The file has {size // MEBIBYTE} MB; {allowed} MB are allowed.",
        ),
        why=Text("过大的文件会占满服务器。", "Files larger than that fill the server."),
        do=Text("请按县或乡镇拆分成几个文件。", "Split it by county or township."),
    )


def _note_a_misleading_name(workbook: Workbook) -> None:
    if not workbook.file_name.lower().endswith(_USUAL_ENDINGS[workbook.kind]):
        kind = workbook.kind.value
        text = Text(
            f"文件名与内容不符，按内容作为 {kind} 读取。",
            f"The name does not fit; by its content it was read as {kind}.",
        )
        workbook.notes.append(Note("misleading_name", text))


def _parse(content: bytes, workbook: Workbook, limits: Limits) -> None:
    task = json.dumps({"kind": workbook.kind.value, "limits": asdict(limits)}).encode() + b"\n"
    child = subprocess.Popen(  # noqa: S603 (our own module, no shell, no word from outside)
        [sys.executable, "-P", "-m", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_bare_environment(),
    )
    killer = Timer(limits.wall_seconds, child.kill)
    feeder = Thread(target=_feed, args=(child.stdin, task, content), daemon=True)
    with child:
        killer.start()
        feeder.start()
        try:
            if child.stdout is None or not _take(child.stdout, workbook):
                _log_the_end(child)
                raise _gave_up()
        finally:
            killer.cancel()
            child.kill()
            feeder.join()


def _log_the_end(child: subprocess.Popen[bytes]) -> None:
    """Leave a trace for developers: the exit code, and the kind of error if there was one; never its text."""
    last_words = child.stderr.read(100_000).decode("utf-8", errors="replace").strip() if child.stderr else ""
    error = last_words.rpartition("\n")[2].partition(":")[0]
    log.warning("The parser of a workbook ended with code %s %s", child.wait(), error)


def _bare_environment() -> dict[str, str]:
    """Return just enough environment to find the package: the child has no business with secrets."""
    package_root = str(Path(minsheng.__file__).resolve().parent.parent)
    paths = [package_root, *(path for path in sys.path if path)]
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _feed(pipe: IO[bytes], task: bytes, content: bytes) -> None:
    # A child that was killed has closed its end.
    with suppress(BrokenPipeError, OSError), pipe:
        pipe.write(task)
        pipe.write(content)


def _take(lines: IO[bytes], workbook: Workbook) -> bool:
    """Build the workbook from the lines of the child; say whether it came to its end."""
    rows: list[list[Cell]] = []
    decode = json.JSONDecoder(object_hook=_untagged).decode
    for line in lines:
        if not line.endswith(b"\n"):
            return False
        if line.startswith(b"["):
            rows.append(decode(line.decode("utf-8")))
            continue
        about: dict[str, Any] = json.loads(line)
        if "sheet" in about:
            rows = []
            workbook.sheets.append(_sheet(about["sheet"], rows))
        elif "workbook" in about:
            workbook.starts_in_1904 = about["workbook"]["starts_in_1904"]
            _note_the_encoding(workbook, about["workbook"]["encoding"])
        elif "refused" in about:
            raise FileRefusedError(_problem(problem) for problem in about["refused"])
        else:
            return "done" in about
    return False


def _untagged(value: dict[str, str]) -> Any:
    """Return what the child marked with a type of its own."""
    [(kind, text)] = value.items()
    if kind == "moment":
        return datetime.fromisoformat(text)
    if kind == "day":
        return date.fromisoformat(text)
    return time.fromisoformat(text) if kind == "time" else text


def _sheet(about: dict[str, Any], rows: list[list[Cell]]) -> Sheet:
    return Sheet(
        name=about["name"],
        rows=rows,
        is_hidden=about.get("is_hidden", False),
        merges=tuple(Merge(*corners) for corners in about.get("merges", [])),
        hidden_rows=frozenset(about.get("hidden_rows", [])),
        hidden_columns=frozenset(about.get("hidden_columns", [])),
        formulas={int(column): frozenset(found) for column, found in about.get("formulas", {}).items()},
        errors={int(column): frozenset(found) for column, found in about.get("errors", {}).items()},
    )


def _problem(plain: dict[str, Any]) -> Problem:
    return Problem(plain["code"], what=Text(*plain["what"]), why=Text(*plain["why"]), do=Text(*plain["do"]))


def _note_the_encoding(workbook: Workbook, encoding: str) -> None:
    if encoding and encoding != "utf-8":
        name = encoding.upper()
        workbook.notes.append(
            Note("encoding", Text(f"文字编码为 {name}。", f"The text is encoded as {name}."))
        )


def _gave_up() -> FileRefusedError:
    return refused(
        "parser_stopped",
        what=Text(
            "读这个文件时超出了内存或时间上限。", "Reading the file took more memory or time than is allowed."
        ),
        why=Text(
            "文件过大、已损坏，或可能是恶意文件；没有导入任何内容。",
            "It is too large, damaged or hostile; nothing of it was imported.",
        ),
        do=Text(
            "请用 Excel 或 WPS 打开，删掉空白的行列，按乡镇拆分后另存为 .xlsx。",
            "Open it in Excel or WPS, delete empty rows and columns, split it by township and save it as .xlsx.",
        ),
    )
