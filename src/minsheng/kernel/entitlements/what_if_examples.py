"""Up to ten people or households for whom a reform changes something, and why, without saying who they are.

An example has a code that leads nowhere, an age band and the sex (for a person), town or country, and the conditions
that come out differently, with the named truths below them that do. No value of a fact is told, and a truth that rests
on a sensitive fact (health, disability, parents, income) only as part of its whole condition.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

from minsheng.engines.policy import scalar
from minsheng.engines.policy.days import completed_years
from minsheng.engines.policy.evaluation import Evaluation, Result
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.rulebook import everything_below
from minsheng.engines.policy.simulate import Outcome, PolicyChange, Simulation
from minsheng.engines.policy.terms import Condition, FactRef, Variable
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import FACTS

MOST_EXAMPLES = 10
OPEN_CLASSES = ("S1", "S2")
ORDER = (Outcome.GAINS, Outcome.LOSES, Outcome.NEWLY_UNKNOWN, Outcome.NEWLY_KNOWN)
_CODE_BYTES = 5


def examples(found: Simulation) -> list[dict[str, Any]]:
    """Return the examples, taking turns over policies and outcomes; the same simulation gives the same ones."""
    queues = [
        _queue(change, outcome, found)
        for outcome in ORDER
        for change in found.values()
        if len(change.rows(outcome))
    ]
    told: list[dict[str, Any]] = []
    while queues and len(told) < MOST_EXAMPLES:
        queue = queues.pop(0)
        one = next(queue, None)
        if one is not None:
            told.append(one)
            queues.append(queue)
    return told


def _queue(change: PolicyChange, outcome: Outcome, found: Simulation) -> Iterator[dict[str, Any]]:
    rows = change.rows(outcome)[: MOST_EXAMPLES * 100]
    coded = sorted((_code(change, int(row), found), int(row)) for row in rows)
    for code, row in coded[:MOST_EXAMPLES]:
        yield {"code": code, **_told(change, row, outcome, found)}


def _code(change: PolicyChange, row: int, found: Simulation) -> str:
    """Return a code that is the same for the same subject of the same reform, and leads back to nobody."""
    register = change.register
    number = register.person_no[row] if change.is_personal else register.household_no[row]
    key = hashlib.blake2b(f"{found.reform.text}{found.on}{register.person_no.sum()}".encode()).digest()
    mixed = hashlib.blake2b(f"{change.policy.key}{number}".encode(), key=key, digest_size=_CODE_BYTES)
    return base64.b32encode(mixed.digest()).decode()


def _told(change: PolicyChange, row: int, outcome: Outcome, found: Simulation) -> dict[str, Any]:
    home = int(change.household_rows[row])
    member = row - int(change.register.offsets[home]) if change.is_personal else None
    facts = change.register.household(home)
    key = change.policy.key
    before = scalar.evaluate(facts, found.books, found.parameters, on=found.on)
    after = scalar.evaluate(facts, found.reform.books, found.reform.parameters, on=found.on)
    age, sex = _described(facts.persons[member] if member is not None else {}, found)
    return {
        "policy": key,
        "outcome": outcome.key,
        "age_band": age,
        "sex": sex,
        "is_urban": facts.household.get("is_urban"),
        "members": None if member is not None else min(len(facts.persons), 6),
        "before": before.of(key, member).status,
        "after": after.of(key, member).status,
        "changed": list(_changed(before, after, before.of(key, member), after.of(key, member))),
        "missing": [FACTS[name].label.as_dict() for name in after.of(key, member).missing_names],
    }


def _described(person: Any, found: Simulation) -> tuple[str | None, int | None]:
    born_on = person.get("born_on")
    if born_on is None:
        return None, person.get("sex")
    age = completed_years(born_on, found.on)
    return f"{age // 10 * 10}–{age // 10 * 10 + 9}", person.get("sex")


def _changed(before: Evaluation, after: Evaluation, old: Result, new: Result) -> Iterator[dict[str, Any]]:
    """Yield the conditions that come out differently, or are there in one version only."""
    was = {found.condition.label: found for found in old.conditions}
    now = {found.condition.label: found for found in new.conditions}
    for label in dict.fromkeys([*was, *now]):
        first, then = was.get(label), now.get(label)
        holds = [None if one is None else _word(one.holds) for one in (first, then)]
        if holds[0] != holds[1]:
            trees = [] if first is None or then is None else [first.condition, then.condition]
            yield {
                "condition": label.as_dict(),
                "before": holds[0],
                "after": holds[1],
                "because": list(_because(before, after, old.member, *trees)) if trees else [],
            }
    if old.amount_fen != new.amount_fen and old.eligibility == new.eligibility:
        label = Text("金额变化", "the amount changes")
        yield {"condition": label.as_dict(), "before": None, "after": None, "because": []}


def _because(
    before: Evaluation, after: Evaluation, member: int | None, first: Condition, then: Condition
) -> Iterator[dict[str, Any]]:
    """Yield the named truths below a condition that come out differently and rest on nothing closed."""
    old, new = _truths(first), _truths(then)
    for name in [name for name in old if name in new]:
        holds = [_word(before.value(old[name], member)), _word(after.value(new[name], member))]
        if holds[0] != holds[1]:
            yield {"label": new[name].label.as_dict(), "before": holds[0], "after": holds[1]}


def _truths(condition: Condition) -> dict[str, Variable]:
    return {
        node.name: node
        for node in everything_below(condition)
        if isinstance(node, Variable)
        and node.kind is Kind.BOOL
        and _is_open(node)
        # What is worked out for every member by itself has no one value here.
        and node.entity is condition.entity
    }


def _is_open(node: Variable) -> bool:
    facts = [below.fact for below in everything_below(node) if isinstance(below, FactRef)]
    return all(fact.sensitivity in OPEN_CLASSES for fact in facts)


def _word(holds: bool | None) -> str:
    return {True: "met", False: "not_met", None: "unknown"}[holds]
