"""Text files in the encodings that bureaus use: read strictly and in a fixed order, never guessed.

A byte-order mark decides. Without one, zero bytes tell UTF-16; then UTF-8 is tried, which almost never fits by
accident, and then GB18030. A file that fits none is refused with the place of the first wrong byte.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.problems import FileRefusedError, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.kernel.intake.reading.limits import Limits

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DELIMITERS = ",\t;|"
REPLACEMENT = "\ufffd"
# Where UTF-16 text has zero bytes, and how many there must be to believe it (digits, commas and line ends have them).
_SAMPLE_BYTES = 4096
_ZERO_SHARE, _ZERO_MAJORITY = 0.1, 4
# Control characters that no table has; tabs, line ends and the end-of-file mark of DOS may be there.
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding. Raises FileRefusedError with the first wrong byte."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding, skipped=len(mark)), encoding
    by_zeros = _utf_16_without_a_mark(content)
    if by_zeros:
        return _strictly(content, by_zeros), by_zeros
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strictly(content, "gb18030"), "gb18030"


def _strictly(content: bytes, encoding: str, *, skipped: int = 0) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _does_not_decode(error.start + skipped) from None
    if control := _CONTROL.search(text):
        raise _does_not_decode(len(text[: control.start()].encode(encoding)) + skipped)
    return text


def _utf_16_without_a_mark(content: bytes) -> str:
    sample = content[:_SAMPLE_BYTES]
    pairs = len(sample) // 2
    if not pairs or b"\x00" not in sample:
        return ""
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    # A few Chinese characters (一, U+4E00) have a zero byte on the other side.
    if high >= pairs * _ZERO_SHARE and low * _ZERO_MAJORITY < high:
        return "utf-16-le"
    if low >= pairs * _ZERO_SHARE and high * _ZERO_MAJORITY < low:
        return "utf-16-be"
    return ""


def _does_not_decode(byte: int) -> FileRefusedError:
    return refused(
        "encoding",
        what=Text(f"从第{byte}个字节起读不懂文字编码。", f"The text cannot be decoded from byte {byte} on."),
        why=Text(
            "文件应为 UTF-8、UTF-16 或 GB18030（GBK）编码；猜编码会写错人名。",
            "It should be UTF-8, UTF-16 or GB18030 (GBK); guessing would misspell names.",
        ),
        do=Text(
            "请用 Excel 或 WPS 打开，另存为 .xlsx 后上传。",
            "Open it in Excel or WPS, save it as .xlsx and upload that file.",
        ),
    )


def delimiter_of(text: str) -> str:
    """Return the sign that separates the columns: the one most lines of the beginning agree on."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:50]
    best, best_score = ",", (0, 0)
    for delimiter in DELIMITERS:
        counts = Counter(_outside_quotes(line, delimiter) for line in lines)
        del counts[0]
        if counts:
            columns, agreeing = counts.most_common(1)[0]
            best, best_score = max(
                (best, best_score), (delimiter, (agreeing, columns)), key=lambda one: one[1]
            )
    return best


def _outside_quotes(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line.split('"')[::2])


def rows_of_text(text: str, limits: Limits) -> Iterator[list[str]]:
    """Yield the rows of a text table. Quoted cells may contain line ends. Raises FileRefusedError."""
    csv.field_size_limit(limits.cell_characters)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        yield from reader
    except csv.Error:
        raise refused(
            "quotes",
            what=Text(
                f"第{reader.line_num}行附近的引号没有配对。",
                f"The quotation marks do not pair up near line {reader.line_num}.",
            ),
            why=Text(
                "引号不配对时，后面的行会被并进一个格子。",
                "Without its partner a mark swallows the rows after it.",
            ),
            do=Text(
                "请补上或去掉该行的引号后重新上传。",
                "Add or remove the mark in that line and upload the file again.",
            ),
        ) from None
