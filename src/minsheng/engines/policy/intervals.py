"""The smallest and largest value every node of a rule can have, while facts keep their bounds.

Used before evaluation to prove two things that NumPy would otherwise get silently wrong: that no sum or product leaves
int64, and that no divisor is zero or negative. Exact Python integers, so the proof itself cannot overflow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from minsheng.engines.policy import days
from minsheng.engines.policy.dated import DatedValue, Value
from minsheng.engines.policy.facts import MOST_MEMBERS, Kind
from minsheng.engines.policy.terms import (
    Aggregate,
    Condition,
    DateSpan,
    FactRef,
    HouseholdSize,
    MonthIndex,
    OrElse,
    Parameter,
    ParameterBands,
    ParameterTable,
    Share,
    Variable,
)
from minsheng.engines.policy.tree import Arithmetic, Choose, Constant, Expression

Interval = tuple[int, int]

SMALLEST, LARGEST = -(2**63), 2**63 - 1
_TRUTH: Interval = (0, 1)


class Intervals:
    """Computes intervals of nodes, each once, and collects what it finds wrong on the way."""

    def __init__(self, parameter: Callable[[str], DatedValue]) -> None:
        self._parameter = parameter
        self._known: dict[Expression, Interval] = {}
        self._problems: list[str] = []

    def take_problems(self) -> list[str]:
        """Return the problems found since the last call."""
        taken, self._problems = self._problems, []
        return taken

    def of(self, node: Expression) -> Interval:
        """Return the smallest and largest value of a node; dates count as their ordinals."""
        if node not in self._known:
            for child in node.children:
                self.of(child)
            low, high = self._computed(node)
            if low < SMALLEST or high > LARGEST:
                self._problems.append(_too_large(node, low, high))
                low, high = max(low, SMALLEST), min(high, LARGEST)
            self._known[node] = low, high
        return self._known[node]

    def _computed(self, node: Expression) -> Interval:
        method = _METHODS.get(type(node))
        if method is not None:
            return method(self, node)
        return _TRUTH if node.kind is Kind.BOOL else _DATES

    def _named(self, node: Variable | Condition) -> Interval:
        return self.of(node.expression if isinstance(node, Variable) else node.test)

    def _constant(self, node: Constant) -> Interval:
        return int(node.value), int(node.value)

    def _fact(self, node: FactRef) -> Interval:
        return node.fact.bounds

    def _arithmetic(self, node: Arithmetic) -> Interval:
        left, right = self.of(node.left), self.of(node.right)
        if node.operator in ("floordiv", "ceildiv") and right[0] < 1:
            self._problems.append(
                f"A divisor can be {right[0]}. Wrap it in at_least(divisor, 1), or give its parameter a positive value."
            )
            right = 1, max(1, right[1])
        return _hull(_OPERATIONS[node.operator](a, b) for a in left for b in right)

    def _choose(self, node: Choose) -> Interval:
        return _hull((*self.of(node.then), *self.of(node.otherwise)))

    def _or_else(self, node: OrElse) -> Interval:
        return _hull((*self.of(node.value), *self.of(node.fallback)))

    def _parameter_value(self, node: Parameter) -> Interval:
        return _hull(_integer(value) for value in self._parameter(node.key).all_values)

    def _table(self, node: ParameterTable | ParameterBands) -> Interval:
        tables = self._parameter(node.key).all_values
        return _hull([0, *(entry for table in tables for entry in _entries(table))])

    def _share(self, node: Share) -> Interval:
        amount = self.of(node.amount)
        shares = [
            bound * ratio
            for bound in amount
            for ratio in self._parameter(node.ratio_key).all_values
            if isinstance(ratio, Fraction)
        ]
        return min(shares).__floor__(), max(shares).__ceil__()

    def _span(self, node: DateSpan) -> Interval:
        span = days.SPANS[node.unit]
        return span(date.max, date.min), span(date.min, date.max)

    def _month(self, node: MonthIndex) -> Interval:
        return days.month_index(date.min), days.month_index(date.max)

    def _aggregate(self, node: Aggregate) -> Interval:
        if node.how in ("any", "all"):
            return _TRUTH
        if node.how == "count":
            return 0, MOST_MEMBERS
        low, high = self.of(node.value)
        if node.how == "total":
            return min(low, low * MOST_MEMBERS), max(high, high * MOST_MEMBERS)
        return low, high

    def _size(self, node: HouseholdSize) -> Interval:
        return 1, MOST_MEMBERS


_DATES: Interval = (date.min.toordinal(), date.max.toordinal())

_METHODS: dict[type[Expression], Callable[..., Interval]] = {
    Variable: Intervals._named,
    Condition: Intervals._named,
    Constant: Intervals._constant,
    FactRef: Intervals._fact,
    Arithmetic: Intervals._arithmetic,
    Choose: Intervals._choose,
    OrElse: Intervals._or_else,
    Parameter: Intervals._parameter_value,
    ParameterTable: Intervals._table,
    ParameterBands: Intervals._table,
    Share: Intervals._share,
    DateSpan: Intervals._span,
    MonthIndex: Intervals._month,
    Aggregate: Intervals._aggregate,
    HouseholdSize: Intervals._size,
}

_OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "floordiv": lambda a, b: a // b,
    "ceildiv": lambda a, b: -(-a // b),
    "min": min,
    "max": max,
}


def _hull(values: Iterable[int]) -> Interval:
    listed = list(values)
    return min(listed), max(listed)


def _integer(value: Value) -> int:
    return value.toordinal() if isinstance(value, date) else int(value)  # type: ignore[arg-type]


def _entries(table: Value) -> Iterable[int]:
    return table.values() if hasattr(table, "values") else ()


def _too_large(node: Expression, low: int, high: int) -> str:
    what = type(node).__name__
    operator = getattr(node, "operator", getattr(node, "how", ""))
    return (
        f"{what} {operator} can reach {low if low < SMALLEST else high}, which does not fit 64 bits. "
        "Narrow a fact with within=(lowest, highest), or wrap a factor in at_most(...)."
    )
