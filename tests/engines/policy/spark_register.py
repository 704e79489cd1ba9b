"""Rules, households and a recipe for the tests of the Spark evaluator; needs no pytest, so that .venv-spark runs it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
from tests.engines.policy.small import ON, P, book_of, f

from minsheng.engines.policy import dsl
from minsheng.engines.policy.spark_batches import Recipe

TEXT = """
t.standard:
  label: {zh: 标准, en: standard}
  unit: yuan/month
  values: [{from: 2020-01-01, value: 720, status: L, document: 文件}]
"""
AMOUNT = dsl.money("t.standard") - dsl.of_the_eldest(f("wage_fen"))
IS_POOR = dsl.total(f("wage_fen")) < dsl.money("t.standard") * dsl.household_size()
BOOKS = (book_of(IS_POOR | f("is_ill"), subject=P, amount=AMOUNT),)
SIZES = [1, 3, 500, 2, 1, 7, 64, 65, 1]


def tables(sizes: list[int] = SIZES) -> tuple[pa.Table, pa.Table]:
    """Households of some sizes with random members; a third of the facts is unknown, and twins are born on one day."""
    dice = np.random.default_rng(7)
    count = sum(sizes)
    households = pa.table(
        {
            "household_no": pa.array(range(10, 10 + len(sizes)), pa.int64()),
            "division": pa.array(["140729000000"] * len(sizes)),
        }
    )
    persons = pa.table(
        {
            "person_no": pa.array(range(count), pa.int64()),
            "household_no": pa.array(np.repeat(np.arange(10, 10 + len(sizes)), sizes)),
            "born_on": pa.array(
                [date(1960 + int(n), 2, 28) for n in dice.integers(0, 3, count)], pa.date32()
            ),
            "is_ill": pa.array(dice.random(count) < 0.5, mask=dice.random(count) < 1 / 3),
            "wage_fen": pa.array(dice.integers(0, 150_000, count), mask=dice.random(count) < 0.02),
        }
    )
    return persons, households


def recipe(kernel: str, rows_at_once: int = 1) -> Recipe:
    here = "tests.engines.policy.spark_register"
    return Recipe(
        f"{here}:BOOKS", "tests.engines.policy.small:FACTS", (("t", TEXT),), ON, kernel, rows_at_once
    )
