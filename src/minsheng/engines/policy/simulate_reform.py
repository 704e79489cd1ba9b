"""A reform: what a city thinks of changing, as a file that anybody can read and no program can hide in.

    reform:
      title: {zh: 放宽就业困难人员认定条件, en: Wider recognition as hard to employ}
      from: 2026-12-01                       # optional: the first day of the changes
    parameters:
      employment.older_from_age_women: 38    # the whole city; what counties had of their own goes
      employment.long_unemployed_from_months: {counties: {140702: 6}}   # this county only, the others keep theirs
    new_parameters:                          # as in the city's files; keys begin with reform.
      reform.line: {label: {zh: ..., en: ...}, unit: yuan/month, values: [...]}
    variables:                               # a truth that the rules share says something else
      employment.is_long_unemployed: {variable: employment.registered_months, at_least: 6}
    policies:                                # conditions of one policy, by their number or Chinese sentence
      hard_to_employ:
        replace: {4: {label: {zh: ..., en: ...}, test: {fact: employment, one_of: [4, 5]}}}
        drop: [2]
        add: [{label: {zh: ..., en: ...}, test: {fact: lives_here}}]

What a condition may say stands in ``simulate_conditions``. A reform is checked against the rules and parameters it
changes, and a fault names file, line, key and what to write instead.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from minsheng.engines.policy.dated import ParameterError
from minsheng.engines.policy.facts import Vocabulary
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Policy, Rulebook
from minsheng.engines.policy.simulate_conditions import Conditions, fits
from minsheng.engines.policy.simulate_reading import Document, Path, ReformError, read_document
from minsheng.engines.policy.simulate_variant import Variant
from minsheng.engines.policy.terms import Condition, Variable
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression

__all__ = ["Reform", "ReformError", "read_reform"]

PARTS = ("reform", "parameters", "new_parameters", "variables", "policies")
OWN = "reform"


@dataclass(frozen=True, eq=False)
class Reform:
    """A reform that fits the rules: the parameters and rulebooks as they would be."""

    title: Text
    note: Text | None
    starting: date | None
    parameters: ParameterSet
    books: tuple[Rulebook, ...]
    changed_keys: tuple[str, ...]
    changed_truths: tuple[str, ...]
    changed_conditions: Mapping[str, tuple[Text, ...]] = field(
        default_factory=dict
    )  # by policy: what was done
    text: str = ""


def read_reform(
    text: str,
    *,
    name: str,
    books: Sequence[Rulebook],
    vocabulary: Vocabulary,
    parameters: ParameterSet,
) -> Reform:
    """Read a reform file against the rules and parameters it changes; raise ReformError with every fault."""
    return _Reading(read_document(text, name), books, vocabulary, parameters, text).reform()


class _Reading:
    def __init__(
        self,
        document: Document,
        books: Sequence[Rulebook],
        vocabulary: Vocabulary,
        parameters: ParameterSet,
        text: str,
    ) -> None:
        self.document, self.books, self.parameters, self.text = document, tuple(books), parameters, text
        self.vocabulary = vocabulary
        self.policies: dict[str, Policy] = {key: one for book in books for key, one in book.policies.items()}
        self.truths: dict[Variable, Expression] = {}
        self.conditions: dict[str, tuple[Condition, ...]] = {}
        self.done: dict[str, tuple[Text, ...]] = {}
        self.keys: list[str] = []

    def reform(self) -> Reform:
        document = self.document
        head: dict[str, Any] = {}
        with document.gather(()):
            document.only((), PARTS, needed=("reform",))
        with document.gather((OWN,)):
            head = document.only((OWN,), ("title", "from", "note"), needed=("title",))
        document.raise_faults()
        title, note, starting = Text("?", "?"), None, None
        with document.gather((OWN, "title")):
            title = document.text((OWN, "title"))
        with document.gather((OWN, "from")):
            starting = document.day((OWN, "from")) if head.get("from") else None
        with document.gather((OWN, "note")):
            note = document.text((OWN, "note")) if head.get("note") else None
        self._parameters(starting)
        self._rules()
        if not (self.keys or self.truths or self.conditions or document.faults):
            document.blame((), "nothing is changed. Write parameters, variables or policies.")
        document.raise_faults()
        variant = Variant(self.books, truths=self.truths, conditions=self.conditions)
        return Reform(
            title=title, note=note, starting=starting, parameters=self.parameters,
            books=tuple(variant.book(book) for book in self.books),
            changed_keys=tuple(self.keys), changed_truths=tuple(one.name for one in self.truths),
            changed_conditions=MappingProxyType(self.done), text=self.text,
        )  # fmt: skip

    def _parameters(self, starting: date | None) -> None:
        own = self.document.plain.get("new_parameters")
        if own is not None:
            with self.document.gather(("new_parameters",)):
                made = ParameterSet.from_texts({OWN: json.dumps(own, ensure_ascii=False)})
                self.parameters = ParameterSet(MappingProxyType({**self.parameters.periods, **made.periods}))
        self.document.each(("parameters",), lambda path: self._change(path, starting))

    def _change(self, path: Path, starting: date | None) -> None:
        key, written = str(path[-1]), self.document.at(path)
        begins = starting
        if isinstance(written, dict) and "from" in written:
            begins = self.document.day((*path, "from"))
            written = {name: value for name, value in written.items() if name != "from"}
        history = self.parameters.history(key)
        if isinstance(written, dict) and set(written) == {"counties"}:
            base = (
                history[-1]
                if begins is None
                else self.parameters.at(key, on=max(begins, history[0].valid_from))
            )
            said: Any = base.as_dict()
            written = {"value": said["value"], "counties": {**said["counties"], **written["counties"]}}
        self.parameters = self.parameters.with_changes({key: written}, starting=begins)
        self.keys.append(key)

    def _rules(self) -> None:
        reader = Conditions(self.document, self.books, self.vocabulary, self.parameters)

        def truth(path: Path) -> None:
            variable = reader.variable(path)
            test = reader.read(path)
            self._must_fit(path, variable, test)
            self.truths[variable] = test

        self.document.each(("variables",), truth)
        self.document.each(("policies",), lambda path: self._policy(path, reader))

    def _must_fit(self, path: Path, old: Expression, new: Expression) -> None:
        problem = fits(old, new)
        if problem is not None:
            self.document.stop(path, problem)

    def _policy(self, path: Path, reader: Conditions) -> None:
        policy = self.policies.get(str(path[-1]))
        if policy is None:
            self.document.stop(
                path, f"there is no policy {path[-1]!r}. Policies: {', '.join(self.policies)}."
            )
        entry = self.document.only(path, ("replace", "drop", "add"))
        now: list[Condition | None] = list(policy.conditions)
        told: list[Text] = []
        for label in entry.get("replace") or {}:
            place = (*path, "replace", label)
            number = self._numbered(policy, label, place)
            now[number] = self._condition(place, reader, policy, old=policy.conditions[number])
            told.append(_told("改为", "becomes", policy.conditions[number], now[number]))
        for order, label in enumerate(entry.get("drop") or ()):
            number = self._numbered(policy, label, (*path, "drop", order))
            now[number] = None
            told.append(_told("取消", "goes", policy.conditions[number], None))
        for order in range(len(entry.get("add") or ())):
            added = self._condition((*path, "add", order), reader, policy, old=None)
            now.append(added)
            told.append(_told("增加", "is added", added, None))
        kept = tuple(one for one in now if one is not None)
        if not kept:
            self.document.stop(path, "no condition is left; everybody would be owed it. Keep or add one.")
        self.conditions[policy.key], self.done[policy.key] = kept, tuple(told)

    def _numbered(self, policy: Policy, label: object, path: Path) -> int:
        labels = [condition.label.zh for condition in policy.conditions]
        if label in labels:
            return labels.index(str(label))
        listed = "; ".join(f"{number} {one}" for number, one in enumerate(labels, start=1))
        if not (str(label).isdecimal() and 1 <= int(str(label)) <= len(labels)):
            self.document.stop(path, f"{policy.key} has no condition {label!r}. It has: {listed}.")
        return int(str(label)) - 1

    def _condition(
        self, path: Path, reader: Conditions, policy: Policy, *, old: Condition | None
    ) -> Condition:
        entry = self.document.only(path, ("label", "test", "source"), needed=("test",))
        if old is None and entry.get("label") is None:
            self.document.stop(path, "'label' is missing: the sentence people read, {zh: ..., en: ...}.")
        test = reader.read((*path, "test"))
        self._must_fit((*path, "test"), policy.eligible, test)
        label = (
            old.label if old is not None and not entry.get("label") else self.document.text((*path, "label"))
        )
        return Condition(label, test, str(entry.get("source") or ""))


def _told(zh: str, en: str, old: Condition, new: Condition | None) -> Text:
    if new is None:
        return Text(f"{zh}：{old.label.zh}", f"{old.label.en}: {en}")
    return Text(f"{old.label.zh}：{zh}：{new.label.zh}", f"{old.label.en}: {en}: {new.label.en}")


def must_hold_on(reform: Reform, *, on: date) -> None:
    """Raise ReformError if every change of a reform begins after the day that is asked about."""
    if reform.starting is not None and reform.starting > on and not reform.changed_conditions:
        raise ReformError(
            f"The reform begins on {reform.starting}, after the day asked about ({on}): nothing would change. "
            f"Ask with --on {reform.starting} or later, or leave 'from' out."
        )


def parameter_changes(
    reform: Reform, before: ParameterSet, *, on: date
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return each changed parameter as it stands and as it would stand on a day."""
    found: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for key in reform.changed_keys:
        try:
            old: dict[str, Any] = before.at(key, on=on).as_dict()
        except ParameterError:
            old = {}
        found.append((old, reform.parameters.at(key, on=on).as_dict()))
    return found
