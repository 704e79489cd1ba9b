"""The conditions a reform file may write: a few words that build the same typed tree as a rule's own text.

    all: [CONDITION, ...]     any: [CONDITION, ...]     not: CONDITION
    any_member: CONDITION     all_members: CONDITION
    {fact: employment, one_of: [4, 5]}
    {variable: employment.registered_months, at_least: {parameter: employment.long_unemployed_from_months}}
    {count_members: CONDITION, more_than: 1}
    {variable: employment.is_of_working_age}                    # a truth by itself

There is no text to be evaluated and no name of Python in it: what is not listed here is refused.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity, Kind, Vocabulary
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.simulate_reading import Document, Path
from minsheng.engines.policy.terms import FactRef, Parameter, Variable
from minsheng.engines.policy.tree import Constant, Expression, like

COMPARISONS: Mapping[str, Callable[[Expression, Any], Expression]] = {
    "is": lambda value, other: value == other,
    "is_not": lambda value, other: value != other,
    "at_least": lambda value, other: value >= other,
    "more_than": lambda value, other: value > other,
    "at_most": lambda value, other: value <= other,
    "less_than": lambda value, other: value < other,
}
JUNCTIONS = {"all": dsl.all_of, "any": dsl.any_of}
OVER_MEMBERS = {"any_member": dsl.any_member, "all_members": dsl.all_members}
TERMS = ("fact", "variable", "parameter", "count_members")
_WORDS = (*JUNCTIONS, "not", *OVER_MEMBERS, *TERMS, "one_of", *COMPARISONS)
_WHOLE = re.compile(r"-?\d+", re.ASCII)
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}
_DEEPEST = 20


class Conditions:
    """Reads conditions out of a document, against the facts, variables and parameters there are."""

    def __init__(
        self, document: Document, books: Sequence[Rulebook], vocabulary: Vocabulary, parameters: ParameterSet
    ) -> None:
        self.document, self.vocabulary, self.parameters = document, vocabulary, parameters
        self.variables: dict[str, Variable] = {
            f"{book.key}.{name}": variable for book in books for name, variable in book.variables.items()
        }

    def read(self, path: Path, depth: int = 0) -> Expression:
        """Return the condition at a place of the document, or leave with a fault."""
        if depth > _DEEPEST:
            self.document.stop(path, f"conditions lie more than {_DEEPEST} deep. Name a part as a variable.")
        entry = self.document.only(path, _WORDS)
        heads = [key for key in entry if key in JUNCTIONS or key in OVER_MEMBERS or key in ("not", *TERMS)]
        if len(heads) != 1:
            self.document.stop(
                path,
                "a condition begins with exactly one of all, any, not, any_member, all_members, fact, variable, "
                f"parameter, count_members; here stand {', '.join(heads) or 'none'}.",
            )
        head = heads[0]
        if head in TERMS:
            return self._test(path, head, depth)
        if len(entry) > 1:
            other = next(key for key in entry if key != head)
            self.document.stop((*path, other), f"{head!r} stands by itself. Move {other!r} below it.")
        if head in JUNCTIONS:
            return JUNCTIONS[head](*self._list((*path, head), depth))
        inner = self.read((*path, head), depth + 1)
        return ~inner if head == "not" else OVER_MEMBERS[head](inner)

    def _list(self, path: Path, depth: int) -> list[Expression]:
        entries = self.document.at(path)
        if not isinstance(entries, list) or not entries:
            self.document.stop(path, "a list of conditions is needed, each beginning with '- '.")
        return [self.read((*path, place), depth + 1) for place in range(len(entries))]

    def _test(self, path: Path, head: str, depth: int) -> Expression:
        value = self._term(path, head, depth)
        operators = [key for key in self.document.at(path) if key != head]
        if not operators:
            if value.kind is not Kind.BOOL:
                self.document.stop(
                    (*path, head),
                    f"{self.document.at((*path, head))} is a {value.kind} and no condition by itself. "
                    f"Compare it: {', '.join(COMPARISONS)}.",
                )
            return value
        if len(operators) > 1:
            self.document.stop(path, f"one comparison at a time; {' and '.join(operators)} need an 'all:'.")
        place = (*path, operators[0])
        if operators[0] not in (*COMPARISONS, "one_of"):
            self.document.stop(
                place, f"{operators[0]!r} compares nothing. Use one_of, {', '.join(COMPARISONS)}."
            )
        if operators[0] == "one_of":
            return self._one_of(place, value)
        return COMPARISONS[operators[0]](value, self._operand(place, value, depth))

    def _one_of(self, path: Path, value: Expression) -> Expression:
        entries = self.document.at(path)
        if not isinstance(entries, list) or not all(
            isinstance(one, str) and _WHOLE.fullmatch(one) for one in entries
        ):
            self.document.stop(path, "one_of takes a list of codes or whole numbers, as in [4, 5].")
        if isinstance(value, FactRef) and value.kind is Kind.CODE:
            for place, one in enumerate(entries):
                self._must_be_a_code(value, int(one), (*path, place))
        return dsl.one_of(value, [int(one) for one in entries])

    def _operand(self, path: Path, value: Expression, depth: int) -> Expression:
        written = self.document.at(path)
        if isinstance(written, dict):
            entry = self.document.only(path, TERMS)
            if len(entry) != 1:
                self.document.stop(path, "compare with one fact, variable, parameter or count_members.")
            return self._term(path, next(iter(entry)), depth)
        if isinstance(written, str) and written.lower() in _TRUTHS and value.kind is Kind.BOOL:
            return Constant(_TRUTHS[written.lower()])
        if not isinstance(written, str) or not _WHOLE.fullmatch(written):
            self.document.stop(
                path, f"{written!r} is no whole number. Amounts and days belong in new_parameters."
            )
        if isinstance(value, FactRef) and value.kind is Kind.CODE:
            self._must_be_a_code(value, int(written), path)
        return like(int(written), value)

    def _must_be_a_code(self, value: FactRef, code: int, path: Path) -> None:
        if code not in value.fact.codes:
            known = ", ".join(f"{one} {text.en}" for one, text in value.fact.codes.items())
            self.document.stop(path, f"{code} is no code of {value.fact.name}. Its codes: {known}.")

    def _term(self, path: Path, head: str, depth: int) -> Expression:
        place = (*path, head)
        if head == "count_members":
            return dsl.count_members(self.read(place, depth + 1))
        name = str(self.document.at(place))
        if head == "fact":
            return FactRef(self.vocabulary[self._known(place, name, list(self.vocabulary), "fact")])
        if head == "variable":
            return self.variables[self._known(place, name, list(self.variables), "variable")]
        key = self._known(place, name, list(self.parameters), "parameter")
        kind = self.parameters.history(key)[-1].kind
        if kind is None or self.parameters.history(key)[-1].shape != "scalar":
            self.document.stop(place, f"{key} is a ratio or a table; only single values are compared with.")
        return Parameter(key, kind)

    def _known(self, path: Path, name: str, names: Sequence[str], what: str) -> str:
        ends = [one for one in names if one.endswith(f".{name}")]
        near = ends or difflib.get_close_matches(name, names, n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        if name not in names:
            self.document.stop(path, f"there is no {what} {name!r}.{hint}")
        return name

    def variable(self, path: Path) -> Variable:
        """Return the truth that a key of the document names, or leave with a fault."""
        found = self.variables[self._known(path, str(path[-1]), list(self.variables), "variable")]
        if found.kind is not Kind.BOOL:
            self.document.stop(path, f"{path[-1]} is a {found.kind}, not a truth. Change its parameters.")
        return found


def fits(old: Expression, new: Expression) -> str | None:
    """Say why a new condition cannot stand where an old one stood; None if it can."""
    if new.entity is Entity.PERSON and old.entity is not Entity.PERSON:
        return "it is about a person and stands in a rule about households. Put it below any_member or all_members."
    return None
