"""The sets of missing facts say for every open row what the engine says row by row, past sixty-four facts, too."""

from __future__ import annotations

import numpy as np
import pytest

from minsheng.engines.policy.batch import MissingFacts
from minsheng.kernel.entitlements.missing_patterns import Patterns

FACTS = tuple(f"fact_{number:02}" for number in range(70))


def _missing(*rows: set[int]) -> MissingFacts:
    bits = np.zeros((len(rows), 2), dtype=np.uint64)
    for place, numbers in enumerate(rows):
        for number in numbers:
            bits[place, number // 64] |= np.uint64(1 << (number % 64))
    return MissingFacts(FACTS, np.arange(len(rows), dtype=np.int64) * 3, bits)


def test_every_row_finds_its_facts() -> None:
    missing = _missing({0}, {63, 64}, {69}, {0}, {64}, {63, 64}, {63})

    patterns = Patterns.of(missing)

    assert len(patterns.sets) == 5
    assert [patterns.sets[place] for place in patterns.of_row] == [
        missing.of(int(row)) for row in missing.rows
    ]


@pytest.mark.parametrize(
    ("fact", "having", "alone"), [("fact_00", 2, 1), ("fact_64", 1, 0), ("fact_69", 0, 0)]
)
def test_patterns_are_told_by_a_fact(fact: str, having: int, alone: int) -> None:
    patterns = Patterns.of(_missing({0}, {0, 64}))

    assert (patterns.having(fact).sum(), patterns.alone(fact).sum()) == (having, alone)


def test_where_nothing_is_missing_there_are_no_patterns() -> None:
    patterns = Patterns.of(_missing())

    assert (patterns.sets, patterns.facts, len(patterns.of_row)) == ((), set(), 0)
