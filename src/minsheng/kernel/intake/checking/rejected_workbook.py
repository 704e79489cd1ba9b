"""The workbook of rejected rows that goes back to the bureau: each row as it was sent, and what is wrong with it.

Everything is written as text, so that identity numbers keep their digits, and nothing in a cell can become a formula.
The bureau corrects the rows in place and sends the same file again: its first columns are named so that they are
left out.
"""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import xlsxwriter

from minsheng.kernel.intake.checking.cells import shown
from minsheng.kernel.intake.reading.workbook import column_letter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minsheng.kernel.intake.checking.preview import Preview
    from minsheng.kernel.intake.checking.rows import RejectedRow, SetAsideRow
    from minsheng.kernel.intake.reading.workbook import Cell

# A cell that begins with one of these may be run as a formula by a program that opens the file as text.
FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
WORDS = {
    "zh-hans": (
        *("未导入的行", "说明", "工作表", "行号", "原因", "列", "没有列名"),
        *("读到", "可以导入", "未导入", "不是数据"),
    ),
    "en": (
        *("rejected rows", "summary", "sheet", "row", "reasons", "column", "no header"),
        *("counted", "accepted", "rejected", "no data"),
    ),
}


@dataclass(frozen=True, slots=True)
class Rejections:
    """What goes back: the counts, the headers by column, and the rows that were not taken or are no data."""

    file_name: str
    headers: Mapping[int, str]
    counted: int
    accepted: int
    rejected: Sequence[RejectedRow]
    set_aside: Sequence[SetAsideRow]


def rejections_of(preview: Preview) -> Rejections:
    """Return what goes back from a preview. Sheets of one file have the same headers; the first one's are shown."""
    return Rejections(
        file_name=preview.file_name,
        headers={header.column: header.text for header in preview.tables[0].rows.headers},
        counted=preview.counted,
        accepted=len(preview.accepted),
        rejected=preview.rejected,
        set_aside=preview.set_aside,
    )


def rejected_workbook(rejections: Rejections, *, language: str = "zh-hans") -> bytes:
    """Return an .xlsx of the rejected rows with their reasons. It is as secret as the file they came from."""
    words = WORDS["en" if language.lower().startswith("en") else "zh-hans"]
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        formats = {
            "head": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EEF2F0"}
            ),
            "text": book.add_format({"num_format": "@", "valign": "top"}),
            "reason": book.add_format(
                {"num_format": "@", "text_wrap": True, "valign": "top", "font_color": "#9B1C1C"}
            ),
        }
        sheet = book.add_worksheet(words[0])
        _write_rows(sheet, rejections, words, formats, language)
        _write_summary(book.add_worksheet(words[1]), rejections, words, formats, language)
    return buffer.getvalue()


def as_harmless_text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: a leading sign is preceded by an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA_BEGINNINGS) else text


def _write_rows(
    sheet: Any, rejections: Rejections, words: Sequence[str], formats: dict[str, Any], language: str
) -> None:
    width = max((len(row.cells) for row in rejections.rejected), default=0)
    headers = _headers(rejections, width, words)
    for column, text in enumerate([words[4], words[2], words[3], *headers]):
        sheet.write_string(0, column, as_harmless_text(text), formats["head"])
    for number, row in enumerate(rejections.rejected, start=1):
        sheet.write_string(number, 0, _reasons(row, language), formats["reason"])
        sheet.write_string(number, 1, as_harmless_text(row.place.sheet), formats["text"])
        sheet.write_string(number, 2, str(row.place.row), formats["text"])
        for column, cell in enumerate(row.cells, start=3):
            sheet.write_string(number, column, as_harmless_text(text_of_cell(cell)), formats["text"])
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 2 + width, 18)
    sheet.freeze_panes(1, 1)


def _headers(rejections: Rejections, width: int, words: Sequence[str]) -> list[str]:
    """Return the headers, or the letter of a column that has none."""
    nameless = (f"{words[5]}{column_letter(column)}({words[6]})" for column in range(width))
    return [rejections.headers.get(column, other) for column, other in enumerate(nameless)]


def _reasons(row: RejectedRow, language: str) -> str:
    lines = []
    for problem in row.problems:
        column = f"“{problem.place.column}”" if problem.place.column else ""
        lines.append(f"{column}{problem.reason(language)}")
    return as_harmless_text("\n".join(lines))


def text_of_cell(cell: Cell) -> str:
    """Return a cell as text, whole."""
    return cell if isinstance(cell, str) else shown(cell)


def _write_summary(
    sheet: Any, rejections: Rejections, words: Sequence[str], formats: dict[str, Any], language: str
) -> None:
    counts = (rejections.counted, rejections.accepted, len(rejections.rejected), len(rejections.set_aside))
    lines = [(rejections.file_name, "")]
    lines.extend((word, str(count)) for word, count in zip(words[7:], counts, strict=True))
    reasons = Counter(
        problem.what.in_language(language) for row in rejections.rejected for problem in row.problems
    )
    lines.extend((reason, str(count)) for reason, count in reasons.most_common())
    lines.extend(
        (f"{row.place.sheet} {row.place.row}", row.reason.in_language(language))
        for row in rejections.set_aside
    )
    for number, (left, right) in enumerate(lines):
        sheet.write_string(number, 0, as_harmless_text(left), formats["text"])
        sheet.write_string(number, 1, as_harmless_text(right), formats["text"])
    sheet.set_column(0, 1, 50)
