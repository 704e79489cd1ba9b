"""Which benefits go together: what the rules exclude, who holds several, and where both of an excluding pair are held.

    pairs = exclusions(BOOKS, stands_for={"is_destitute_supported": ("tekun",)})
    held = Holdings(register, {"dibao": rows_of_households, "tekun": rows_of_persons, ...}, policies)
    held.matrix(); held.both("dibao", "tekun")

An exclusion is read from the rules themselves: a condition that does not hold for whoever has another benefit. Holding
both is a question for a person to look at, never a finding of fraud: rolls are late, and facts differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.rulebook import Policy, Rulebook
from minsheng.engines.policy.terms import Aggregate, Condition, FactRef, OrElse, Variable
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import AllOf, AnyOf, Choose, Expression, Not

Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
ROWS_AT_ONCE = 100_000
_DEEPEST = 10_000


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Two policies of which one says that it is not for those who have the other, and the sentence that says so."""

    policy: str
    excludes: str
    because: Text
    source: str


def exclusions(
    books: Iterable[Rulebook], *, stands_for: Mapping[str, Sequence[str]] | None = None
) -> list[Exclusion]:
    """Return every exclusion the rules declare, in the order of the books.

    stands_for: names of facts, and of variables as ``book.name``, that mean "has one of these benefits already".
    """
    chosen = tuple(books)
    policies = {key: policy for book in chosen for key, policy in book.policies.items()}
    named: dict[Expression, str] = {
        variable: f"{book.key}.{name}" for book in chosen for name, variable in book.variables.items()
    }
    meant = _meanings(policies, named, stands_for or {})
    found: dict[tuple[str, str], tuple[int, Condition]] = {}
    for policy in policies.values():
        for condition in policy.conditions:
            for node, depth in _denied(condition, denied=False):
                for other in meant.get(_name(node, named), ()):
                    pair = (policy.key, other)
                    # The sentence that says it most directly is the one to quote.
                    if other != policy.key and depth < found.get(pair, (_DEEPEST,))[0]:
                        found[pair] = (depth, condition)
    return [
        Exclusion(policy, other, condition.label, condition.source)
        for (policy, other), (_depth, condition) in found.items()
    ]


def _name(node: Expression, named: Mapping[Expression, str]) -> str:
    if isinstance(node, FactRef):
        return node.fact.name
    return named.get(node, f"node {id(node)}")


def _meanings(
    policies: Mapping[str, Policy], named: Mapping[Expression, str], stands_for: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Return the policies that a truth means: those declared, and those that need it as one of their conditions."""
    meant = {name: list(keys) for name, keys in stands_for.items()}
    for key, policy in policies.items():
        for node in (policy.eligible, *(condition.test for condition in policy.conditions)):
            if node is policy.eligible or isinstance(node, Variable):
                meant.setdefault(_name(node, named), []).append(key)
    return meant


def _denied(node: Expression, *, denied: bool, depth: int = 0) -> Iterator[tuple[Expression, int]]:
    """Yield the truths that must not hold where a condition holds, with how deep they stand.

    What is only one of several ways to meet the condition is left out.
    """
    if denied:
        yield node, depth
    if isinstance(node, Not):
        yield from _denied(node.operand, denied=not denied, depth=depth + 1)
    elif isinstance(node, AnyOf if denied else AllOf):
        for child in node.children:
            yield from _denied(child, denied=denied, depth=depth + 1)
    elif isinstance(node, Choose):
        yield from _denied_either_way(node, denied=denied, depth=depth + 1)
    else:
        for child in _says_the_same(node):
            yield from _denied(child, denied=denied, depth=depth + 1)


def _says_the_same(node: Expression) -> tuple[Expression, ...]:
    """Return the node that another one is only a name or a member's view for."""
    if isinstance(node, Variable):
        return (node.expression,)
    if isinstance(node, Condition | OrElse):
        return node.children[:1]
    return (node.value,) if isinstance(node, Aggregate) and node.how in ("any", "all") else ()


def _denied_either_way(node: Choose, *, denied: bool, depth: int) -> Iterator[tuple[Expression, int]]:
    then = list(_denied(node.then, denied=denied, depth=depth))
    otherwise = {_same(one) for one, _ in _denied(node.otherwise, denied=denied, depth=depth)}
    yield from ((one, deep) for one, deep in then if _same(one) in otherwise)


def _same(node: Expression) -> object:
    return node.fact.name if isinstance(node, FactRef) else id(node)


class Holdings:
    """Who has which benefit, person by person; a benefit of a household is held by every member."""

    def __init__(
        self, register: Register, held: Mapping[str, Truths], policies: Mapping[str, Policy]
    ) -> None:
        self.register = register
        self.keys = tuple(held)
        self._held = {
            key: rows if policies[key].subject is Entity.PERSON else rows[register.household_row]
            for key, rows in held.items()
        }

    def matrix(self) -> Ints:
        """Return how many people hold both of two benefits, shape (policies, policies); the diagonal: how many one."""
        size = len(self.keys)
        total = np.zeros((size, size), dtype=np.float64)
        for start in range(0, self.register.person_count, ROWS_AT_ONCE):
            block = np.stack([self._held[key][start : start + ROWS_AT_ONCE] for key in self.keys])
            numbers = block.astype(np.float64)
            total += numbers @ numbers.T
        return total.astype(np.int64)

    def how_many(self) -> Ints:
        """Return how many people hold no benefit, one, two, and so on."""
        counted = np.zeros(self.register.person_count, dtype=np.int64)
        for rows in self._held.values():
            counted += rows
        return np.bincount(counted)

    def both(self, one: str, other: str) -> Ints:
        """Return the rows of the persons who hold both of two benefits."""
        return np.flatnonzero(self._held[one] & self._held[other])
