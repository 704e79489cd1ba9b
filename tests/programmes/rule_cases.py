"""Rule cases: households written as data, with what each policy must find for them.

A file of cases lies in ``tests/programmes/<programme>/cases`` and reads:

    base:                       # facts that every case of the file starts from
      on: 2026-11-24
      city: jinzhong
      household: {is_urban: true}
      person: {born_on: 1986-05-20}
    cases:
      - name: exactly the standard is not below it
        source: E4-3
        household: {}           # changes to the base; null makes a fact unknown
        persons: [{wage_fen: 72000}]
        expect:
          dibao: {status: not_eligible}
          tekun: {status: unknown, missing: [has_able_supporter]}    # about the first person
          dibao_single: [null, {status: eligible, amount_fen: 72000}]  # by position in the household

``amount_fen: unknown`` says that the amount is owed and not yet known. ``missing`` lists the facts that keep an answer
(or an amount) open, all of them and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from minsheng.engines.policy import scalar
from minsheng.engines.policy.evaluation import Result
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.households import HouseholdFacts
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Rulebook
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import policies, programme_of_policy

HERE = Path(__file__).parent
CITIES = HERE.parents[1] / "cities"
CASE_FIELDS = {"name", "source", "on", "city", "county", "household", "persons", "expect"}
EXPECTED_FIELDS = {"status", "amount_fen", "missing"}


class _OnIsAWord(yaml.SafeLoader):
    """YAML in which only true and false are truth values, as in YAML 1.2; in 1.1 the key ``on`` would be True."""

    yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_OnIsAWord.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@dataclass(frozen=True)
class Expected:
    """What one policy must find for one subject."""

    policy: str
    member: int | None
    status: str
    amount_fen: (
        int | str | None
    )  # None where the case says nothing of the amount, "unknown" where it must be open
    missing: tuple[str, ...] | None

    def differences(self, found: Result) -> list[str]:
        """Say in sentences what is not as expected."""
        problems = []
        if found.status != self.status:
            problems.append(f"status is {found.status}, expected {self.status}")
        amount = "unknown" if found.amount_fen is None else found.amount_fen
        if self.amount_fen is not None and amount != self.amount_fen:
            problems.append(f"amount is {amount}, expected {self.amount_fen}")
        if self.missing is not None and found.missing_names != self.missing:
            problems.append(f"missing are {found.missing_names}, expected {self.missing}")
        return [f"{self.policy} of {self.member}: {problem}" for problem in problems]


@dataclass(frozen=True)
class RuleCase:
    """One household on one day in one city, and what must be found."""

    name: str
    file: str
    on: date
    city: str
    facts: HouseholdFacts
    expected: tuple[Expected, ...]

    @property
    def books(self) -> tuple[Rulebook, ...]:
        """The rulebooks of the policies that the case speaks of."""
        owners = programme_of_policy()
        return tuple(dict.fromkeys(owners[expected.policy].rulebook for expected in self.expected))

    def differences(
        self, *, books: tuple[Rulebook, ...] | None = None, parameters: ParameterSet | None = None
    ) -> list[str]:
        """Return everything that is not as the case says; other books or parameters may stand in for its own."""
        chosen = books or self.books
        evaluation = scalar.evaluate(self.facts, chosen, parameters or parameters_of(self.city), on=self.on)
        known = {key for book in chosen for key in book.policies}
        return [
            problem
            for expected in self.expected
            if expected.policy in known
            for problem in expected.differences(evaluation.of(expected.policy, expected.member))
        ]


@cache
def parameters_of(city: str) -> ParameterSet:
    """Return the parameters of a city pack."""
    return ParameterSet.load(CITIES / city / "parameters")


@cache
def cases_of(programme: str) -> tuple[RuleCase, ...]:
    """Read every case of a programme."""
    return tuple(
        case for path in sorted((HERE / programme / "cases").glob("*.yaml")) for case in _cases_in(path)
    )


def all_cases() -> tuple[RuleCase, ...]:
    """Read the cases of all programmes."""
    folders = sorted(path.parent.name for path in HERE.glob("*/cases"))
    return tuple(case for folder in folders for case in cases_of(folder))


def _cases_in(path: Path) -> Iterator[RuleCase]:
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=_OnIsAWord)  # noqa: S506, a SafeLoader
    names = [entry["name"] for entry in document["cases"]]
    assert len(names) == len(set(names)), f"{path.name}: two cases have one name"
    for entry in document["cases"]:
        assert set(entry) <= CASE_FIELDS, (
            f"{path.name}, {entry['name']}: unknown field {set(entry) - CASE_FIELDS}"
        )
        yield _case(entry, document.get("base", {}), path)


def _case(entry: Mapping[str, Any], base: Mapping[str, Any], path: Path) -> RuleCase:
    given = {
        "household": {**base.get("household", {}), **entry.get("household", {})},
        "persons": [{**base.get("person", {}), **person} for person in entry.get("persons", [{}])],
        "county": entry.get("county", base.get("county")),
    }
    return RuleCase(
        name=entry["name"],
        file=path.stem,
        on=entry.get("on", base.get("on")),
        city=entry.get("city", base.get("city")),
        facts=HouseholdFacts.from_mapping(given, vocabulary=FACTS),
        expected=tuple(_expected(entry)),
    )


def _expected(entry: Mapping[str, Any]) -> Iterator[Expected]:
    for key, said in entry["expect"].items():
        if policies()[key].subject is Entity.HOUSEHOLD:
            yield _one(key, None, said)
            continue
        for member, about in enumerate(said if isinstance(said, list) else [said]):
            if about is not None:
                yield _one(key, member, about)


def _one(policy: str, member: int | None, said: Mapping[str, Any]) -> Expected:
    assert set(said) <= EXPECTED_FIELDS, f"{policy}: unknown field {set(said) - EXPECTED_FIELDS}"
    missing = said.get("missing")
    assert said["status"] != "unknown" or missing, f"{policy}: an unknown answer says which facts are missing"
    return Expected(
        policy=policy,
        member=member,
        status=said["status"],
        amount_fen=said.get("amount_fen"),
        missing=None if missing is None else tuple(sorted(missing)),
    )
