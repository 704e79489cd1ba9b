"""What each node of the rules is in the source of a kernel; equal to ``vectors`` cell by cell.

Each function writes its lines on the page and returns what the step is called. How missing facts follow from the
parts is said in ``scalar``; here a value is known exactly where all its words are zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from minsheng.engines.policy import fused_members, fused_truth
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.fused_lowering import Civil, Cutoff, Floor, MonthEnd, SpanBands, SpanTest
from minsheng.engines.policy.fused_page import Known, Page
from minsheng.engines.policy.terms import (
    Aggregate,
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
    Share,
)
from minsheng.engines.policy.tree import (
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Compare,
    Constant,
    Not,
    OneOf,
)


def write(page: Page, number: int) -> Known:
    """Write the lines of a step whose children are written, or are written by it where they are needed."""
    step = page.plan.steps[number]
    lazily = _LAZY.get(type(step.node))
    if lazily is not None:
        return lazily(page, number)
    return _WRITE[type(step.node)](page, number, step.node, [page.known(child) for child in step.children])


# Leaves.


def _constant(_: Page, __: int, node: Constant, ___: Sequence[Known]) -> Known:
    return Known(repr(bool(node.value) if node.kind is Kind.BOOL else int(node.value)))


def _fact(page: Page, number: int, node: FactRef, _: Sequence[Known]) -> Known:
    fact = node.fact.name
    value = page.let(f"v{number}", page.read(fact))
    if not page.is_open_fact(fact):
        return Known(value)
    word, bit = page.bit(fact)
    return Known(
        value, ((word, page.let(f"m{number}_{word}", f"{page.unknown_word(fact)} & np.uint64({bit})")),)
    )


def _today(*_: Any) -> Known:
    return Known("today")


def _size(page: Page, number: int, _: HouseholdSize, __: Sequence[Known]) -> Known:
    return Known(page.let(f"v{number}", "np.int64(high - low)"))


def _parameter(page: Page, _: int, node: Parameter, __: Sequence[Known]) -> Known:
    name = page.amount(node.key)
    return Known(f"({name} != 0)" if node.kind is Kind.BOOL else name)


# What needs all its values.


def _strict(page: Page, number: int, parts: Sequence[Known], expression: str) -> Known:
    return Known(page.let(f"v{number}", expression), page.joined(number, parts))


def _table(page: Page, number: int, node: ParameterTable, parts: Sequence[Known]) -> Known:
    index, width = parts[0].value, page.plan.width(node.key)
    if width is None:
        return _strict(page, number, parts, f"found_in({index}, {page.table(node.key)})")
    entries = [
        f"({page.amount(node.key, 'entry', place)} * np.int64({index} == {page.amount(node.key, 'key', place)}))"
        for place in range(width)
    ]
    return _strict(page, number, parts, " + ".join(entries))


def _bands(page: Page, number: int, node: ParameterBands, parts: Sequence[Known]) -> Known:
    index, width = parts[0].value, page.plan.width(node.key)
    if width is None:
        return _strict(page, number, parts, f"reached_in({index}, {page.table(node.key)})")
    tests = [f"{index} >= {page.amount(node.key, 'key', place)}" for place in range(width)]
    return _strict(page, number, parts, _risen(page, node.key, tests))


def _risen(page: Page, key: str, tests: Sequence[str]) -> str:
    """Return the sum of the rises of all bands whose test holds, which is the entry of the highest."""
    return " + ".join(
        f"({page.amount(key, 'rise', place)} * np.int64({test}))" for place, test in enumerate(tests)
    )


def _span_bands(page: Page, number: int, node: SpanBands, parts: Sequence[Known]) -> Known:
    start, *cutoffs = parts
    tests = [f"{start.value} <= {cutoff.value}" for cutoff in cutoffs]
    return Known(page.let(f"v{number}", _risen(page, node.key, tests)), start.words)


def _share(page: Page, number: int, node: Share, parts: Sequence[Known]) -> Known:
    above, below = page.amount(node.ratio_key, "numerator"), page.amount(node.ratio_key, "denominator")
    return _strict(page, number, parts, f"share_{node.rounding}({parts[0].value}, {above}, {below})")


_OPERATIONS = {
    "add": "{} + {}",
    "sub": "{} - {}",
    "mul": "{} * {}",
    "floordiv": "{} // {}",
    "ceildiv": "ceil_divide({}, {})",
    "min": "min({}, {})",
    "max": "max({}, {})",
    "lt": "{} < {}",
    "le": "{} <= {}",
    "gt": "{} > {}",
    "ge": "{} >= {}",
    "eq": "{} == {}",
    "ne": "{} != {}",
}


def _operation(page: Page, number: int, node: Arithmetic | Compare, parts: Sequence[Known]) -> Known:
    expression = _OPERATIONS[node.operator].format(*(part.value for part in parts))
    return _strict(page, number, parts, expression)


def _one_of(page: Page, number: int, node: OneOf, parts: Sequence[Known]) -> Known:
    tests = [f"({parts[0].value} == {code})" for code in sorted(node.allowed)]
    return _strict(page, number, parts, " | ".join(tests) or "False")


def _civil(page: Page, number: int, _: Civil, parts: Sequence[Known]) -> Known:
    return _strict(page, number, parts, f"civil({parts[0].value})")


def _month_end(page: Page, number: int, _: MonthEnd, parts: Sequence[Known]) -> Known:
    return _strict(page, number, parts, f"month_end({parts[0].value})")


def _floor(page: Page, _: int, node: Floor, __: Sequence[Known]) -> Known:
    return Known(page.amount(node.key, "key", node.place))


def _cutoff(page: Page, number: int, node: Cutoff, parts: Sequence[Known]) -> Known:
    length, end = f"{parts[0].value} + {node.more}", parts[1].value
    if node.unit == "days":
        return _strict(page, number, parts, f"{end} - ({length})")
    return _strict(page, number, parts, f"{node.unit}_cutoff({length}, {end})")


_SPAN_TESTS = {
    "ge": "{0} <= {1}",
    "gt": "{0} <= {1}",
    "lt": "{0} > {1}",
    "le": "{0} > {1}",
    "eq": "({0} <= {1}) & ({0} > {2})",
    "ne": "({0} > {1}) | ({0} <= {2})",
}


def _span_test(page: Page, number: int, node: SpanTest, parts: Sequence[Known]) -> Known:
    expression = _SPAN_TESTS[node.operator].format(*(part.value for part in parts))
    return _strict(page, number, parts, expression)


_SPANS = {"days": "{1} - {0}", "months": "({1} - {0}) >> 5", "years": "(({1} - {0}) >> 5) // 12"}


def _span(page: Page, number: int, node: DateSpan, parts: Sequence[Known]) -> Known:
    expression = _SPANS[node.unit].format(parts[0].value, parts[1].value)
    return _strict(page, number, parts, expression)


def _month(page: Page, number: int, _: MonthIndex, parts: Sequence[Known]) -> Known:
    return _strict(page, number, parts, f"{parts[0].value} >> 5")


def _not(page: Page, number: int, _: Not, parts: Sequence[Known]) -> Known:
    return _strict(page, number, parts, f"not {parts[0].value}")


_WRITE: dict[type, Callable[[Page, int, Any, Sequence[Known]], Known]] = {
    Constant: _constant,
    FactRef: _fact,
    EvaluationDay: _today,
    HouseholdSize: _size,
    Parameter: _parameter,
    ParameterTable: _table,
    ParameterBands: _bands,
    Arithmetic: _operation,
    Compare: _operation,
    Share: _share,
    DateSpan: _span,
    Civil: _civil,
    MonthEnd: _month_end,
    Floor: _floor,
    Cutoff: _cutoff,
    SpanTest: _span_test,
    SpanBands: _span_bands,
    MonthIndex: _month,
    OneOf: _one_of,
    Not: _not,
    IsKnown: fused_truth.is_known,
    OrElse: fused_truth.or_else,
}
_LAZY: dict[type, Callable[[Page, int], Known]] = {
    AllOf: fused_truth.all_of,
    AnyOf: fused_truth.any_of,
    Choose: fused_truth.choose,
    Aggregate: fused_members.aggregate,
}
