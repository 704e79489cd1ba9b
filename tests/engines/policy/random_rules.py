"""Random rules of every node and random registers with unknowns and extremes, to compare evaluators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pyarrow as pa
from tests.engines.policy.small import FACTS, ON, PARAMETERS, H, P, f, words

from minsheng.engines.policy import check, dsl
from minsheng.engines.policy.facts import LARGEST_MONEY_FEN, Entity, Fact, Kind
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.rulebook import Benefit, Rulebook
from minsheng.engines.policy.terms import DateSpan
from minsheng.engines.policy.tree import Arithmetic, Compare, Constant, Expression

COUNTIES = (140702, 140729)
DAYS = (
    date(2004, 2, 29), date(2024, 2, 29), date(2026, 11, 24), date(2026, 11, 30), date(1946, 11, 24),
    date(2025, 1, 31), date.min, date.max, date(1850, 1, 1), date(1849, 12, 31), date(2150, 1, 1),
)  # fmt: skip


def seeded(seed: int) -> Random:
    """Return the random numbers of a seed: the same rules and registers each time."""
    return Random(seed)  # noqa: S311 - repeatable tests, no secrets


class RandomRules:
    """Builds random expressions of a kind for an entity, up to a depth.

    A monotone rule never asks whether something is known, so that a new answer can only settle what was open.
    """

    def __init__(self, random: Random, *, monotone: bool = False) -> None:
        self.random = random
        self.monotone = monotone
        self._made: list[Expression] = []

    def make(self, kind: Kind, entity: Entity, depth: int) -> Expression:
        reusable = [
            node
            for node in self._made
            if node.kind is kind and node.entity in (None, Entity.HOUSEHOLD, entity)
        ]
        if reusable and self.random.random() < 0.1:
            return self.random.choice(reusable)
        choices = self._leaves(kind, entity) if depth == 0 else self._nodes(kind, entity, depth - 1)
        node = self.random.choice(choices)()
        self._made.append(node)
        return node

    def _leaves(self, kind: Kind, entity: Entity) -> list[Callable[[], Expression]]:
        owners = (entity,) if entity is H else (P, H)
        facts = [fact.name for fact in FACTS.values() if fact.kind is kind and fact.entity in owners]
        leaves: list[Callable[[], Expression]] = [lambda name=name: f(name) for name in facts]
        number = self.random.randint(-3, 90)
        return (
            leaves
            + {
                Kind.BOOL: [lambda: dsl.yes_no("t.open"), lambda: Constant(number > 40)],
                Kind.NUMBER: [lambda: dsl.number("t.months"), lambda: Constant(number), dsl.household_size],
                Kind.MONEY: [lambda: dsl.money("t.standard"), dsl.nothing],
                Kind.DATE: [lambda: dsl.day("t.start"), dsl.today],
                Kind.CODE: [],
            }[kind]
        )

    def _nodes(self, kind: Kind, entity: Entity, depth: int) -> list[Callable[[], Expression]]:
        def sub(of: Kind, whose: Entity = entity) -> Expression:
            return self.make(of, whose, depth)

        common: list[Callable[[], Expression]] = [
            lambda: dsl.choose(sub(Kind.BOOL), sub(kind), sub(kind)),
            lambda: sub(kind) if self.monotone else dsl.or_else(sub(kind), sub(kind)),
            lambda: dsl.of_the_eldest(sub(kind, P)),
            *self._leaves(kind, entity),
        ]
        own = {
            Kind.BOOL: self._truth,
            Kind.NUMBER: self._numbers,
            Kind.MONEY: self._money,
            Kind.DATE: lambda _: [],
            Kind.CODE: lambda _: [],
        }[kind]
        return common + own(sub) * 2

    def _truth(self, sub: Callable[..., Expression]) -> list[Callable[[], Expression]]:
        random = self.random
        operators = ["lt", "le", "gt", "ge", "eq", "ne"]
        ordered = random.choice([Kind.NUMBER, Kind.MONEY, Kind.DATE])
        return [
            lambda: Compare(random.choice(operators), sub(ordered), sub(ordered)),
            lambda: Compare(random.choice(operators), sub(ordered), sub(ordered)),
            lambda: Compare("eq", sub(Kind.CODE), Constant(random.randint(0, 9), of=Kind.CODE)),
            lambda: dsl.one_of(sub(Kind.CODE), [1, 2, 9]),
            lambda: ~sub(Kind.BOOL),
            lambda: dsl.all_of(*(sub(Kind.BOOL) for _ in range(random.randint(1, 3)))),
            lambda: dsl.any_of(*(sub(Kind.BOOL) for _ in range(random.randint(1, 3)))),
            lambda: (
                sub(Kind.BOOL) if self.monotone else dsl.is_known(sub(random.choice([Kind.MONEY, Kind.BOOL])))
            ),
            lambda: dsl.any_member(sub(Kind.BOOL, P)),
            lambda: dsl.all_members(sub(Kind.BOOL, P)),
            lambda: dsl.condition(words("named"), sub(Kind.BOOL)),
        ]

    def _numbers(self, sub: Callable[..., Expression]) -> list[Callable[[], Expression]]:
        random = self.random
        units, bases = ["years", "months", "days"], list(dsl.AgeBasis)
        return [
            *self._sums(Kind.NUMBER, sub),
            lambda: DateSpan(random.choice(units), sub(Kind.DATE), sub(Kind.DATE), random.choice(bases)),
            lambda: DateSpan(random.choice(units), sub(Kind.DATE), dsl.today(), random.choice(bases)),
            lambda: dsl.month_index(sub(Kind.DATE)),
            lambda: dsl.count_members(sub(Kind.BOOL, P)),
            lambda: dsl.bands("t.by_money", sub(Kind.MONEY), of=Kind.NUMBER),
            lambda: sub(Kind.MONEY) // dsl.money("t.standard"),
        ]

    def _money(self, sub: Callable[..., Expression]) -> list[Callable[[], Expression]]:
        roundings = list(dsl.Rounding)
        return [
            *self._sums(Kind.MONEY, sub),
            lambda: dsl.share(sub(Kind.MONEY), "t.third", rounding=self.random.choice(roundings)),
            lambda: dsl.table("t.by_grade", sub(Kind.CODE)),
            lambda: dsl.table("t.by_grade", sub(Kind.NUMBER)),
            lambda: dsl.bands("t.by_age", sub(Kind.NUMBER)),
        ]

    def _sums(self, kind: Kind, sub: Callable[..., Expression]) -> list[Callable[[], Expression]]:
        random = self.random
        operators = ["add", "sub", "min", "max"]
        return [
            lambda: Arithmetic(random.choice(operators), sub(kind), sub(kind)),
            lambda: Arithmetic(random.choice(operators), sub(kind), sub(kind)),
            lambda: sub(kind) * random.randint(-3, 12),
            lambda: sub(kind) // dsl.at_least(sub(Kind.NUMBER), 1),
            lambda: dsl.ceil_divide(sub(kind), random.randint(1, 40)),
            lambda: dsl.total(sub(kind, P)),
            lambda: dsl.largest(sub(kind, P)),
            lambda: dsl.smallest(sub(kind, P)),
        ]


def random_book(random: Random, *, depth: int = 4, monotone: bool = False) -> Rulebook:
    """Return a rulebook of a few random policies about persons and households, whose values fit 64 bits."""
    while True:
        book = _any_book(random, depth=depth, monotone=monotone)
        found = check.problems([book], PARAMETERS, on=ON, vocabulary=FACTS)
        if not found:
            return book
        # Sums of sums of the largest amounts are refused, and rightly so; nothing else may be wrong with these rules.
        if not all("64 bits" in problem for problem in found):
            raise AssertionError(found)


def _any_book(random: Random, *, depth: int, monotone: bool) -> Rulebook:
    rules = RandomRules(random, monotone=monotone)
    book = Rulebook("t", words("random"))
    for number in range(4):
        subject = P if number % 2 else H
        tests = [rules.make(Kind.BOOL, subject, depth) for _ in range(random.randint(1, 3))]
        book.define(f"v{number}", words("v"), rules.make(Kind.MONEY, subject, depth))
        book.policy(
            f"policy{number}",
            words("policy"),
            subject=subject,
            conditions=[dsl.condition(words("c"), test) for test in tests],
            benefit=Benefit.CASH,
            amount=book.variables[f"v{number}"] if random.random() < 0.8 else None,
        )
    return book


def random_value(random: Random, fact: Fact, *, known: bool = False) -> object:
    """Return a value of a fact: unknown, extreme, or ordinary."""
    if not known and random.random() < 0.25:
        return None
    if fact.kind is Kind.BOOL:
        return random.random() < 0.5
    if fact.kind is Kind.CODE:
        return random.choice(list(fact.codes))
    if fact.kind is Kind.DATE:
        near = date(2026, 11, 24) + timedelta(days=random.randint(-36_000, 400))
        return random.choice([*DAYS, near, near])
    if fact.kind is Kind.MONEY:
        return random.choice(
            [0, 1, -1, 72000, LARGEST_MONEY_FEN, -LARGEST_MONEY_FEN, random.randint(-9999, 9999)]
        )
    return random.randint(*fact.bounds)


def random_register(random: Random, *, households: int, largest: int = 5) -> Register:
    """Return a register of random households; some facts have no column at all, or no unknown."""
    sizes = [random.randint(1, largest) for _ in range(households)]
    numbers = sorted(random.sample(range(10**6), households))
    persons: dict[str, list[object]] = {
        "person_no": list(range(sum(sizes))),
        "household_no": [number for number, size in zip(numbers, sizes, strict=True) for _ in range(size)],
    }
    divisions = [f"{random.choice(COUNTIES)}001001" for _ in numbers]
    tables = {P: persons, H: {"household_no": numbers, "division": divisions}}
    for fact in FACTS.values():
        table = tables[fact.entity]
        if random.random() < 0.85:
            rows = len(table["household_no"])
            table[fact.name] = [random_value(random, fact) for _ in range(rows)]
    return Register.from_tables(_arrow(persons), _arrow(tables[H]), FACTS)


def _arrow(columns: dict[str, list[object]]) -> pa.Table:
    types = {
        Kind.BOOL: pa.bool_(),
        Kind.NUMBER: pa.int32(),
        Kind.MONEY: pa.int64(),
        Kind.DATE: pa.date32(),
        Kind.CODE: pa.int8(),
    }
    keys = {"person_no": pa.int64(), "household_no": pa.int64(), "division": pa.string()}
    return pa.table(
        {
            name: pa.array(values, type=keys[name] if name in keys else types[FACTS[name].kind])
            for name, values in columns.items()
        }
    )
