"""What cases leave untried: answers nobody expects, numbers with no case on one side, conditions nobody would miss.

A number is pinned when a case notices that it was made a little larger, and a case notices that it was made a little
smaller; so both sides of every threshold have been tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from minsheng.engines.policy.cases import ANSWERS, RuleCase
from minsheng.engines.policy.check import keys_of
from minsheng.engines.policy.dated import DatedValue, Shape, yuan_text
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Policy, Rulebook, everything_below, roots

DIRECTIONS = ("larger", "smaller")
FEN_OF_A_YEAR = 12  # one fen a month
Step = int | Fraction


@dataclass(frozen=True, eq=False)
class Coverage:
    """How well cases try out the policies of some rulebooks.

    ``steps`` says, by parameter, how much "a little" is where one fen, one day or a thousandth would vanish in a
    rounding that the rule asks for.
    """

    cases: Sequence[RuleCase]
    policies: Mapping[str, Policy]
    steps: Mapping[str, Step] = field(default_factory=dict)
    _changed: dict[object, ParameterSet] = field(default_factory=dict, repr=False)
    _keys: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    @property
    def keys(self) -> list[str]:
        """The parameters that the policies rest on."""
        return sorted({key for policy in self.policies for key in self._keys_of_policy(policy)})

    def answers_without_case(self, policy: str) -> list[str]:
        """Return the answers that no case expects of a policy."""
        expected = {one.status for case in self.cases for one in case.expected if one.policy == policy}
        return [answer for answer in ANSWERS if answer not in expected]

    def untried_sides(self, key: str) -> list[str]:
        """Return ``larger`` if no case notices that a number grew a little, ``smaller`` if none that it shrank."""
        return [direction for direction in DIRECTIONS if not self._is_noticed(key, direction)]

    def conditions_not_missed(self, policy: str) -> list[int]:
        """Return the positions of the conditions of a policy that could be left out without any case noticing."""
        whole = self.policies[policy]
        if len(whole.conditions) == 1:
            return []
        concerned = [case for case in self.cases if case.speaks_of(policy)]
        return [
            position
            for position in range(len(whole.conditions))
            if not any(case.differences(books=(_without(whole, position),)) for case in concerned)
        ]

    # Changing one number at a time.

    def _is_noticed(self, key: str, direction: str) -> bool:
        """Whether every variant of the change makes at least one case of the policies concerned come out otherwise."""
        concerned = [case for case in self.cases if key in self._keys_of(case)]
        step = self.steps.get(key)
        places = {place for case in concerned for place, _ in _variants(_value(case, key), direction, step)}
        return bool(places) and all(
            self._some_case_notices(concerned, key, direction, place) for place in places
        )

    def _some_case_notices(self, cases: Iterable[RuleCase], key: str, direction: str, place: object) -> bool:
        for case in cases:
            for at, value in _variants(_value(case, key), direction, self.steps.get(key)):
                if at == place and case.differences(parameters=self._with(case, key, value)):
                    return True
        return False

    def _with(self, case: RuleCase, key: str, value: object) -> ParameterSet:
        named = tuple(sorted(value.items())) if isinstance(value, Mapping) else value
        asked = (id(case.parameters), key, named)
        if asked not in self._changed:
            self._changed[asked] = case.parameters.with_changes({key: value})
        return self._changed[asked]

    def _keys_of(self, case: RuleCase) -> set[str]:
        return {key for expected in case.expected for key in self._keys_of_policy(expected.policy)}

    def _keys_of_policy(self, policy: str) -> frozenset[str]:
        if policy not in self._keys:
            known = self.policies.get(policy)
            self._keys[policy] = frozenset() if known is None else frozenset(keys_of_answer(known))
        return self._keys[policy]


def keys_of_answer(policy: Policy) -> set[str]:
    """Return the parameters that decide whether and how much; those of the period are tried out on their own."""
    return {key for root in roots(policy) for node in everything_below(root) for key in keys_of(node)}


def _without(policy: Policy, position: int) -> Rulebook:
    shorter = Rulebook("shorter", policy.title)
    kept = policy.conditions[:position] + policy.conditions[position + 1 :]
    shorter.policies[policy.key] = replace(policy, conditions=kept)
    return shorter


def _value(case: RuleCase, key: str) -> DatedValue:
    return case.parameters.at(key, on=case.on)


def _variants(found: DatedValue, direction: str, step: Step | None) -> Iterator[tuple[object, object]]:
    """Yield a little larger or smaller values as the files write them, with the entry of the table that changed."""
    value, step = found.value, _usual_step(found) if step is None else step
    sign = 1 if direction == "larger" else -1
    if not isinstance(value, Mapping):
        moved = _moved(value, sign, step)
        if moved != value:
            yield None, _written(moved, found)
        return
    for code, entry in value.items():
        if entry + sign * step >= 0:
            yield ("entry", code), _written_all({**value, code: entry + sign * step}, found)
        if found.shape is Shape.BANDS:
            floors = {code + sign if at == code else at: amount for at, amount in value.items()}
            yield ("floor", code), _written_all(floors, found)


def _usual_step(found: DatedValue) -> Step:
    if found.unit == "yuan/year":
        return FEN_OF_A_YEAR
    return Fraction(1, 1000) if found.unit == "ratio" else 1


def _moved(value: Any, sign: int, step: Step) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return value + timedelta(days=int(sign * step))
    return max(value + sign * step, 0)


def _written_all(table: Mapping[Any, Any], found: DatedValue) -> dict[int, object]:
    return {code: _written(value, found) for code, value in table.items()}


def _written(value: Any, found: DatedValue) -> object:
    if found.kind is Kind.MONEY:
        return yuan_text(int(value))
    if found.unit == "ratio":
        ratio = Fraction(value)
        return f"{ratio.numerator}/{ratio.denominator}"
    return value.isoformat() if isinstance(value, date) else value
