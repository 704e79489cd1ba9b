"""Cliffs: one more yuan that costs more than a yuan; tapers are none; curves show them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.engines.policy.small import FACTS, ON, PARAMETERS, H, f, words

from minsheng.engines.policy import dsl
from minsheng.engines.policy.cliffs import Classes, Cliffs, cliffs, curve
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.rulebook import Benefit, Per, Rulebook


def a_book(*, extra: bool, per: Per = Per.MONTH) -> Rulebook:
    """Return a top-up to 720 yuan; with ``extra``, 100 yuan more (grade 1 of the table) as long as it is drawn."""
    book = Rulebook("t", words("book"))
    wages = dsl.total(f("wage_fen"))
    poor = dsl.condition(words("little income"), wages < dsl.money("t.standard"))
    book.policy(
        "top_up", words("top-up"), subject=H, benefit=Benefit.CASH, conditions=[poor],
        amount=dsl.money("t.standard") - wages,
    )  # fmt: skip
    if extra:
        book.policy(
            "extra", words("extra"), subject=H, benefit=Benefit.CASH, conditions=[poor], per=per,
            amount=dsl.table("t.by_grade", dsl.choose(wages < 0, dsl.household_size() * 0, 1)),
        )  # fmt: skip
    return book


def register(*wages: int | None, kind: int = 1) -> Register:
    numbers = pa.array(range(1, len(wages) + 1), pa.int64())
    persons = pa.table(
        {"person_no": numbers, "household_no": numbers, "wage_fen": pa.array(wages, pa.int64())}
    )
    households = pa.table({
        "household_no": numbers,
        "division": pa.array(["140729001001"] * len(wages)),
        "kind": pa.array([kind] * len(wages), pa.int16()),
    })  # fmt: skip
    return Register.from_tables(persons, households, FACTS)


def found(book: Rulebook, *wages: int | None, **more: Any) -> Cliffs:
    people = register(*wages)
    return cliffs(people, [book], PARAMETERS, on=ON, income="wage_fen", earner=np.arange(len(wages)), **more)


def test_a_benefit_that_tapers_is_no_cliff():
    assert found(a_book(extra=False), 0, 30_000, 71_900).rows.tolist() == []


@pytest.mark.parametrize(
    ("wage", "distance"),
    [
        (71_900, 100),
        (71_950, 100),
        (71_800, 200),
        (60_000, 12_000),
        (22_000, 50_000),
        (21_900, -1),
        (72_000, -1),
    ],
)
def test_the_cliff_is_found_to_the_yuan(wage: int, distance: int) -> None:
    assert found(a_book(extra=True), wage).distance_fen.tolist() == [distance]


def test_the_loss_is_what_goes_less_what_is_earned():
    answer = found(a_book(extra=True), 70_000)

    assert answer.lost_by_policy["extra"].tolist() == [10_000]
    assert answer.lost_by_policy["top_up"].tolist() == [100]
    assert answer.loss_fen.tolist() == [10_000]


def test_a_yearly_benefit_counts_a_twelfth():
    answer = found(a_book(extra=True, per=Per.YEAR), 70_000)

    assert answer.lost_by_policy["extra"].tolist() == [833]


def test_what_is_paid_once_is_not_counted():
    assert found(a_book(extra=True, per=Per.ONCE), 70_000).rows.tolist() == []


def test_nobody_is_asked_whose_income_is_unknown_or_who_draws_nothing():
    answer = found(a_book(extra=True), 70_000, None, 90_000)

    assert answer.is_asked.tolist() == [True, False, False]
    assert answer.rows.tolist() == [0]


def test_every_cliff_is_real_when_the_household_is_asked_again():
    wages = list(range(20_000, 72_000, 777))
    book = a_book(extra=True)
    answer = found(book, *wages)
    people = register(*wages)

    for row in answer.rows:
        points = curve(
            people,
            int(row),
            [book],
            PARAMETERS,
            on=ON,
            income="wage_fen",
            member=0,
            to_fen=80_000,
            step_fen=100,
        )
        together = {point.income_fen: point.together_fen for point in points}
        falls = [income for income in together if income and together[income] < together[income - 100]]
        assert falls == [72_000]
        assert wages[row] + answer.distance_fen[row] - 100 < 72_000 <= wages[row] + answer.distance_fen[row]


def test_a_class_follows_the_rules():
    """Kind 2 means: draws the top-up. A benefit that rests on the class ends with it."""
    book = a_book(extra=False)
    book.policy(
        "by_class", words("by class"), subject=H, benefit=Benefit.CASH,
        conditions=[dsl.condition(words("recognised"), f("kind") == 2)], amount=dsl.money("t.standard"),
    )  # fmt: skip
    people = register(70_000, kind=2)
    ask = {"on": ON, "income": "wage_fen", "earner": np.array([0])}

    fixed = cliffs(people, [book], PARAMETERS, **ask)
    follows = cliffs(people, [book], PARAMETERS, classes=Classes("kind", {2: "top_up"}, none=1), **ask)

    assert fixed.rows.tolist() == []
    assert follows.distance_fen.tolist() == [2_000]
    assert follows.lost_by_policy["by_class"].tolist() == [72_000]


def test_a_curve_begins_with_no_income_and_keeps_the_rest():
    points = curve(
        register(None), 0, [a_book(extra=True)], PARAMETERS, on=ON, income="wage_fen", member=0,
        to_fen=80_000, step_fen=40_000,
    )  # fmt: skip

    assert [(point.income_fen, point.benefits_fen) for point in points] == [
        (0, 82_000),
        (40_000, 42_000),
        (80_000, 0),
    ]
