"""A rulebook: the variables and policies of one programme, written once and evaluated many ways."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from minsheng.engines.policy.facts import Entity, Fact, Kind
from minsheng.engines.policy.periods import Period
from minsheng.engines.policy.terms import (
    BORN_ON,
    Condition,
    FactRef,
    Parameter,
    ParameterBands,
    ParameterTable,
    Share,
    Variable,
)
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import AllOf, Expression, RuleError
from minsheng.engines.policy.written import Place, place_of_caller


class Benefit(StrEnum):
    """What a policy gives."""

    CASH = "cash"
    VOUCHER = "voucher"
    SERVICE = "service"
    RECOGNITION = "recognition"  # a status on which other help rests


class Per(StrEnum):
    """The period that the amount is for."""

    MONTH = "month"
    YEAR = "year"
    ONCE = "once"


@dataclass(frozen=True, eq=False)
class Policy:
    """Who is owed what: a subject, conditions that must all hold, and an amount.

    ``status`` never decides anything: "not eligible" is a finding a person can check, not a refusal.
    ``window`` names where a resident applies; ``papers`` only what the city cannot fetch itself.
    ``period`` says from when, until when and how it is counted, see ``periods``.
    """

    key: str
    title: Text
    subject: Entity
    conditions: tuple[Condition, ...]
    benefit: Benefit
    amount: Expression | None = None
    per: Per = Per.MONTH
    summary: Text | None = None
    sources: tuple[str, ...] = ()
    window: Text | None = None
    papers: tuple[Text, ...] = ()
    period: Period = field(default_factory=Period)
    eligible: Expression = field(init=False)

    def __post_init__(self) -> None:
        if not self.conditions:
            raise RuleError(f"Policy {self.key!r} has no conditions; everybody would be owed it.")
        if self.amount is not None and self.amount.kind is not Kind.MONEY:
            raise RuleError(f"The amount of policy {self.key!r} is of kind {self.amount.kind}, not money.")
        object.__setattr__(self, "eligible", AllOf(self.conditions))
        entities = {self.eligible.entity, self.amount.entity if self.amount is not None else None}
        if self.subject is Entity.HOUSEHOLD and Entity.PERSON in entities:
            raise RuleError(
                f"Policy {self.key!r} is about households but uses a member's value without an aggregate."
            )


class Rulebook:
    """All rules of one programme. Keys of policies and names of variables are unique."""

    def __init__(self, key: str, title: Text) -> None:
        self.key, self.title = key, title
        self.variables: dict[str, Variable] = {}
        self.policies: dict[str, Policy] = {}
        self.places: dict[str, Place] = {}  # where each variable and policy is written

    def define(self, name: str, label: Text, expression: Expression, *, source: str = "") -> Variable:
        """Name an intermediate value, so that it is computed once and can be explained."""
        if name in self.variables:
            raise RuleError(f"Variable {name!r} is defined twice in rulebook {self.key!r}.")
        self.variables[name] = Variable(name, label, expression, source)
        self._note(name, place_of_caller())
        return self.variables[name]

    def variable(self, name: str) -> Variable:
        """Return a named value by its name, for rules written in another file; RuleError names what is near."""
        if name not in self.variables:
            near = difflib.get_close_matches(name, self.variables, n=1)
            hint = (
                f" Did you mean {near[0]!r}?"
                if near
                else " Define it first: a rule stands on what is above it."
            )
            raise RuleError(f"Rulebook {self.key!r} has no variable {name!r}.{hint}")
        return self.variables[name]

    def _note(self, name: str, place: Place | None) -> None:
        if place is not None:
            self.places[name] = place

    def policy(
        self,
        key: str,
        title: Text,
        *,
        subject: Entity,
        conditions: Iterable[Condition],
        benefit: Benefit,
        amount: Expression | None = None,
        per: Per = Per.MONTH,
        summary: Text | None = None,
        sources: Sequence[str] = (),
        window: Text | None = None,
        papers: Sequence[Text] = (),
        period: Period | None = None,
    ) -> Policy:
        """Add a policy to the book and return it."""
        if key in self.policies:
            raise RuleError(f"Policy {key!r} stands twice in rulebook {self.key!r}.")
        made = Policy(
            key=key, title=title, subject=subject, conditions=tuple(conditions), benefit=benefit, amount=amount,
            per=per, summary=summary, sources=tuple(sources), window=window, papers=tuple(papers),
            period=period or Period(),
        )  # fmt: skip
        self.policies[key] = made
        self._note(key, place_of_caller())
        return made


def everything_below(node: Expression) -> Iterator[Expression]:
    """Yield a node and all nodes it rests on, entering variables; each node once."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        waiting.extend(current.children)
        if isinstance(current, Variable):
            waiting.append(current.expression)


def roots(policy: Policy) -> tuple[Expression, ...]:
    """Return the expressions of a policy: whether, and how much."""
    return (policy.eligible,) if policy.amount is None else (policy.eligible, policy.amount)


def facts_used(policy: Policy) -> dict[str, Fact]:
    """Return the facts a policy may ask for, by name."""
    used: dict[str, Fact] = {}
    for root in roots(policy):
        for node in everything_below(root):
            if isinstance(node, FactRef) and (node.fact is not BORN_ON or node.fact.name not in used):
                used[node.fact.name] = node.fact
    return used


def parameters_used(policy: Policy) -> set[str]:
    """Return the keys of the parameters a policy rests on, those of its period included."""
    period = policy.period
    keys = {moment.age_key for moment in (period.begins, *period.ends) if moment.age_key}
    for root in (*roots(policy), *(() if period.lasts is None else (period.lasts,))):
        for node in everything_below(root):
            if isinstance(node, Parameter | ParameterTable | ParameterBands):
                keys.add(node.key)
            elif isinstance(node, Share):
                keys.add(node.ratio_key)
    return keys


def fingerprint(policy: Policy) -> str:
    """Return a short stable hash of what a policy says: the same rule gives the same text on every machine.

    Labels count too: a changed sentence is a changed rule for whoever reads it.
    """
    done: dict[int, str] = {}
    lasts = () if policy.period.lasts is None else (policy.period.lasts,)
    said = [
        *(_spelled(root, done) for root in (*roots(policy), *lasts)),
        policy.period.spelled,
        str(policy.per),
    ]
    return _digest(" ".join(said))[:16]


def _spelled(node: Expression, done: dict[int, str]) -> str:
    """Return the digest of a node and everything below it; each node is spelled once."""
    if id(node) not in done:
        own = {
            name: value
            for name, value in vars(node).items()
            if not isinstance(value, Expression | tuple | frozenset | Mapping | Fact)
        }
        if isinstance(node, FactRef):
            own["fact"] = node.fact.name
        allowed = sorted(getattr(node, "allowed", ()))
        below = [*node.children, *([node.expression] if isinstance(node, Variable) else [])]
        spelled = ",".join(_spelled(child, done) for child in below)
        done[id(node)] = _digest(f"{type(node).__name__}({own}{allowed};{spelled})")
    return done[id(node)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
