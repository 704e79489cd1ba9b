"""From the steps of the rules to the steps of a kernel: the same values, computed in fewer instructions.

* Spans of months and years share the civil form of their dates.
* Comparing an age (any span from a day to a day that is the same for a whole county) with such a number is comparing
  the day itself with a cutoff, which is found once per county. The same goes for bands of ages.

What no policy needs any more after that is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minsheng.engines.policy.binding import BoundRules, Step
from minsheng.engines.policy.dated import DatedValue
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.terms import (
    AgeBasis,
    DateSpan,
    FactRef,
    HouseholdSize,
    MonthIndex,
    ParameterBands,
    ParameterTable,
)
from minsheng.engines.policy.tree import Compare

MOST_UNROLLED = 24  # a longer table is searched


@dataclass(frozen=True, slots=True)
class Civil:
    """A date as year, month and day in one number, see ``fused_words``; shared by all spans from that date."""


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """The last day of the month of a date."""


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The last day from which a span to an end reaches a length and ``more``: children are length and end."""

    unit: str
    more: int


@dataclass(frozen=True, slots=True)
class SpanTest:
    """A comparison of a span: children are the start and one or two cutoffs."""

    operator: str


@dataclass(frozen=True, slots=True)
class Floor:
    """The floor of one band of a parameter in the county at hand."""

    key: str
    place: int


@dataclass(frozen=True, slots=True)
class SpanBands:
    """Bands of a span: children are the start and the cutoff of each floor."""

    key: str


# Which cutoffs a comparison needs: of the length itself, of one more, or both.
_CUTOFFS = {"ge": (0,), "lt": (0,), "gt": (1,), "le": (1,), "eq": (0, 1), "ne": (0, 1)}
_TURNED = {"ge": "le", "le": "ge", "gt": "lt", "lt": "gt", "eq": "eq", "ne": "ne"}


class Lowering:
    """The steps of a kernel as they grow; ``lowered`` is the way to use it."""

    def __init__(self, values: Mapping[str, DatedValue]) -> None:
        self._values = values
        self.steps: list[Step] = []
        self.numbers: dict[int, int] = {}  # of the rules -> of the kernel
        self._of_county: list[bool] = []
        self._by_meaning: dict[tuple[Any, tuple[int, ...]], int] = {}
        self._spans: dict[
            int, tuple[DateSpan, int, int]
        ] = {}  # spans to a day of the county: node, start, end

    def take(self, number: int, step: Step) -> None:
        """Add a step of the rules, whose children are added already."""
        children = tuple(self.numbers[child] for child in step.children)
        self.numbers[number] = self._taken(step, children)

    def _taken(self, step: Step, children: tuple[int, ...]) -> int:
        node = step.node
        if isinstance(node, DateSpan):
            return self._span(step, children)
        if isinstance(node, MonthIndex):
            return self._append(node, (self._civil(children[0]),), step.entity)
        if isinstance(node, Compare):
            return self._comparison(step, children)
        if isinstance(node, ParameterBands) and children[0] in self._spans and self.is_unrolled(node.key):
            return self._bands(step, children[0])
        return self._append(node, children, step.entity)

    def is_unrolled(self, key: str) -> bool:
        """Whether a table is short enough to be written out."""
        return table_width(self._values[key]) <= MOST_UNROLLED

    def _span(self, step: Step, children: tuple[int, ...]) -> int:
        start, end = children
        if step.node.basis is AgeBasis.END_OF_MONTH:
            end = self._shared(MonthEnd(), (end,))
        ends = (start, end) if step.node.unit == "days" else (self._civil(start), self._civil(end))
        number = self._append(step.node, ends, step.entity)
        if self._of_county[end]:
            self._spans[number] = step.node, start, end
        return number

    def _comparison(self, step: Step, children: tuple[int, ...]) -> int:
        left, right = children
        operator = step.node.operator
        if right in self._spans:
            left, right, operator = right, left, _TURNED[operator]
        if left not in self._spans or not self._of_county[right]:
            return self._append(step.node, children, step.entity)
        node, start, end = self._spans[left]
        cutoffs = [self._shared(Cutoff(node.unit, more), (right, end)) for more in _CUTOFFS[operator]]
        return self._append(SpanTest(operator), (start, *cutoffs), step.entity)

    def _bands(self, step: Step, span: int) -> int:
        node, start, end = self._spans[span]
        floors = [
            self._shared(Floor(step.node.key, place), ()) for place in range(self._width(step.node.key))
        ]
        cutoffs = [self._shared(Cutoff(node.unit, 0), (floor, end)) for floor in floors]
        return self._append(SpanBands(step.node.key), (start, *cutoffs), step.entity)

    def _width(self, key: str) -> int:
        return table_width(self._values[key])

    def _civil(self, day: int) -> int:
        return self._shared(Civil(), (day,))

    def _shared(self, node: Any, children: tuple[int, ...]) -> int:
        """Add a step of the kernel's own, or find the one that says the same."""
        if (node, children) not in self._by_meaning:
            entity = self.steps[children[0]].entity if children else None
            self._by_meaning[node, children] = self._append(node, children, entity)
        return self._by_meaning[node, children]

    def _append(self, node: Any, children: tuple[int, ...], entity: Entity | None) -> int:
        is_of_county = not isinstance(node, FactRef | HouseholdSize) and entity is not Entity.PERSON
        self._of_county.append(is_of_county and all(self._of_county[child] for child in children))
        self.steps.append(Step(node, children, entity))
        return len(self.steps) - 1


def lowered(rules: BoundRules, tops: Sequence[int]) -> tuple[list[Step], dict[int, int]]:
    """Return the steps of a kernel that computes some steps of the rules, and their numbers in it."""
    lowering = Lowering(rules.values)
    for number in needed(rules.steps, tops):
        lowering.take(number, rules.steps[number])
    kept = needed(lowering.steps, [lowering.numbers[top] for top in tops])
    places = {old: new for new, old in enumerate(kept)}
    steps = [
        Step(step.node, tuple(places[child] for child in step.children), step.entity)
        for step in (lowering.steps[number] for number in kept)
    ]
    return steps, {top: places[lowering.numbers[top]] for top in tops}


def needed(
    steps: Sequence[Step], tops: Iterable[int], follows: Callable[[int], bool] | None = None
) -> list[int]:
    """Return the steps that some steps rest on, themselves included; children first."""
    found: set[int] = set()
    waiting = list(tops)
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting.extend(filter(follows, steps[number].children) if follows else steps[number].children)
    return sorted(found)


def table_width(parameter: DatedValue) -> int:
    """Return the number of entries of the longest table that any county has."""
    return max(len(table) for table in parameter.all_values)  # type: ignore[arg-type]


def is_table(node: Any) -> bool:
    """Whether a node reads a table or bands of a parameter."""
    return isinstance(node, ParameterTable | ParameterBands)
