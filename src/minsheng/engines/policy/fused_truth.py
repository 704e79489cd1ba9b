"""Kleene's logic and choices in the source of a kernel: what may stay unknown, and what need not be looked at.

A flag that is true where something may hold settles most of it: an *all of* is known to fail where one condition is
known to fail, so that only elsewhere can anything be missing; an *any of* is the mirror image.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from minsheng.engines.policy.fused_page import Known, Page
from minsheng.engines.policy.fused_regions import Region
from minsheng.engines.policy.terms import IsKnown, OrElse


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


def all_of(page: Page, number: int) -> Known:
    """Kleene's and: v is true where all conditions hold or may hold; only there anything can be missing."""
    return _junction(page, number, " & ", may_hold, only_if)


def any_of(page: Page, number: int) -> Known:
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


def choose(page: Page, number: int) -> Known:
    condition = page.known(page.plan.steps[number].children[0])
    is_unknown = page.is_unknown(condition)
    then, otherwise = _branches(page, number, condition)
    value = page.let(f"v{number}", f"{then.value} if {condition.value} else {otherwise.value}")
    words = page.words_of(number)
    chosen = {word: _chosen(condition.value, then.word(word), otherwise.word(word)) for word in words}
    if is_unknown is not None:
        flags = [flag for flag in (page.is_unknown(then), page.is_unknown(otherwise)) if flag]
        agree = " & ".join([f"({then.value} == {otherwise.value})", *(f"(not {flag})" for flag in flags)])
        is_open = page.let(f"j{number}", f"{is_unknown} & (not ({agree}))")
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


def is_known(page: Page, number: int, _: IsKnown, parts: Sequence[Known]) -> Known:
    flag = page.is_unknown(parts[0])
    return Known("True" if flag is None else page.let(f"v{number}", f"not {flag}"))


def or_else(page: Page, number: int, _: OrElse, parts: Sequence[Known]) -> Known:
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
