"""Rows compared with one another: nobody twice, households whole, one head each."""

from __future__ import annotations

import pytest
from tests.kernel.intake.reading_files import kind_called, preview_rows
from tests.kernel.intake.synthetic import CHILD, HEAD, NEIGHBOUR, SON, WIDOW, WIFE

from minsheng.kernel.intake.checking.preview import Preview, RowsWereLostError
from minsheng.kernel.intake.sheets import FACILITIES, PEOPLE_AND_HOUSEHOLDS

HEADER = ["户号", "姓名", "身份证号", "与户主关系", "村", "存款"]
ROLL = ["姓名", "身份证号", "金额", "户金额", "户号", "起始日期", "停发日期"]
AGED = kind_called("roll_advanced_age_allowance")


def problems(preview: Preview) -> dict[int, list[str]]:
    """Return the codes of the problems by row."""
    return {row.place.row or 0: [problem.code for problem in row.problems] for row in preview.rejected}


def people(*rows: list[str]) -> Preview:
    """Check rows of the register."""
    return preview_rows(PEOPLE_AND_HOUSEHOLDS, HEADER, *rows)


def test_a_household_with_one_head_is_accepted() -> None:
    preview = people(["1", "张三", HEAD, "户主", "尹方村", "5"], ["1", "李四", WIFE, "妻", "尹方村", ""])

    assert len(preview.accepted) == 2


def test_a_household_without_a_head_is_rejected_whole() -> None:
    preview = people(["1", "张三", HEAD, "配偶", "尹方村", ""], ["1", "李四", WIFE, "妻", "尹方村", ""])

    assert problems(preview) == {2: ["household_heads"], 3: ["household_heads"]}


def test_households_with_two_heads_are_rejected_and_their_rows_named() -> None:
    preview = people(["1", "张三", HEAD, "户主", "尹方村", ""], ["1", "李四", WIFE, "户主", "尹方村", ""])

    assert "第2-3行" in preview.rejected[0].problems[0].sentence()


def test_a_rejected_member_takes_the_household_along_and_no_other() -> None:
    preview = people(
        ["1", "张三", HEAD, "户主", "尹方村", ""],
        ["1", "李四", "123", "妻", "尹方村", ""],
        ["2", "王六", WIDOW, "户主", "尹方村", ""],
    )

    assert problems(preview) == {2: ["household_incomplete"], 3: ["identity_length"]}
    assert [row.place.row for row in preview.accepted] == [4]


def test_rows_that_differ_on_what_the_household_owns_are_rejected() -> None:
    preview = people(["1", "张三", HEAD, "户主", "尹方村", "5"], ["1", "李四", WIFE, "妻", "尹方村", "6"])

    assert problems(preview) == {2: ["household_differs"], 3: ["household_differs"]}


def test_a_repeated_row_is_one_too_many_and_harms_nobody() -> None:
    row = ["1", "张三", HEAD, "户主", "尹方村", ""]

    preview = people(row, row, ["1", "李四", WIFE, "妻", "尹方村", ""])

    assert problems(preview) == {3: ["repeated"]}
    assert len(preview.accepted) == 2


def test_rows_that_contradict_on_one_person_are_all_rejected() -> None:
    preview = preview_rows(
        AGED, ROLL, ["张三", HEAD, "50"], ["张三", HEAD, "60"], ["王六", WIDOW, "50"], title="高龄津贴"
    )

    assert problems(preview) == {3: ["contradicting"], 4: ["contradicting"]}


def test_without_numbers_each_household_begins_with_its_head() -> None:
    header = ["姓名", "身份证号", "与户主关系"]
    preview = preview_rows(
        PEOPLE_AND_HOUSEHOLDS,
        header,
        ["张三", HEAD, "户主"],
        ["张五", SON, "儿子"],
        ["王六", WIDOW, "本人"],
        ["小张", CHILD, "孙"],
    )

    keys = [row.values["household_key"] for row in preview.accepted]
    assert keys[0] == keys[1] != keys[2] == keys[3]


def test_a_row_without_a_household_number_among_others_is_rejected() -> None:
    preview = people(["1", "张三", HEAD, "户主", "尹方村", ""], ["", "赵七", NEIGHBOUR, "户主", "尹方村", ""])

    assert problems(preview) == {3: ["household_unknown"]}


def test_a_roll_ends_after_it_begins() -> None:
    rows = (
        ["张三", HEAD, "50", "", "", "2026-02-01", "2026-01-31"],
        ["王六", WIDOW, "50", "", "", "2026-01-31", "2026-01-31"],
    )

    assert problems(preview_rows(AGED, ROLL, *rows, title="高龄津贴")) == {3: ["dates_in_order"]}


def test_a_household_is_paid_one_amount() -> None:
    rows = ["张三", HEAD, "", "500", "1"], ["李四", WIFE, "", "600", "1"], ["王六", WIDOW, "", "500", "2"]

    preview = preview_rows(kind_called("roll_dibao"), ROLL, *rows, title="低保")

    assert problems(preview) == {3: ["household_amount_differs"], 4: ["household_amount_differs"]}


def test_a_facility_stands_in_the_list_once() -> None:
    header = ["名称", "类别", "村", "经度", "纬度"]
    row = ["水峪食堂", "社区食堂", "尹方村", "", ""]

    preview = preview_rows(FACILITIES, header, row, row, ["水峪食堂", "社区食堂", "东关社区", "111.7", ""])

    assert problems(preview) == {3: ["repeated"], 4: ["point"]}


def test_a_row_that_got_lost_is_an_error_of_the_program() -> None:
    preview = people(["1", "张三", HEAD, "户主", "尹方村", ""])

    with pytest.raises(RowsWereLostError, match="2 rows were counted"):
        Preview("a.csv", "0", preview.kind, [], 2, preview.accepted, [], [])
