"""Rulebooks in which some conditions or truths say something else; what rests on them follows, the originals stay.

The trees are rebuilt from the changed nodes upwards and shared everywhere else, so that a policy that asks whether
another one is met (单人保 asks for the edge of the minimum living allowance) sees the change too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from minsheng.engines.policy.rulebook import Policy, Rulebook
from minsheng.engines.policy.terms import Condition, Variable
from minsheng.engines.policy.tree import Expression


class Variant:
    """One rebuilding of a set of rulebooks."""

    def __init__(
        self,
        books: Iterable[Rulebook],
        *,
        truths: Mapping[Variable, Expression],
        conditions: Mapping[str, tuple[Condition, ...]],
    ) -> None:
        """Prepare a rebuilding.

        truths: the new expression of a variable; it sees the rules as they were, so that it may widen the variable
        itself ("as before, or ..."). conditions: all conditions of a policy, by key.
        """
        self._truths = dict(truths)
        self._conditions = dict(conditions)
        self._done: dict[Expression, Expression] = {}
        self._policies: dict[Policy, Policy] = {}
        self._policy_of = {policy.eligible: policy for book in books for policy in book.policies.values()}

    def book(self, book: Rulebook) -> Rulebook:
        """Return the rebuilt book, or the same one if nothing in it changes."""
        rebuilt = Rulebook(book.key, book.title)
        rebuilt.variables = {
            name: self._as_variable(self.node(variable)) for name, variable in book.variables.items()
        }
        rebuilt.policies = {key: self.policy(policy) for key, policy in book.policies.items()}
        changed = [new is not book.variables[name] for name, new in rebuilt.variables.items()]
        changed += [new is not book.policies[key] for key, new in rebuilt.policies.items()]
        return rebuilt if any(changed) else book

    @staticmethod
    def _as_variable(node: Expression) -> Variable:
        if not isinstance(node, Variable):
            raise TypeError(f"A variable was rebuilt as {type(node).__name__}.")
        return node

    def policy(self, policy: Policy) -> Policy:
        """Return the rebuilt policy, or the same one."""
        if policy not in self._policies:
            given = self._conditions.get(policy.key, policy.conditions)
            conditions = tuple(self.node(condition) for condition in given)
            amount = None if policy.amount is None else self.node(policy.amount)
            is_same = _is_same(conditions, policy.conditions) and amount is policy.amount
            self._policies[policy] = (
                policy if is_same else dataclasses.replace(policy, conditions=conditions, amount=amount)  # type: ignore[arg-type]
            )
        return self._policies[policy]

    def node(self, node: Expression) -> Expression:
        """Return the rebuilt node, or the same one if nothing below it changes."""
        if node not in self._done:
            self._done[node] = self._rebuilt(node)
        return self._done[node]

    def _rebuilt(self, node: Expression) -> Expression:
        if node in self._policy_of:
            return self.policy(self._policy_of[node]).eligible
        if isinstance(node, Variable) and node in self._truths:
            return dataclasses.replace(node, expression=self._truths[node])
        changes: dict[str, object] = {}
        for part in dataclasses.fields(node):
            value = getattr(node, part.name)
            if part.init and isinstance(value, Expression):
                changes[part.name] = self.node(value)
            elif part.init and isinstance(value, tuple):
                changes[part.name] = tuple(
                    self.node(child) if isinstance(child, Expression) else child for child in value
                )
        is_same = all(_is_same(value, getattr(node, name)) for name, value in changes.items())
        return node if is_same else dataclasses.replace(node, **changes)  # type: ignore[arg-type]


def _is_same(new: object, old: object) -> bool:
    if isinstance(new, tuple) and isinstance(old, tuple):
        return len(new) == len(old) and all(one is other for one, other in zip(new, old, strict=True))
    return new is old
