"""The typed expression tree in which every rule is written once.

A node knows its kind (what it measures) and its entity (person, household, or neither for constants). Evaluators
(``scalar``, ``batch``) walk the tree; nothing here computes. Three things surprise:

* ``==`` and ``<`` build nodes, they do not compare, so a node has no truth value: write ``&``, ``|`` and ``~``.
* A household value used in a person's rule is projected to each member; a person's value reaches the household only
  through an aggregate such as ``total`` or ``any_member``.
* Every value may be unknown. Logic is Kleene's: unknown and false is false, unknown and true is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from minsheng.engines.policy.facts import Entity, Kind
from minsheng.engines.policy.written import place_of_writing


class RuleError(Exception):
    """A rule is written in a way that cannot mean anything; the message says what to write instead.

    Found while the rule is being written, it begins with file, line and, where the file tells, the rule's name.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.place = place_of_writing()

    def __str__(self) -> str:
        message = super().__str__()
        if self.place is None:
            return message
        rule = f", {self.place.rule!r}" if self.place.rule else ""
        return f"{self.place}{rule}: {message}"


NUMERIC = (Kind.NUMBER, Kind.MONEY)


@dataclass(frozen=True, eq=False)
class Expression:
    """A node of the tree. Subclasses are frozen; identity is equality."""

    kind: Kind = field(init=False)
    entity: Entity | None = field(init=False, default=None)

    @property
    def children(self) -> tuple[Expression, ...]:
        return ()

    @property
    def is_proven_positive(self) -> bool:
        """Whether this node can never be zero or negative, so that it may divide.

        Parameters count as positive; binding a rulebook to its parameters checks that divisors really are.
        """
        return False

    def walk(self) -> Iterator[Expression]:
        """Yield this node and everything below it, without entering other variables."""
        yield self
        for child in self.children:
            yield from child.walk()

    def _is(self, *, kind: Kind, entity: Entity | None) -> None:
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "entity", entity)

    def __bool__(self) -> NoReturn:
        raise RuleError("A rule has no truth value while it is written. Use & for and, | for or, ~ for not.")

    def __and__(self, other: Expression) -> Expression:
        return AllOf((self, boolean(other)))

    def __or__(self, other: Expression) -> Expression:
        return AnyOf((self, boolean(other)))

    def __invert__(self) -> Expression:
        return Not(boolean(self))

    def __add__(self, other: Operand) -> Expression:
        return Arithmetic("add", self, like(other, self))

    def __sub__(self, other: Operand) -> Expression:
        return Arithmetic("sub", self, like(other, self))

    def __mul__(self, other: Operand) -> Expression:
        return Arithmetic("mul", self, operand(other))

    def __floordiv__(self, other: Operand) -> Expression:
        return Arithmetic("floordiv", self, operand(other))

    def __lt__(self, other: Operand) -> Expression:
        return Compare("lt", self, like(other, self))

    def __le__(self, other: Operand) -> Expression:
        return Compare("le", self, like(other, self))

    def __gt__(self, other: Operand) -> Expression:
        return Compare("gt", self, like(other, self))

    def __ge__(self, other: Operand) -> Expression:
        return Compare("ge", self, like(other, self))

    def __eq__(self, other: object) -> Expression:  # type: ignore[override]
        return Compare("eq", self, like(node_or_int(other), self))

    def __ne__(self, other: object) -> Expression:  # type: ignore[override]
        return Compare("ne", self, like(node_or_int(other), self))

    __hash__ = object.__hash__


Operand = Expression | int


def node_or_int(value: object) -> Operand:
    if isinstance(value, Expression | int):
        return value
    raise RuleError(f"{value!r} cannot stand in a rule. Use a fact, a parameter or a whole number.")


def operand(value: Operand) -> Expression:
    return value if isinstance(value, Expression) else Constant(value)


def like(value: Operand, other: Expression) -> Expression:
    """Give a bare whole number the kind of the node it stands beside; only 0 may become money."""
    if isinstance(value, Expression):
        return value
    if other.kind is Kind.MONEY and value != 0:
        raise RuleError(f"The bare number {value} stands beside money. Amounts belong in a parameter.")
    return Constant(value, of=other.kind if other.kind is not Kind.DATE else Kind.NUMBER)


def boolean(node: Expression) -> Expression:
    if not isinstance(node, Expression) or node.kind is not Kind.BOOL:
        raise RuleError(f"A condition is needed here, got {node!r}.")
    return node


def joined(nodes: Sequence[Expression]) -> Entity | None:
    entities = {node.entity for node in nodes} - {None}
    if Entity.PERSON in entities:
        return Entity.PERSON
    return Entity.HOUSEHOLD if entities else None


@dataclass(frozen=True, eq=False)
class Constant(Expression):
    """A whole number or a truth value: counts, codes, zero."""

    value: int | bool
    of: Kind | None = None

    def __post_init__(self) -> None:
        own = Kind.BOOL if isinstance(self.value, bool) else Kind.NUMBER
        self._is(kind=self.of or own, entity=None)

    @property
    def is_proven_positive(self) -> bool:
        return self.value > 0


@dataclass(frozen=True, eq=False)
class Arithmetic(Expression):
    """add, sub, mul, floordiv, ceildiv, min, max over numbers and money."""

    operator: str
    left: Expression
    right: Expression

    def __post_init__(self) -> None:
        left, right = self.left.kind, self.right.kind
        if left not in NUMERIC or right not in NUMERIC:
            raise RuleError(f"{self.operator} needs numbers or money, got {left} and {right}.")
        if self.operator in ("add", "sub", "min", "max") and left is not right:
            raise RuleError(f"{self.operator} of {left} and {right}: the units differ.")
        if self.operator == "mul" and left is right is Kind.MONEY:
            raise RuleError("Money times money is not money. Multiply by a number or take a share.")
        self._is(kind=self._result(left, right), entity=joined((self.left, self.right)))
        if self.operator in ("floordiv", "ceildiv") and not self.right.is_proven_positive:
            raise RuleError("The divisor may be zero or negative. Wrap it in at_least(divisor, 1).")

    def _result(self, left: Kind, right: Kind) -> Kind:
        if self.operator in ("floordiv", "ceildiv"):
            if right is Kind.MONEY:
                return Kind.NUMBER if left is Kind.MONEY else _no("A number divided by money has no unit.")
            return left
        return Kind.MONEY if Kind.MONEY in (left, right) else Kind.NUMBER

    @property
    def is_proven_positive(self) -> bool:
        return self.operator == "max" and (self.left.is_proven_positive or self.right.is_proven_positive)

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.left, self.right)


def _no(message: str) -> NoReturn:
    raise RuleError(message)


@dataclass(frozen=True, eq=False)
class Compare(Expression):
    """lt, le, gt, ge, eq, ne of two values of the same kind."""

    operator: str
    left: Expression
    right: Expression

    def __post_init__(self) -> None:
        left, right = self.left.kind, self.right.kind
        if left is not right:
            raise RuleError(f"A value of kind {left} is compared with one of kind {right}: the units differ.")
        if left in (Kind.BOOL, Kind.CODE) and self.operator not in ("eq", "ne"):
            raise RuleError(f"Values of kind {left} have no order; use == or one_of.")
        self._is(kind=Kind.BOOL, entity=joined((self.left, self.right)))

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.left, self.right)


@dataclass(frozen=True, eq=False)
class OneOf(Expression):
    """True if a code or number is in a closed list."""

    value: Expression
    allowed: frozenset[int]

    def __post_init__(self) -> None:
        if self.value.kind not in (Kind.CODE, Kind.NUMBER):
            raise RuleError(f"one_of takes a code or a number, not {self.value.kind}.")
        self._is(kind=Kind.BOOL, entity=self.value.entity)

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.value,)


@dataclass(frozen=True, eq=False)
class Not(Expression):
    """Kleene's not: unknown stays unknown."""

    operand: Expression

    def __post_init__(self) -> None:
        self._is(kind=boolean(self.operand).kind, entity=self.operand.entity)

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.operand,)


@dataclass(frozen=True, eq=False)
class Junction(Expression):
    """What "and" and "or" have in common."""

    operands: tuple[Expression, ...]

    def __post_init__(self) -> None:
        if not self.operands:
            raise RuleError("all_of and any_of need at least one condition.")
        for operand in self.operands:
            boolean(operand)
        self._is(kind=Kind.BOOL, entity=joined(self.operands))

    @property
    def children(self) -> tuple[Expression, ...]:
        return self.operands


@dataclass(frozen=True, eq=False)
class AllOf(Junction):
    """Kleene's and over any number of conditions."""


@dataclass(frozen=True, eq=False)
class AnyOf(Junction):
    """Kleene's or over any number of conditions."""


@dataclass(frozen=True, eq=False)
class Choose(Expression):
    """One of two values, by a condition. Unknown condition: unknown, unless both branches are known and equal."""

    condition: Expression
    then: Expression
    otherwise: Expression

    def __post_init__(self) -> None:
        boolean(self.condition)
        if self.then.kind is not self.otherwise.kind:
            raise RuleError(
                f"Both branches must be of one kind, got {self.then.kind} and {self.otherwise.kind}."
            )
        self._is(kind=self.then.kind, entity=joined((self.condition, self.then, self.otherwise)))

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.condition, self.then, self.otherwise)
