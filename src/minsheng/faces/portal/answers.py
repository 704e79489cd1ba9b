"""What a resident has told in a self-check: carried from page to page in the form itself, stored nowhere.

The text is signed, so that a page cannot be made to say something its reader did not answer, and it expires.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.core import signing

from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.households import FactValue, HouseholdFacts
from minsheng.kernel.people.facts import FACTS

SALT = "minsheng.portal.check"
LONGEST_SECONDS = 24 * 3600
MOST_MEMBERS = 12


@dataclass(frozen=True, slots=True)
class Answers:
    """A household as its own member describes it. ``unsure`` are the questions answered with "I do not know"."""

    county: str = ""
    household: Mapping[str, FactValue] = field(default_factory=dict)
    persons: tuple[Mapping[str, FactValue], ...] = ({},)
    names: tuple[str, ...] = ("",)
    unsure: frozenset[str] = frozenset()

    def facts(self) -> HouseholdFacts:
        """Return what is known, for the policy engine."""
        return HouseholdFacts(
            dict(self.household), self.persons, int(self.county[:6]) if self.county else None
        )

    def with_answer(self, name: str, member: int | None, value: FactValue | None) -> Answers:
        """Return the answers with one more; None means "I do not know" and is not asked again."""
        if value is None:
            return replace(self, unsure=self.unsure | {question_key(name, member)})
        if member is None:
            return replace(self, household={**self.household, name: value})
        persons = list(self.persons)
        persons[member] = {**persons[member], name: value}
        return replace(self, persons=tuple(persons))

    def was_asked(self, name: str, member: int | None) -> bool:
        """Say whether the person already said that they do not know."""
        return question_key(name, member) in self.unsure

    def sealed(self) -> str:
        """Write the answers as signed text for a hidden field."""
        return signing.dumps(
            {
                "county": self.county,
                "household": _plain(self.household),
                "persons": [_plain(one) for one in self.persons],
                "names": list(self.names),
                "unsure": sorted(self.unsure),
            },
            salt=SALT,
            compress=True,
        )

    @classmethod
    def opened(cls, text: str) -> Answers:
        """Read signed text. Raises signing.BadSignature when it was changed or is a day old."""
        told: dict[str, Any] = signing.loads(text, salt=SALT, max_age=LONGEST_SECONDS)
        return cls(
            county=told["county"],
            household=_typed(told["household"]),
            persons=tuple(_typed(one) for one in told["persons"]),
            names=tuple(told["names"]),
            unsure=frozenset(told["unsure"]),
        )


def question_key(name: str, member: int | None) -> str:
    """Return the name of one question: a fact, of a member or of the household."""
    return name if member is None else f"{name}.{member}"


def _plain(facts: Mapping[str, FactValue]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}


def _typed(facts: Mapping[str, Any]) -> dict[str, FactValue]:
    return {
        name: date.fromisoformat(value) if FACTS[name].kind is Kind.DATE else value
        for name, value in facts.items()
    }
