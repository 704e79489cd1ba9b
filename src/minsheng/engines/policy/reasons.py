"""One sentence for each step of a rule, with the values of one household in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from minsheng.engines.policy.calculation import Calculation
from minsheng.engines.policy.check import keys_of
from minsheng.engines.policy.facts import Entity, Kind
from minsheng.engines.policy.results import MissingFact
from minsheng.engines.policy.terms import (
    Aggregate,
    Condition,
    EvaluationDay,
    FactRef,
    HouseholdSize,
    Parameter,
    ParameterBands,
    ParameterTable,
    Share,
    Variable,
)
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import (
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Compare,
    Constant,
    Expression,
    Not,
    OneOf,
)
from minsheng.engines.policy.wording import Phrases, compare_words, fill, joined, money_text, plain, terms

MOST_MEMBERS_TOLD = 20

_IN_BRACKETS = Text("{0}（{1}）", "{0} ({1})")
_SAID_ALREADY = (Constant, FactRef, EvaluationDay, HouseholdSize)  # nothing to add to name and value


class Says(StrEnum):
    """What a sentence is about."""

    CONDITION = "condition"  # a condition of a policy, in the words of its author
    TEST = "test"  # something that holds, does not hold, or cannot be told
    NEGATION = "negation"  # a test that holds if the one below it does not
    VALUE = "value"  # where a value comes from
    PARAMETER = "parameter"  # a value of the parameter files, quoted


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence and the sentences it rests on. ``holds`` matters for conditions, tests and negations."""

    says: Says
    sentence: Text
    holds: bool | None = None
    source: str = ""
    missing: tuple[MissingFact, ...] = ()
    parts: tuple[Reason, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Return plain JSON types."""
        told: dict[str, object] = {
            "says": str(self.says),
            "sentence": self.sentence.as_dict(),
        }
        if self.is_test:
            told["holds"] = self.holds
        if self.source:
            told["source"] = self.source
        if self.missing:
            told["missing"] = [fact._asdict() for fact in self.missing]
        return {**told, "parts": [part.as_dict() for part in self.parts]}

    @property
    def is_test(self) -> bool:
        is_truth = self.says is Says.PARAMETER and self.holds is not None
        return is_truth or self.says in (Says.CONDITION, Says.TEST, Says.NEGATION)

    def decisive(self) -> Iterator[Reason]:
        """Yield the innermost tests that made this one come out as it did."""
        expected = self.holds
        if self.says is Says.NEGATION and expected is not None:
            expected = not expected
        deciding = [part for part in self.parts if part.is_test and part.holds is expected]
        if not deciding:
            yield replace(self, parts=())
        for part in deciding:
            yield from part.decisive()


class Reasons:
    """Writes the reasons of one household. A named value is worked out once, where it is first mentioned."""

    def __init__(self, calculation: Calculation, names: Sequence[str] = ()) -> None:
        self._calculation = calculation
        self._names = names
        self.phrases = Phrases(calculation.rules)
        self._worked_out: set[tuple[Expression, int | None]] = set()

    def of(self, node: Expression, member: int | None) -> Reason:
        """Return the reason of a node for a member (None: the household)."""
        member = member if node.entity is Entity.PERSON else None
        writer = _WRITERS.get(type(node), _test if node.kind is Kind.BOOL else _value)
        return writer(self, node, member)

    def value(self, node: Expression, member: int | None) -> Any:
        """Return the value of a node."""
        return self._calculation.value(node, member if node.entity is Entity.PERSON else None)

    def value_words(self, node: Expression, member: int | None) -> Text:
        """Return the value of a node in words, with the caution that belongs to an unconfirmed parameter."""
        said = self.phrases.value(node, self.value(node, member))
        caution = self.phrases.caution_of(node)
        return said if caution is None else fill(_IN_BRACKETS, said, caution)

    def term(self, node: Expression, member: int | None) -> Text:
        """Return name and value of a node, as in "月工资 5.00元"."""
        said = self.value_words(node, member)
        if isinstance(node, Constant):
            return said
        return fill(Text("{0} {1}", "{0} {1}"), self.phrases.inner(node), said)

    def missing(self, node: Expression, member: int | None) -> tuple[MissingFact, ...]:
        """Return the facts that keep a node unknown, in order of name and member."""
        found = self._calculation.missing(node, member if node.entity is Entity.PERSON else None)
        return tuple(sorted(found, key=lambda fact: (fact.name, -1 if fact.member is None else fact.member)))

    def missing_words(self, missing: Iterable[MissingFact]) -> Text:
        """Return the missing facts in words."""
        return joined([self.fact_words(fact) for fact in missing], "、", ", ")

    def fact_words(self, fact: MissingFact) -> Text:
        """Return whose fact it is, in words."""
        label = self._calculation.rules.facts[fact.name].label
        if fact.member is None:
            return label
        return fill(Text("{0}的{1}", "{1} of {0}"), self.member_name(fact.member), label)

    def member_name(self, member: int) -> Text:
        """Return the name of a member, or its place in the register."""
        if member < len(self._names):
            return plain(self._names[member])
        return Text(f"第{member + 1}位家庭成员", f"member {member + 1}")

    def verdict(self, holds: bool | None, missing: Sequence[MissingFact]) -> Text:
        """Return whether something holds, in words."""
        if holds is not None:
            return Text("成立", "holds") if holds else Text("不成立", "does not hold")
        return fill(Text("无法判断，缺少：{0}", "cannot be told, missing: {0}"), self.missing_words(missing))

    def ratio(self, key: str) -> Fraction:
        """Return a ratio parameter as it holds in the county of the household."""
        ratio: Fraction = self._calculation.parameter(key)
        return ratio

    @property
    def size(self) -> int:
        return self._calculation.size

    def members(self) -> range:
        """Return the members that are told one by one."""
        return range(min(self._calculation.size, MOST_MEMBERS_TOLD))

    def first_mention(self, node: Expression, member: int | None) -> bool:
        """Return True the first time a node is worked out for a member."""
        place = (node, member)
        is_first = place not in self._worked_out
        self._worked_out.add(place)
        return is_first


# Tests.


def _told(
    reasons: Reasons,
    node: Expression,
    member: int | None,
    claim: Text,
    parts: Iterable[Reason] = (),
    *,
    says: Says = Says.TEST,
) -> Reason:
    """Return a claim with whether it holds."""
    holds, missing = reasons.value(node, member), reasons.missing(node, member)
    sentence = fill(Text("{0}：{1}", "{0}: {1}"), claim, reasons.verdict(holds, missing))
    return Reason(says, sentence, holds, getattr(node, "source", ""), missing, tuple(parts))


def _test(reasons: Reasons, node: Expression, member: int | None) -> Reason:
    parts = [reasons.of(child, member) for child in node.children if not isinstance(child, Constant)]
    return _told(reasons, node, member, reasons.phrases.of(node), parts)


def _condition(reasons: Reasons, node: Condition, member: int | None) -> Reason:
    return _told(reasons, node, member, node.label, [reasons.of(node.test, member)], says=Says.CONDITION)


def _compare(reasons: Reasons, node: Compare, member: int | None) -> Reason:
    left, right = reasons.term(node.left, member), reasons.term(node.right, member)
    if isinstance(node.right, Constant):
        right = reasons.phrases.value(node.left, node.right.value)
    claim = fill(Text("{0} {1} {2}", "{0} {1} {2}"), left, compare_words(node), right)
    parts = [
        reasons.of(side, member) for side in (node.left, node.right) if not isinstance(side, _SAID_ALREADY)
    ]
    told = _told(reasons, node, member, claim, parts)
    gap = _gap(reasons, node, member) if told.holds is False else None
    return told if gap is None else replace(told, sentence=fill(_IN_BRACKETS, told.sentence, gap))


def _gap(reasons: Reasons, node: Compare, member: int | None) -> Text | None:
    """Say by how much a comparison fails; None where that means nothing."""
    if node.operator in ("eq", "ne") or node.left.kind not in (Kind.NUMBER, Kind.MONEY):
        return None
    difference = reasons.value(node.left, member) - reasons.value(node.right, member)
    if difference == 0:
        return Text("正好相等", "exactly equal")
    size = money_text(abs(difference)) if node.left.kind is Kind.MONEY else plain(abs(difference))
    return fill(Text("高出{0}", "{0} over") if difference > 0 else Text("差{0}", "{0} short"), size)


def _one_of(reasons: Reasons, node: OneOf, member: int | None) -> Reason:
    allowed = [reasons.phrases.value(node.value, code) for code in sorted(node.allowed)]
    claim = fill(
        Text("{0} 属于 {1}", "{0} is one of {1}"),
        reasons.term(node.value, member), joined(allowed, "、", ", "),
    )  # fmt: skip
    parts = [] if isinstance(node.value, FactRef) else [reasons.of(node.value, member)]
    return _told(reasons, node, member, claim, parts)


def _all_of(reasons: Reasons, node: AllOf, member: int | None) -> Reason:
    if len(node.operands) == 1:
        return reasons.of(node.operands[0], member)
    parts = [reasons.of(child, member) for child in node.operands]
    return _told(reasons, node, member, Text("以下各项都成立", "all of these hold"), parts)


def _any_of(reasons: Reasons, node: AnyOf, member: int | None) -> Reason:
    if len(node.operands) == 1:
        return reasons.of(node.operands[0], member)
    parts = [reasons.of(child, member) for child in node.operands]
    return _told(reasons, node, member, Text("以下至少一项成立", "at least one of these holds"), parts)


def _not(reasons: Reasons, node: Not, member: int | None) -> Reason:
    parts = [reasons.of(node.operand, member)]
    return _told(reasons, node, member, reasons.phrases.of(node), parts, says=Says.NEGATION)


# Values.


def _value(reasons: Reasons, node: Expression, member: int | None) -> Reason:
    below = terms(node, node.operator) if isinstance(node, Arithmetic) else node.children
    return _worked_out(reasons, node, member, below)


def _worked_out(
    reasons: Reasons, node: Expression, member: int | None, below: Iterable[Expression], *more: Reason
) -> Reason:
    parts = [reasons.of(child, member) for child in below if not isinstance(child, Constant)]
    return Reason(
        Says.VALUE,
        _equation(reasons, node, member),
        missing=reasons.missing(node, member),
        parts=(*parts, *more),
    )


def _equation(reasons: Reasons, node: Expression, member: int | None) -> Text:
    return fill(Text("{0} = {1}", "{0} = {1}"), reasons.phrases.of(node), reasons.value_words(node, member))


def _fact(reasons: Reasons, node: FactRef, member: int | None) -> Reason:
    is_test = node.kind is Kind.BOOL
    return Reason(
        Says.TEST if is_test else Says.VALUE,
        _equation(reasons, node, member),
        holds=reasons.value(node, member) if is_test else None,
        missing=reasons.missing(node, member),
    )


def _variable(reasons: Reasons, node: Variable, member: int | None) -> Reason:
    if node.kind is Kind.BOOL:
        told = _told(reasons, node, member, node.label)
    else:
        equation, missing = _equation(reasons, node, member), reasons.missing(node, member)
        told = Reason(Says.VALUE, equation, source=node.source, missing=missing)
    if not reasons.first_mention(node, member):
        return told
    working = reasons.of(node.expression, member)
    says_the_same = working.sentence == told.sentence
    return replace(told, parts=working.parts if says_the_same else (working,))


def _quoted(reasons: Reasons, node: Expression, member: int | None) -> Reason:
    """Quote the parameter that a node reads, with the value used here."""
    (key,) = keys_of(node)
    value = reasons.value(node, member)
    parts = tuple(reasons.of(child, member) for child in node.children if not isinstance(child, Constant))
    missing = reasons.missing(node, member)
    if value is None:
        return Reason(Says.VALUE, _equation(reasons, node, member), missing=missing, parts=parts)
    quoted = reasons.phrases.citation(key, reasons.phrases.value(node, value))
    holds = value if node.kind is Kind.BOOL else None
    return Reason(Says.PARAMETER, quoted, holds=holds, missing=missing, parts=parts)


def _share(reasons: Reasons, node: Share, member: int | None) -> Reason:
    ratio = reasons.phrases.citation(node.ratio_key, plain(reasons.ratio(node.ratio_key)))
    return _worked_out(reasons, node, member, [node.amount], Reason(Says.PARAMETER, ratio))


def _choose(reasons: Reasons, node: Choose, member: int | None) -> Reason:
    chosen = reasons.value(node.condition, member)
    if chosen is None:
        return _test(reasons, node, member) if node.kind is Kind.BOOL else _value(reasons, node, member)
    why, branch = reasons.of(node.condition, member), node.then if chosen else node.otherwise
    claim = fill(
        Text("因“{0}”{1}，按{2}", "as “{0}” {1}: {2}"),
        reasons.phrases.of(node.condition), reasons.verdict(chosen, ()), reasons.term(branch, member),
    )  # fmt: skip
    taken = () if isinstance(branch, Constant) else (reasons.of(branch, member),)
    if node.kind is Kind.BOOL:
        return _told(reasons, node, member, claim, (why, *taken))
    return Reason(Says.VALUE, claim, missing=reasons.missing(node, member), parts=(why, *taken))


def _aggregate(reasons: Reasons, node: Aggregate, _: int | None) -> Reason:
    parts = tuple(_member_by_member(reasons, node.value))
    if node.kind is Kind.BOOL:
        return _told(reasons, node, None, reasons.phrases.of(node), parts)
    return Reason(
        Says.VALUE, _equation(reasons, node, None), missing=reasons.missing(node, None), parts=parts
    )


def _member_by_member(reasons: Reasons, value: Expression) -> Iterator[Reason]:
    if value.entity is not Entity.PERSON:
        yield reasons.of(value, None)
        return
    for member in reasons.members():
        told = reasons.of(value, member)
        named = fill(Text("{0}：{1}", "{0}: {1}"), reasons.member_name(member), told.sentence)
        yield replace(told, sentence=named)
    left_out = reasons.size - len(reasons.members())
    if left_out:
        yield Reason(
            Says.VALUE, Text(f"另有{left_out}位家庭成员未逐一列出", f"{left_out} more members not listed")
        )


_WRITERS: dict[type[Expression], Callable[[Reasons, Any, int | None], Reason]] = {
    Condition: _condition,
    Variable: _variable,
    FactRef: _fact,
    Compare: _compare,
    OneOf: _one_of,
    AllOf: _all_of,
    AnyOf: _any_of,
    Not: _not,
    Parameter: _quoted,
    ParameterTable: _quoted,
    ParameterBands: _quoted,
    Share: _share,
    Choose: _choose,
    Aggregate: _aggregate,
}
