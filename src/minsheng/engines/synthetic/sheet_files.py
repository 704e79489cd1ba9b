"""Writing one table as a bureau would: a workbook with merged titles and a total, or a CSV in one of four encodings."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import xlsxwriter

from minsheng.engines.synthetic.writing import LABEL_EN, LABEL_ZH


class Format(StrEnum):
    """The kinds of files that bureaus send."""

    XLSX = "xlsx"
    GB18030 = "gb18030"
    UTF8 = "utf-8-sig"
    UTF16 = "utf-16"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its title, office and day, and the texts of its columns.

    ``numbers``: columns that a workbook holds as numbers. ``summed``: columns whose sum stands in the last row.
    """

    kind: str
    title: str
    office: str
    on: date
    columns: dict[str, pa.Array]
    numbers: frozenset[str] = frozenset()
    summed: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    @property
    def full_title(self) -> str:
        """The title that stands above the table; it says that the people are made up."""
        return f"{self.title}（{LABEL_ZH}）"


def write_sheet(path: Path, sheet: Sheet, form: Format) -> Path:
    """Write a table and return the file, whose ending fits the format."""
    path = path.with_name(f"{path.name}.{'xlsx' if form is Format.XLSX else 'csv'}")
    path.parent.mkdir(parents=True, exist_ok=True)
    if form is Format.XLSX:
        _write_workbook(path, sheet)
    else:
        path.write_bytes(_as_csv(sheet).encode(form.value, errors="strict"))
    return path


def _as_csv(sheet: Sheet) -> str:
    rows = io.BytesIO()
    options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
    pyarrow.csv.write_csv(pa.table(sheet.columns), rows, options)
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    width = len(sheet.columns)
    for line in (*_above(sheet), list(sheet.columns)):
        lines.writerow([*line, *[""] * (width - len(line))][:width])
    # In this form an empty text and nothing are both an empty cell.
    text.write(rows.getvalue().decode("utf-8"))
    lines.writerow(_total(sheet))
    return text.getvalue()


def _above(sheet: Sheet) -> tuple[list[str], list[str]]:
    day = f"{sheet.on.year}年{sheet.on.month}月{sheet.on.day}日"
    return [sheet.full_title], [f"制表单位：{sheet.office}", "", f"填表日期：{day}"]


def _total(sheet: Sheet) -> list[str]:
    """Return the last row: the word, and the sum of every column that is summed up."""
    cells = ["合计"]
    for name, column in list(sheet.columns.items())[1:]:
        is_summed = name in sheet.summed
        cells.append(str(pc.sum(column.cast(pa.decimal128(18, 2))).as_py() or 0) if is_summed else "")
    return cells


def _write_workbook(path: Path, sheet: Sheet) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    book.set_properties(
        {
            "title": sheet.full_title,
            "subject": LABEL_EN,
            "comments": f"{LABEL_ZH} {LABEL_EN}",
            "created": datetime(sheet.on.year, sheet.on.month, sheet.on.day, tzinfo=UTC),
        }
    )
    page = book.add_worksheet("Sheet1")
    heading = book.add_format({"bold": True, "align": "center", "font_size": 16})
    bold = book.add_format({"bold": True, "border": 1})
    last = len(sheet.columns) - 1
    (title,), (office, _, day) = _above(sheet)
    page.merge_range(0, 0, 0, last, title, heading)
    page.write_string(1, 0, office)
    page.write_string(1, min(2, last), day)
    for place, name in enumerate(sheet.columns):
        page.write_string(2, place, name, bold)
    is_number = [name in sheet.numbers for name in sheet.columns]
    row = 3
    for cells in zip(*(column.to_pylist() for column in sheet.columns.values()), strict=True):
        for place, cell in enumerate(cells):
            if cell:
                if is_number[place]:
                    page.write_number(row, place, float(cell))
                else:
                    page.write_string(row, place, cell)
        row += 1
    for place, text in enumerate(_total(sheet)):
        if text:
            page.write_string(row, place, text, bold)
    book.close()
