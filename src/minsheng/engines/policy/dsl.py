"""The words a rule author writes: small functions that build the tree.

    from minsheng.engines.policy import dsl
    below = dsl.total(countable_income) < dsl.money("dibao.standard") * dsl.household_size()

Everything is checked while it is written: kinds, units, divisors. Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable

from minsheng.engines.policy.facts import Fact, Kind
from minsheng.engines.policy.terms import (
    AgeBasis,
    Aggregate,
    Condition,
    DateSpan,
    EvaluationDay,
    FactRef,
    HouseholdSize,
    IsKnown,
    MonthIndex,
    OrElse,
    Parameter,
    ParameterBands,
    ParameterTable,
    Rounding,
    Share,
)
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import (
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Constant,
    Expression,
    OneOf,
    Operand,
    RuleError,
    like,
    operand,
)

__all__ = [
    "AgeBasis",
    "Kind",
    "Rounding",
    "RuleError",
    "age_in_months",
    "age_in_years",
    "all_members",
    "all_of",
    "any_member",
    "any_of",
    "at_least",
    "at_most",
    "bands",
    "ceil_divide",
    "choose",
    "condition",
    "count_members",
    "day",
    "days_since",
    "fact",
    "household_size",
    "is_known",
    "largest",
    "money",
    "month_index",
    "months_since",
    "nothing",
    "number",
    "of_the_eldest",
    "one_of",
    "or_else",
    "share",
    "smallest",
    "table",
    "today",
    "total",
    "yes_no",
]


def fact(declared: Fact) -> FactRef:
    """Refer to a fact of the register."""
    return FactRef(declared)


def condition(label: Text, test: Expression, *, source: str = "") -> Condition:
    """Name a test: the sentence people read, and the article behind it."""
    return Condition(label, test, source)


def money(key: str) -> Parameter:
    """A dated amount from the parameter files, in fen."""
    return Parameter(key, Kind.MONEY)


def number(key: str) -> Parameter:
    """A dated whole number from the parameter files: years, months, persons."""
    return Parameter(key, Kind.NUMBER)


def day(key: str) -> Parameter:
    """A dated day from the parameter files, such as the start of a scheme."""
    return Parameter(key, Kind.DATE)


def yes_no(key: str) -> Parameter:
    """A dated yes or no from the parameter files: a choice that the law leaves to the city."""
    return Parameter(key, Kind.BOOL)


def table(key: str, index: Expression, *, of: Kind = Kind.MONEY) -> ParameterTable:
    """The entry of a dated table for a code; 0 where the table has no entry."""
    return ParameterTable(key, index, of)


def bands(key: str, index: Expression, *, of: Kind = Kind.MONEY) -> ParameterBands:
    """The entry of the highest band whose floor is reached; 0 below the lowest."""
    return ParameterBands(key, index, of)


def share(amount: Expression, ratio_key: str, *, rounding: Rounding) -> Share:
    """An exact share of an amount by a ratio parameter such as 2/3."""
    return Share(amount, ratio_key, rounding)


def today() -> EvaluationDay:
    """The day the rule is asked about."""
    return EvaluationDay()


def nothing() -> Constant:
    """No money at all: 0 fen."""
    return Constant(0, of=Kind.MONEY)


def age_in_years(born_on: Expression, *, basis: AgeBasis = AgeBasis.ON_THE_DAY) -> DateSpan:
    """Completed years of age (周岁) on the evaluation day, or at the end of its month."""
    return DateSpan("years", born_on, EvaluationDay(), basis)


def age_in_months(born_on: Expression, *, basis: AgeBasis = AgeBasis.ON_THE_DAY) -> DateSpan:
    """Completed months of age on the evaluation day, or at the end of its month."""
    return DateSpan("months", born_on, EvaluationDay(), basis)


def months_since(start: Expression, *, basis: AgeBasis = AgeBasis.ON_THE_DAY) -> DateSpan:
    """Completed months from a date to the evaluation day."""
    return DateSpan("months", start, EvaluationDay(), basis)


def days_since(start: Expression) -> DateSpan:
    """Days from a date to the evaluation day; negative while it lies ahead."""
    return DateSpan("days", start, EvaluationDay())


def month_index(date: Expression) -> MonthIndex:
    """The calendar month of a date as one number, for counting months inclusively."""
    return MonthIndex(date)


def all_of(*conditions: Expression) -> AllOf:
    """Every condition must hold."""
    return AllOf(conditions)


def any_of(*conditions: Expression) -> AnyOf:
    """At least one condition must hold."""
    return AnyOf(conditions)


def choose(when: Expression, then: Expression, otherwise: Operand) -> Choose:
    """One of two values of the same kind."""
    return Choose(when, then, like(otherwise, then))


def at_least(value: Expression, floor: Operand) -> Arithmetic:
    """The value, but never below the floor."""
    return Arithmetic("max", value, like(floor, value))


def at_most(value: Expression, ceiling: Operand) -> Arithmetic:
    """The value, but never above the ceiling."""
    return Arithmetic("min", value, like(ceiling, value))


def ceil_divide(value: Expression, divisor: Operand) -> Arithmetic:
    """Division rounded up; the divisor must be proven positive."""
    return Arithmetic("ceildiv", value, operand(divisor))


def one_of(value: Expression, allowed: Iterable[int]) -> OneOf:
    """True if a code is in the list."""
    return OneOf(value, frozenset(int(code) for code in allowed))


def is_known(value: Expression) -> IsKnown:
    """True where the value is known."""
    return IsKnown(value)


def or_else(value: Expression, fallback: Operand) -> OrElse:
    """The value where known, else the fallback; use only where the rule itself says so."""
    return OrElse(value, like(fallback, value))


def total(value: Expression) -> Aggregate:
    """The sum over the members of the household."""
    return Aggregate("total", value)


def count_members(test: Expression) -> Aggregate:
    """The number of members for whom the test holds."""
    return Aggregate("count", test)


def any_member(test: Expression) -> Aggregate:
    """True if the test holds for at least one member."""
    return Aggregate("any", test)


def all_members(test: Expression) -> Aggregate:
    """True if the test holds for every member."""
    return Aggregate("all", test)


def largest(value: Expression) -> Aggregate:
    """The largest value among the members."""
    return Aggregate("largest", value)


def smallest(value: Expression) -> Aggregate:
    """The smallest value among the members."""
    return Aggregate("smallest", value)


def of_the_eldest(value: Expression) -> Aggregate:
    """The value of the member born first."""
    return Aggregate("eldest", value)


def household_size() -> HouseholdSize:
    """The number of members in the register."""
    return HouseholdSize()
