"""The rules as a list of steps over columns, and one block of households going through it.

A program is prepared once per register: which steps the policies need, in which order, when a value is no longer
needed, which fact has which bit, and what the parameters say in each county of the register.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy import calendars, vectors
from minsheng.engines.policy.binding import BoundRules, Step
from minsheng.engines.policy.check import keys_of
from minsheng.engines.policy.dated import Value
from minsheng.engines.policy.facts import Entity, Fact, Kind
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.register_files import filler
from minsheng.engines.policy.rulebook import Policy, roots
from minsheng.engines.policy.terms import (
    Aggregate,
    DateSpan,
    EvaluationDay,
    FactRef,
    HouseholdSize,
    IsKnown,
    MonthIndex,
    OrElse,
    Parameter,
    ParameterBands,
    ParameterTable,
    Share,
)
from minsheng.engines.policy.tree import (
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Compare,
    Constant,
    Expression,
    Not,
    OneOf,
)
from minsheng.engines.policy.vectors import Vector

Ints = npt.NDArray[np.int64]
_BITS_PER_WORD = 64


class Program:
    """Everything about the rules and the register that is the same for every block."""

    def __init__(self, rules: BoundRules, register: Register, policies: Sequence[Policy]) -> None:
        self.rules = rules
        self.register = register
        results = [rules.number(root) for policy in policies for root in roots(policy)]
        self.order = _needed(rules.steps, results)
        self.spent_after = _spent_after(rules.steps, self.order, results)
        self.facts = tuple(sorted(filter(self._is_partly_unknown, self._fact_names())))
        self.words = max(1, -(-len(self.facts) // _BITS_PER_WORD))
        counties, self.county_rank = np.unique(register.county, return_inverse=True)
        self._counties = [int(county) for county in counties]
        self._variants: dict[str, tuple[list[Value], Ints]] = {}
        self._span_tables: dict[int, calendars.SpanTable] = {}
        for number in self.order:
            self._prepare(number)

    def _fact_names(self) -> Iterator[str]:
        for number in self.order:
            node = self.rules.steps[number].node
            if isinstance(node, FactRef):
                yield node.fact.name

    def _is_partly_unknown(self, fact: str) -> bool:
        """Whether a fact needs a bit: one that is known for everybody is never missing."""
        column = self.register.columns(self.rules.facts[fact].entity).get(fact)
        return column is None or column.known is not None

    def _prepare(self, number: int) -> None:
        """Fill what blocks share before the first of them runs, so that threads only read."""
        node = self.rules.steps[number].node
        for key in keys_of(node):
            self._variants[key] = self._variants_of(key)
        if isinstance(node, DateSpan) and isinstance(node.end, EvaluationDay):
            today = calendars.day_number(self.rules.on)
            self._span_tables[number] = calendars.span_table(node.unit, today, node.basis)

    def _variants_of(self, key: str) -> tuple[list[Value], Ints]:
        """Return the distinct values of a parameter, and which of them holds in each county."""
        parameter = self.rules.values[key]
        distinct: list[Value] = []
        of_county = []
        for county in self._counties:
            value = parameter.for_county(county)
            if value not in distinct:
                distinct.append(value)
            of_county.append(distinct.index(value))
        return distinct, np.asarray(of_county, dtype=np.int64)

    def variants(self, key: str) -> tuple[list[Value], Ints]:
        """Return the distinct values of a parameter, and which of them holds in each county (by rank)."""
        return self._variants[key]

    def span_table(self, step: int) -> calendars.SpanTable | None:
        """Return the looked-up spans of a step whose end is the evaluation day."""
        return self._span_tables.get(step)

    def bit(self, fact: str) -> tuple[int, np.uint64]:
        """Return the word and the bit that stand for a fact."""
        word, bit = divmod(self.facts.index(fact), _BITS_PER_WORD)
        return word, np.uint64(1 << bit)


def _needed(steps: Sequence[Step], results: Sequence[int]) -> list[int]:
    """Return the steps below the results, children first."""
    needed: set[int] = set()
    waiting = list(results)
    while waiting:
        number = waiting.pop()
        if number not in needed:
            needed.add(number)
            waiting.extend(steps[number].children)
    return sorted(needed)


def _spent_after(
    steps: Sequence[Step], order: Sequence[int], results: Sequence[int]
) -> Mapping[int, list[int]]:
    """Return for each step the values that nobody needs after it."""
    last_use = {child: number for number in order for child in steps[number].children}
    spent: dict[int, list[int]] = {}
    for child, number in last_use.items():
        if child not in results:
            spent.setdefault(number, []).append(child)
    return spent


class Block:
    """Some neighbouring households and the values of the steps for them."""

    def __init__(self, program: Program, first: int, after: int) -> None:
        register = program.register
        self.program = program
        self._households = slice(first, after)
        self._persons = slice(int(register.offsets[first]), int(register.offsets[after]))
        self.starts = register.offsets[first:after] - register.offsets[first]
        self.sizes = np.diff(register.offsets[first : after + 1])
        self.household = np.repeat(np.arange(after - first), self.sizes)
        self.county_rank = program.county_rank[self._households]
        self._values: dict[int, Vector] = {}

    def rows(self, entity: Entity) -> slice:
        """Return the rows of the register that this block covers."""
        return self._persons if entity is Entity.PERSON else self._households

    def run(self) -> None:
        """Compute every step, letting go of values that nobody needs any more."""
        for number in self.program.order:
            self._values[number] = _VECTOR[type(self.program.rules.steps[number].node)](self, number)
            for spent in self.program.spent_after.get(number, ()):
                del self._values[spent]

    def result(self, node: Expression, subject: Entity) -> Vector:
        """Return the value of a policy's root for every subject of the block."""
        return self.at(self.program.rules.number(node), subject)

    def at(self, number: int, entity: Entity) -> Vector:
        """Return the value of a step for every subject of an entity."""
        vector = self._values[number]
        if entity is Entity.HOUSEHOLD:
            return vector.spread(len(self.starts))
        if self.program.rules.steps[number].entity is not Entity.PERSON:
            vector = vector.take(self.household)
        return vector.spread(len(self.household))

    def children(self, number: int) -> list[Vector]:
        """Return the values of a step's children as the step itself needs them."""
        step = self.program.rules.steps[number]
        if step.entity is not Entity.PERSON:
            return [self._values[child] for child in step.children]
        return [self._projected(child) for child in step.children]

    def _projected(self, number: int) -> Vector:
        vector = self._values[number]
        return (
            vector.take(self.household)
            if self.program.rules.steps[number].entity is Entity.HOUSEHOLD
            else vector
        )

    def column(self, fact: Fact) -> Vector:
        """Return the block's part of a fact."""
        rows = self.rows(fact.entity)
        column = self.program.register.columns(fact.entity).get(fact.name)
        size = rows.stop - rows.start
        if column is None:
            empty = np.False_ if fact.kind is Kind.BOOL else np.int64(filler(fact))
            return self._partly(np.broadcast_to(empty, (size,)), np.zeros(size, dtype=np.bool_), fact)
        values = column.values[rows]
        if fact.kind is not Kind.BOOL:
            values = values.astype(np.int64, copy=False)
        known = None if column.known is None else column.known[rows]
        return Vector(values) if known is None or known.all() else self._partly(values, known, fact)

    def _partly(self, values: Any, known: npt.NDArray[np.bool_], fact: Fact) -> Vector:
        word, bit = self.program.bit(fact.name)
        missing = np.zeros((self.program.words, len(known)), dtype=np.uint64)
        missing[word] = np.where(known, np.uint64(0), bit)
        return Vector(values, known, missing)

    def by_county(self, number: int, key: str, compute: Callable[[Value], Any]) -> Any:
        """Compute with the value of a parameter in the county of each subject."""
        values, of_county = self.program.variants(key)
        if len(values) == 1:
            return compute(values[0])
        variant = of_county[self.county_rank]
        if self.program.rules.steps[number].entity is Entity.PERSON:
            variant = variant[self.household]
        result = compute(values[0])
        for other in range(1, len(values)):
            result = np.where(variant == other, compute(values[other]), result)
        return result


# What each node does to a block.

_Compute = Callable[[Block, int], Vector]


def _node(block: Block, number: int) -> Any:
    return block.program.rules.steps[number].node


def _constant(block: Block, number: int) -> Vector:
    value = _node(block, number).value
    return Vector(np.bool_(value) if isinstance(value, bool) else np.int64(value))


def _fact(block: Block, number: int) -> Vector:
    return block.column(_node(block, number).fact)


def _today(block: Block, _: int) -> Vector:
    return Vector(np.int64(calendars.day_number(block.program.rules.on)))


def _size(block: Block, _: int) -> Vector:
    return Vector(block.sizes)


def _parameter(block: Block, number: int) -> Vector:
    return Vector(block.by_county(number, _node(block, number).key, _bare))


def _bare(value: Value) -> Any:
    if isinstance(value, bool):
        return np.bool_(value)
    return np.int64(calendars.day_number(value) if isinstance(value, date) else value)  # type: ignore[arg-type]


def _table(block: Block, number: int) -> Vector:
    (index,) = block.children(number)

    def looked_up(table: Any) -> Any:
        codes, entries = _sorted_entries(table)
        place = np.minimum(np.searchsorted(codes, index.values), len(codes) - 1)
        return np.where(codes[place] == index.values, entries[place], 0)

    return Vector(block.by_county(number, _node(block, number).key, looked_up), index.known, index.missing)


def _bands(block: Block, number: int) -> Vector:
    (index,) = block.children(number)

    def looked_up(bands: Any) -> Any:
        floors, entries = _sorted_entries(bands)
        return np.concatenate([[0], entries])[np.searchsorted(floors, index.values, side="right")]

    return Vector(block.by_county(number, _node(block, number).key, looked_up), index.known, index.missing)


def _sorted_entries(table: Mapping[int, int]) -> tuple[Ints, Ints]:
    keys = np.array(sorted(table), dtype=np.int64)
    return keys, np.array([table[int(key)] for key in keys], dtype=np.int64)


def _share(block: Block, number: int) -> Vector:
    (amount,) = block.children(number)
    node = _node(block, number)

    def shared(ratio: Any) -> Any:
        return vectors.share(amount.values, ratio.numerator, ratio.denominator, node.rounding)

    return Vector(block.by_county(number, node.ratio_key, shared), amount.known, amount.missing)


def _span(block: Block, number: int) -> Vector:
    node = _node(block, number)
    start, end = block.children(number)
    table = block.program.span_table(number)
    if table is not None:
        return Vector(table.of(start.values), start.known, start.missing)
    return vectors.strict(lambda first, last: calendars.span(node.unit, first, last, node.basis), start, end)


def _month(block: Block, number: int) -> Vector:
    return vectors.strict(calendars.month_index, *block.children(number))


_OPERATIONS: dict[str, Callable[..., Any]] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "floordiv": np.floor_divide,
    "ceildiv": vectors.ceil_divide,
    "min": np.minimum,
    "max": np.maximum,
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
    "eq": np.equal,
    "ne": np.not_equal,
}


def _operation(block: Block, number: int) -> Vector:
    return vectors.strict(_OPERATIONS[_node(block, number).operator], *block.children(number))


def _one_of(block: Block, number: int) -> Vector:
    allowed = _node(block, number).allowed
    return vectors.strict(lambda values: vectors.one_of(values, allowed), *block.children(number))


def _not(block: Block, number: int) -> Vector:
    return vectors.strict(np.logical_not, *block.children(number))


def _all_of(block: Block, number: int) -> Vector:
    return vectors.all_of(block.children(number))


def _any_of(block: Block, number: int) -> Vector:
    return vectors.any_of(block.children(number))


def _choose(block: Block, number: int) -> Vector:
    return vectors.choose(*block.children(number))


def _is_known(block: Block, number: int) -> Vector:
    return vectors.is_known(*block.children(number))


def _or_else(block: Block, number: int) -> Vector:
    return vectors.or_else(*block.children(number))


def _aggregate(block: Block, number: int) -> Vector:
    step = block.program.rules.steps[number]
    value, *births = (block.at(child, Entity.PERSON) for child in step.children)
    if births:
        return vectors.of_the_eldest(value, births[0], block.starts, block.household)
    return vectors.reduce_members(step.node.how, value, block.starts)


_VECTOR: dict[type[Expression], _Compute] = {
    Constant: _constant,
    FactRef: _fact,
    EvaluationDay: _today,
    HouseholdSize: _size,
    Parameter: _parameter,
    ParameterTable: _table,
    ParameterBands: _bands,
    Arithmetic: _operation,
    Compare: _operation,
    Share: _share,
    DateSpan: _span,
    MonthIndex: _month,
    OneOf: _one_of,
    Not: _not,
    AllOf: _all_of,
    AnyOf: _any_of,
    Choose: _choose,
    IsKnown: _is_known,
    OrElse: _or_else,
    Aggregate: _aggregate,
}
