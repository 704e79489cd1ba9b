"""Whatever stands in the cells, the checks end in rows and reasons, and the rows add up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernel.intake.make_workbooks import FOLDER
from tests.kernel.intake.reading_files import BACKGROUND, KINDS
from tests.kernel.intake.synthetic import HEAD, WIDOW

from minsheng.kernel.intake.checking.preview import preview_workbook
from minsheng.kernel.intake.checking.rejected_workbook import rejected_workbook, rejections_of
from minsheng.kernel.intake.problems import FileRefusedError
from minsheng.kernel.intake.reading.encodings import decoded, rows_of_text
from minsheng.kernel.intake.reading.limits import DEFAULT
from minsheng.kernel.intake.reading.recognising import recognise
from minsheng.kernel.intake.reading.workbook import FileKind, Merge, Sheet, Workbook
from minsheng.kernel.intake.reading.xls_marks import xls_marks

WORDS = [
    HEAD,
    WIDOW,
    "张三",
    "户主",
    "配偶",
    "是",
    "合计",
    "填表人：甲",
    "2023-01-05",
    "1936年11月",
    "720元",
    "1.4E17",
    "",
    "/",
    "一级",
    "水峪村",
    "１２３",
]
CELLS = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(max_size=30),
    st.floats(),
    st.integers(-(10**20), 10**20),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
ROWS = st.lists(st.lists(CELLS, max_size=12), max_size=8)
MERGES = st.builds(Merge, st.integers(1, 12), st.integers(0, 12), st.integers(1, 60), st.integers(0, 12))


def workbook_of(rows: list[list[Any]], merges: tuple[Merge, ...] = ()) -> Workbook:
    """Return a workbook with one sheet."""
    return Workbook("随机.xlsx", FileKind.XLSX, "0" * 64, [Sheet("甲", rows, merges=merges)])


def _must_explain_itself(refusal: FileRefusedError) -> None:
    assert refusal.problems
    assert all(refusal.sentences())
    assert all(refusal.sentences("en"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
@settings(max_examples=25, deadline=None)
@given(rows=ROWS, merges=st.lists(MERGES, max_size=3))
def test_random_cells_below_a_header_end_in_rows_and_reasons(kind: Any, rows: Any, merges: Any) -> None:
    header = [column.label.zh for column in kind.columns]
    padded = [[*row[:1], *row] for row in rows]

    try:
        preview = preview_workbook(
            workbook_of([header, *padded], tuple(merges)), (kind,), background=BACKGROUND
        )
    except FileRefusedError as refusal:
        _must_explain_itself(refusal)
        return

    assert preview.counted == len(preview.accepted) + len(preview.rejected) + len(preview.set_aside)
    assert all(
        row.problems and all(problem.sentence() for problem in row.problems) for row in preview.rejected
    )
    assert rejected_workbook(rejections_of(preview)).startswith(b"PK")


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, merges=st.lists(MERGES, max_size=3))
def test_random_sheets_are_recognised_or_refused(rows: Any, merges: Any) -> None:
    try:
        preview = preview_workbook(workbook_of(rows, tuple(merges)), KINDS, background=BACKGROUND)
    except FileRefusedError as refusal:
        _must_explain_itself(refusal)
        return
    assert preview.counted == len(preview.accepted) + len(preview.rejected) + len(preview.set_aside)


@given(content=st.binary(max_size=400))
def test_random_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        if recognise(content) is FileKind.TEXT:
            list(rows_of_text(decoded(content)[0], DEFAULT))
    except FileRefusedError as refusal:
        _must_explain_itself(refusal)


@settings(max_examples=150, deadline=None)
@given(position=st.integers(0, 5_000), value=st.integers(0, 255), keep=st.integers(0, 6_000))
def test_a_damaged_xls_yields_marks_or_none_and_never_hangs(position: int, value: int, keep: int) -> None:
    content = bytearray((FOLDER / "old_excel.xls").read_bytes()[: max(keep, 600)])
    content[position % len(content)] = value

    try:
        marks = xls_marks(bytes(content))
    except FileRefusedError as refusal:
        _must_explain_itself(refusal)
        return
    assert all(row >= 1 for sheet in marks.sheets for row in sheet.hidden_rows)
