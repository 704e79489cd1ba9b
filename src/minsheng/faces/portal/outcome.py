"""The answer to "what is my family owed?", arranged for reading: yes, perhaps, not at present.

Rules and reasons stay in the engine; here they are sorted by policy and put beside names, amounts and where to go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from minsheng.engines.policy.evaluation import Evaluation, Result
from minsheng.engines.policy.explain import Explanation, Reason, explain
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.nearest import Change, changes
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Benefit, Per, Policy
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import policies_for_residents

PAID = (Benefit.CASH, Benefit.VOUCHER)
SPOKEN_OF = "S2"
MOST_MEMBERS_COMPARED = 8
EXPENSES = ("rigid_expenses_year_fen", "work_cost_fen")


class Finding:
    """One policy for one person or the household, with its reasons written when they are read.

    ``is_discreet``: tell which conditions hold, and keep the values behind them to oneself.
    """

    def __init__(
        self, evaluation: Evaluation, result: Result, names: Sequence[str], *, is_discreet: bool = False
    ) -> None:
        self._evaluation, self._names, self._is_discreet = evaluation, names, is_discreet
        self.result = result
        self.who = "" if result.member is None else names[result.member]

    @property
    def policy(self) -> Policy:
        return self.result.policy

    @cached_property
    def explanation(self) -> Explanation:
        """Every condition with its working, and every parameter that was used."""
        return explain(self._evaluation, self.policy.key, self.result.member, names=self._names)

    @cached_property
    def reasons(self) -> tuple[Told, ...]:
        """The conditions as a resident reads them; what does not hold or is open with the values that decided it."""
        conditions = zip(self.result.conditions, self.explanation.conditions, strict=True)
        told = tuple(_told(found.condition.label, reason) for found, reason in conditions)
        return tuple(replace(one, because=()) for one in told) if self._is_discreet else told

    @property
    def unmet(self) -> tuple[Told, ...]:
        """The conditions that do not hold."""
        return tuple(one for one in self.reasons if one.holds is False)

    @cached_property
    def wanted(self) -> list[Wanted]:
        """The facts that keep the answer or the amount open, each once."""
        whose: dict[str, list[str]] = {}
        for missing in self.result.missing:
            named = whose.setdefault(missing.name, [])
            if missing.member is not None and self._names[missing.member] != self.who:
                named.append(self._names[missing.member])
        return [Wanted(name, tuple(named), FACTS[name].ask is not None) for name, named in whose.items()]

    @cached_property
    def nearest(self) -> Nearest | None:
        """The smallest change with which the policy would find "eligible", where one can be spoken of."""
        if self._is_discreet or not self._can_be_mended_by_one_fact:
            return None
        found = changes(self._evaluation, self.policy.key, self.result.member)
        change = next(filter(_can_be_said, found), None)
        if change is None:
            return None
        whose = "" if change.member is None else self._names[change.member]
        return Nearest(change, whose)

    @property
    def _can_be_mended_by_one_fact(self) -> bool:
        """Say whether it is worth looking, which takes time: one failure, and one of the subject's own.

        One fact rarely mends two failures; what the household fails is said once, where the household is told. In a
        very large family every income would have to be tried, which takes seconds.
        """
        if len(self._names) > MOST_MEMBERS_COMPARED:
            return False
        failing = [found.condition for found in self.result.conditions if found.holds is False]
        return len(failing) == 1 and failing[0].entity is self.policy.subject

    @property
    def is_amount_open(self) -> bool:
        """Whether the person is eligible and a fact keeps the amount open."""
        return self.result.eligibility is Eligibility.ELIGIBLE and self.result.amount_fen is None

    @property
    def has_unconfirmed_parameters(self) -> bool:
        """Whether an amount or threshold is a default that the city has not confirmed."""
        return any(parameter["status"] == "L" for parameter in self.result.parameters)


@dataclass(frozen=True, slots=True)
class Told:
    """One condition: its sentence, whether it holds, the article, and the comparisons that decided it."""

    label: Text
    holds: bool | None
    source: str
    because: tuple[Text, ...]


def _told(label: Text, reason: Reason) -> Told:
    deciding = () if reason.holds else tuple(dict.fromkeys(test.sentence for test in reason.decisive()))
    because = tuple(sentence for sentence in deciding if sentence != reason.sentence)
    return Told(label, reason.holds, reason.source, because)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fact still to be told: whose it is (nobody: the subject's own), and whether one can tell it here."""

    fact: str
    whose: tuple[str, ...]
    can_be_told: bool


@dataclass(frozen=True, slots=True)
class Nearest:
    """What would change a "no", in words of now and then."""

    change: Change
    whose: str

    @property
    def told_of(self) -> tuple[str, int | None, object]:
        """What the sentence says, so that the same sentence is said once."""
        return self.change.fact.name, self.change.member, self.change.then

    @property
    def is_money(self) -> bool:
        return self.change.fact.kind is Kind.MONEY

    @property
    def is_less(self) -> bool:
        return int(self.change.then) < int(self.change.now)

    @property
    def then_in_words(self) -> Text | str:
        """The value that would do, for what is not money."""
        if self.change.fact.kind is Kind.CODE:
            return self.change.fact.codes[int(self.change.then)]
        if self.change.fact.kind is Kind.BOOL:
            return Text("是", "yes") if self.change.then else Text("否", "no")
        return str(self.change.then)


def _can_be_said(change: Change) -> bool:
    """Say whether a change may be spoken of: less income, more expenses, papers; never health or family misfortune."""
    if change.fact.kind is not Kind.MONEY:
        return change.fact.sensitivity == SPOKEN_OF
    is_more = int(change.then) > int(change.now)
    return is_more == (change.fact.name in EXPENSES)


@dataclass(frozen=True, slots=True)
class PolicyOutcome:
    """One policy with everybody in the family of whom it found the same."""

    policy: Policy
    findings: tuple[Finding, ...]

    @property
    def has_unconfirmed_parameters(self) -> bool:
        return any(one.has_unconfirmed_parameters for one in self.findings)

    @property
    def names(self) -> list[str]:
        """Whom it concerns; empty for the household."""
        return [one.who for one in self.findings if one.who]

    @property
    def gives_money(self) -> bool:
        return self.policy.amount is not None

    @property
    def most_fen(self) -> int:
        """The largest amount anybody is owed; what gives money is read first."""
        return max(one.result.amount_fen or 0 for one in self.findings)

    @property
    def parameters(self) -> list[Text]:
        """The parameters used for anybody, each once, with source and status."""
        return list(dict.fromkeys(quoted for one in self.findings for quoted in one.explanation.parameters))

    @property
    def alike(self) -> list[tuple[list[str], list[Finding]]]:
        """The findings, those that fail the same conditions together: the names, and their findings."""
        alike: dict[object, tuple[list[str], list[Finding]]] = {}
        for one in self.findings:
            told = (tuple(reason.label for reason in one.unmet), one.nearest and one.nearest.told_of)
            names, findings = alike.setdefault(told, ([], []))
            names.append(one.who)
            findings.append(one)
        return list(alike.values())


@dataclass(frozen=True, slots=True)
class Outcome:
    """All findings, in three groups."""

    yes: tuple[PolicyOutcome, ...]
    perhaps: tuple[PolicyOutcome, ...]
    no: tuple[PolicyOutcome, ...]

    @property
    def monthly_fen(self) -> int:
        """What the money and the vouchers of the first group add up to each month."""
        return sum(
            finding.result.amount_fen or 0
            for one in self.yes
            if one.policy.per is Per.MONTH and one.policy.benefit in PAID
            for finding in one.findings
        )


def outcome_of(evaluation: Evaluation, names: Sequence[str]) -> Outcome:
    """Sort what concerns residents in an evaluation. ``names``: how the members are called, in their order."""
    concerning = (one for one in evaluation.results if one.policy.key in policies_for_residents())
    findings = [Finding(evaluation, result, names) for result in concerning]
    return Outcome(
        yes=tuple(sorted(_by_policy(findings, Eligibility.ELIGIBLE), key=lambda one: -one.most_fen)),
        perhaps=_by_policy(findings, Eligibility.UNKNOWN),
        no=_by_policy(findings, Eligibility.NOT_ELIGIBLE),
    )


def _by_policy(findings: Iterable[Finding], eligibility: Eligibility) -> tuple[PolicyOutcome, ...]:
    found: dict[str, list[Finding]] = {}
    for one in findings:
        if one.result.eligibility is eligibility:
            found.setdefault(one.policy.key, []).append(one)
    return tuple(PolicyOutcome(same[0].policy, tuple(same)) for same in found.values())
