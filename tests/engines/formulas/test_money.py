"""Money: rounding on both sides of zero, reading and writing, splitting without losing a fen."""

import ast
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas import money
from minsheng.engines.formulas.money import (
    LARGEST_FEN,
    Rounding,
    fen_from_yuan_text,
    rounded,
    share_of,
    split_by_weights,
    up_to_whole_yuan,
    yuan_text,
)
from minsheng.engines.formulas.problems import BadInput

amounts = st.integers(min_value=-LARGEST_FEN, max_value=LARGEST_FEN)
ratios = st.fractions(min_value=-10, max_value=10, max_denominator=1000)


@pytest.mark.parametrize(
    ("value", "floor", "ceil", "half_up"),
    [
        (Fraction(5, 2), 2, 3, 3),
        (Fraction(-5, 2), -3, -2, -3),
        (Fraction(249, 100), 2, 3, 2),
        (Fraction(-249, 100), -3, -2, -2),
        (Fraction(2), 2, 2, 2),
    ],
)
def test_each_rounding_is_what_it_says(value, floor, ceil, half_up):
    assert rounded(value, rounding=Rounding.FLOOR) == floor
    assert rounded(value, rounding=Rounding.CEIL) == ceil
    assert rounded(value, rounding=Rounding.HALF_UP) == half_up


def test_two_thirds_of_what_was_paid_is_rounded_down():
    assert share_of(114_500, Fraction(2, 3), rounding=Rounding.FLOOR) == 76_333


def test_a_broken_yuan_is_raised_to_the_next_whole_one():
    assert up_to_whole_yuan(46_000) == 46_000
    assert up_to_whole_yuan(46_001) == 46_100


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_450, "1,234.50"), (-100_000_000, "-1,000,000.00")],
)
def test_an_amount_reads_like_money(fen, text):
    assert yuan_text(fen) == text


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.50", 123_450),
        ("1234.5", 123_450),
        ("720", 72_000),
        ("¥720元", 72_000),
        (" ￥0.05 ", 5),
        ("-3.20", -320),
        ("12,345,678", 1_234_567_800),
    ],
)
def test_yuan_is_read_as_people_write_it(text, fen):
    assert fen_from_yuan_text(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "元",
        "1.234,50",
        "12,34",
        "1,2345",
        ",720",
        "1e3",
        "720.005",
        ".5",
        "720.",
        "约720",
        "七百二十",
        "７２０",
        "+5",
        "nan",
        "--5",
    ],
)
def test_what_would_have_to_be_guessed_is_refused(text):
    with pytest.raises(BadInput) as refusal:
        fen_from_yuan_text(text, field="wage")

    assert refusal.value.problems[0].field == "wage"


def test_the_largest_amount_is_what_a_column_holds():
    assert fen_from_yuan_text("92233720368547758.07") == LARGEST_FEN
    with pytest.raises(BadInput, match="too large"):
        fen_from_yuan_text("92233720368547758.08")


def test_a_split_gives_the_last_fen_to_the_largest_remainder():
    assert split_by_weights(10_000, [1, 1, 1]) == [3334, 3333, 3333]
    assert split_by_weights(100, [1, 2, 4]) == [14, 29, 57]


def test_a_weight_of_zero_gets_nothing():
    assert split_by_weights(101, [0, 1, 1]) == [0, 51, 50]


@pytest.mark.parametrize(("amount", "weights"), [(100, []), (100, [0, 0]), (100, [1, -1, 2]), (-1, [1])])
def test_a_split_that_makes_no_sense_is_refused(amount, weights):
    with pytest.raises(ValueError, match="at least zero"):
        split_by_weights(amount, weights)


@given(fen=amounts)
def test_reading_what_was_written_gives_the_same_amount(fen):
    assert fen_from_yuan_text(yuan_text(fen)) == fen


@given(
    fen=st.integers(0, LARGEST_FEN),
    weights=st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any),
)
def test_the_parts_add_up_and_no_part_is_off_by_a_fen(fen, weights):
    parts = split_by_weights(fen, weights)

    assert sum(parts) == fen
    assert all(
        abs(Fraction(part) - Fraction(fen * weight, sum(weights))) < 1
        for part, weight in zip(parts, weights, strict=True)
    )


@given(fen=st.integers(-(10**9), 10**9), ratio=ratios)
def test_rounding_agrees_with_the_decimal_module(fen, ratio):
    exact = Decimal((fen * ratio).numerator) / Decimal((fen * ratio).denominator)
    names = {Rounding.FLOOR: ROUND_FLOOR, Rounding.CEIL: ROUND_CEILING, Rounding.HALF_UP: ROUND_HALF_UP}

    for rounding, name in names.items():
        assert share_of(fen, ratio, rounding=rounding) == int(exact.to_integral_value(rounding=name))


def test_there_is_no_float_in_the_money_module():
    tree = ast.parse(Path(money.__file__).read_text(encoding="utf-8"))

    floats = [
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    divisions = [node for node in ast.walk(tree) if isinstance(node, ast.Div)]
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "float"]

    assert floats + divisions + names == []
