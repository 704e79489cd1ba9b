"""Which steps a kernel may skip: laziness, decided while the kernel is written.

Most people are out of the question for most policies after one look at their age. So answers that all ask for one age
stand behind one *gate*; what only the later conditions of an *all of* need is computed only where the earlier ones may
hold, and so for *any of*, for the branches of a choice, for an amount, which is computed only where it is due, and for
what members are asked on behalf of their household. Each such place is a region, an ``if`` in the source. Skipping
changes no result: a condition that is known to fail settles an *all of* whatever the others say.

A step lies where it is used. If it is used in two or three regions apart, it is written in each; if in more, before
all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from minsheng.engines.policy.binding import Step
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.fused_lowering import Civil, SpanTest
from minsheng.engines.policy.fused_steps import Answer
from minsheng.engines.policy.terms import Aggregate, FactRef, ParameterBands, ParameterTable, Share
from minsheng.engines.policy.tree import AllOf, Choose, Junction

# Roughly how many instructions a step takes, and from how many on an ``if`` is worth its price.
_COSTS: Mapping[type, int] = {
    Aggregate: 60, Share: 30, Civil: 15, ParameterTable: 10, ParameterBands: 10, FactRef: 3,
}  # fmt: skip
WORTH_AN_IF = 5
WORTH_AN_IF_FOR_SEVERAL = 15
MOST_COPIES = 3


@dataclass(eq=False)
class Region:
    """A part of the source that is run only if a condition may hold, with its steps in order."""

    parent: Region | None = None
    steps: list[int] = field(default_factory=list)

    @property
    def depth(self) -> int:
        return 0 if self.parent is None else self.parent.depth + 1


@dataclass(frozen=True, eq=False)
class Order:
    """In which order a junction looks at its operands: some at once, then some others, each time in a region."""

    at_once: tuple[int, ...]
    later: tuple[tuple[tuple[int, ...], Region], ...]


class Regions:
    """The regions of one scope: the steps of a household or of its members in one turn.

    steps: the steps of the scope, children first. used: steps that are needed whatever happens, once per use.
    answers: what is answered in the scope, by number.
    """

    def __init__(
        self,
        all_steps: Sequence[Step],
        steps: Sequence[int],
        *,
        used: Iterable[int] = (),
        answers: Mapping[int, Answer] | None = None,
    ) -> None:
        self._all_steps, self._scope = all_steps, frozenset(steps)
        self.root = Region()
        self.gates: dict[int, Region] = {}  # by the step that opens the gate
        self.gate_of: dict[int, int] = {}  # answer -> the step that opens its gate
        self.orders: dict[tuple[int, Region], Order] = {}
        self.branches: dict[tuple[int, Region], tuple[Region | None, Region | None]] = {}
        self.amounts: dict[int, Region] = {}
        self._uses: dict[int, list[Region]] = {}
        always, given = list(used), dict(answers or {})
        tops = [*always, *(step for answer in given.values() for step in answer.steps)]
        self._alone, self._whole = self._costs_alone(steps, tops), self._costs_whole(steps)
        for number in always:
            self._use(number, self.root)
        for number, answer in given.items():
            self._use_answer(number, answer, is_used_once=tops.count(answer.eligible) == 1)
        for number in reversed(steps):
            for region in self._placed(number):
                region.steps.insert(0, number)
                self._use_children(number, region)

    def _use(self, number: int, region: Region) -> None:
        if number in self._scope:
            self._uses.setdefault(number, []).append(region)

    def _placed(self, number: int) -> list[Region]:
        """Return the regions in which a step is written."""
        return _spread(list(dict.fromkeys(self._uses.get(number, ()))))

    # Answers.

    def _use_answer(self, number: int, answer: Answer, *, is_used_once: bool) -> None:
        region = self.root
        gate = self._gate(answer.eligible) if is_used_once else None
        if gate is not None:
            self.gate_of[number] = gate
            self._use(gate, self.root)
            region = self.gates.setdefault(gate, Region(self.root))
        self._use(answer.eligible, region)
        if answer.amount is not None:
            self.amounts[number] = Region(region)
            self._use(answer.amount, self.amounts[number])

    def _gate(self, eligible: int) -> int | None:
        """Return the condition of an *all of* that asks for an age, unless its household may rule it out at once."""
        step = self._all_steps[eligible]
        if not isinstance(step.node, AllOf) or eligible not in self._scope:
            return None
        if any(self._all_steps[operand].entity is Entity.HOUSEHOLD for operand in step.children):
            return None
        ages = (
            o for o in step.children if o in self._scope and isinstance(self._all_steps[o].node, SpanTest)
        )
        return next(ages, None)

    # Conditions and choices.

    def _use_children(self, number: int, region: Region) -> None:
        step = self._all_steps[number]
        if isinstance(step.node, Junction) and len(step.children) > 1:
            self._order(number, step.children, region)
        elif isinstance(step.node, Choose):
            self._branch(number, step.children, region)
        else:
            for child in step.children:
                self._use(child, region)

    def _order(self, number: int, operands: Sequence[int], region: Region) -> None:
        """Look first at what is there anyway, then at what is cheap, then at the rest, the cheapest first."""
        costs = {operand: self._alone.get((number, operand), 0) for operand in operands}
        there = [operand for operand in costs if operand not in self._scope]
        cheap = [operand for operand in costs if operand in self._scope and costs[operand] < WORTH_AN_IF]
        dear = [
            (operand,)
            for operand in sorted(costs, key=lambda one: costs[one])
            if costs[operand] >= WORTH_AN_IF
        ]
        groups = [tuple(there), tuple(cheap), *dear]
        if sum(self._whole[operand] for operand in cheap) < WORTH_AN_IF_FOR_SEVERAL:
            groups = [(*there, *cheap), *dear]
        at_once, *rest = [group for group in groups if group]
        later, inner = [], region
        for operand in at_once:
            self._use(operand, region)
        for group in rest:
            inner = Region(inner)
            later.append((group, inner))
            for operand in group:
                self._use(operand, inner)
        self.orders[number, region] = Order(at_once, tuple(later))

    def _branch(self, number: int, children: Sequence[int], region: Region) -> None:
        condition, *branches = children
        costs = [self._alone.get((number, branch), 0) for branch in branches]
        regions = [Region(region) if cost >= WORTH_AN_IF else None for cost in costs]
        self._use(condition, region)
        for branch, inner in zip(branches, regions, strict=True):
            self._use(branch, inner or region)
        self.branches[number, region] = (regions[0], regions[1])

    # Costs.

    def _costs_whole(self, steps: Sequence[int]) -> dict[int, int]:
        """Return roughly what each step costs with everything below it, whoever else uses it."""
        whole: dict[int, int] = {}
        for number in steps:
            step = self._all_steps[number]
            below = sum(whole.get(child, 0) for child in set(step.children))
            whole[number] = min(1000, below + _COSTS.get(type(step.node), 1))
        return whole

    def _costs_alone(self, steps: Sequence[int], used: Iterable[int]) -> dict[tuple[int, int], int]:
        """Return what each operand costs together with everything that is used through it only, by (user, operand).

        What two operands share, or others use too, is there anyway. The step through which all uses of another run
        is its dominator.
        """
        dominator: dict[int, int] = {}
        depth = {_TOP: 0}
        users: dict[int, list[int]] = {number: [_TOP] for number in used}
        for number in reversed(steps):
            dominator[number] = reduce(
                lambda a, b: _common(a, b, dominator, depth), users.get(number, [_TOP])
            )
            depth[number] = depth[dominator[number]] + 1
            for child in self._all_steps[number].children:
                if child in self._scope:
                    users.setdefault(child, []).append(number)
        alone = dict.fromkeys(steps, 0)
        for number in steps:
            alone[number] += _COSTS.get(type(self._all_steps[number].node), 1)
            if dominator[number] in alone:
                alone[dominator[number]] += alone[number]
        return {(dominator[number], number): cost for number, cost in alone.items()}


_TOP = -1


def _common(one: int, other: int, dominator: Mapping[int, int], depth: Mapping[int, int]) -> int:
    """Return the step through which everything that runs through two steps must run."""
    while one != other:
        if depth[one] >= depth[other]:
            one = dominator[one]
        else:
            other = dominator[other]
    return one


def _spread(regions: list[Region]) -> list[Region]:
    """Return where a step is written that is used in some regions."""
    if len(regions) < 2:
        return regions
    common = reduce(_innermost_common, regions)
    branches: dict[Region, list[Region]] = {}
    for region in regions:
        branches.setdefault(_just_below(common, region), []).append(region)
    if common in branches or len(branches) > MOST_COPIES:
        return [common]
    return [place for inside in branches.values() for place in _spread(inside)]


def _just_below(outer: Region, inner: Region) -> Region:
    """Return the region directly below an outer one that holds an inner one; the outer one if they are the same."""
    found = inner
    while found is not outer and found.parent is not None and found.parent is not outer:
        found = found.parent
    return found


def _innermost_common(one: Region, other: Region) -> Region:
    """Return the innermost region that holds two regions."""
    while one is not other:
        if one.depth >= other.depth and one.parent is not None:
            one = one.parent
        elif other.parent is not None:
            other = other.parent
    return one
