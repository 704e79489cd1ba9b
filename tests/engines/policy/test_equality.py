"""The batch evaluator finds, cell by cell, what the scalar evaluator finds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.policy.random_rules import random_book, random_register, seeded
from tests.engines.policy.small import ON, PARAMETERS

from minsheng.engines.policy import batch, scalar
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.rulebook import Policy, Rulebook

Cell = tuple[int, int, tuple[str, ...]]


def by_batch(policy: Policy, found: batch.BatchResults) -> list[Cell]:
    result = found[policy.key]
    return [
        (int(result.status[row]), int(result.amount_fen[row]), result.missing.of(row))
        for row in range(len(result.status))
    ]


def by_scalar(book: Rulebook, register: Register) -> dict[str, list[Cell]]:
    cells: dict[str, list[Cell]] = {key: [] for key in book.policies}
    for row in range(register.household_count):
        for result in scalar.evaluate(register.household(row), book, PARAMETERS, on=ON).results:
            cells[result.policy.key].append(
                (int(result.eligibility), result.amount_fen or 0, result.missing_names)
            )
    return cells


def assert_equal(book: Rulebook, register: Register, **how: int) -> None:
    found = batch.evaluate(register, book, PARAMETERS, on=ON, **how)
    expected = by_scalar(book, register)
    for key, policy in book.policies.items():
        assert by_batch(policy, found) == expected[key], key


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=True), st.sampled_from([1, 2, 7, 1000]))
def test_random_rules_on_random_households(random, block_households):
    book = random_book(random)
    register = random_register(random, households=random.randint(1, 12))

    assert_equal(book, register, block_households=block_households)


@pytest.mark.parametrize("seed", range(3))
def test_a_household_of_five_hundred_members(seed):
    random = seeded(seed)
    book = random_book(random, depth=3)
    register = random_register(random, households=3, largest=500)

    assert_equal(book, register)


@pytest.mark.parametrize("threads", [1, 2])
def test_blocks_and_threads_do_not_change_the_result(threads):
    random = seeded(7)
    book = random_book(random, depth=3)
    register = random_register(random, households=40)

    assert_equal(book, register, block_households=9, threads=threads)


def test_a_subset_has_the_results_of_its_rows():
    random = seeded(11)
    book = random_book(random, depth=3)
    register = random_register(random, households=30)
    rows = [3, 17, 18, 29]

    whole = batch.evaluate(register, book, PARAMETERS, on=ON)
    part = batch.evaluate(register.subset(rows), book, PARAMETERS, on=ON)

    for policy in book.policies.values():
        cells = by_batch(policy, whole)
        if policy.subject is Entity.HOUSEHOLD:
            expected = [cells[row] for row in rows]
        else:
            spans = [range(register.offsets[row], register.offsets[row + 1]) for row in rows]
            expected = [cells[member] for span in spans for member in span]
        assert by_batch(policy, part) == expected
