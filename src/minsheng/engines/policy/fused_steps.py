"""The steps of the rules in the order in which one pass over a household can compute them.

A kernel goes through a household in turns: household values, then every member, then household values that rest on
members, then every member again, and so on. What depends on parameters only is computed once per county, before.
A member's value that is needed in a later turn is computed again there, so nothing is kept per member and a
household may have any size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from minsheng.engines.policy.binding import BoundRules, Step
from minsheng.engines.policy.facts import Entity, Fact
from minsheng.engines.policy.fused_lowering import (
    MOST_UNROLLED,
    Floor,
    is_table,
    lowered,
    needed,
    table_width,
)
from minsheng.engines.policy.rulebook import Policy, roots
from minsheng.engines.policy.terms import Aggregate, EvaluationDay, FactRef, HouseholdSize, Parameter
from minsheng.engines.policy.tree import Constant

MOST_STEPS = 240  # of one kernel: the time a compiler takes grows faster than the text it reads


def in_groups(rules: BoundRules, policies: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the policies in groups of neighbours, each for one kernel, so that what neighbours share is shared.

    No kernel has more than ``MOST_STEPS`` steps of the rules, except for a single policy that has more by itself.
    """
    group: tuple[str, ...] = ()
    tops: list[int] = []
    for key in policies:
        own = [rules.number(root) for root in roots(rules.policies[key])]
        if group and len(needed(rules.steps, [*tops, *own])) > MOST_STEPS:
            yield group
            group, tops = (), []
        group, tops = (*group, key), [*tops, *own]
    if group:
        yield group


class Part(IntEnum):
    """Over what a step is computed."""

    COUNTY = 0
    HOUSEHOLD = 1
    PERSON = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step is computed: the part, and the first turn of that part in which it can be."""

    part: Part
    turn: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One policy and the steps that hold its answers; amount is None where nothing is paid."""

    policy: Policy
    eligible: int
    amount: int | None
    turn: int

    @property
    def steps(self) -> tuple[int, ...]:
        return (self.eligible,) if self.amount is None else (self.eligible, self.amount)


class Plan:
    """Everything a kernel computes for some policies, and in which turn."""

    def __init__(self, rules: BoundRules, policies: Sequence[Policy]) -> None:
        tops = [rules.number(root) for policy in policies for root in roots(policy)]
        self.steps, numbers = lowered(rules, tops)
        self.places = _places(self.steps)
        self._widths = {key: table_width(rules.values[key]) for key in self._tables()}
        self.answers = [
            self._answer(policy, [numbers[rules.number(r)] for r in roots(policy)]) for policy in policies
        ]
        of_members = [answer.turn for answer in self.answers if answer.policy.subject is Entity.PERSON]
        self.turns = 1 + max([*of_members, *map(self.gathered_in, self.aggregates())], default=0)

    def _answer(self, policy: Policy, steps: Sequence[int]) -> Answer:
        turn = max(self.places[number].turn for number in steps)
        return Answer(policy, steps[0], steps[1] if len(steps) > 1 else None, turn)

    def _tables(self) -> Iterator[str]:
        return (step.node.key for step in self.steps if hasattr(step.node, "key") and is_table(step.node))

    def width(self, key: str) -> int | None:
        """Return how many entries of a parameter's table are written out; None if it is so long that it is searched."""
        return self._widths[key] if self._widths[key] <= MOST_UNROLLED else None

    # What belongs where.

    def aggregates(self) -> Iterator[int]:
        """Yield the steps that gather members' values."""
        return (number for number, step in enumerate(self.steps) if isinstance(step.node, Aggregate))

    def gathered_in(self, number: int) -> int:
        """Return the turn of the members during which an aggregate gathers their values."""
        return self.places[number].turn - 1

    def answers_of(self, subject: Entity, turn: int) -> list[tuple[int, Answer]]:
        """Return the answers about a kind of subject that are written in a turn, with their numbers."""
        return [
            (number, answer)
            for number, answer in enumerate(self.answers)
            if answer.policy.subject is subject and answer.turn == turn
        ]

    def is_of_member(self, number: int) -> bool:
        """Whether a step is computed for every member."""
        return self.places[number].part is Part.PERSON

    def owned(self) -> list[int]:
        """Return the steps that are computed once per county and used for households or members."""
        used = {
            child
            for number, step in enumerate(self.steps)
            if self.places[number].part is not Part.COUNTY
            for child in step.children
        }
        used |= {step for answer in self.answers for step in answer.steps}
        return [
            number
            for number in sorted(used)
            if self.places[number].part is Part.COUNTY
            and not isinstance(self.steps[number].node, Constant | Parameter | EvaluationDay | Floor)
        ]

    def of_members_below(self, tops: Iterable[int]) -> list[int]:
        """Return the members' values that some steps rest on, not through their household; children first."""
        return needed(self.steps, filter(self.is_of_member, tops), self.is_of_member)

    def facts(self) -> dict[str, Fact]:
        """Return the facts the steps read, by name in alphabetical order."""
        found = {step.node.fact.name: step.node.fact for step in self.steps if isinstance(step.node, FactRef)}
        return dict(sorted(found.items()))


def _places(steps: Sequence[Step]) -> list[Place]:
    """Return the earliest place of each step."""
    places: list[Place] = []
    for step in steps:
        below = [places[child] for child in step.children]
        turn = max((place.turn for place in below), default=0)
        if isinstance(step.node, Aggregate):
            places.append(Place(Part.HOUSEHOLD, turn + 1))
        elif step.entity is Entity.PERSON:
            places.append(Place(Part.PERSON, turn))
        elif _is_of_county(step.node, below):
            places.append(Place(Part.COUNTY, 0))
        else:
            places.append(Place(Part.HOUSEHOLD, turn))
    return places


def _is_of_county(node: Any, below: Sequence[Place]) -> bool:
    """Whether a value is the same for every household of a county."""
    if isinstance(node, FactRef | HouseholdSize):
        return False
    return all(place.part is Part.COUNTY for place in below)
