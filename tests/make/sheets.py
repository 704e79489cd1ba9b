"""A half-good list of the people of 玉成村, as a bureau would send it: CSV or a workbook."""

from __future__ import annotations

import io
from datetime import date

import xlsxwriter
from tests.make.town import identity

HEADER = ("户号", "姓名", "身份证号", "与户主关系", "所在村", "月工资性收入（元）")
TITLE = "玉成村人口登记表（合成数据）"
GOOD = (
    ("0001", "郝新来", identity(date(1955, 3, 1), 41), "户主", "翠峰镇玉成村", "0"),
    ("0001", "郝媳妇", identity(date(1957, 8, 9), 42), "妻", "翠峰镇玉成村", "1200.50"),
    ("0002", "温新来", identity(date(1962, 4, 5), 43), "户主", "翠峰镇玉成村", ""),
)
BAD = (
    ("0003", "错号码", identity(date(1950, 1, 1), 44)[:17] + "?", "户主", "翠峰镇玉成村", "0"),
    ("0004", "", identity(date(1951, 1, 1), 45), "户主", "翠峰镇玉成村", "0"),
)
TOTAL = ("合计", "", "", "", "", "1200.50")


def as_csv(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> bytes:
    """Return rows under a title and a header, in the encoding that bureaus use."""
    lines = [TITLE, *(",".join(row) for row in (header, *rows))]
    return "\n".join(lines).encode("gb18030")


def as_workbook(
    *rows: tuple[str, ...], header: tuple[str, ...] = HEADER, numbers_as_numbers: bool = False
) -> bytes:
    """Return the same as a workbook; numbers_as_numbers makes the mistake that ruins identity numbers."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("玉成村")
        sheet.write(0, 0, TITLE)
        for number, row in enumerate((header, *rows), start=1):
            for column, cell in enumerate(row):
                if numbers_as_numbers and column == 2 and number > 1:
                    sheet.write_number(number, column, float(cell[:17] + "0"))
                else:
                    sheet.write_string(number, column, cell)
    return buffer.getvalue()
