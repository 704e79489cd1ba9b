"""What is found for one household: per policy and subject an answer, its conditions, its missing facts, its sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from minsheng.engines.policy.calculation import NOTHING_MISSING, Calculation
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.households import HouseholdFacts
from minsheng.engines.policy.results import Eligibility, MissingFact
from minsheng.engines.policy.rulebook import Policy
from minsheng.engines.policy.terms import Condition
from minsheng.engines.policy.tree import Expression


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """Whether one condition holds: True, False, or None while ``missing`` keeps it open."""

    condition: Condition
    holds: bool | None
    missing: tuple[MissingFact, ...]

    def as_dict(self) -> dict[str, object]:
        """Return plain JSON types."""
        return {
            "label": self.condition.label.as_dict(),
            "holds": self.holds,
            "source": self.condition.source,
            "missing": [missing._asdict() for missing in self.missing],
        }


@dataclass(frozen=True, eq=False)
class Result:
    """The answer of one policy for one subject: a member (by position in the register), or the household (None).

    ``amount_fen`` is None while it is not known (an unknown fact keeps the answer or the amount open), 0 if the
    subject is not eligible or the policy gives no money. ``missing`` are the facts that keep the answer open, or, once
    eligible, the amount.
    """

    policy: Policy
    member: int | None
    eligibility: Eligibility
    amount_fen: int | None
    missing: tuple[MissingFact, ...]
    parameters: tuple[dict[str, object], ...]
    _calculation: Calculation = field(repr=False)

    @cached_property
    def conditions(self) -> tuple[ConditionResult, ...]:
        """Every condition with whether it holds, in the order of the policy; worked out when first looked at."""
        return tuple(
            _condition(self._calculation, condition, self.member) for condition in self.policy.conditions
        )

    @property
    def status(self) -> str:
        """The answer as one word: eligible, not_eligible, unknown."""
        return self.eligibility.key

    @property
    def is_open(self) -> bool:
        """Whether a missing fact keeps the answer or the amount open."""
        return bool(self.missing)

    @property
    def missing_names(self) -> tuple[str, ...]:
        """The names of the missing facts, whoever they belong to, in alphabetical order."""
        return tuple(sorted({missing.name for missing in self.missing}))

    def as_dict(self) -> dict[str, object]:
        """Return plain JSON types."""
        return {
            "policy": self.policy.key,
            "title": self.policy.title.as_dict(),
            "member": self.member,
            "status": self.status,
            "amount_fen": self.amount_fen,
            "per": str(self.policy.per),
            "benefit": str(self.policy.benefit),
            "conditions": [condition.as_dict() for condition in self.conditions],
            "missing": [missing._asdict() for missing in self.missing],
            "parameters": list(self.parameters),
        }


class Evaluation:
    """Everything found for one household on one day."""

    def __init__(self, calculation: Calculation) -> None:
        self.calculation = calculation
        self.results: tuple[Result, ...] = tuple(_results(calculation))
        self._by_subject = {(found.policy.key, found.member): found for found in self.results}

    @property
    def on(self) -> date:
        return self.calculation.rules.on

    @property
    def household(self) -> HouseholdFacts:
        return self.calculation.facts

    def of(self, policy: str, member: int | None = None) -> Result:
        """Return the result of a policy; a policy about persons needs the member's position (0 is the first)."""
        try:
            return self._by_subject[policy, member]
        except KeyError:
            known = sorted({key for key, _ in self._by_subject})
            raise KeyError(
                f"There is no result of {policy!r} for member {member}. A policy about persons needs a member "
                f"(0 to {self.calculation.size - 1}), one about households None. Policies: {', '.join(known)}."
            ) from None

    def value(self, node: Expression, member: int | None = None) -> Any:
        """Return the value of any node of the rules; None if it is unknown."""
        return self.calculation.value(node, member)

    def variable(self, name: str, member: int | None = None, *, book: str | None = None) -> Any:
        """Return a named intermediate value; ``book`` only where two rulebooks use one name."""
        found = [
            rules.variables[name]
            for rules in self.calculation.rules.books
            if name in rules.variables and book in (None, rules.key)
        ]
        if len(found) != 1:
            raise KeyError(
                f"{len(found)} variables are called {name!r}; name one, and its book if several have it."
            )
        return self.value(found[0], member)

    @property
    def variables(self) -> dict[str, dict[str, Any]]:
        """Every intermediate value by rulebook and name; a list in the order of members for persons' variables."""
        return {
            book.key: {name: self._everybody(node) for name, node in book.variables.items()}
            for book in self.calculation.rules.books
        }

    def _everybody(self, node: Expression) -> Any:
        if node.entity is Entity.PERSON:
            return [self.value(node, member) for member in range(self.calculation.size)]
        return self.value(node)

    def as_dict(self) -> dict[str, object]:
        """Return the results as plain JSON types."""
        return {"on": self.on.isoformat(), "results": [found.as_dict() for found in self.results]}


def _results(calculation: Calculation) -> Iterator[Result]:
    for policy in calculation.rules.policies.values():
        parameters = calculation.rules.quoted(policy)
        members = range(calculation.size) if policy.subject is Entity.PERSON else (None,)
        for member in members:
            yield _result(calculation, policy, member, parameters)


def _result(
    calculation: Calculation, policy: Policy, member: int | None, parameters: tuple[dict[str, object], ...]
) -> Result:
    eligibility = Eligibility.of(calculation.value(policy.eligible, member))
    amount: int | None = None if eligibility is Eligibility.UNKNOWN else 0
    missing = NOTHING_MISSING
    if eligibility is Eligibility.UNKNOWN:
        missing = calculation.missing(policy.eligible, member)
    if eligibility is Eligibility.ELIGIBLE and policy.amount is not None:
        amount = calculation.value(policy.amount, member)
        missing = calculation.missing(policy.amount, member)
    return Result(
        policy=policy,
        member=member,
        eligibility=eligibility,
        amount_fen=amount,
        missing=_in_order(missing),
        parameters=parameters,
        _calculation=calculation,
    )


def _condition(calculation: Calculation, condition: Condition, member: int | None) -> ConditionResult:
    missing = calculation.missing(condition, member)
    return ConditionResult(condition, calculation.value(condition, member), _in_order(missing))


def _in_order(missing: frozenset[MissingFact]) -> tuple[MissingFact, ...]:
    return tuple(sorted(missing, key=lambda fact: (fact.name, -1 if fact.member is None else fact.member)))
