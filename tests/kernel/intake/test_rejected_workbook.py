"""The workbook that goes back to the bureau."""

from __future__ import annotations

import io
from typing import Any

import pytest
from python_calamine import load_workbook
from tests.kernel.intake.reading_files import kind_called, preview_bytes, preview_file, preview_rows
from tests.kernel.intake.synthetic import HEAD, WIDOW

from minsheng.kernel.intake.checking.rejected_workbook import (
    as_harmless_text,
    rejected_workbook,
    rejections_of,
)

AGED = kind_called("roll_advanced_age_allowance")


def sheets(content: bytes) -> list[list[list[Any]]]:
    """Return the cells of a workbook."""
    with load_workbook(io.BytesIO(content)) as book:
        return [book.get_sheet_by_index(index).to_python() for index in range(len(book.sheet_names))]


def test_every_rejected_row_stands_there_as_it_was_sent_with_its_reasons() -> None:
    preview = preview_file("half_good.xlsx")

    rows, summary = sheets(rejected_workbook(rejections_of(preview)))

    assert len(rows) - 1 == len(preview.rejected) == 12
    assert rows[0][:5] == ["原因", "工作表", "行号", "户号", "姓名"]
    assert rows[1][2] == "4"
    assert "校验位不符" in rows[1][0]
    assert rows[1][5] == preview.rejected[0].cells[2]
    assert ["读到", "16"] in summary
    assert ["可以导入", "4"] in summary


def test_numbers_and_names_are_text_so_that_digits_stay() -> None:
    rows, _ = sheets(rejected_workbook(rejections_of(preview_file("half_good.xlsx"))))

    assert all(isinstance(cell, str) for row in rows for cell in row)


@pytest.mark.parametrize("beginning", list("=+-@＝＋－＠\t"))
def test_nothing_that_was_sent_can_become_a_formula(beginning: str) -> None:
    evil = f"{beginning}HYPERLINK(0)"
    preview = preview_rows(AGED, ["姓名", "身份证号", "金额"], [f"x{evil}", "1", evil], title="高龄津贴")

    rows, _ = sheets(rejected_workbook(rejections_of(preview)))

    assert not any(str(cell).startswith(beginning) for cell in rows[1])
    assert as_harmless_text("张三") == "张三"


def test_the_corrected_workbook_can_be_sent_again() -> None:
    preview = preview_rows(
        AGED, ["姓名", "身份证号", "金额"], ["张三", HEAD, "5x"], ["王六", WIDOW, "50"], title="高龄津贴"
    )
    rows, _ = sheets(rejected_workbook(rejections_of(preview)))
    rows[1] = ["5" if cell == "5x" else cell for cell in rows[1]]
    again = "\n".join("\t".join(str(cell).replace("\n", " ") for cell in row) for row in rows).encode()

    corrected = preview_bytes(again, file_name="高龄津贴更正.csv")

    assert [row.values["amount_fen"] for row in corrected.accepted] == [500]


def test_the_workbook_speaks_english_to_those_who_ask() -> None:
    rows, summary = sheets(rejected_workbook(rejections_of(preview_file("half_good.xlsx")), language="en"))

    assert rows[0][0] == "reasons"
    assert "does not fit the seventeen before it" in rows[1][0]
    assert ["rejected", "12"] in summary
