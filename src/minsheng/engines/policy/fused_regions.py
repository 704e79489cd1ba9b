"""Which steps a kernel may skip: laziness, decided while the kernel is written.

Most people are out of the question for most policies after one look at their age. So what only the later conditions
of an *all of* need is computed only where the earlier ones may hold; the same goes for *any of*, for the branches of
a choice, and for an amount, which is computed only where it is due. Each such place is a region, an ``if`` in the
source; a step lies in the innermost region that holds everything it is used for. Skipping changes no result: a
condition that is known to fail settles an *all of* whatever the others say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from minsheng.engines.policy.binding import Step
from minsheng.engines.policy.fused_steps import Civil
from minsheng.engines.policy.terms import FactRef, ParameterBands, ParameterTable, Share
from minsheng.engines.policy.tree import Choose, Junction

# Roughly how many instructions a step takes, and from how many on an ``if`` is worth its price.
_COSTS: Mapping[type, int] = {FactRef: 3, Civil: 15, ParameterTable: 10, ParameterBands: 10, Share: 30}
WORTH_AN_IF = 5


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
    """In which order a junction looks at its operands: some at once, then one after the other, each in a region."""

    at_once: tuple[int, ...]
    later: tuple[tuple[int, Region], ...]


class Regions:
    """The regions of one scope: the steps of a household or of its members in one turn.

    steps: the steps of the scope, children first. used: steps that are needed whatever happens, once per use.
    amounts: by number of the answer, the step of an amount that is needed only where it is due.
    """

    def __init__(
        self,
        all_steps: Sequence[Step],
        steps: Sequence[int],
        *,
        used: Iterable[int],
        amounts: Mapping[int, int],
    ) -> None:
        self._all_steps, self._scope = all_steps, frozenset(steps)
        self.root = Region()
        self.orders: dict[int, Order] = {}
        self.branches: dict[int, tuple[Region | None, Region | None]] = {}
        self.amounts = {answer: Region(self.root) for answer in amounts}
        self._uses: dict[int, list[Region]] = {}
        always = list(used)
        self._costs = self._costs_alone(steps, [*always, *amounts.values()])
        for number in always:
            self._use(number, self.root)
        for answer, number in amounts.items():
            self._use(number, self.amounts[answer])
        for number in reversed(steps):
            region = reduce(_innermost_common, self._uses[number])
            region.steps.insert(0, number)
            self._use_children(number, region)

    def _use(self, number: int, region: Region) -> None:
        if number in self._scope:
            self._uses.setdefault(number, []).append(region)

    def _use_children(self, number: int, region: Region) -> None:
        step = self._all_steps[number]
        if isinstance(step.node, Junction) and len(step.children) > 1:
            self._order(number, step.children, region)
        elif isinstance(step.node, Choose):
            self._branch(number, step.children, region)
        else:
            for child in step.children:
                self._use(child, region)

    def _order(self, number: int, operands: Collection[int], region: Region) -> None:
        costs = {operand: self._costs.get((number, operand), 0) for operand in operands}
        by_cost = sorted(costs, key=lambda operand: costs[operand])
        at_once = [operand for operand in by_cost if costs[operand] < WORTH_AN_IF] or by_cost[:1]
        later = []
        inner = region
        for operand in by_cost[len(at_once) :]:
            inner = Region(inner)
            later.append((operand, inner))
            self._use(operand, inner)
        for operand in at_once:
            self._use(operand, region)
        self.orders[number] = Order(tuple(at_once), tuple(later))

    def _branch(self, number: int, children: Sequence[int], region: Region) -> None:
        condition, *branches = children
        costs = [self._costs.get((number, branch), 0) for branch in branches]
        regions = [Region(region) if cost >= WORTH_AN_IF else None for cost in costs]
        self._use(condition, region)
        for branch, inner in zip(branches, regions, strict=True):
            self._use(branch, inner or region)
        self.branches[number] = (regions[0], regions[1])

    def _costs_alone(self, steps: Sequence[int], used: Iterable[int]) -> dict[tuple[int, int], int]:
        """Return what each operand costs together with everything that is used through it only, by (user, operand).

        What two operands share, or others use too, is there anyway. The step through which all uses of another run
        is its dominator.
        """
        dominator: dict[int, int] = {}
        depth = {_TOP: 0}
        users: dict[int, list[int]] = {number: [_TOP] for number in used}
        for number in reversed(steps):
            dominator[number] = reduce(lambda a, b: _common(a, b, dominator, depth), users[number])
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


def _innermost_common(one: Region, other: Region) -> Region:
    """Return the innermost region that holds two regions."""
    while one is not other:
        if one.depth >= other.depth and one.parent is not None:
            one = one.parent
        elif other.parent is not None:
            other = other.parent
    return one
