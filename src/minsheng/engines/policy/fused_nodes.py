"""What each node of the rules is in the source of a kernel; equal to ``vectors`` cell by cell.

Each function writes its lines on the page and returns what the step is called. How missing facts follow from the
parts is said in ``scalar``; here a value is known exactly where all its words are zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from minsheng.engines.policy.binding import Step
from minsheng.engines.policy.facts import Entity, Kind
from minsheng.engines.policy.fused_lowering import Civil, Cutoff, Floor, MonthEnd, SpanBands, SpanTest
from minsheng.engines.policy.fused_page import Known, Page
from minsheng.engines.policy.fused_regions import Region
from minsheng.engines.policy.fused_steps import Answer
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
    """Write the lines of a step whose children may be written already."""
    step = page.plan.steps[number]
    if isinstance(step.node, Aggregate):
        if page.at is not page.regions.root:
            page.gather_now(number)
        return gathered(page, number)
    if type(step.node) in _LAZY:
        return _LAZY[type(step.node)](page, number, step.node)
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


# Kleene's and, or, and choices.


def only_if(flag: str) -> str:
    """Return a mask that keeps all bits where a flag is true and none elsewhere."""
    return f"(ZERO - np.uint64({flag}))"


def unless(flag: str) -> str:
    """Return a mask that keeps no bit where a flag is true and all elsewhere."""
    return f"(np.uint64({flag}) - ONE)"


def _either(parts: Sequence[Known], word: int) -> str:
    """Return the expression for one word of the missing facts of all parts."""
    names = dict.fromkeys(part.word(word) for part in parts)
    return " | ".join([name for name in names if name != "ZERO"] or ["ZERO"])


def _all_of(page: Page, number: int, node: AllOf) -> Known:
    """Kleene's and: v is true where all conditions hold or may hold; only there anything can be missing."""
    return _junction(page, number, " & ", may_hold, only_if)


def _any_of(page: Page, number: int, node: AnyOf) -> Known:
    """Kleene's or: v is true where one condition is known to hold; only elsewhere anything can be missing."""
    return _junction(page, number, " | ", _holds, unless)


def may_hold(page: Page, part: Known) -> str:
    flag = page.is_unknown(part)
    return part.value if flag is None else f"({part.value} | {flag})"


def _holds(page: Page, part: Known) -> str:
    flag = page.is_unknown(part)
    return part.value if flag is None else f"({part.value} & (not {flag}))"


def _junction(
    page: Page, number: int, sign: str, test: Callable[[Page, Known], str], mask: Callable[[str], str]
) -> Known:
    children = page.plan.steps[number].children
    if len(children) == 1:
        return page.known(children[0])
    order = page.regions.orders[number, page.at]
    parts = [page.known(operand) for operand in order.at_once]
    value = page.let(f"v{number}", sign.join(test(page, part) for part in parts))
    words = page.words_of(number)
    for word in words:
        page.let(f"m{number}_{word}", f"({_either(parts, word)}) & {mask(value)}")
    known = Known(value, tuple((word, f"m{number}_{word}") for word in words))
    _look_further(page, known, order.later, sign, test, mask)
    return known


def _look_further(
    page: Page,
    known: Known,
    later: Sequence[tuple[tuple[int, ...], Region]],
    sign: str,
    test: Callable[[Page, Known], str],
    mask: Callable[[str], str],
) -> None:
    """Look at the other operands group by group, each only while those before have not settled the value."""
    if not later:
        return
    operands, region = later[0]
    is_open = known.value if mask is only_if else f"not {known.value}"
    with page.region(region, is_open):
        parts = [page.known(operand) for operand in operands]
        page.let(known.value, sign.join([known.value, *(test(page, part) for part in parts)]))
        for word, name in known.words:
            page.let(name, f"({_either([known, *parts], word)}) & {mask(known.value)}")
        _look_further(page, known, later[1:], sign, test, mask)


def _choose(page: Page, number: int, _: Choose) -> Known:
    condition = page.known(page.plan.steps[number].children[0])
    is_unknown = page.is_unknown(condition)
    then, otherwise = _branches(page, number, condition)
    value = page.let(f"v{number}", f"{then.value} if {condition.value} else {otherwise.value}")
    words = page.words_of(number)
    chosen = {word: _chosen(condition.value, then.word(word), otherwise.word(word)) for word in words}
    if is_unknown is not None:
        flags = [flag for flag in (page.is_unknown(then), page.is_unknown(otherwise)) if flag]
        agree = " & ".join([f"({then.value} == {otherwise.value})", *(f"(not {flag})" for flag in flags)])
        is_open = page.let(f"a{number}", f"{is_unknown} & (not ({agree}))")
        for word, text in chosen.items():
            either = f"({_either([condition, then, otherwise], word)}) & {only_if(is_open)}"
            chosen[word] = f"(({text}) & {unless(is_unknown)}) | ({either})"
    return Known(value, tuple((word, page.let(f"m{number}_{word}", text)) for word, text in chosen.items()))


def _chosen(condition: str, then: str, otherwise: str) -> str:
    pairs = [(then, only_if(condition)), (otherwise, unless(condition))]
    return " | ".join(f"({name} & {mask})" for name, mask in pairs if name != "ZERO") or "ZERO"


def _branches(page: Page, number: int, condition: Known) -> list[Known]:
    """Return both branches of a choice; one in a region is computed only where it may be chosen."""
    is_unknown = page.is_unknown(condition)
    _, *children = page.plan.steps[number].children
    tests = [condition.value, f"(not {condition.value})"]
    branches = []
    for place, (child, region) in enumerate(
        zip(children, page.regions.branches[number, page.at], strict=True)
    ):
        if region is None:
            branches.append(page.known(child))
            continue
        value = page.let(f"x{number}_{place}", "False" if page.is_truth(child) else "np.int64(0)")
        words = [(word, page.let(f"w{number}_{place}_{word}", "ZERO")) for word in page.words_of(child)]
        with page.region(region, f"{tests[place]} | {is_unknown}" if is_unknown else tests[place]):
            known = page.known(child)
            page.let(value, known.value)
            for word, name in words:
                page.let(name, known.word(word))
        branches.append(Known(value, tuple(words)))
    return branches


def _is_known(page: Page, number: int, _: IsKnown, parts: Sequence[Known]) -> Known:
    flag = page.is_unknown(parts[0])
    return Known("True" if flag is None else page.let(f"v{number}", f"not {flag}"))


def _or_else(page: Page, number: int, _: OrElse, parts: Sequence[Known]) -> Known:
    value, fallback = parts
    is_unknown = page.is_unknown(value)
    if is_unknown is None:
        return value
    chosen = page.let(f"v{number}", f"{fallback.value} if {is_unknown} else {value.value}")
    falls_through = page.is_unknown(fallback)
    if falls_through is None:
        return Known(chosen)
    mask = only_if(f"({is_unknown} & {falls_through})")
    words = page.words_of(number)
    return Known(
        chosen,
        tuple((word, page.let(f"m{number}_{word}", f"({_either(parts, word)}) & {mask}")) for word in words),
    )


# Members brought up to their household: begun before the members, gathered from each, read after them.

_BEGIN = {
    "total": "np.int64(0)", "count": "np.int64(0)", "largest": "SMALLEST", "smallest": "LARGEST",
    "any": "False", "all": "True",
}  # fmt: skip
_GATHER = {
    "total": "{so_far} + {value}",
    "count": "{so_far} + np.int64({value})",
    "largest": "max({so_far}, {value})",
    "smallest": "min({so_far}, {value})",
}


def begin_gathering(page: Page, number: int) -> None:
    """Write what an aggregate starts from, before the members."""
    step = page.plan.steps[number]
    for word in page.words_of(step.children[0]):
        page.let(f"g{number}_{word}", "ZERO")
    if step.node.how != "eldest":
        page.let(f"g{number}", _BEGIN[step.node.how])
        return
    page.let(f"e{number}", "LARGEST")
    page.let(f"g{number}", "False" if step.node.kind is Kind.BOOL else "np.int64(0)")
    for word in page.words_of(step.children[0]):
        page.let(f"h{number}_{word}", "ZERO")
    for word in page.words_of(step.children[1]):
        page.let(f"d{number}_{word}", "ZERO")


def gather(page: Page, number: int) -> None:
    """Write what one member adds to an aggregate."""
    step = page.plan.steps[number]
    value = page.known(step.children[0])
    if step.node.how == "eldest":
        _gather_eldest(page, number, value, page.known(step.children[1]))
    else:
        page.let(f"g{number}", _with_one_more(page, f"g{number}", step, value))
    for word, name in value.words:
        page.let(f"g{number}_{word}", f"g{number}_{word} | {name}")


def _with_one_more(page: Page, so_far: str, step: Step, value: Known) -> str:
    flag = page.is_unknown(value)
    if step.node.how == "any":
        return f"{so_far} | {value.value}" if flag is None else f"{so_far} | ({value.value} & (not {flag}))"
    if step.node.how == "all":
        return f"{so_far} & {value.value}" if flag is None else f"{so_far} & ({value.value} | {flag})"
    return _GATHER[step.node.how].format(so_far=so_far, value=value.value)


def _gather_eldest(page: Page, number: int, value: Known, born_on: Known) -> None:
    is_older = page.let(f"o{number}", f"{born_on.value} < e{number}")
    page.let(f"e{number}", f"{born_on.value} if {is_older} else e{number}")
    page.let(f"g{number}", f"{value.value} if {is_older} else g{number}")
    for word, name in value.words:
        page.let(f"h{number}_{word}", f"{name} if {is_older} else h{number}_{word}")
    for word, name in born_on.words:
        page.let(f"d{number}_{word}", f"d{number}_{word} | {name}")


def gathered(page: Page, number: int) -> Known:
    """Return an aggregate after all members."""
    step = page.plan.steps[number]
    if step.node.how == "eldest":
        return _of_the_eldest(page, number, step)
    words = tuple((word, f"g{number}_{word}") for word in page.words_of(number))
    if step.node.how in ("any", "all") and words:
        mask = (unless if step.node.how == "any" else only_if)(f"g{number}")
        words = tuple((word, page.let(f"m{number}_{word}", f"{name} & {mask}")) for word, name in words)
    return Known(f"g{number}", words)


def _of_the_eldest(page: Page, number: int, step: Step) -> Known:
    of_value, of_birth = (page.words_of(child) for child in step.children)
    chosen = {word: f"h{number}_{word}" for word in of_value}
    if not of_birth:
        return Known(f"g{number}", tuple(chosen.items()))
    births = " | ".join(f"d{number}_{word}" for word in of_birth)
    found = page.let(f"o{number}", f"(high - low == ONE) | (({births}) == ZERO)")
    words = []
    for word in page.words_of(number):
        either = [f"g{number}_{word}"] * (word in of_value) + [f"d{number}_{word}"] * (word in of_birth)
        expression = f"{chosen.get(word, 'ZERO')} if {found} else ({' | '.join(either)})"
        words.append((word, page.let(f"m{number}_{word}", expression)))
    return Known(f"g{number}", tuple(words))


# Answers.


def write_answer(page: Page, number: int, answer: Answer) -> None:
    """Write the status, the amount and the missing facts of one policy for one subject, unless it is out of question."""
    row = "from_person + i" if answer.policy.subject is Entity.PERSON else "h"
    eligible = page.known(answer.eligible)
    is_unknown = page.is_unknown(eligible)
    words = {word: [name] for word, name in eligible.words}
    with page.inside(f"if {may_hold(page, eligible)}:"):
        page.line(
            f"s{number}[{row}] = " + (f"np.int8(2) if {is_unknown} else np.int8(1)" if is_unknown else "1")
        )
        if answer.amount is not None:
            for word, name in _write_amount(page, number, row, answer.amount, is_unknown):
                words.setdefault(word, []).append(name)
        if words:
            _write_open(page, number, row, {word: " | ".join(names) for word, names in words.items()})


def _write_amount(
    page: Page, number: int, row: str, amount: int, is_unknown: str | None
) -> Sequence[tuple[int, str]]:
    """Write the amount where it is due, and return the words of the facts it may be missing."""
    words = [(word, page.let(f"y{number}_{word}", "ZERO")) for word in page.words_of(amount)]
    with page.region(page.regions.amounts[number], f"not {is_unknown}" if is_unknown else "True"):
        known = page.known(amount)
        flag = page.is_unknown(known)
        page.line(
            f"a{number}[{row}] = " + (f"np.int64(0) if {flag} else {known.value}" if flag else known.value)
        )
        for word, name in words:
            page.let(name, known.word(word))
    return words


def _write_open(page: Page, number: int, row: str, words: dict[int, str]) -> None:
    names = {word: page.let(f"b{number}_{word}", expression) for word, expression in words.items()}
    page.line(f"if ({' | '.join(names.values())}) != ZERO:")
    page.line(f"    n{number} = counts[{number}]")
    page.line(f"    r{number}[n{number}] = np.int64({row})")
    for word in range(page.word_count):
        page.line(f"    b{number}[n{number}, {word}] = {names.get(word, 'ZERO')}")
    page.line(f"    counts[{number}] = n{number} + ONE")


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
    IsKnown: _is_known,
    OrElse: _or_else,
}
_LAZY: dict[type, Callable[[Page, int, Any], Known]] = {AllOf: _all_of, AnyOf: _any_of, Choose: _choose}
