"""What a resident has told in a self-check: carried from page to page in the form itself, stored nowhere.

The text is signed, so that a page cannot be made to say something its reader did not answer, and it expires.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

Asked = tuple[str, int | None]
Told = tuple[str, int | None, FactValue | None]


@dataclass(frozen=True, slots=True)
class Answers:
    """A household as its own member describes it.

    ``unsure`` are the questions answered with "I do not know"; ``one_by_one`` the facts on which the members differ,
    to be asked of each; ``pages`` what was asked page by page, so that one can go back.
    """

    county: str = ""
    household: Mapping[str, FactValue] = field(default_factory=dict)
    persons: tuple[Mapping[str, FactValue], ...] = ({},)
    names: tuple[str, ...] = ("",)
    unsure: frozenset[str] = frozenset()
    one_by_one: frozenset[str] = frozenset()
    pages: tuple[tuple[str, ...], ...] = ()

    def facts(self) -> HouseholdFacts:
        """Return what is known, for the policy engine."""
        return HouseholdFacts(
            dict(self.household), self.persons, int(self.county[:6]) if self.county else None
        )

    def with_page(self, told: Iterable[Told], one_by_one: Iterable[str] = ()) -> Answers:
        """Return the answers with those of one more page; None means "I do not know" and is not asked again."""
        more, keys = self, []
        for name, member, value in told:
            more = more._with(name, member, value)
            keys.append(question_key(name, member))
        apart = frozenset(one_by_one)
        # Going back over a page also takes back what it said about asking one by one.
        page = (*keys, *sorted(apart))
        return replace(more, one_by_one=self.one_by_one | apart, pages=(*self.pages, page))

    def without_last_page(self) -> Answers:
        """Return the answers as they were before the last page."""
        *earlier, last = self.pages
        dropped = frozenset(last)
        persons = tuple(
            {name: value for name, value in one.items() if question_key(name, place) not in dropped}
            for place, one in enumerate(self.persons)
        )
        return replace(
            self,
            household={name: value for name, value in self.household.items() if name not in dropped},
            persons=persons,
            unsure=self.unsure - dropped,
            one_by_one=self.one_by_one - dropped,
            pages=tuple(earlier),
        )

    def was_asked(self, name: str, member: int | None) -> bool:
        """Say whether the person already said that they do not know."""
        return question_key(name, member) in self.unsure

    def value(self, name: str, member: int | None) -> FactValue | None:
        """Return what was told of a fact; None if nothing."""
        return self.household.get(name) if member is None else self.persons[member].get(name)

    def _with(self, name: str, member: int | None, value: FactValue | None) -> Answers:
        if value is None:
            return replace(self, unsure=self.unsure | {question_key(name, member)})
        if member is None:
            return replace(self, household={**self.household, name: value})
        persons = list(self.persons)
        persons[member] = {**persons[member], name: value}
        return replace(self, persons=tuple(persons))

    def sealed(self) -> str:
        """Write the answers as signed text for a hidden field."""
        return signing.dumps(
            {
                "county": self.county,
                "household": _plain(self.household),
                "persons": [_plain(one) for one in self.persons],
                "names": list(self.names),
                "unsure": sorted(self.unsure),
                "one_by_one": sorted(self.one_by_one),
                "pages": [list(page) for page in self.pages],
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
            one_by_one=frozenset(told["one_by_one"]),
            pages=tuple(tuple(page) for page in told["pages"]),
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
