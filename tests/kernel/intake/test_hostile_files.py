"""Files that are not what they say, or mean harm: refused before they can do any."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from tests.kernel.intake.make_workbooks import FOLDER

from minsheng.kernel.intake.problems import FileRefusedError
from minsheng.kernel.intake.reading import reading
from minsheng.kernel.intake.reading.archive import examine
from minsheng.kernel.intake.reading.limits import DEFAULT
from minsheng.kernel.intake.reading.reading import read_workbook

GOOD = (FOLDER / "merged_titles.xlsx").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def codes(content: bytes, name: str = "file.xlsx", **limits: int) -> list[str]:
    """Return why a file is refused."""
    with pytest.raises(FileRefusedError) as refusal:
        read_workbook(content, file_name=name, limits=replace(DEFAULT, **limits))
    assert all(name in sentence for sentence in refusal.value.sentences())
    return [problem.code for problem in refusal.value.problems]


def with_parts(extra: dict[str, bytes], *, change: Callable[[zipfile.ZipInfo], None] | None = None) -> bytes:
    """Return a good workbook with more parts in its archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in extra:
                new.writestr(name, old.read(name))
        for name, content in extra.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(entry)
            new.writestr(entry, content)
    return buffer.getvalue()


def test_a_bomb_is_refused_from_its_directory_without_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = with_parts({"xl/worksheets/sheet9.xml": bytes(120 * 2**20)})
    monkeypatch.setattr(reading, "_parse", lambda *_: pytest.fail("it was unpacked"))

    assert len(bomb) < 2**20
    assert codes(bomb) == ["zip_bomb"]


def test_a_file_that_unpacks_beyond_the_limit_is_refused() -> None:
    assert codes(GOOD, unpacked_bytes=2_000) == ["unpacks_too_large"]


def test_a_directory_that_lies_about_sizes_is_found_out_while_unpacking() -> None:
    honest = with_parts({"xl/worksheets/sheet9.xml": bytes(3 * 2**20)})
    size = struct.pack("<I", 3 * 2**20)
    lying = honest.replace(size, struct.pack("<I", 100))
    examine(lying, replace(DEFAULT, unpacked_bytes=2**20))

    assert codes(lying, unpacked_bytes=2**20) in (["damaged"], ["unpacks_too_large"])


def test_a_thousand_parts_too_many_are_refused() -> None:
    crowded = with_parts({f"xl/media/{number}.txt": b"" for number in range(2_100)})

    assert codes(crowded) == ["zip_bomb"]


@pytest.mark.parametrize("name", ["../../etc/cron.d/evil", "/etc/passwd", "C:/evil.xml", "xl\\..\\..\\evil"])
def test_names_that_point_outside_are_refused(name: str) -> None:
    assert codes(with_parts({name: b"x"})) == ["hostile_archive"]


def test_links_in_the_archive_are_refused() -> None:
    def as_link(entry: zipfile.ZipInfo) -> None:
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert codes(with_parts({"xl/link": b"/etc/passwd"}, change=as_link)) == ["hostile_archive"]


def test_an_archive_within_the_archive_is_refused() -> None:
    assert codes(with_parts({"xl/embeddings/more.zip": GOOD})) == ["hostile_archive"]


def test_two_parts_of_one_name_are_refused() -> None:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("XL/workbook.xml", b"<workbook/>")

    assert codes(buffer.getvalue()) == ["hostile_archive"]


def test_a_document_type_is_refused_before_anything_can_be_expanded() -> None:
    laughs = b'<!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet>&lol;</worksheet>'

    assert codes(with_parts({"xl/worksheets/sheet1.xml": laughs})) == ["xml_document_type"]


def test_macros_are_refused() -> None:
    assert codes(with_parts({"xl/vbaProject.bin": b"\x00"}), name="名册.xlsm") == ["macros"]
    assert codes(OLE + "_VBA_PROJECT_CUR".encode("utf-16-le"), name="old.xls") == ["macros"]


def test_a_password_is_named_as_the_reason() -> None:
    assert codes(OLE + "EncryptedPackage".encode("utf-16-le")) == ["encrypted"]


def test_something_before_the_archive_is_refused() -> None:
    assert codes(b"PK<html>" + GOOD) == ["damaged"]


@pytest.mark.parametrize("keep", [1_000, 4_000, len(GOOD) - 5])
def test_a_file_cut_short_is_called_damaged(keep: int) -> None:
    assert codes(GOOD[:keep])[0] in ("damaged", "compressed")


def test_flipped_bytes_never_end_in_anything_but_a_sentence() -> None:
    for position in range(60, len(GOOD) - 60, 397):
        changed = GOOD[:position] + bytes([GOOD[position] ^ 0xFF]) + GOOD[position + 1 :]
        with suppress(FileRefusedError):
            examine(changed, DEFAULT)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n\t", "empty_file"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n...", "picture"),
        (b"7z\xbc\xaf\x27\x1c...", "compressed"),
        (b"MIME-Version: 1.0\nX: y", "web_archive"),
        (b"\xef\xbb\xbf<HTML><table>", "html_as_spreadsheet"),
        (b"\xff\xfe" + "<html>".encode("utf-16-le"), "html_as_spreadsheet"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "xml_spreadsheet"),
        (OLE, "unknown_office"),
        (OLE + "WordDocument".encode("utf-16-le"), "word"),
        (b"\x00\x01\x02\x03" * 200, "encoding"),
    ],
)  # fmt: skip
def test_every_pretender_gets_its_own_sentence(content: bytes, code: str) -> None:
    assert codes(content, name="名册.xls") == [code]


def test_an_archive_of_something_else_is_told_to_be_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("名册.csv", "姓名")

    assert codes(buffer.getvalue(), name="名册.zip") == ["compressed"]


def test_a_workbook_too_large_for_the_memory_of_the_parser_becomes_a_sentence() -> None:
    assert codes(GOOD, memory_bytes=8 * 2**20) == ["parser_stopped"]


def test_a_parser_that_takes_too_long_is_stopped() -> None:
    assert codes(GOOD, wall_seconds=0) == ["parser_stopped"]


def test_too_many_cells_or_columns_are_refused() -> None:
    assert codes(GOOD, cells=10) == ["too_many_cells"]
    assert codes(GOOD, columns=3) == ["too_many_columns"]
    assert codes(GOOD, file_bytes=100) == ["file_too_large"]


def test_the_name_of_a_file_does_not_decide_what_it_is() -> None:
    workbook = read_workbook(GOOD, file_name="名册.xls")

    assert workbook.kind.value == "xlsx"
    assert [note.code for note in workbook.notes] == ["misleading_name"]


def test_the_parser_sees_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINSHENG_SECRET_KEY", "secret")

    assert not any(name.startswith("MINSHENG") for name in reading._bare_environment())


def test_a_crc_error_is_damage() -> None:
    position = GOOD.index(b"xl/sharedStrings.xml") + 40
    broken = GOOD[:position] + zlib.compress(b"x" * 8)[:4] + GOOD[position + 4 :]

    assert codes(broken) == ["damaged"]


def open_document(row: str) -> bytes:
    """Return an .ods with one row."""
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    sheet = f'<table:table table:name="甲">{row}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content{spaces}>{body}</office:document-content>")
    return buffer.getvalue()


CELL = '<table:table-cell office:value-type="string"{}><text:p>姓名</text:p></table:table-cell>'


def test_an_open_document_is_read_as_well() -> None:
    workbook = read_workbook(
        open_document(f"<table:table-row>{CELL.format('')}</table:table-row>"), file_name="a.ods"
    )

    assert (workbook.kind.value, workbook.sheets[0].rows) == ("ods", [["姓名"]])


def test_a_thousand_million_repeated_cells_are_refused() -> None:
    cell = CELL.format(' table:number-columns-repeated="1024"')
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'

    assert codes(open_document(row), name="a.ods", memory_bytes=256 * 2**20)[0] in (
        "damaged",
        "parser_stopped",
    )
