"""The rows of the awkward workbooks, and how they are put into files. Everybody in them is invented (合成数据)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from tests.kernel.intake.synthetic import HEAD, NEIGHBOUR, SON, WIDOW, WIFE, WORKER, identity

SYNTHETIC = "合成数据，不是真实人员"
Rows = Sequence[Sequence[Any]]

PEOPLE_HEADER = [
    "户号",
    "姓名",
    "身份证号码",
    "与户主关系",
    "性别",
    "出生日期",
    "所在村",
    "月工资性收入（元）",
]
PEOPLE = [
    ["0001", "张三", HEAD, "户主", "男", "1950-11-03", "翠峰镇水峪村", 0],
    ["0001", "李四", WIFE, "妻子", "女", "1952-12-20", "翠峰镇水峪村", ""],
    ["0001", "张五", SON, "长子", "男", "1978-01-09", "翠峰镇水峪村", 2650.5],
    ["0002", "王六", WIDOW, "户主", "女", "1936-07-12", "静升镇尹方村", 0],
]
ROLL_HEADER = ["序号", "姓名", "身份证号", "补贴金额（元/月）", "享受时间"]
ROLL = [
    [1, "王六", WIDOW, 100, "2026-08"],
    [2, "张三", HEAD, 50, "2025-01"],
    [3, "赵七", NEIGHBOUR, 50, "2024年3月"],
]
DATES = [
    ["张三", HEAD, "1950-11-3", 44931],
    ["李四", WIFE, "1952/12/20", "2023-1-5"],
    ["张五", SON, "19780109", "2023.01.05"],
    ["王六", WIDOW, "1936年7月", "2023年1月5日"],
    ["孙八", WORKER, "一九八五年五月十八日", 20230105],
    ["赵七", NEIGHBOUR, date(1943, 2, 27), date(2023, 1, 5)],
    ["周九", identity("19990909", 109), "1999-09-09", "05/01/2023"],
    ["吴十", identity("19990909", 111), "1999-09-09", "23-1-5"],
    ["郑甲", identity("19990909", 113), "1999-09-09", 2023.1],
    ["冯乙", identity("19990909", 115), "1999-09-09", "2023-02-30"],
    ["陈丙", identity("19990909", 117), "1999-09-09", "民国二十五年"],
    ["褚丁", identity("19990909", 119), "1999-09-09", 2023],
]
DATES_HEADER = ["姓名", "身份证号", "出生年月日", "失业登记时间"]


class Book:
    """An .xlsx whose bytes are the same every time."""

    def __init__(self, path: Path, **options: Any) -> None:
        self.book = xlsxwriter.Workbook(path, options)
        self.book.set_properties({"title": SYNTHETIC, "created": datetime(2026, 11, 24)})  # noqa: DTZ001
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})

    def sheet(self, name: str, rows: Rows, *, from_row: int = 0) -> Any:
        sheet = self.book.add_worksheet(name)
        for row, cells in enumerate(rows, start=from_row):
            for column, cell in enumerate(cells):
                self.write(sheet, row, column, cell)
        return sheet

    def write(self, sheet: Any, row: int, column: int, cell: Any) -> None:
        if isinstance(cell, str):
            sheet.write_string(row, column, cell) if cell else None
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self.day)
        else:
            sheet.write_number(row, column, cell)


def as_csv(path: Path, rows: Iterable[Sequence[Any]], *, encoding: str, delimiter: str = ",") -> None:
    """Write rows as text, quoting only where it is needed."""

    def quoted(cell: Any) -> str:
        text = str(cell)
        return f'"{text}"' if delimiter in text or "\n" in text else text

    text = "".join(delimiter.join(quoted(cell) for cell in row) + "\r\n" for row in rows)
    path.write_bytes(text.encode(encoding))


MAKERS: dict[str, Callable[[Path], None]] = {}


def makes(name: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register the function that makes a file."""

    def register(maker: Callable[[Path], None]) -> Callable[[Path], None]:
        MAKERS[name] = maker
        return maker

    return register
