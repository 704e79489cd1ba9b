"""One step of a rule as an SQL expression: NULL is unknown, AND and OR are Kleene's, money is a whole number of fen.

Written so that DuckDB and PostgreSQL mean the same: whole numbers are BIGINT, divisions round down by formula, the
smaller of two values is NULL if either is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from minsheng.engines.policy.binding import BoundRules, Step
from minsheng.engines.policy.dated import DatedValue, Value
from minsheng.engines.policy.days import end_of_month
from minsheng.engines.policy.terms import (
    AgeBasis,
    Aggregate,
    DateSpan,
    EvaluationDay,
    IsKnown,
    MonthIndex,
    OrElse,
    Parameter,
    ParameterBands,
    ParameterTable,
    Rounding,
    Share,
)
from minsheng.engines.policy.tree import AllOf, AnyOf, Arithmetic, Choose, Compare, Constant, Not, OneOf

__all__ = ["Dialect", "NotExpressedError", "Words", "literal"]


class NotExpressedError(ValueError):
    """A rule cannot be said in SQL; the message says which one and why."""


class Dialect(StrEnum):
    """The databases the export is tested with."""

    DUCKDB = "duckdb"
    POSTGRESQL = "postgresql"


def literal(value: Any) -> str:
    """Write a known value."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return f"CAST({int(value)} AS BIGINT)"


@dataclass(frozen=True)
class Words:
    """Says the steps of some rules in a dialect. Operands are columns or literals, so they may be repeated."""

    rules: BoundRules
    dialect: Dialect

    def say(self, step: Step, operands: list[str]) -> str:
        """Return the expression of a step over the expressions of its children."""
        say = _SAYINGS.get(type(step.node))
        if say is None:
            raise NotExpressedError(
                f"{type(step.node).__name__} has no form in SQL yet. Evaluate these policies with the engine 'numpy'."
            )
        return say(self, step.node, operands)

    def floor_divide(self, left: str, right: str) -> str:
        """Divide down on the number line by a positive number; both databases cut towards zero."""
        rest = f"((({left}) % ({right})) + ({right})) % ({right})"
        exact = "//" if self.dialect is Dialect.DUCKDB else "/"
        return f"((({left}) - ({rest})) {exact} ({right}))"

    def by_county(self, key: str, say: Callable[[Value], str]) -> str:
        """Return an expression that depends on the county where a parameter does."""
        found: DatedValue = self.rules.values[key]
        if found.value is None:
            raise NotExpressedError(
                f"{key} has values for some counties only. In SQL a household elsewhere would silently be unknown; "
                "give a value for the whole city, or evaluate with the engine 'numpy'."
            )
        if not found.counties:
            return say(found.value)
        cases = " ".join(f"WHEN {code} THEN {say(value)}" for code, value in sorted(found.counties.items()))
        return f"CASE h.county {cases} ELSE {say(found.value)} END"


def _constant(_words: Words, node: Constant, _: list[str]) -> str:
    return literal(node.value)


def _today(words: Words, _node: EvaluationDay, _: list[str]) -> str:
    return literal(words.rules.on)


def _parameter(words: Words, node: Parameter, _: list[str]) -> str:
    return words.by_county(node.key, literal)


def _looked_up(comparison: str) -> Callable[[Words, Any, list[str]], str]:
    def say(words: Words, node: ParameterTable | ParameterBands, operands: list[str]) -> str:
        (index,) = operands

        def one(value: Value) -> str:
            assert isinstance(value, Mapping)  # noqa: S101 - binding has checked the shape
            entries = sorted(value.items(), reverse=True)
            whens = " ".join(f"WHEN {index} {comparison} {at} THEN {literal(entry)}" for at, entry in entries)
            return f"CASE WHEN {index} IS NULL THEN NULL {whens} ELSE {literal(0)} END"

        return words.by_county(node.key, one)

    return say


def _share(words: Words, node: Share, operands: list[str]) -> str:
    (amount,) = operands

    def shared(value: Value) -> str:
        ratio = Fraction(value)  # type: ignore[arg-type]
        up, down = literal(ratio.numerator), literal(ratio.denominator)
        if node.rounding is Rounding.HALF_UP:
            nearest = words.floor_divide(f"2 * abs({amount}) * {up} + {down}", f"2 * {down}")
            return f"CAST(sign({amount}) AS BIGINT) * {nearest}"
        if node.rounding is Rounding.CEIL:
            return f"(-{words.floor_divide(f'-({amount}) * {up}', down)})"
        return words.floor_divide(f"({amount}) * {up}", down)

    return words.by_county(node.ratio_key, shared)


_SIGNS = {"add": "+", "sub": "-", "mul": "*"}


def _arithmetic(words: Words, node: Arithmetic, operands: list[str]) -> str:
    left, right = operands
    if node.operator in _SIGNS:
        return f"(({left}) {_SIGNS[node.operator]} ({right}))"
    if node.operator == "floordiv":
        return words.floor_divide(left, right)
    if node.operator == "ceildiv":
        return f"(-{words.floor_divide(f'-({left})', right)})"
    first = "<=" if node.operator == "min" else ">="
    return f"CASE WHEN {left} {first} {right} THEN {left} WHEN NOT ({left} {first} {right}) THEN {right} END"


_COMPARISONS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "=", "ne": "<>"}


def _compare(_words: Words, node: Compare, operands: list[str]) -> str:
    left, right = operands
    return f"(({left}) {_COMPARISONS[node.operator]} ({right}))"


def _one_of(_words: Words, node: OneOf, operands: list[str]) -> str:
    (value,) = operands
    if not node.allowed:
        return f"CASE WHEN {value} IS NOT NULL THEN FALSE END"
    return f"(({value}) IN ({', '.join(str(code) for code in sorted(node.allowed))}))"


def _not(_words: Words, _node: Not, operands: list[str]) -> str:
    return f"(NOT ({operands[0]}))"


def _all_of(_words: Words, _node: AllOf, operands: list[str]) -> str:
    return f"({' AND '.join(f'({one})' for one in operands)})"


def _any_of(_words: Words, _node: AnyOf, operands: list[str]) -> str:
    return f"({' OR '.join(f'({one})' for one in operands)})"


def _choose(_words: Words, _node: Choose, operands: list[str]) -> str:
    condition, then, otherwise = operands
    return (
        f"CASE WHEN {condition} THEN {then} WHEN NOT ({condition}) THEN {otherwise} "
        f"WHEN {then} = {otherwise} THEN {then} END"
    )


def _is_known(_words: Words, _node: IsKnown, operands: list[str]) -> str:
    return f"(({operands[0]}) IS NOT NULL)"


def _or_else(_words: Words, _node: OrElse, operands: list[str]) -> str:
    return f"coalesce({operands[0]}, {operands[1]})"


def _month(_words: Words, _node: MonthIndex, operands: list[str]) -> str:
    return _months(operands[0])


def _months(day: str) -> str:
    year, month = f"extract(year FROM {day})", f"extract(month FROM {day})"
    return f"(CAST({year} AS BIGINT) * 12 + CAST({month} AS BIGINT) - 1)"


def _span(words: Words, node: DateSpan, operands: list[str]) -> str:
    start, end = operands
    if node.basis is AgeBasis.END_OF_MONTH:
        end = _end_of_month(words, node, end)
    if node.unit == "days":
        return f"CAST(({end}) - ({start}) AS BIGINT)"
    before = f"CASE WHEN extract(day FROM {end}) < extract(day FROM {start}) THEN 1 ELSE 0 END"
    months = f"({_months(end)} - {_months(start)} - {before})"
    return words.floor_divide(months, literal(12)) if node.unit == "years" else months


def _end_of_month(words: Words, node: DateSpan, end: str) -> str:
    if isinstance(node.end, EvaluationDay):
        return literal(end_of_month(words.rules.on))
    return f"CAST(date_trunc('month', {end}) + INTERVAL '1 month' - INTERVAL '1 day' AS DATE)"


def _aggregate(_words: Words, node: Aggregate, operands: list[str]) -> str:
    """Say what becomes of members' values; an aggregate of SQL passes over NULL, ours are unknown with it."""
    value = operands[0]
    are_known = f"count(*) = count({value})"
    if node.how == "eldest":
        born = operands[1]
        first = f"(array_agg({value} ORDER BY {born}, p.person_no))[1]"
        return f"CASE WHEN count(*) = 1 OR count(*) = count({born}) THEN {first} END"
    return {
        "any": f"CASE WHEN bool_or({value}) THEN TRUE WHEN {are_known} THEN FALSE END",
        "all": f"CASE WHEN NOT bool_and({value}) THEN FALSE WHEN {are_known} THEN TRUE END",
        "count": f"CASE WHEN {are_known} THEN CAST(count(CASE WHEN {value} THEN 1 END) AS BIGINT) END",
        "total": f"CASE WHEN {are_known} THEN CAST(sum({value}) AS BIGINT) END",
        "largest": f"CASE WHEN {are_known} THEN max({value}) END",
        "smallest": f"CASE WHEN {are_known} THEN min({value}) END",
    }[node.how]


_SAYINGS: Mapping[type, Callable[[Words, Any, list[str]], str]] = {
    Constant: _constant, EvaluationDay: _today, Parameter: _parameter, ParameterTable: _looked_up("="),
    ParameterBands: _looked_up(">="), Share: _share, Arithmetic: _arithmetic, Compare: _compare, OneOf: _one_of,
    Not: _not, AllOf: _all_of, AnyOf: _any_of, Choose: _choose, IsKnown: _is_known, OrElse: _or_else,
    MonthIndex: _month, DateSpan: _span, Aggregate: _aggregate,
}  # fmt: skip
