"""Text files: read strictly in the encodings bureaus use, never guessed."""

from __future__ import annotations

import pytest
from tests.kernel.intake.reading_files import preview_bytes

from minsheng.kernel.intake.problems import FileRefusedError
from minsheng.kernel.intake.reading.encodings import decoded, delimiter_of, rows_of_text
from minsheng.kernel.intake.reading.limits import DEFAULT
from minsheng.kernel.intake.reading.reading import read_workbook

TEXT = "姓名,身份证号,住址\r\n张𠮷,14072919501103101X,㐀村·东\r\n" * 20


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
    ],
)
def test_every_encoding_gives_the_same_rows(content: bytes) -> None:
    assert decoded(content)[0] == TEXT


def test_gbk_is_read_as_its_superset() -> None:
    text = "姓名,住址\n王六,尹方村\n"

    assert decoded(text.encode("gbk")) == (text, "gb18030")


def test_another_encoding_that_looks_like_chinese_is_not_imported_as_nonsense() -> None:
    big5 = "姓名,身分證號,金額\n張三,14072919501103101X,5\n".encode("big5")

    with pytest.raises(FileRefusedError):
        preview_bytes(big5, file_name="名冊.csv")


def test_a_wrong_byte_is_named_by_its_place() -> None:
    with pytest.raises(FileRefusedError, match="from byte 9 on"):
        decoded("姓名,".encode("gb18030") + b"abcd\xff\xff")


def test_a_cut_utf_16_file_is_refused() -> None:
    with pytest.raises(FileRefusedError, match="byte"):
        decoded(b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1])


def test_text_that_was_broken_before_it_came_here_is_refused() -> None:
    with pytest.raises(FileRefusedError, match="already broken"):
        read_workbook("姓名\n张\ufffd\n".encode(), file_name="a.csv")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_what_the_lines_agree_on(delimiter: str) -> None:
    lines = [
        ["一张没有分隔符的标题"],
        ["姓名", "金额", "住址"],
        ["张三", "1,234.50", "甲村;一组"],
        ["李四", "5", "乙村"],
    ]
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in line] for line in lines]

    assert delimiter_of("\n".join(delimiter.join(line) for line in quoted)) == delimiter


def test_a_quoted_cell_may_hold_line_ends_and_delimiters() -> None:
    text = '姓名,住址\n张三,"甲村,\n一组"\n'

    assert list(rows_of_text(text, DEFAULT)) == [["姓名", "住址"], ["张三", "甲村,\n一组"]]


def test_a_quotation_mark_without_its_partner_swallows_nothing() -> None:
    with pytest.raises(FileRefusedError, match="do not pair up"):
        list(rows_of_text('姓名,住址\n张三,"甲村\n李四,乙村\n', DEFAULT))


def test_rows_keep_the_numbers_that_excel_shows() -> None:
    workbook = read_workbook("标题\n\n姓名,金额\n张三,5\n".encode(), file_name="a.csv")

    assert [number for number, cells in workbook.sheets[0].numbered_rows() if cells] == [1, 3, 4]
