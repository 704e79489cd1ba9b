"""What the rules find for a household today, with reasons, as far as the reader may know them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from minsheng.kernel.entitlements.explaining import Answer, ExplainedHousehold, UsedFact, as_facts
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.merging import known_household
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.registry.loading import policies, rulebooks

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.engines.policy.evaluation import Result
    from minsheng.kernel.people.merging import KnownHousehold

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
    """Everything the rules find for one household on a day, for one reader. Empty where nobody is known to live."""

    def __init__(self, household: Household, *, reader: User, on: date) -> None:
        self.household = household
        self.readable = readable_facts(reader, household, on=on)
        self._explained = _explained(household, on=on)
        if self._explained is None:
            self._known_facts = frozenset[str]()
        else:
            known = self._explained.known
            people = (member.facts for member in known.members)
            self._known_facts = frozenset(name for facts in (known.facts, *people) for name in facts)

    @property
    def known(self) -> KnownHousehold | None:
        """The household with what is held true of it and its members."""
        return self._explained.known if self._explained is not None else None

    def findings(self, person: Person) -> list[Finding]:
        """Return what is found for one member and the household: yes first, then perhaps, then no."""
        if self._explained is None:
            return []
        found = [self._finding(answer) for answer in self._explained.answers_of(person)]
        return sorted(found, key=lambda one: _ORDER[one.result.eligibility])

    def finding(self, policy: str, person: Person | None) -> Finding | None:
        """Return what one policy finds; None if the rules cannot be asked or the policy is gone."""
        answer = self._answer(policy, person)
        return None if answer is None else self._finding(answer)

    def explanation(self, policy: str, person: Person | None) -> Explanation | None:
        """Return the whole explanation; None if there is none, or the reader may not know the reasons."""
        answer = self._answer(policy, person)
        if answer is None or self._explained is None or not self._may_know(policy):
            return None
        return self._explained.explanation(answer)

    def facts_behind(self, policy: str, person: Person | None) -> list[UsedFact]:
        """Return the facts that a policy asked for; none if the reader may not know them."""
        answer = self._answer(policy, person)
        if answer is None or self._explained is None or not self._may_know(policy):
            return []
        return self._explained.facts_behind(answer)

    def nearest(self, policy: str, person: Person | None) -> Change | None:
        """Return the smallest change that would make the subject eligible, if the reader may know it."""
        answer = self._answer(policy, person)
        if answer is None or self._explained is None or not self._may_know(policy):
            return None
        return self._explained.nearest(answer)

    def _answer(self, policy: str, person: Person | None) -> Answer | None:
        if self._explained is None or policy not in policies():
            return None
        wanted = person if policies()[policy].subject is Entity.PERSON else None
        return next(
            (
                one
                for one in self._explained.answers
                if one.result.policy.key == policy and one.person == wanted
            ),
            None,
        )

    def _finding(self, answer: Answer) -> Finding:
        points = tuple(self._points(answer)) if self._may_know(answer.result.policy.key) else None
        return Finding(answer.result, self.household, answer.person, points, self._missing(answer.result))

    def _points(self, answer: Answer) -> Iterator[Point]:
        result = answer.result
        if self._explained is None or result.eligibility is Eligibility.UNKNOWN:
            return
        if result.eligibility is Eligibility.ELIGIBLE:
            yield from (Point(one.holds, one.condition.label) for one in result.conditions)
            return
        deciding = [one.condition.label for one in result.conditions if one.holds is False]
        short = self._explained.explanation(answer).short()
        for label, reason in zip(deciding, short.conditions, strict=True):
            yield Point(False, label, tuple(part.sentence for part in reason.parts))

    def _may_know(self, policy: str) -> bool:
        return may_read_reasons(policy, self.readable, known=self._known_facts)

    def _missing(self, result: Result) -> dict[str, list[str]]:
        missing: dict[str, list[str]] = {}
        people = self._explained.persons if self._explained is not None else []
        for fact in result.missing:
            whose = "" if fact.member is None else people[fact.member].name
            missing.setdefault(whose, []).append(spoken(FACTS[fact.name].label))
        return missing


def _explained(household: Household, *, on: date) -> ExplainedHousehold | None:
    known = known_household(household, on=on)
    if not known.members:
        return None
    evaluation = scalar.evaluate(as_facts(known), rulebooks(), parameters_of_this_city(), on=on)
    return ExplainedHousehold(known, evaluation, [member.person.name for member in known.members])
