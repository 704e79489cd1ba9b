"""What the rules find for a household today, with reasons, as far as the reader may know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from minsheng.engines.policy import scalar
from minsheng.engines.policy.explain import Explanation
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.nearest import Change
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Policy
from minsheng.engines.policy.text import Text
from minsheng.faces.design.language import spoken
from minsheng.kernel.cases.need_to_know import may_read_reasons, readable_facts
from minsheng.kernel.entitlements.explaining import Answer, ExplainedHousehold, UsedFact
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.merging import HeldFact, KnownHousehold, facts_for_rules, known_household
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.registry.loading import policies, rulebooks

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.engines.policy.evaluation import Result

_ORDER = {Eligibility.ELIGIBLE: 0, Eligibility.UNKNOWN: 1, Eligibility.NOT_ELIGIBLE: 2}


@dataclass(frozen=True, slots=True)
class Point:
    """One condition of a policy in the words of its author, and the tests that made it fail."""

    holds: bool | None
    label: Text
    tests: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of one policy for one person, or for the household (``person`` is None).

    ``points`` is None when the reasons rest on facts the reader may not know. Of an answer "no" only what fails is
    kept, of an open answer nothing: ``missing`` says what to ask, by name of the member (empty for the household).
    """

    result: Result
    household: Household
    person: Person | None
    points: tuple[Point, ...] | None
    missing: Mapping[str, list[str]]

    @property
    def policy(self) -> Policy:
        return self.result.policy

    @property
    def is_unconfirmed(self) -> bool:
        """Whether a parameter behind it is a default that the city has not confirmed."""
        return any(parameter["status"] == "L" for parameter in self.result.parameters)


class HouseholdFindings:
    """Everything the rules find for one household on a day, for one reader. Empty where nobody is known to live.

    Where a rule rests on facts the reader may not know, it is asked again without them. If the answer is the same,
    the reader gets the reasons of that second answer; if not, the closed facts decide, and nothing is told.
    """

    def __init__(self, household: Household, *, reader: User, on: date) -> None:
        self.household = household
        self.readable = readable_facts(reader, household, on=on)
        known = known_household(household, on=on)
        self._full = _evaluated(known, on=on) if known.members else None
        self._readable_only = (
            _evaluated(_without_closed(known, self.readable), on=on) if known.members else None
        )
        people = (member.facts for member in known.members)
        self._known_facts = frozenset(name for facts in (known.facts, *people) for name in facts)

    @property
    def known(self) -> KnownHousehold | None:
        """The household with what is held true of it and its members."""
        return self._full.known if self._full is not None else None

    def findings(self, person: Person) -> list[Finding]:
        """Return what is found for one member and the household: yes first, then perhaps, then no."""
        if self._full is None:
            return []
        found = [self._finding(answer) for answer in self._full.answers_of(person)]
        return sorted(found, key=lambda one: _ORDER[one.result.eligibility])

    def finding(self, policy: str, person: Person | None) -> Finding | None:
        """Return what one policy finds; None if the rules cannot be asked or the policy is gone."""
        answer = _answer(self._full, policy, person)
        return None if answer is None else self._finding(answer)

    def explanation(self, policy: str, person: Person | None) -> Explanation | None:
        """Return the whole explanation; None if there is none, or the reader may not know the reasons."""
        told = self._told(policy, person)
        return told[0].explanation(told[1]) if told is not None else None

    def is_told_without_closed_facts(self, policy: str, person: Person | None) -> bool:
        """Say whether the reasons take facts the reader may not know as unknown; the answer is the same."""
        told = self._told(policy, person)
        return told is not None and told[0] is self._readable_only

    def facts_behind(self, policy: str, person: Person | None) -> list[UsedFact]:
        """Return the facts that a policy asked for, as far as the reader may know them."""
        told = self._told(policy, person)
        used = told[0].facts_behind(told[1]) if told is not None else []
        return [one for one in used if one.held is not None or one.fact.name in self.readable]

    def facts_told(self, findings: Iterable[Finding]) -> set[str]:
        """Return the names of the known facts on which the reasons rest that are shown with some findings."""
        told = [one for one in findings if one.points is not None]
        behind = (used for one in told for used in self.facts_behind(one.policy.key, one.person))
        return {used.fact.name for used in behind if used.held is not None}

    def nearest(self, policy: str, person: Person | None) -> Change | None:
        """Return the smallest change that would make the subject eligible, if the reader may know it."""
        told = self._told(policy, person)
        return told[0].nearest(told[1]) if told is not None else None

    def _told(self, policy: str, person: Person | None) -> tuple[ExplainedHousehold, Answer] | None:
        """Return the answer whose reasons the reader may know, with the household it was found for."""
        answer = _answer(self._full, policy, person)
        if self._full is None or answer is None:
            return None
        if may_read_reasons(policy, self.readable, known=self._known_facts):
            return self._full, answer
        again = _answer(self._readable_only, policy, person)
        if self._readable_only is None or again is None or not _is_same(answer.result, again.result):
            return None
        return self._readable_only, again

    def _finding(self, answer: Answer) -> Finding:
        told = self._told(answer.result.policy.key, answer.person)
        if told is None:
            return Finding(answer.result, self.household, answer.person, None, {})
        points = tuple(_points(*told))
        return Finding(told[1].result, self.household, answer.person, points, _missing(*told))


def _evaluated(known: KnownHousehold, *, on: date) -> ExplainedHousehold:
    evaluation = scalar.evaluate(facts_for_rules(known), rulebooks(), parameters_of_this_city(), on=on)
    return ExplainedHousehold(known, evaluation, [member.person.name for member in known.members])


def _without_closed(known: KnownHousehold, readable: frozenset[str]) -> KnownHousehold:
    """Return a household as somebody knows it who may read these facts only."""
    members = tuple(replace(member, facts=_only(member.facts, readable)) for member in known.members)
    return replace(known, facts=_only(known.facts, readable), members=members)


def _only(facts: Mapping[str, HeldFact], readable: frozenset[str]) -> dict[str, HeldFact]:
    return {name: held for name, held in facts.items() if name in readable}


def _answer(household: ExplainedHousehold | None, policy: str, person: Person | None) -> Answer | None:
    if household is None or policy not in policies():
        return None
    wanted = person if policies()[policy].subject is Entity.PERSON else None
    fitting = (one for one in household.answers if one.result.policy.key == policy and one.person == wanted)
    return next(fitting, None)


def _is_same(one: Result, other: Result) -> bool:
    return (one.eligibility, one.amount_fen) == (other.eligibility, other.amount_fen)


def _points(household: ExplainedHousehold, answer: Answer) -> Iterator[Point]:
    result = answer.result
    if result.eligibility is Eligibility.UNKNOWN:
        return
    if result.eligibility is Eligibility.ELIGIBLE:
        yield from (Point(one.holds, one.condition.label) for one in result.conditions)
        return
    deciding = [one.condition.label for one in result.conditions if one.holds is False]
    short = household.explanation(answer).short()
    for label, reason in zip(deciding, short.conditions, strict=True):
        yield Point(False, label, tuple(part.sentence for part in reason.parts))


def _missing(household: ExplainedHousehold, answer: Answer) -> dict[str, list[str]]:
    missing: dict[str, list[str]] = {}
    for fact in answer.result.missing:
        whose = "" if fact.member is None else household.persons[fact.member].name
        missing.setdefault(whose, []).append(spoken(FACTS[fact.name].label))
    return missing
