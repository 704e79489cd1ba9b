"""Rulebooks bound to the parameters of one day: what both evaluators walk.

Binding resolves every parameter once, refuses what does not fit (see ``check``), and numbers the nodes of all trees so
that a child comes before its parent and two nodes that say the same thing share one number. Variables and conditions
are names for an expression, so they share its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from minsheng.engines.policy import check
from minsheng.engines.policy.dated import DatedValue
from minsheng.engines.policy.facts import Entity, Fact
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Policy, Rulebook, parameters_used, roots
from minsheng.engines.policy.terms import BORN_ON, Condition, FactRef, Variable
from minsheng.engines.policy.tree import Expression, RuleError


@dataclass(frozen=True, slots=True)
class Step:
    """One node with the numbers of its children, which are all smaller than its own."""

    node: Any  # an Expression; each evaluator finds the right function by its type
    children: tuple[int, ...]
    entity: Entity | None


class BoundRules:
    """Rulebooks and the parameters of one day, ready to be evaluated."""

    def __init__(self, books: Sequence[Rulebook], parameters: ParameterSet, on: date) -> None:
        self.books = tuple(books)
        self.parameters = parameters
        self.on = on
        self.steps: list[Step] = []
        self._numbers: dict[Expression, int] = {}  # by identity: nodes hash as objects
        self._by_meaning: dict[object, int] = {}
        self.values: dict[str, DatedValue] = {}
        self.facts: dict[str, Fact] = {}
        self._quoted: dict[Policy, tuple[dict[str, object], ...]] = {}
        self.policies: Mapping[str, Policy] = {
            key: policy for book in self.books for key, policy in book.policies.items()
        }
        for node in self._named_nodes():
            self.number(node)

    def _named_nodes(self) -> Iterable[Expression]:
        for book in self.books:
            yield from book.variables.values()
            for policy in book.policies.values():
                yield from roots(policy)

    def number(self, node: Expression) -> int:
        """Return the number of a node's step; nodes that say the same thing have the same number."""
        known = self._numbers.get(node)
        if known is None:
            known = self._numbers[node] = self._numbered(node)
        return known

    def _numbered(self, node: Expression) -> int:
        if isinstance(node, Variable):
            return self.number(node.expression)
        if isinstance(node, Condition):
            return self.number(node.test)
        children = tuple(self.number(child) for child in node.children)
        meaning = (type(node), _own(node), children)
        if meaning not in self._by_meaning:
            self._by_meaning[meaning] = len(self.steps)
            self.steps.append(Step(node, children, node.entity))
            self._note(node)
        return self._by_meaning[meaning]

    def _note(self, node: Expression) -> None:
        if isinstance(node, FactRef):
            known = self.facts.get(node.fact.name)
            if known is None or known is BORN_ON:
                self.facts[node.fact.name] = node.fact
        for key in check.keys_of(node):
            self.values[key] = self.parameters.at(key, on=self.on)

    def quoted(self, policy: Policy) -> tuple[dict[str, object], ...]:
        """Return the parameters a policy rests on, as an evaluation shows and stores them. Not to be changed."""
        if policy not in self._quoted:
            self._quoted[policy] = tuple(self.parameters.quoted(parameters_used(policy), on=self.on))
        return self._quoted[policy]


def _own(node: Expression) -> object:
    """Return what a node says besides its children."""
    if isinstance(node, FactRef):
        return node.fact.name
    return tuple(
        value
        for name, value in sorted(vars(node).items())
        if name != "entity" and not isinstance(value, Expression | tuple)
    )


def bind(books: Rulebook | Iterable[Rulebook], parameters: ParameterSet, *, on: date) -> BoundRules:
    """Bind rulebooks to the parameters of a day; raise RuleError naming everything that does not fit.

    The last few bindings are kept, so that evaluating household after household costs nothing here.
    """
    chosen = (books,) if isinstance(books, Rulebook) else tuple(books)
    sizes = tuple((len(book.variables), len(book.policies)) for book in chosen)
    return _bound(chosen, sizes, parameters, on)


@lru_cache(maxsize=32)
def _bound(
    books: tuple[Rulebook, ...],
    sizes: tuple[tuple[int, int], ...],  # a book that grew since is bound again
    parameters: ParameterSet,
    on: date,
) -> BoundRules:
    problems = check.problems(books, parameters, on=on)
    if problems:
        raise RuleError("\n".join(problems))
    return BoundRules(books, parameters, on)
