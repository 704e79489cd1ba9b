"""Single cells: what is read, what is refused, and what is never guessed."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from tests.kernel.intake.synthetic import HEAD, TODAY

from minsheng.kernel.intake.checking.amounts import (
    FEN_PER_WAN,
    MoneyUnit,
    Per,
    parse_degrees,
    parse_measure,
    parse_money,
    parse_whole_number,
    unit_of_header,
    unit_stated_above,
)
from minsheng.kernel.intake.checking.cells import CellProblem, exact_text, is_blank, text_of
from minsheng.kernel.intake.checking.dates import parse_day
from minsheng.kernel.intake.checking.identities import is_damaged, looks_rounded, parse_identity
from minsheng.kernel.intake.checking.wordings import parse_name, parse_phone, parse_text, parse_yes_no

FIFTH = date(2023, 1, 5)


@pytest.mark.parametrize(
    "cell",
    [
        FIFTH, datetime(2023, 1, 5, 8, 30), 44931.0, 44931.35, 20230105.0, 20230105, "2023-1-5", "2023-01-05",  # noqa: DTZ001
        "2023/01/05", "2023.1.5", "2023．1．5", "20230105", "2023年1月5日", "2023年01月05号", "２０２３－０１－０５",
        "2023 年 1 月 5 日", "2023-01-05 08:30:00", "2023-01-05T00:00:00", "二〇二三年一月五日", "二零二三年一月五日",
    ],
)  # fmt: skip
def test_a_day_may_be_written_in_many_ways(cell: Any) -> None:
    assert parse_day(cell, starts_in_1904=False).on == FIFTH


@pytest.mark.parametrize(
    ("words", "month", "day"),
    [
        ("一九三六年十一月二十四日", 11, 24),
        ("一九三六年十月十日", 10, 10),
        ("一九三六年十二月三十一日", 12, 31),
    ],
)
def test_days_in_chinese_numerals_are_read(words: str, month: int, day: int) -> None:
    assert parse_day(words, starts_in_1904=False).on == date(1936, month, day)


@pytest.mark.parametrize("cell", ["1936年11月", "1936-11", "1936/11", "1936.11", "193611", 193611.0])
def test_a_month_is_its_first_day_and_says_so(cell: Any) -> None:
    day = parse_day(cell, starts_in_1904=False)

    assert (day.on, day.is_month_only) == (date(1936, 11, 1), True)


@pytest.mark.parametrize(
    "cell",
    [
        "05/01/2023", "1/5/2023", "23-1-5", "2023-02-30", "2023-13-01", "民国25年11月24日", "44931", "2023", 2023.0,
        1936.11, 2023.1, 60.0, 0.0, -5.0, 99999999.0, "1700-01-01", "2150-01-01", "昨天", time(8), True, float("nan"),
        float("inf"), "2023年1月5", "2023--1-5",
    ],
)  # fmt: skip
def test_a_day_that_could_be_another_is_refused(cell: Any) -> None:
    if cell == "2023年1月5":
        assert parse_day(cell, starts_in_1904=False).on == FIFTH
        return
    with pytest.raises(CellProblem):
        parse_day(cell, starts_in_1904=False)


@pytest.mark.parametrize(
    ("serial", "starts_in_1904", "day"),
    [
        (1, False, date(1900, 1, 1)),
        (59, False, date(1900, 2, 28)),
        (61, False, date(1900, 3, 1)),
        (1, True, date(1904, 1, 2)),
        (60, True, date(1904, 3, 1)),
    ],
)
def test_serial_numbers_count_as_excel_does(serial: int, starts_in_1904: bool, day: date) -> None:
    assert parse_day(serial, starts_in_1904=starts_in_1904).on == day


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        (720.0, 72_000), (0.1 + 0.2, 30), (719.9999999999999, 72_000), ("1,234.50", 123_450), ("¥720", 72_000),
        ("７２０元", 72_000), ("720.5", 72_050), (0, 0), ("0.12万元", 120_000), ("1.2万", 1_200_000),
        (1234567.89, 123_456_789),
    ],
)  # fmt: skip
def test_yuan_become_fen_exactly(cell: Any, fen: int) -> None:
    assert parse_money(cell, unit=MoneyUnit(), may_be_negative=False) == fen


@pytest.mark.parametrize(
    "cell",
    [
        "约500", "1.234,50", "12,34", "1e3", "500多", "720.005", 333.333, -1, "-1", 1e13, True, date(2023, 1, 5),
        "五百",
        float("nan"), float("inf"), "9" * 50,
    ],
)  # fmt: skip
def test_an_amount_that_must_be_guessed_is_refused(cell: Any) -> None:
    with pytest.raises(CellProblem):
        parse_money(cell, unit=MoneyUnit(), may_be_negative=False)


def test_a_loss_is_negative_where_losses_are_possible() -> None:
    assert parse_money(-120.5, unit=MoneyUnit(), may_be_negative=True) == -12_050


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("月收入", MoneyUnit(100, Per.MONTH)),
        ("补贴金额（元/月）", MoneyUnit(100, Per.MONTH)),
        ("补贴标准（元／人·月）", MoneyUnit(100, Per.MONTH)),
        ("家庭年收入（万元）", MoneyUnit(FEN_PER_WAN, Per.YEAR)),
        ("刚性支出(万元/年)", MoneyUnit(FEN_PER_WAN, Per.YEAR)),
        ("存款（人民币：万元）", MoneyUnit(FEN_PER_WAN)),
        ("2025年补助金额", MoneyUnit(100)),
        ("11月补贴金额", MoneyUnit(100)),
        ("生活补贴（元/天）", MoneyUnit(100, Per.OTHER)),
        ("金额（分）", MoneyUnit(1)),
    ],
)
def test_the_header_states_unit_and_span(header: str, unit: MoneyUnit) -> None:
    assert unit_of_header(header) == unit


def test_the_title_states_the_unit_for_headers_that_do_not() -> None:
    above = unit_stated_above("填报单位：灵石县民政局   单位：人、万元")

    assert above == FEN_PER_WAN
    assert unit_of_header("存款", stated_above=above).fen == FEN_PER_WAN
    assert unit_of_header("存款（元）", stated_above=above).fen == 100
    assert unit_stated_above("灵石县低保名册") is None


def test_counts_are_whole_and_measures_are_cut() -> None:
    assert parse_whole_number("3人") == 3
    assert parse_measure("23.7㎡") == (23, True)
    assert parse_measure(23) == (23, False)
    for cell in (1.5, "-1", "三", 10**8):
        with pytest.raises(CellProblem):
            parse_whole_number(cell)
    with pytest.raises(CellProblem):
        parse_degrees("181")


@pytest.mark.parametrize("cell", ["", " ", "/", "——", "不详", "暂无", None, "－"])
def test_what_says_nothing_is_blank(cell: Any) -> None:
    assert is_blank(cell)


def test_none_is_an_answer_and_not_blank() -> None:
    assert not is_blank("无")
    assert parse_yes_no("无") is False


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("是", True), ("√", True), (True, True), (1.0, True), ("否", False), ("×", False), ("未", False)],
)
def test_yes_and_no_have_several_words(cell: Any, answer: bool) -> None:
    assert parse_yes_no(cell) is answer


def test_a_word_that_is_neither_is_refused() -> None:
    with pytest.raises(CellProblem):
        parse_yes_no("待定")


def test_names_lose_stray_spaces_and_keep_their_own() -> None:
    assert parse_name("张　 三") == "张三"
    assert parse_name("买买提•江") == "买买提·江"
    assert parse_name("Anna  Maria") == "Anna Maria"


@pytest.mark.parametrize("cell", ["张?", "张*", "张三1", "", "张\u200b三", "张" * 61])
def test_names_that_lost_a_character_are_refused(cell: str) -> None:
    with pytest.raises(CellProblem):
        parse_name(cell)


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (13900000001.0, "13900000001"), ("139 0000 0001", "13900000001"), ("+8613900000001", "13900000001"),
        ("0354-7620000", "03547620000"), ("无、13900000001", "13900000001"),
    ],
)  # fmt: skip
def test_the_first_phone_number_counts(cell: Any, phone: str) -> None:
    assert parse_phone(cell) == phone


def test_a_number_too_long_for_excel_is_not_a_text() -> None:
    with pytest.raises(CellProblem):
        text_of(1.4072919501103102e17)
    with pytest.raises(CellProblem):
        parse_text("长" * 201)
    assert exact_text(1001.0) == "1001"


@pytest.mark.parametrize(
    "written", [HEAD, f"'{HEAD}", f'="{HEAD}"', f" {HEAD[:6]} {HEAD[6:]} ", HEAD.lower()]
)
def test_an_identity_number_is_forgiven_how_it_is_written(written: str) -> None:
    assert parse_identity(written, on=TODAY).number == HEAD


@pytest.mark.parametrize("cell", [1.4072919501103102e17, 140729501103101.0, 5, "1.40729E+17", "1.4E17"])
def test_an_identity_number_that_was_a_number_is_damaged(cell: Any) -> None:
    assert is_damaged(cell)


def test_text_is_not_damaged_and_zeros_at_the_end_look_rounded() -> None:
    assert not is_damaged(HEAD)
    assert looks_rounded(HEAD[:15] + "000")
    assert not looks_rounded(HEAD[:15] + "100")
