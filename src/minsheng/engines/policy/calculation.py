"""The values of all nodes for one household, computed when asked for and kept.

What each node means is written down in ``scalar``; this is the code that does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from minsheng.engines.policy import days
from minsheng.engines.policy.binding import BoundRules, Step
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.households import HouseholdError, HouseholdFacts
from minsheng.engines.policy.results import MissingFact
from minsheng.engines.policy.terms import (
    AgeBasis,
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
    Rounding,
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

NOTHING_MISSING: frozenset[MissingFact] = frozenset()


class Calculation:
    """Values and missing facts of any node, for one household on one day.

    ``verified`` skips verifying the facts, for one who varies a household that was verified before.
    """

    def __init__(self, rules: BoundRules, facts: HouseholdFacts, *, verified: bool = False) -> None:
        problems = [] if verified else facts.problems_with(rules.facts)
        if problems:
            raise HouseholdError("\n".join(problems))
        self.rules = rules
        self.facts = facts
        self.size = len(facts.persons)
        self._steps = rules.steps
        self._values: dict[tuple[int, int | None], Any] = {}
        self._missing: dict[tuple[int, int | None], frozenset[MissingFact]] = {}

    def value(self, node: Expression, member: int | None = None) -> Any:
        """Return the value of a node; None if it is unknown. A person's node needs the member's position."""
        return self.at(self.rules.number(node), self._member_for(node, member))

    def missing(self, node: Expression, member: int | None = None) -> frozenset[MissingFact]:
        """Return the facts that keep a node unknown; none if it is known."""
        return self.missing_at(self.rules.number(node), self._member_for(node, member))

    def _member_for(self, node: Expression, member: int | None) -> int | None:
        if node.entity is Entity.PERSON and (member is None or not 0 <= member < self.size):
            raise ValueError(f"A person's value is asked for member {member} of a household of {self.size}.")
        return member

    def at(self, number: int, member: int | None) -> Any:
        """Return the value of a step for a member; household steps ignore the member."""
        step = self._steps[number]
        place = (number, member if step.entity is Entity.PERSON else None)
        if place not in self._values:
            self._values[place] = _VALUE[type(step.node)](self, step, place[1])
        return self._values[place]

    def missing_at(self, number: int, member: int | None) -> frozenset[MissingFact]:
        """Return the facts that keep a step unknown."""
        step = self._steps[number]
        place = (number, member if step.entity is Entity.PERSON else None)
        if place not in self._missing:
            if self.at(number, member) is not None:
                self._missing[place] = NOTHING_MISSING
            else:
                self._missing[place] = _MISSING.get(type(step.node), _of_children)(self, step, place[1])
        return self._missing[place]

    def parameter(self, key: str) -> Any:
        """Return a parameter as it holds in the county of the household."""
        return self.rules.values[key].for_county(self.facts.county)

    def each(self, number: int) -> Iterable[Any]:
        """Yield the value of a step for every member."""
        return (self.at(number, member) for member in range(self.size))


# Leaves.


def _constant(_: Calculation, step: Step, __: int | None) -> Any:
    return step.node.value


def _fact(calculation: Calculation, step: Step, member: int | None) -> Any:
    return calculation.facts.of(member).get(step.node.fact.name)


def _today(calculation: Calculation, _: Step, __: int | None) -> Any:
    return calculation.rules.on


def _size(calculation: Calculation, _: Step, __: int | None) -> int:
    return calculation.size


def _parameter(calculation: Calculation, step: Step, _: int | None) -> Any:
    return calculation.parameter(step.node.key)


def _table(calculation: Calculation, step: Step, member: int | None) -> int | None:
    index = calculation.at(step.children[0], member)
    table: Mapping[int, int] = calculation.parameter(step.node.key)
    return None if index is None else table.get(index, 0)


def _bands(calculation: Calculation, step: Step, member: int | None) -> int | None:
    index = calculation.at(step.children[0], member)
    bands: Mapping[int, int] = calculation.parameter(step.node.key)
    if index is None:
        return None
    reached = [floor for floor in bands if floor <= index]
    return bands[max(reached)] if reached else 0


# Numbers and days.


def _arithmetic(calculation: Calculation, step: Step, member: int | None) -> int | None:
    left, right = (calculation.at(child, member) for child in step.children)
    if left is None or right is None:
        return None
    return _OPERATIONS[step.node.operator](left, right)


_OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "add": lambda left, right: left + right,
    "sub": lambda left, right: left - right,
    "mul": lambda left, right: left * right,
    "floordiv": lambda left, right: left // right,
    "ceildiv": lambda left, right: -(-left // right),
    "min": min,
    "max": max,
}


def _share(calculation: Calculation, step: Step, member: int | None) -> int | None:
    node = step.node
    amount = calculation.at(step.children[0], member)
    return None if amount is None else rounded(amount * calculation.parameter(node.ratio_key), node.rounding)


def rounded(exact: Fraction, rounding: Rounding) -> int:
    """Return the whole number for an exact fraction; half-up ties go away from zero."""
    if rounding is Rounding.FLOOR:
        return exact.__floor__()
    if rounding is Rounding.CEIL:
        return exact.__ceil__()
    nearest = (abs(exact) + Fraction(1, 2)).__floor__()
    return -nearest if exact < 0 else nearest


def _span(calculation: Calculation, step: Step, member: int | None) -> int | None:
    node = step.node
    start, end = (calculation.at(child, member) for child in step.children)
    if start is None or end is None:
        return None
    if node.basis is AgeBasis.END_OF_MONTH:
        end = days.end_of_month(end)
    return days.SPANS[node.unit](start, end)


def _month(calculation: Calculation, step: Step, member: int | None) -> int | None:
    day = calculation.at(step.children[0], member)
    return None if day is None else days.month_index(day)


# Truth.


def _compare(calculation: Calculation, step: Step, member: int | None) -> bool | None:
    left, right = (calculation.at(child, member) for child in step.children)
    if left is None or right is None:
        return None
    return _COMPARISONS[step.node.operator](left, right)


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "lt": lambda left, right: left < right,
    "le": lambda left, right: left <= right,
    "gt": lambda left, right: left > right,
    "ge": lambda left, right: left >= right,
    "eq": lambda left, right: left == right,
    "ne": lambda left, right: left != right,
}


def _one_of(calculation: Calculation, step: Step, member: int | None) -> bool | None:
    value = calculation.at(step.children[0], member)
    return None if value is None else value in step.node.allowed


def _not(calculation: Calculation, step: Step, member: int | None) -> bool | None:
    value = calculation.at(step.children[0], member)
    return None if value is None else not value


def _every(values: Iterable[bool | None]) -> bool | None:
    """Kleene's and: one false settles it, else one unknown leaves it open."""
    answer: bool | None = True
    for value in values:
        if value is False:
            return False
        if value is None:
            answer = None
    return answer


def _some(values: Iterable[bool | None]) -> bool | None:
    """Kleene's or: one true settles it, else one unknown leaves it open."""
    every = _every(None if value is None else not value for value in values)
    return None if every is None else not every


def _all_of(calculation: Calculation, step: Step, member: int | None) -> bool | None:
    return _every(calculation.at(child, member) for child in step.children)


def _any_of(calculation: Calculation, step: Step, member: int | None) -> bool | None:
    return _some(calculation.at(child, member) for child in step.children)


# Choices.


def _choose(calculation: Calculation, step: Step, member: int | None) -> Any:
    condition, then, otherwise = step.children
    holds = calculation.at(condition, member)
    if holds is not None:
        return calculation.at(then if holds else otherwise, member)
    left, right = calculation.at(then, member), calculation.at(otherwise, member)
    return left if left == right else None


def _is_known(calculation: Calculation, step: Step, member: int | None) -> bool:
    return calculation.at(step.children[0], member) is not None


def _or_else(calculation: Calculation, step: Step, member: int | None) -> Any:
    value = calculation.at(step.children[0], member)
    return calculation.at(step.children[1], member) if value is None else value


# Members brought up to their household.


def _aggregate(calculation: Calculation, step: Step, _: int | None) -> Any:
    how = step.node.how
    if how == "eldest":
        eldest = _eldest(calculation, step.children[1])
        return None if eldest is None else calculation.at(step.children[0], eldest)
    values = list(calculation.each(step.children[0]))
    if how in ("any", "all"):
        return _some(values) if how == "any" else _every(values)
    return None if None in values else _REDUCTIONS[how](values)


_REDUCTIONS: dict[str, Callable[[list[Any]], int]] = {
    "total": sum,
    "count": sum,
    "largest": max,
    "smallest": min,
}


def _eldest(calculation: Calculation, born_on: int) -> int | None:
    """Return the member born first, the earlier in the register of twins; None while a birth is unknown."""
    if calculation.size == 1:
        return 0
    births = list(calculation.each(born_on))
    return None if None in births else births.index(min(births))


# Missing facts.


def _of_children(calculation: Calculation, step: Step, member: int | None) -> frozenset[MissingFact]:
    return NOTHING_MISSING.union(*(calculation.missing_at(child, member) for child in step.children))


def _of_fact(_: Calculation, step: Step, member: int | None) -> frozenset[MissingFact]:
    return frozenset([MissingFact(step.node.fact.name, member)])


def _of_choice(calculation: Calculation, step: Step, member: int | None) -> frozenset[MissingFact]:
    condition, then, otherwise = step.children
    holds = calculation.at(condition, member)
    if holds is None:
        return _of_children(calculation, step, member)
    return calculation.missing_at(then if holds else otherwise, member)


def _of_members(calculation: Calculation, step: Step, _: int | None) -> frozenset[MissingFact]:
    value, *births = step.children
    if births:
        eldest = _eldest(calculation, births[0])
        if eldest is not None:
            return calculation.missing_at(value, eldest)
    return NOTHING_MISSING.union(
        *(
            calculation.missing_at(child, member)
            for child in step.children
            for member in range(calculation.size)
        )
    )


_Compute = Callable[[Calculation, Step, "int | None"], Any]

_VALUE: dict[type[Expression], _Compute] = {
    Constant: _constant,
    FactRef: _fact,
    EvaluationDay: _today,
    HouseholdSize: _size,
    Parameter: _parameter,
    ParameterTable: _table,
    ParameterBands: _bands,
    Arithmetic: _arithmetic,
    Share: _share,
    DateSpan: _span,
    MonthIndex: _month,
    Compare: _compare,
    OneOf: _one_of,
    Not: _not,
    AllOf: _all_of,
    AnyOf: _any_of,
    Choose: _choose,
    IsKnown: _is_known,
    OrElse: _or_else,
    Aggregate: _aggregate,
}
_MISSING: dict[type[Expression], _Compute] = {
    FactRef: _of_fact,
    Choose: _of_choice,
    Aggregate: _of_members,
}
