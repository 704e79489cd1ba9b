"""The leaves and special nodes of the tree: facts, variables, parameters, time, and members of a household."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from minsheng.engines.formulas.money import Rounding as Rounding
from minsheng.engines.policy.facts import Entity, Fact, Kind
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import NUMERIC, Expression, RuleError, boolean, joined

# The fact by which "the eldest" is found. A vocabulary declares it under this name, with its question and its class.
BORN_ON = Fact("born_on", Entity.PERSON, Kind.DATE, Text("出生日期", "date of birth"), can_change=False)


class AgeBasis(StrEnum):
    """The day on which an age is counted."""

    ON_THE_DAY = "on_the_day"
    END_OF_MONTH = "end_of_month"  # a monthly allowance starts with the month in which the age is reached


@dataclass(frozen=True, eq=False)
class FactRef(Expression):
    """The value of a fact."""

    fact: Fact

    def __post_init__(self) -> None:
        self._is(kind=self.fact.kind, entity=self.fact.entity)


@dataclass(frozen=True, eq=False)
class Variable(Expression):
    """A named, labelled intermediate value of a rulebook; evaluated once and shown in explanations."""

    name: str
    label: Text
    expression: Expression
    source: str = ""

    def __post_init__(self) -> None:
        self._is(kind=self.expression.kind, entity=self.expression.entity)

    @property
    def is_proven_positive(self) -> bool:
        return self.expression.is_proven_positive


@dataclass(frozen=True, eq=False)
class Condition(Expression):
    """A test with the sentence that a resident reads and the article it comes from."""

    label: Text
    test: Expression
    source: str = ""

    def __post_init__(self) -> None:
        self._is(kind=boolean(self.test).kind, entity=self.test.entity)

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.test,)


@dataclass(frozen=True, eq=False)
class EvaluationDay(Expression):
    """The day on which the rule is asked (``on=``)."""

    def __post_init__(self) -> None:
        self._is(kind=Kind.DATE, entity=None)


@dataclass(frozen=True, eq=False)
class Parameter(Expression):
    """One dated value from the parameter files; it may differ by county."""

    key: str
    of: Kind

    def __post_init__(self) -> None:
        self._is(kind=self.of, entity=Entity.HOUSEHOLD)

    @property
    def is_proven_positive(self) -> bool:
        return True


@dataclass(frozen=True, eq=False)
class ParameterTable(Expression):
    """A dated table indexed by a code: the value for that code, or nothing due (0) where the code is absent."""

    key: str
    index: Expression
    of: Kind = Kind.MONEY

    def __post_init__(self) -> None:
        if self.index.kind not in (Kind.CODE, Kind.NUMBER):
            raise RuleError(
                f"Parameter table {self.key!r} is indexed by a code or a number, not {self.index.kind}."
            )
        self._is(kind=self.of, entity=joined((self.index, Parameter(self.key, self.of))))

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.index,)


@dataclass(frozen=True, eq=False)
class ParameterBands(Expression):
    """A dated table of bands: the value of the highest floor that is reached, 0 below the lowest floor."""

    key: str
    index: Expression
    of: Kind = Kind.MONEY

    def __post_init__(self) -> None:
        if self.index.kind not in NUMERIC:
            raise RuleError(f"Bands {self.key!r} need a number or money to compare, not {self.index.kind}.")
        self._is(kind=self.of, entity=joined((self.index, Parameter(self.key, self.of))))

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.index,)


@dataclass(frozen=True, eq=False)
class Share(Expression):
    """An exact share of an amount: amount × ratio parameter, rounded as said."""

    amount: Expression
    ratio_key: str
    rounding: Rounding

    def __post_init__(self) -> None:
        if self.amount.kind is not Kind.MONEY:
            raise RuleError(
                f"A share is taken of money, not of {self.amount.kind} (ratio {self.ratio_key!r})."
            )
        self._is(kind=Kind.MONEY, entity=joined((self.amount, Parameter(self.ratio_key, Kind.NUMBER))))

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.amount,)


@dataclass(frozen=True, eq=False)
class DateSpan(Expression):
    """Completed years, months or days from ``start`` to ``end``; negative before the start.

    A month is completed on the same day of a later month, or on the first of the following month where that day
    does not exist; a birth on 29 February therefore completes its year on 1 March of common years.
    """

    unit: str  # "years", "months", "days"
    start: Expression
    end: Expression
    basis: AgeBasis = AgeBasis.ON_THE_DAY

    def __post_init__(self) -> None:
        if self.start.kind is not Kind.DATE or self.end.kind is not Kind.DATE:
            raise RuleError("A span of time runs between two dates.")
        self._is(kind=Kind.NUMBER, entity=joined((self.start, self.end)))

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.start, self.end)


@dataclass(frozen=True, eq=False)
class MonthIndex(Expression):
    """The calendar month of a date as one number: year × 12 + month − 1."""

    date: Expression

    def __post_init__(self) -> None:
        if self.date.kind is not Kind.DATE:
            raise RuleError("month_index takes a date.")
        self._is(kind=Kind.NUMBER, entity=self.date.entity)

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.date,)


@dataclass(frozen=True, eq=False)
class IsKnown(Expression):
    """True where a value is known; itself never unknown."""

    value: Expression

    def __post_init__(self) -> None:
        self._is(kind=Kind.BOOL, entity=self.value.entity)

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.value,)


@dataclass(frozen=True, eq=False)
class OrElse(Expression):
    """The value where it is known, otherwise the fallback. To be used where the law itself says so."""

    value: Expression
    fallback: Expression

    def __post_init__(self) -> None:
        if self.value.kind is not self.fallback.kind:
            raise RuleError(
                f"The fallback is of kind {self.fallback.kind}, the value of kind {self.value.kind}."
            )
        self._is(kind=self.value.kind, entity=joined((self.value, self.fallback)))

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.value, self.fallback)


@dataclass(frozen=True, eq=False)
class Aggregate(Expression):
    """Members brought up to their household: total, count, any, all, largest, smallest, eldest.

    ``any`` and ``all`` follow Kleene. ``count``, ``total``, ``largest`` and ``smallest`` are unknown as soon as one
    member's value is. ``eldest`` is the value of the member born first; members born on one day are taken in register
    order. It is unknown if that value is, or, in a household of two or more, if any birth is unknown.
    """

    how: str
    value: Expression
    born_on: FactRef | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.how in ("any", "all", "count"):
            boolean(self.value)
        elif self.how != "eldest" and self.value.kind not in NUMERIC:
            raise RuleError(f"{self.how} needs numbers or money, got {self.value.kind}.")
        if self.how == "eldest":
            object.__setattr__(self, "born_on", FactRef(BORN_ON))
        kind = {"count": Kind.NUMBER, "any": Kind.BOOL, "all": Kind.BOOL}.get(self.how, self.value.kind)
        self._is(kind=kind, entity=Entity.HOUSEHOLD)

    @property
    def is_proven_positive(self) -> bool:
        return self.how in ("largest", "smallest", "total", "eldest") and self.value.is_proven_positive

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.value,) if self.born_on is None else (self.value, self.born_on)


@dataclass(frozen=True, eq=False)
class HouseholdSize(Expression):
    """The number of members in the register; at least one."""

    def __post_init__(self) -> None:
        self._is(kind=Kind.NUMBER, entity=Entity.HOUSEHOLD)

    @property
    def is_proven_positive(self) -> bool:
        return True
