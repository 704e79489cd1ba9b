"""Rule cases: households written as data, with what each policy must find for them.

    cases = read_cases(Path("heating.yaml"), policies=..., vocabulary=FACTS, parameters_of=...)
    cases[0].differences()      # sentences; empty if every policy finds what the case says

A file reads:

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

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from minsheng.engines.policy import scalar
from minsheng.engines.policy.evaluation import Result
from minsheng.engines.policy.facts import Entity, Vocabulary
from minsheng.engines.policy.households import HouseholdError, HouseholdFacts
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Rulebook

CASE_FIELDS = {"name", "source", "on", "city", "county", "household", "persons", "expect"}
BASE_FIELDS = {"on", "city", "county", "household", "person"}
EXPECTED_FIELDS = {"status", "amount_fen", "missing"}
ANSWERS = tuple(answer.key for answer in Eligibility)


class CaseError(ValueError):
    """A case cannot be read; the message names file, line, case and what to write instead."""


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
    # None where the case says nothing of the amount, "unknown" where it must be open.
    amount_fen: int | str | None
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


@dataclass(frozen=True, eq=False)
class RuleCase:
    """One household on one day in one city, what must be found, and the rules and numbers it is about."""

    name: str
    path: Path
    line: int
    on: date
    city: str
    facts: HouseholdFacts
    expected: tuple[Expected, ...]
    books: tuple[Rulebook, ...] = field(repr=False)
    parameters: ParameterSet = field(repr=False)

    @property
    def file(self) -> str:
        """The name of the file, without folder and ending."""
        return self.path.stem

    @property
    def place(self) -> str:
        """Where the case is written: file and line."""
        return f"{self.path}:{self.line}"

    def speaks_of(self, policy: str) -> bool:
        return any(expected.policy == policy for expected in self.expected)

    def differences(
        self, *, books: tuple[Rulebook, ...] | None = None, parameters: ParameterSet | None = None
    ) -> list[str]:
        """Return everything that is not as the case says; other books or parameters may stand in for its own."""
        chosen = books or self.books
        evaluation = scalar.evaluate(self.facts, chosen, parameters or self.parameters, on=self.on)
        known = {key for book in chosen for key in book.policies}
        return [
            problem
            for expected in self.expected
            if expected.policy in known
            for problem in expected.differences(evaluation.of(expected.policy, expected.member))
        ]


@dataclass(frozen=True)
class CaseReader:
    """What cases are read against: the rulebooks, the vocabulary, and the parameters of each city by its key."""

    books: tuple[Rulebook, ...]
    vocabulary: Vocabulary
    parameters_of: Callable[[str], ParameterSet]

    def read(self, path: Path) -> tuple[RuleCase, ...]:
        """Read every case of a file. Raises CaseError naming the first thing that is wrong, and where."""
        document, lines = _document(path)
        _only(set(document["base"]), BASE_FIELDS, f"{path}: base")
        names: set[str] = set()
        read = []
        for entry, line in zip(document["cases"], lines, strict=True):
            place = f"{path}:{line}: case {entry.get('name', '')!r}"
            if not entry.get("name") or entry["name"] in names:
                raise CaseError(f"{place}: a case has a name, and no two cases of a file have one name.")
            names.add(entry["name"])
            try:
                read.append(self._case(entry, document["base"], path, line))
            except (CaseError, HouseholdError) as problem:
                raise CaseError(f"{place}: {problem}") from None
        return tuple(read)

    def _case(self, entry: Mapping[str, Any], base: Mapping[str, Any], path: Path, line: int) -> RuleCase:
        _only(set(entry), CASE_FIELDS, "the case")
        given = {
            "household": {**(base.get("household") or {}), **(entry.get("household") or {})},
            "persons": [
                {**(base.get("person") or {}), **(person or {})} for person in entry.get("persons", [{}])
            ],
            "county": entry.get("county", base.get("county")),
        }
        on, city = entry.get("on", base.get("on")), entry.get("city", base.get("city"))
        if not isinstance(on, date) or not isinstance(city, str):
            raise CaseError(
                "give the day and the city, 'on: 2026-11-24' and 'city: jinzhong', here or in base."
            )
        expected = tuple(self._expected(entry.get("expect") or {}))
        return RuleCase(
            name=entry["name"],
            path=path,
            line=line,
            on=on,
            city=city,
            facts=HouseholdFacts.from_mapping(given, vocabulary=self.vocabulary),
            expected=expected,
            books=tuple(dict.fromkeys(self._book_of(one.policy) for one in expected)),
            parameters=self.parameters_of(city),
        )

    def _expected(self, said: Mapping[str, Any]) -> Iterator[Expected]:
        if not said:
            raise CaseError("a case says under 'expect' what at least one policy must find.")
        for key, about in said.items():
            if self._book_of(key).policies[key].subject is Entity.HOUSEHOLD:
                yield _one(key, None, about)
                continue
            for member, one in enumerate(about if isinstance(about, list) else [about]):
                if one is not None:
                    yield _one(key, member, one)

    def _book_of(self, policy: str) -> Rulebook:
        for book in self.books:
            if policy in book.policies:
                return book
        near = difflib.get_close_matches(policy, [key for book in self.books for key in book.policies], n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise CaseError(f"no policy is called {policy!r}.{hint}")


def _document(path: Path) -> tuple[dict[str, Any], list[int]]:
    """Return what a file says, and the line on which each of its cases begins."""
    try:
        loader = _OnIsAWord(path.read_text(encoding="utf-8"))
        node: Any = loader.get_single_node()
        document: Any = None if node is None else loader.construct_document(node)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise CaseError(f"{path} cannot be read: {problem}") from None
    cases = document.get("cases") if isinstance(document, dict) else None
    if not isinstance(cases, list) or not all(isinstance(entry, dict) for entry in cases):
        raise CaseError(f"{path}: a file of cases has a list 'cases', each with name and expect.")
    listed = next(value for key, value in node.value if key.value == "cases")
    return {"base": document.get("base") or {}, "cases": cases}, [
        one.start_mark.line + 1 for one in listed.value
    ]


def _one(policy: str, member: int | None, said: Any) -> Expected:
    if not isinstance(said, Mapping):
        raise CaseError(f"{policy}: what must be found is written {{status: eligible}}, got {said!r}.")
    _only(set(said), EXPECTED_FIELDS, policy)
    status, missing = said.get("status"), said.get("missing")
    if status not in ANSWERS:
        raise CaseError(f"{policy}: status {status!r} is not one of {', '.join(ANSWERS)}.")
    if status == "unknown" and not missing:
        raise CaseError(f"{policy}: an unknown answer says which facts are missing: missing: [fact].")
    return Expected(
        policy=policy,
        member=member,
        status=status,
        amount_fen=said.get("amount_fen"),
        missing=None if missing is None else tuple(sorted(missing)),
    )


def _only(given: set[str], allowed: set[str], where: str) -> None:
    if given - allowed:
        raise CaseError(
            f"{where}: unknown field {sorted(given - allowed)[0]!r}; use {', '.join(sorted(allowed))}."
        )
