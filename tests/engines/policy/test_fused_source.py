"""The source of the compiled evaluator, run as plain Python, finds cell by cell what the other evaluators find."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.policy import random_rules
from tests.engines.policy.random_rules import random_book, random_register, seeded
from tests.engines.policy.small import FACTS, ON, PARAMETERS, H, P, f, words
from tests.engines.policy.test_equality import by_batch, by_scalar

from minsheng.engines.policy import batch, check, dsl, fused, fused_kernel, fused_steps, fused_tile
from minsheng.engines.policy.binding import bind
from minsheng.engines.policy.facts import Entity, Kind
from minsheng.engines.policy.register import Column, Register
from minsheng.engines.policy.rulebook import Benefit, Rulebook
from minsheng.engines.policy.terms import DateSpan
from minsheng.engines.policy.tree import Compare, Constant, Expression

FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def interpreted(register: Register, book: Rulebook, **how: object) -> batch.BatchResults:
    with np.errstate(over="ignore"):
        return fused.evaluate_with(fused_kernel.interpreted, register, book, PARAMETERS, **({"on": ON} | how))


def assert_same(found: batch.BatchResults, expected: batch.BatchResults) -> None:
    assert list(found) == list(expected)
    for key in expected:
        ours, theirs = found[key], expected[key]
        np.testing.assert_array_equal(ours.status, theirs.status, key)
        np.testing.assert_array_equal(ours.amount_fen, theirs.amount_fen, key)
        np.testing.assert_array_equal(ours.missing.rows, theirs.missing.rows, key)
        for fact in {*ours.missing.facts, *theirs.missing.facts}:
            np.testing.assert_array_equal(ours.missing.rows_of(fact), theirs.missing.rows_of(fact), key)
        assert (ours.status.dtype, ours.amount_fen.dtype) == (theirs.status.dtype, theirs.amount_fen.dtype)


class RulesAboutAges(random_rules.RandomRules):
    """Random rules in which ages are asked for often, as real rules do: compared, in bands, and before all else."""

    def _truth(self, sub: Callable[..., Expression]) -> list[Callable[[], Expression]]:
        return [*super()._truth(sub), *[lambda: self.age_test(sub)] * 6]

    def _money(self, sub: Callable[..., Expression]) -> list[Callable[[], Expression]]:
        return [*super()._money(sub), lambda: dsl.bands("t.by_age", self.age(sub))]

    def age(self, sub: Callable[..., Expression]) -> Expression:
        end = self.random.choice([dsl.today(), dsl.day("t.start"), sub(Kind.DATE)])
        unit = self.random.choice(["years", "months", "days"])
        return DateSpan(unit, sub(Kind.DATE), end, self.random.choice(list(dsl.AgeBasis)))

    def age_test(self, sub: Callable[..., Expression]) -> Expression:
        operator = self.random.choice(["lt", "le", "gt", "ge", "eq", "ne"])
        limits = [
            dsl.number("t.old"),
            dsl.number("t.months"),
            Constant(self.random.choice([-1, 0, 18, 2, 10**6])),
        ]
        pair = [self.age(sub), self.random.choice([*limits, sub(Kind.NUMBER)])]
        self.random.shuffle(pair)
        return Compare(operator, *pair)

    def policy(self, book: Rulebook, number: int, subject: Entity) -> None:
        def sub(of: Kind, whose: Entity = subject) -> Expression:
            return self.make(of, whose, 2)

        tests = [self.age_test(sub), sub(Kind.BOOL), sub(Kind.BOOL), f("is_urban")]
        self.random.shuffle(tests)
        conditions = [dsl.condition(words("c"), test) for test in tests[: self.random.randint(2, 4)]]
        amount = self.make(Kind.MONEY, subject, 3) if self.random.random() < 0.8 else None
        book.policy(
            f"policy{number}", words("policy"), subject=subject, conditions=conditions,
            benefit=Benefit.CASH, amount=amount,
        )  # fmt: skip


def book_about_ages(random: Random, *, policies: int = 6) -> Rulebook:
    """Return a rulebook of random policies that ask for ages, all of which fit 64 bits."""
    rules, book = RulesAboutAges(random), Rulebook("ages", words("ages"))
    while len(book.policies) < policies:
        tried = Rulebook("ages", words("ages"))
        tried.policies.update(book.policies)
        rules.policy(tried, len(book.policies), random.choice([P, H]))
        if not check.problems([tried], PARAMETERS, on=ON, vocabulary=FACTS):
            book = tried
    return book


@pytest.fixture(params=[1, 3, 304])
def people_in_a_tile(request, monkeypatch):
    """Make tiles so small that households begin, end and do not fit in them, too."""
    monkeypatch.setattr(fused_tile, "PEOPLE", request.param)
    return request.param


@FUZZ
@given(st.randoms(use_true_random=True), st.sampled_from([1, 2, 7, 1000]))
@pytest.mark.usefixtures("people_in_a_tile")
def test_random_rules_on_random_households(random, block_households):
    book = random_book(random)
    register = random_register(random, households=random.randint(1, 12))

    found = interpreted(register, book, block_households=block_households)

    assert_same(found, batch.evaluate(register, book, PARAMETERS, on=ON))


@FUZZ
@given(st.randoms(use_true_random=True))
@pytest.mark.usefixtures("people_in_a_tile")
def test_random_rules_about_ages(random):
    book = book_about_ages(random)
    register = random_register(random, households=random.randint(1, 12))

    found = interpreted(register, book)

    assert_same(found, batch.evaluate(register, book, PARAMETERS, on=ON))
    expected = by_scalar(book, register)
    assert {key: by_batch(policy, found) for key, policy in book.policies.items()} == expected


@pytest.mark.parametrize("seed", range(3))
def test_a_household_larger_than_a_tile(seed):
    random = seeded(seed)
    book = random_book(random, depth=3)
    register = random_register(random, households=2, largest=700)

    assert_same(interpreted(register, book), batch.evaluate(register, book, PARAMETERS, on=ON))


def without_unknowns(register: Register) -> Register:
    """Return a register whose unknown cells are taken for known."""

    def known(columns: Mapping[str, Column]) -> dict[str, Column]:
        return {name: Column(column.values, None) for name, column in columns.items()}

    return dataclasses.replace(
        register, persons=known(register.persons), households=known(register.households)
    )


@FUZZ
@given(st.randoms(use_true_random=True), st.sampled_from([random_book, book_about_ages]))
def test_a_register_without_unknown_facts(random, make_book):
    book = make_book(random)
    register = without_unknowns(random_register(random, households=8))
    expected = batch.evaluate(register, book, PARAMETERS, on=ON)

    exact = interpreted(register, book)
    ready_for_more = interpreted(register, book, may_be_unknown=set(FACTS))

    assert_same(exact, expected)
    for key, theirs in expected.items():
        np.testing.assert_array_equal(ready_for_more[key].status, theirs.status)
        np.testing.assert_array_equal(ready_for_more[key].amount_fen, theirs.amount_fen)
        assert ready_for_more[key].missing.counts() == theirs.missing.counts()


@pytest.mark.parametrize(
    ("born_on", "on", "years"),
    [
        (date(2004, 2, 29), date(2022, 2, 28), 17),  # the birthday of a common year is 1 March
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2004, 2, 29), date(2024, 2, 28), 19),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(1966, 11, 24), date(2026, 11, 23), 59),
        (date(1966, 11, 24), date(2026, 11, 24), 60),
        (date(1966, 12, 31), date(2026, 12, 30), 59),
    ],
)
def test_an_age_is_reached_on_the_day(born_on, on, years):
    age = dsl.age_in_years(f("born_on"))
    book = Rulebook("t", words("book"))
    for offset in (0, 1):
        test = dsl.condition(words("c"), age >= years + offset)
        book.policy(f"from{offset}", words("p"), subject=P, conditions=[test], benefit=Benefit.SERVICE)

    found = interpreted(register_of([born_on]), book, on=on)

    assert [found["from0"].status.tolist(), found["from1"].status.tolist()] == [[1], [0]]


@pytest.mark.parametrize(
    ("start", "on", "months"),
    [
        (date(2025, 1, 31), date(2025, 2, 28), 0),
        (date(2025, 1, 31), date(2025, 3, 1), 1),
        (date(2025, 1, 31), date(2025, 4, 30), 2),
        (date(2025, 1, 30), date(2025, 4, 30), 3),
    ],
)
def test_a_month_is_completed_as_the_rules_count_it(start, on, months):
    test = dsl.condition(words("c"), dsl.months_since(f("born_on")) == months)
    book = Rulebook("t", words("book"))
    book.policy("exact", words("p"), subject=P, conditions=[test], benefit=Benefit.SERVICE)

    assert interpreted(register_of([start]), book, on=on)["exact"].status.tolist() == [1]


@pytest.mark.parametrize(("wages", "eligible"), [([5, 7], [1]), ([7, 5], [0])])
def test_of_twins_the_first_in_the_register_is_the_eldest(wages, eligible):
    test = dsl.condition(words("c"), dsl.of_the_eldest(f("wage_fen")) < dsl.total(f("wage_fen")) // 2)
    book = Rulebook("t", words("book"))
    book.policy("eldest", words("p"), subject=H, conditions=[test], benefit=Benefit.SERVICE)

    found = interpreted(register_of([date(1950, 1, 1)] * 2, wage_fen=pa.array(wages, pa.int64())), book)

    assert found["eldest"].status.tolist() == eligible


def register_of(born_on: Sequence[date], **persons: pa.Array) -> Register:
    """Return a register of one household."""
    keys = {"person_no": pa.array(range(len(born_on))), "household_no": pa.array([1] * len(born_on))}
    households = {"household_no": pa.array([1]), "division": pa.array(["140702001001"])}
    return Register.from_tables(
        pa.table({**keys, "born_on": pa.array(born_on), **persons}), pa.table(households), FACTS
    )


@pytest.mark.parametrize("most_steps", [1, 12, 30])
@settings(FUZZ, max_examples=30)
@given(random=st.randoms(use_true_random=True))
def test_rules_of_several_kernels(random, most_steps):
    book = book_about_ages(random)
    register = random_register(random, households=random.randint(1, 6))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fused_steps, "MOST_STEPS", most_steps)
        found = interpreted(register, book)

    assert_same(found, batch.evaluate(register, book, PARAMETERS, on=ON))


def test_kernels_are_cut_between_neighbours(monkeypatch):
    rules = bind(book_about_ages(seeded(4)), PARAMETERS, on=ON)
    keys = tuple(rules.policies)

    groups = {}
    for most_steps in (1, 40, 10_000):
        monkeypatch.setattr(fused_steps, "MOST_STEPS", most_steps)
        groups[most_steps] = list(fused_steps.in_groups(rules, keys))

    assert groups[1] == [(key,) for key in keys]
    assert 1 < len(groups[40]) < len(keys)
    assert groups[10_000] == [keys]
    assert all(tuple(key for group in found for key in group) == keys for found in groups.values())


@pytest.mark.parametrize("policies", [[], ["policy2"], ["policy0", "policy3"]])
def test_only_the_policies_asked_for_are_evaluated(policies):
    random = seeded(5)
    book = random_book(random)
    register = random_register(random, households=9)

    found = interpreted(register, book, policies=policies)

    assert_same(found, batch.evaluate(register, book, PARAMETERS, on=ON, policies=policies))


def test_an_empty_register_has_empty_results():
    random = seeded(6)
    book = random_book(random)
    register = random_register(random, households=3).subset([])

    assert_same(interpreted(register, book), batch.evaluate(register, book, PARAMETERS, on=ON))


def test_blocks_and_threads_must_be_at_least_one():
    book = random_book(seeded(1))
    register = random_register(seeded(1), households=1)

    with pytest.raises(ValueError, match="at least 1"):
        interpreted(register, book, threads=0)
    with pytest.raises(ValueError, match="at least 1"):
        interpreted(register, book, block_households=0)
