"""What the rules find for a household today, with reasons, as far as the reader may know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minsheng.engines.policy import scalar
from minsheng.engines.policy.evaluation import Evaluation, Result
from minsheng.engines.policy.explain import Explanation, explain
from minsheng.engines.policy.households import HouseholdFacts
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Policy
from minsheng.engines.policy.text import Text
from minsheng.faces.design.language import spoken
from minsheng.kernel.cases.need_to_know import may_read_reasons, readable_facts
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.merging import KnownHousehold, known_household
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.registry.loading import policies, rulebooks

if TYPE_CHECKING:
    from django.contrib.auth.models import User


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
    """Everything the rules find for one household on a day, for one reader."""

    def __init__(self, household: Household, *, reader: User, on: date) -> None:
        self.known = known_household(household, on=on)
        self.readable = readable_facts(reader, household, on=on)
        self._people = [member.person for member in self.known.members]
        self._evaluation: Evaluation | None = None
        self._on = on

    def findings(self, person: Person | None = None) -> list[Finding]:
        """Return what is found for the household and one member (all members without one): yes, perhaps, no."""
        if not self._people:
            return []
        wanted = [result for result in self._evaluated().results if self._is_about(result, person)]
        return [self._finding(result) for result in sorted(wanted, key=lambda one: _ORDER[one.eligibility])]

    def finding(self, policy: str, person: Person | None) -> Finding | None:
        """Return what one policy finds; None if the rules cannot be asked or the policy is gone."""
        member = self._member(policy, person)
        if not self._people or policy not in policies() or member == _STRANGER:
            return None
        return self._finding(self._evaluated().of(policy, member))

    def explanation(self, policy: str, person: Person | None) -> Explanation | None:
        """Return the whole explanation; None if there is none, or the reader may not know the reasons."""
        member = self._member(policy, person)
        if not self._people or policy not in policies() or member == _STRANGER or not self._may_know(policy):
            return None
        return explain(self._evaluated(), policy, member, names=self._names())

    def _evaluated(self) -> Evaluation:
        if self._evaluation is None:
            self._evaluation = scalar.evaluate(
                _as_facts(self.known), rulebooks(), parameters_of_this_city(), on=self._on
            )
        return self._evaluation

    def _is_about(self, result: Result, person: Person | None) -> bool:
        return result.member is None or person is None or self._people[result.member].pk == person.pk

    def _member(self, policy: str, person: Person | None) -> int | None:
        if policy not in policies() or policies()[policy].subject == "household":
            return None
        keys = [one.pk for one in self._people]
        return keys.index(person.pk) if person is not None and person.pk in keys else _STRANGER

    def _finding(self, result: Result) -> Finding:
        key = result.policy.key
        person = None if result.member is None else self._people[result.member]
        points = self._points(result) if self._may_know(key) else None
        return Finding(result, self.known.household, person, points, self._missing(result))

    def _points(self, result: Result) -> tuple[Point, ...]:
        if result.eligibility is Eligibility.UNKNOWN:
            return ()
        wanted = result.eligibility is Eligibility.ELIGIBLE
        deciding = [one.condition.label for one in result.conditions if one.holds is wanted]
        told = explain(self._evaluated(), result.policy.key, result.member, names=self._names()).short()
        return tuple(
            Point(reason.holds, label, tuple(part.sentence for part in reason.parts))
            for label, reason in zip(deciding, told.conditions, strict=True)
        )

    def _may_know(self, policy: str) -> bool:
        known = {
            name for facts in (self.known.facts, *(one.facts for one in self.known.members)) for name in facts
        }
        return may_read_reasons(policy, self.readable, known=known)

    def _missing(self, result: Result) -> dict[str, list[str]]:
        """Return the labels of the missing facts by whom they belong to; empty text is the household."""
        missing: dict[str, list[str]] = {}
        for fact in result.missing:
            whose = "" if fact.member is None else self._people[fact.member].name
            missing.setdefault(whose, []).append(spoken(FACTS[fact.name].label))
        return missing

    def _names(self) -> list[str]:
        return [one.name for one in self._people]


_STRANGER = -1
_ORDER = {Eligibility.ELIGIBLE: 0, Eligibility.UNKNOWN: 1, Eligibility.NOT_ELIGIBLE: 2}


def _as_facts(known: KnownHousehold) -> HouseholdFacts:
    return HouseholdFacts(
        household={name: fact.value for name, fact in known.facts.items()},
        persons=tuple({name: fact.value for name, fact in one.facts.items()} for one in known.members),
        county=int(known.household.division_id[:6]),
    )
