"""Why a policy found what it found: a tree of sentences in Chinese and English.

    told = explain.explain(evaluation, "dibao")
    print(told.as_text("zh-hans"))                  # everything, for an appeal
    print(told.short().as_text("en"))               # what a resident reads
    json.dumps(told.as_dict())

Every sentence gives the values compared and whether it holds, or what is missing where that cannot be told. An amount
that the city has not confirmed says so beside it. A named value is worked out where it is first mentioned. Who knows
where each fact comes from (``origins``) has the facts listed with their sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from minsheng.engines.policy.evaluation import Evaluation, Result
from minsheng.engines.policy.facts import Entity, Fact
from minsheng.engines.policy.reasons import Reason, Reasons, Says
from minsheng.engines.policy.results import Eligibility, MissingFact
from minsheng.engines.policy.rulebook import (
    Per,
    Policy,
    everything_below,
    facts_used,
    parameters_used,
    roots,
)
from minsheng.engines.policy.terms import Aggregate, FactRef
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.wording import fill, joined, money_text

__all__ = ["Explanation", "Reason", "explain"]

_PER = {
    Per.MONTH: Text("每月{0}", "{0} a month"),
    Per.YEAR: Text("每年{0}", "{0} a year"),
    Per.ONCE: Text("一次性{0}", "{0} once"),
}
_MARKS = {True: "✓", False: "✗", None: "?"}
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer of one policy for one subject, its conditions, its amount, and the parameters and facts it quotes."""

    answer: Text
    eligibility: Eligibility
    conditions: tuple[Reason, ...]
    amount: Reason | None
    parameters: tuple[Text, ...]
    sources: tuple[str, ...]
    facts: tuple[Text, ...] = ()

    def short(self) -> Explanation:
        """Return what a resident reads: the conditions that decide, each with the values that decided it.

        Eligible: every condition, without working. Otherwise: only what fails or is missing.
        """
        if self.eligibility is Eligibility.ELIGIBLE:
            kept = tuple(replace(condition, parts=()) for condition in self.conditions)
        else:
            open_or_failed = None if self.eligibility is Eligibility.UNKNOWN else False
            deciding = [condition for condition in self.conditions if condition.holds is open_or_failed]
            kept = tuple(replace(condition, parts=_decisive(condition)) for condition in deciding)
        return replace(self, conditions=kept, amount=None, parameters=(), sources=(), facts=())

    def as_dict(self) -> dict[str, object]:
        """Return plain JSON types."""
        return {
            "answer": self.answer.as_dict(),
            "status": self.eligibility.key,
            "conditions": [condition.as_dict() for condition in self.conditions],
            "amount": None if self.amount is None else self.amount.as_dict(),
            "parameters": [quoted.as_dict() for quoted in self.parameters],
            "sources": list(self.sources),
            "facts": [fact.as_dict() for fact in self.facts],
        }

    def as_text(self, language: str) -> str:
        """Return plain text in a language such as ``zh-hans`` or ``en``, one sentence a line."""
        return "\n".join(self._lines(language))

    def _lines(self, language: str) -> Iterator[str]:
        yield self.answer.in_language(language)
        for condition in self.conditions:
            yield from _written(condition, language, 1)
        if self.amount is not None:
            yield Text("金额", "Amount").in_language(language)
            yield from _written(self.amount, language, 1)
        for heading, lines in (
            (Text("用到的情况", "Facts used"), [fact.in_language(language) for fact in self.facts]),
            (
                Text("采用的标准", "Standards used"),
                [quoted.in_language(language) for quoted in self.parameters],
            ),
            (Text("依据", "Sources"), list(self.sources)),
        ):
            if lines:
                yield heading.in_language(language)
                yield from (f"{_INDENT}{line}" for line in lines)


def explain(
    evaluation: Evaluation,
    policy: str,
    member: int | None = None,
    *,
    names: Sequence[str] = (),
    origins: Mapping[MissingFact, Text] | None = None,
) -> Explanation:
    """Explain the result of a policy for a member (its position), or for the household (None).

    names: what to call the members, in the order of the register; without it they are numbered. origins: for facts by
    name and member, who says so as of when; with it the explanation lists every fact that the policy may ask for.
    """
    result = evaluation.of(policy, member)
    reasons = Reasons(evaluation.calculation, names)
    conditions = tuple(reasons.of(found.condition, member) for found in result.conditions)
    has_amount = result.eligibility is Eligibility.ELIGIBLE and result.policy.amount is not None
    amount = (
        reasons.of(result.policy.amount, member) if has_amount and result.policy.amount is not None else None
    )
    return Explanation(
        answer=_answer(result, reasons),
        eligibility=result.eligibility,
        conditions=conditions,
        amount=amount,
        parameters=tuple(_quoted((*conditions, *([] if amount is None else [amount])))),
        sources=result.policy.sources,
        facts=() if origins is None else tuple(_facts_told(result, reasons, origins)),
    )


def _answer(result: Result, reasons: Reasons) -> Text:
    title = result.policy.title
    if result.member is not None:
        title = fill(Text("{1}（{0}）", "{1} ({0})"), reasons.member_name(result.member), title)
    said = fill(Text("{0}：{1}", "{0}: {1}"), title, result.eligibility.wording)
    if result.policy.amount is not None and result.eligibility is Eligibility.ELIGIBLE:
        said = fill(Text("{0}，{1}", "{0}, {1}"), said, _amount_words(result, reasons))
    if result.missing:
        missing = reasons.missing_words(result.missing)
        said = fill(Text("{0}，还缺：{1}", "{0}, still missing: {1}"), said, missing)
    return said


def _amount_words(result: Result, reasons: Reasons) -> Text:
    if result.amount_fen is None:
        return Text("金额待定", "amount still open")
    amount = fill(_PER[result.policy.per], money_text(result.amount_fen))
    cautions = _cautions(result.policy, reasons)
    if not cautions:
        return amount
    return fill(Text("{0}（含{1}）", "{0} (includes: {1})"), amount, joined(cautions, "、", ", "))


def _cautions(policy: Policy, reasons: Reasons) -> list[Text]:
    found = [reasons.phrases.caution(key) for key in sorted(parameters_used(policy))]
    return list(dict.fromkeys(caution for caution in found if caution is not None))


def _quoted(reasons: Sequence[Reason]) -> list[Text]:
    """Return every parameter quoted in the reasons, each once, in order of mention."""
    found: dict[Text, None] = {}
    waiting = list(reversed(reasons))
    while waiting:
        reason = waiting.pop()
        if reason.says is Says.PARAMETER:
            found[reason.sentence] = None
        waiting.extend(reversed(reason.parts))
    return list(found)


def _facts_told(result: Result, reasons: Reasons, origins: Mapping[MissingFact, Text]) -> Iterator[Text]:
    """Say what each fact of a policy is and who says so, once for every member it is read of."""
    brought_up = {
        below.fact.name
        for root in roots(result.policy)
        for node in everything_below(root)
        if isinstance(node, Aggregate)
        for below in everything_below(node)
        if isinstance(below, FactRef)
    }
    for fact in facts_used(result.policy).values():
        members: Sequence[int | None] = (None,)
        if fact.entity is Entity.PERSON:
            is_of_all = result.member is None or fact.name in brought_up
            members = reasons.members() if is_of_all else (result.member,)
        for member in members:
            yield _fact_told(fact, member, reasons, origins)


def _fact_told(fact: Fact, member: int | None, reasons: Reasons, origins: Mapping[MissingFact, Text]) -> Text:
    place = MissingFact(fact.name, member)
    said = fill(
        Text("{0} = {1}", "{0} = {1}"), reasons.fact_words(place), reasons.value_words(FactRef(fact), member)
    )
    origin = origins.get(place)
    return said if origin is None else fill(Text("{0}（来源：{1}）", "{0} (source: {1})"), said, origin)


def _decisive(condition: Reason) -> tuple[Reason, ...]:
    """Return the tests that decided a condition, each once."""
    return tuple(
        {test.sentence: test for test in condition.decisive() if test.sentence != condition.sentence}.values()
    )


def _written(reason: Reason, language: str, depth: int) -> Iterator[str]:
    mark = f"{_MARKS[reason.holds]} " if reason.is_test else ""
    source = f" [{reason.source}]" if reason.source else ""
    yield f"{_INDENT * depth}{mark}{reason.sentence.in_language(language)}{source}"
    for part in reason.parts:
        yield from _written(part, language, depth + 1)
