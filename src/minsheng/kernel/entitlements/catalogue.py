"""The catalogue of policies: what each gives, rests on and comes from, and how well cases try it out. Free of Django.

    entry = catalogue(parameters, on=day)[0]
    entry.policy.title, entry.inputs, entry.numbers, entry.tried.cases

How many cases there are is counted by ``make reference`` into ``case_counts.json``, because an installed package does
not have the cases.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from minsheng.engines.policy.cases import ANSWERS, RuleCase
from minsheng.engines.policy.facts import Fact
from minsheng.engines.policy.graph import PolicyGraph, graph_of
from minsheng.engines.policy.parameters import DatedValue, ParameterSet
from minsheng.engines.policy.rulebook import Policy, facts_used, parameters_used
from minsheng.kernel.intake.kinds import sheet_kinds
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.card import Programme, SheetKind
from minsheng.kernel.registry.loading import programme_of_policy

COUNTS = Path(__file__).with_name("case_counts.json")


@dataclass(frozen=True)
class Input:
    """One fact a policy may ask for, and the sheets that bring it."""

    fact: Fact
    sheets: tuple[SheetKind, ...]


@dataclass(frozen=True)
class Tried:
    """How many cases speak of a policy, and how many answers of each kind they expect."""

    cases: int
    eligible: int
    not_eligible: int
    unknown: int

    @property
    def is_tried_both_ways(self) -> bool:
        """Whether there are cases for all three answers."""
        return min(self.eligible, self.not_eligible, self.unknown) > 0


@dataclass(frozen=True, eq=False)
class Entry:
    """One policy of the catalogue."""

    policy: Policy
    programme: Programme
    inputs: tuple[Input, ...]
    numbers: tuple[DatedValue, ...]
    tried: Tried

    @property
    def key(self) -> str:
        return self.policy.key

    @property
    def graph(self) -> PolicyGraph:
        return graph_of(self.policy)

    @property
    def unconfirmed(self) -> tuple[DatedValue, ...]:
        """The numbers that the city has not confirmed."""
        return tuple(number for number in self.numbers if number.status == "L")

    @property
    def articles(self) -> tuple[str, ...]:
        """Every document and article that the policy, its conditions and its numbers name."""
        named = [
            *self.policy.sources,
            *(condition.source for condition in self.policy.conditions),
            *(f"{number.document}{number.article}" for number in self.numbers),
        ]
        return tuple(dict.fromkeys(name for name in named if name))

    def is_about(self, words: str) -> bool:
        """Whether every word is found in what the entry says, in either language."""
        said = self._said
        return all(word in said for word in words.casefold().split())

    @property
    def _said(self) -> str:
        policy = self.policy
        texts = [
            policy.title, self.programme.title, self.programme.bureau, *([policy.summary] if policy.summary else []),
            *(condition.label for condition in policy.conditions), *(one.fact.label for one in self.inputs),
            *(number.label for number in self.numbers),
        ]  # fmt: skip
        said = [policy.key, *self.articles, *(text.zh for text in texts), *(text.en for text in texts)]
        return "\n".join(said).casefold()


def catalogue(parameters: ParameterSet, *, on: date) -> tuple[Entry, ...]:
    """Return every policy with the numbers a city has on a day; raise ParameterError if one is missing."""
    brought = _sheets_by_fact()
    tried = _tried()
    return tuple(
        Entry(
            policy=policy,
            programme=programme,
            inputs=tuple(Input(FACTS[name], brought.get(name, ())) for name in sorted(facts_used(policy))),
            numbers=tuple(parameters.at(key, on=on) for key in sorted(parameters_used(policy))),
            tried=tried.get(key, Tried(0, 0, 0, 0)),
        )
        for key, programme in programme_of_policy().items()
        for policy in [programme.rulebook.policies[key]]
    )


def counts_of(cases: Iterable[RuleCase], policies: Iterable[str]) -> dict[str, dict[str, int]]:
    """Count what cases say about each policy, as ``case_counts.json`` keeps it."""
    read = tuple(cases)
    speaking = Counter(key for case in read for key in {expected.policy for expected in case.expected})
    expected = Counter((one.policy, one.status) for case in read for one in case.expected)
    return {
        key: {"cases": speaking[key], **{answer: expected[key, answer] for answer in ANSWERS}}
        for key in policies
    }


def counts_text(counts: Mapping[str, Mapping[str, int]]) -> str:
    """Return the text of ``case_counts.json``: one policy a line."""
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(counts[key])}" for key in sorted(counts))
    return f"{{\n{lines}\n}}\n"


@cache
def _tried() -> Mapping[str, Tried]:
    said = json.loads(COUNTS.read_text(encoding="utf-8"))
    return {key: Tried(**counted) for key, counted in said.items()}


@cache
def _sheets_by_fact() -> Mapping[str, tuple[SheetKind, ...]]:
    found: dict[str, tuple[SheetKind, ...]] = {}
    for sheet in sheet_kinds().values():
        for column in sheet.columns:
            if column.field in FACTS and sheet not in found.get(column.field, ()):
                found[column.field] = (*found.get(column.field, ()), sheet)
    return found
