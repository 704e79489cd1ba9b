"""Keeping an answer with everything it rests on, so that it can be worked out again years later, byte for byte.

    kept = keep(household, policy, parameters, on=day, member=0)
    store(kept.as_dict())
    replay(Kept.from_dict(stored), policy) == kept.answer

What is kept: the facts the rule may ask for, the parameters in force on the day with their documents, the fingerprint
of the rule, and the answer with its whole explanation as canonical JSON. A parameter that is changed or corrected later
changes nothing here. A rule that was changed since cannot be asked as it was: ``RuleChangedError`` says so, and the
answer that was kept still stands for what was found.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from minsheng.engines.policy import scalar
from minsheng.engines.policy.dated import UNIT_KINDS, DatedValue, Shape, Status, yuan_text
from minsheng.engines.policy.explain import explain
from minsheng.engines.policy.facts import Entity, Fact, Kind
from minsheng.engines.policy.households import Facts, FactValue, HouseholdFacts
from minsheng.engines.policy.parameter_files import read_change
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Policy, facts_used, fingerprint, parameters_used
from minsheng.engines.policy.schedule import alone
from minsheng.engines.policy.text import Text


class RuleChangedError(Exception):
    """The rule says something else than when the answer was found, so it cannot be asked as it was."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer and everything it rests on, as plain JSON types. ``answer`` is canonical JSON text."""

    policy: str
    member: int | None
    on: date
    rule: str
    facts: Mapping[str, Any]
    parameters: tuple[Mapping[str, Any], ...]
    answer: str

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {
            "policy": self.policy,
            "member": self.member,
            "on": self.on.isoformat(),
            "rule": self.rule,
            "facts": dict(self.facts),
            "parameters": [dict(parameter) for parameter in self.parameters],
            "answer": self.answer,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Kept:
        """Return what ``as_dict`` wrote."""
        return cls(
            policy=stored["policy"],
            member=stored["member"],
            on=date.fromisoformat(stored["on"]),
            rule=stored["rule"],
            facts=stored["facts"],
            parameters=tuple(stored["parameters"]),
            answer=stored["answer"],
        )


def keep(
    household: HouseholdFacts,
    policy: Policy,
    parameters: ParameterSet,
    *,
    on: date,
    member: int | None = None,
) -> Kept:
    """Ask a policy and keep the answer. ``member``: the position of the person, None for a policy about households."""
    asked = facts_used(policy)
    narrowed = HouseholdFacts(
        _only(household.household, asked, Entity.HOUSEHOLD),
        tuple(_only(person, asked, Entity.PERSON) for person in household.persons),
        household.county,
    )
    quoted = [_written(parameters.at(key, on=on)) for key in sorted(parameters_used(policy))]
    answer = _answer(narrowed, policy, parameters, on=on, member=member)
    return Kept(policy.key, member, on, fingerprint(policy), _plain(narrowed), tuple(quoted), answer)


def replay(kept: Kept, policy: Policy) -> str:
    """Work an answer out again from what was kept with it. Raises RuleChangedError."""
    now = fingerprint(policy)
    if now != kept.rule:
        raise RuleChangedError(
            f"Policy {kept.policy!r} was asked on {kept.on} as rule {kept.rule}; it is rule {now} now. The answer that "
            "was kept stands; to work it out again, run the version of the programme that held the old rule."
        )
    parameters = ParameterSet(MappingProxyType({one["key"]: (_read(one),) for one in kept.parameters}))
    return _answer(
        _household(kept.facts, facts_used(policy)), policy, parameters, on=kept.on, member=kept.member
    )


def canonical(value: object) -> str:
    """Return JSON that is the same text for the same value everywhere."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _answer(
    household: HouseholdFacts, policy: Policy, parameters: ParameterSet, *, on: date, member: int | None
) -> str:
    evaluation = scalar.evaluate(household, alone(policy), parameters, on=on)
    result = evaluation.of(policy.key, member)
    told = explain(evaluation, policy.key, member)
    return canonical({"result": result.as_dict(), "explanation": told.as_dict()})


# Facts as plain JSON.


def _only(facts: Facts, asked: Mapping[str, Fact], entity: Entity) -> dict[str, FactValue]:
    return {
        name: value
        for name, value in facts.items()
        if value is not None and name in asked and asked[name].entity is entity
    }


def _plain(household: HouseholdFacts) -> dict[str, Any]:
    return {
        "household": _plain_facts(household.household),
        "persons": [_plain_facts(person) for person in household.persons],
        "county": household.county,
    }


def _plain_facts(facts: Facts) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}


def _household(plain: Mapping[str, Any], asked: Mapping[str, Fact]) -> HouseholdFacts:
    return HouseholdFacts(
        _read_facts(plain["household"], asked),
        tuple(_read_facts(person, asked) for person in plain["persons"]),
        plain["county"],
    )


def _read_facts(plain: Mapping[str, Any], asked: Mapping[str, Fact]) -> dict[str, FactValue]:
    return {
        name: date.fromisoformat(value) if asked[name].kind is Kind.DATE else value
        for name, value in plain.items()
    }


# Parameters as plain JSON.


def _written(dated: DatedValue) -> dict[str, Any]:
    """Write a parameter as it is quoted, with the floors of bands as the files write them."""
    said: dict[str, Any] = dated.as_dict() | {"by": dated.by}
    if UNIT_KINDS[dated.by] is Kind.MONEY:
        said["value"] = _in_yuan(said["value"])
        said["counties"] = {code: _in_yuan(bands) for code, bands in said["counties"].items()}
    return said


def _in_yuan(bands: Any) -> Any:
    return bands and {yuan_text(int(floor)): value for floor, value in bands.items()}


def _read(said: Mapping[str, Any]) -> DatedValue:
    pattern = DatedValue(
        key=said["key"],
        label=Text(said["label"]["zh"], said["label"]["en"]),
        unit=said["unit"],
        shape=Shape(said["shape"]),
        value=None,
        counties={},
        status=Status(said["status"]),
        document=said["document"],
        article=said["article"],
        valid_from=date.fromisoformat(said["from"]),
        valid_to=None if said["to"] is None else date.fromisoformat(said["to"]),
        by=said["by"],
    )
    value, counties = read_change({"value": said["value"], "counties": said["counties"]}, pattern)
    return DatedValue(
        **{name: getattr(pattern, name) for name in DatedValue.__slots__}
        | {"value": value, "counties": counties}
    )
