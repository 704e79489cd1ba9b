"""The page of policies: who is owed what, by which conditions, from which article, and how well it is tried out."""

from __future__ import annotations

from collections.abc import Iterator

from minsheng.engines.policy.dated import Status
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.rulebook import Benefit, Per, Policy, Rulebook, facts_used, parameters_used
from minsheng.engines.policy.terms import Condition
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import AllOf, AnyOf, Expression
from minsheng.kernel.registry.card import Programme
from minsheng.kernel.registry.loading import policies, programmes
from reference.markdown import both, code, codes, page, table
from reference.sources import (
    ANSWERS,
    REFERENCE_DAY,
    answers_by_policy,
    cases_by_policy,
    catalogue_entries,
    city,
    parameters,
    phrases,
)

SUBJECTS = {Entity.PERSON: Text("个人", "each person"), Entity.HOUSEHOLD: Text("家庭", "each household")}
BENEFITS = {
    Benefit.CASH: Text("现金", "cash"),
    Benefit.VOUCHER: Text("消费券", "voucher"),
    Benefit.SERVICE: Text("服务", "service"),
    Benefit.RECOGNITION: Text("身份认定", "recognition"),
}
PERIODS = {
    Per.MONTH: Text("每月", "a month"),
    Per.YEAR: Text("每年", "a year"),
    Per.ONCE: Text("一次性", "once"),
}
INTRODUCTION = """
Every policy (政策) of every programme, as the code has it. A policy is owed when all its conditions hold; a fact
that is not known leaves the answer *unknown* and never refuses. Below each condition stands what is compared, in
the words of the explanations. The programme's `SPEC.md` says what is simplified and which facts the registers
lack.

Numbers are those of {city}; see [parameters](parameters.md) for their values and how sure we are, and
[facts](facts.md) for the facts. A number marked * is a default that the city has not confirmed (未经核实的默认值).
Words and numbers are those of {day}.

*Cases* are households written as data beside the tests, with the answer each policy must give; *answers* counts
what they expect, and one case may expect an answer for several members.
"""


def policies_page() -> str:
    """Return the page."""
    books = [card for card in programmes().values() if card.rulebook.policies]
    introduction = INTRODUCTION.format(city=both(city().name), day=REFERENCE_DAY)
    return page(
        "Policies 政策",
        introduction,
        _overview(),
        *(part for card in books for part in (_programme(card), _named_values(card.rulebook))),
    )


def _overview() -> list[str]:
    rows = []
    for policy in policies().values():
        answers = [answers_by_policy()[policy.key, answer] for answer in ANSWERS]
        rows.append(
            (f"[{policy.key}](#{policy.key})", both(policy.title), both(SUBJECTS[policy.subject]), _gives(policy),
             cases_by_policy()[policy.key], *answers)
        )  # fmt: skip
    columns = (
        "key", "政策 policy", "对象 subject", "给什么 gives", "cases", "符合 eligible", "不符合 not eligible",
        "未知 unknown",
    )  # fmt: skip
    return table(columns, rows)


def _gives(policy: Policy) -> str:
    given = both(BENEFITS[policy.benefit])
    return given if policy.amount is None else f"{given}, {both(PERIODS[policy.per])}"


def _programme(card: Programme) -> Iterator[str]:
    yield f"## {both(card.title)}"
    yield ""
    yield f"{both(card.bureau)}. The rules in words: [SPEC.md](../../src/minsheng/programmes/{card.key}/SPEC.md)."
    yield ""
    for policy in card.rulebook.policies.values():
        yield from _policy(policy, card.key)


def _policy(policy: Policy, programme: str) -> Iterator[str]:
    yield f"### {policy.key}"
    yield ""
    yield f"**{both(policy.title)}**"
    yield ""
    if policy.summary is not None:
        yield both(policy.summary)
        yield ""
    yield f"* Subject: {both(SUBJECTS[policy.subject])}. Gives: {_gives(policy)}."
    if policy.window is not None:
        yield f"* Where to apply: {both(policy.window)}."
    if policy.papers:
        yield f"* Papers: {'; '.join(both(paper) for paper in policy.papers)}."
    yield f"* Sources: {'; '.join(policy.sources)}."
    yield f"* Facts: {codes(sorted(facts_used(policy)))} ([graph](graphs.md#{policy.key}))"
    yield f"* Sheets that bring them: {_sheets(policy)}"
    yield f"* Numbers: {', '.join(_number(key) for key in sorted(parameters_used(policy))) or '–'}"
    yield f"* Cases: {_coverage(policy.key, programme)}"
    yield ""
    yield "Conditions:"
    yield ""
    for number, condition in enumerate(policy.conditions, start=1):
        yield from _condition(number, condition)
    if policy.amount is not None:
        yield ""
        yield "Amount:"
        yield ""
        yield from _bullets(policy.amount, 0)
    yield ""


def _sheets(policy: Policy) -> str:
    brought = catalogue_entries()[policy.key].inputs
    keys = dict.fromkeys(sheet.key for one in brought for sheet in one.sheets)
    unbrought = [one.fact.name for one in brought if not one.sheets]
    listed = ", ".join(f"[{key}](sheets.md#{key})" for key in keys) or "–"
    return f"{listed}. In no sheet: {codes(unbrought)}" if unbrought else listed


def _number(key: str) -> str:
    status = parameters().at(key, on=REFERENCE_DAY).status
    return code(key) + ("*" if status is Status.LOCAL_DEFAULT else "")


def _coverage(key: str, programme: str) -> str:
    counted = {answer: answers_by_policy()[key, answer] for answer in ANSWERS}
    return (
        f"{cases_by_policy()[key]} in `tests/programmes/{programme}/cases`, expecting {counted['eligible']} answers "
        f"*eligible*, {counted['not_eligible']} *not eligible*, {counted['unknown']} *unknown*."
    )


def _condition(number: int, condition: Condition) -> Iterator[str]:
    source = f" [{condition.source}]" if condition.source else ""
    yield f"{number}. {both(condition.label)}{source}"
    yield from _bullets(condition.test, 1)


def _bullets(node: Expression, depth: int) -> Iterator[str]:
    """Say what an expression compares; what "and" and "or" join gets a line each, so that nothing is ambiguous."""
    indent = "   " * depth
    if isinstance(node, AllOf | AnyOf):
        yield f"{indent}* {'全部满足 / all of' if isinstance(node, AllOf) else '满足任一 / one of'}:"
        for operand in node.operands:
            yield from _bullets(operand, depth + 1)
    else:
        yield f"{indent}* {both(phrases().of(node))}"


def _named_values(book: Rulebook) -> Iterator[str]:
    if not book.variables:
        return
    yield f"### Named values of {book.title.en.lower()} {book.title.zh}"
    yield ""
    for variable in book.variables.values():
        source = f" [{variable.source}]" if variable.source else ""
        yield f"* {code(variable.name)} {both(variable.label)}{source}"
        yield from _bullets(variable.expression, 1)
    yield ""
