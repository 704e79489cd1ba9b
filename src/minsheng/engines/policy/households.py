"""What is known about one household: its own facts, the facts of its members, and its county.

A fact that is absent or None is unknown. Members keep the order of the register.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minsheng.engines.policy.facts import MOST_MEMBERS, Entity, Fact, Kind, Vocabulary

FactValue = bool | int | date
Facts = Mapping[str, FactValue | None]

_COUNTY_DIGITS = 6


class HouseholdError(ValueError):
    """The facts of a household cannot be read; the message says which fact of whom, and what it should be."""


@dataclass(frozen=True)
class HouseholdFacts:
    """The facts of one household. ``county`` is the six-digit code, needed where a parameter differs by county."""

    household: Facts
    persons: tuple[Facts, ...]
    county: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.persons) <= MOST_MEMBERS:
            raise HouseholdError(
                f"A household has 1 to {MOST_MEMBERS} members, this one has {len(self.persons)}. "
                "List its members under 'persons'."
            )

    @classmethod
    def from_mapping(
        cls, given: Mapping[str, object], *, vocabulary: Vocabulary | None = None
    ) -> HouseholdFacts:
        """Read ``{"household": {...}, "persons": [{...}], "county": "140729"}``.

        With a vocabulary, every name must be one of its facts and days may be written as text (2026-11-24), as in
        JSON. Raises HouseholdError naming the fact, the member and the value.
        """
        unknown = set(given) - {"household", "persons", "county"}
        if unknown:
            raise HouseholdError(
                f"A household has 'household', 'persons' and 'county', not {sorted(unknown)[0]!r}."
            )
        household, persons = given.get("household") or {}, given.get("persons")
        if not isinstance(household, Mapping) or not _is_list_of_mappings(persons):
            raise HouseholdError("'household' holds facts by name and 'persons' is a list of such.")
        members: Sequence[Facts] = persons  # type: ignore[assignment]
        if vocabulary is not None:
            household = _read(household, vocabulary, Entity.HOUSEHOLD, "the household")
            members = [
                _read(person, vocabulary, Entity.PERSON, f"person {number}")
                for number, person in enumerate(members, start=1)
            ]
        return cls(household, tuple(members), _county(given.get("county")))

    def of(self, member: int | None) -> Facts:
        """Return the facts of a member, or of the household for None."""
        return self.household if member is None else self.persons[member]

    def with_fact(self, name: str, value: FactValue | None, *, member: int | None) -> HouseholdFacts:
        """Return a copy in which one fact has another value."""
        if member is None:
            return HouseholdFacts({**self.household, name: value}, self.persons, self.county)
        changed = {**self.persons[member], name: value}
        persons = (*self.persons[:member], changed, *self.persons[member + 1 :])
        return HouseholdFacts(self.household, persons, self.county)

    def problems_with(self, facts: Mapping[str, Fact]) -> list[str]:
        """Return one sentence for each known value that cannot stand for its fact."""
        found = []
        for name, fact in facts.items():
            members: Sequence[int | None] = (
                range(len(self.persons)) if fact.entity is Entity.PERSON else (None,)
            )
            for member in members:
                value = self.of(member).get(name)
                problem = None if value is None else fact.problem_with(value)
                if problem is not None:
                    found.append(
                        f"{'The household' if member is None else f'Person {member + 1}'}: {problem}"
                    )
        return found


def _is_list_of_mappings(persons: object) -> bool:
    return isinstance(persons, list | tuple) and all(isinstance(person, Mapping) for person in persons)


def _county(code: object) -> int | None:
    if code is None:
        return None
    text = str(code)
    if not text.isascii() or not text.isdigit() or len(text) < _COUNTY_DIGITS:
        raise HouseholdError(f"county {code!r} is not a code of six or twelve digits, such as 140729.")
    return int(text[:_COUNTY_DIGITS])


def _read(given: Mapping[str, object], vocabulary: Vocabulary, entity: Entity, whose: str) -> Facts:
    read: dict[str, FactValue | None] = {}
    for name, value in given.items():
        if name not in set(vocabulary) or vocabulary[name].entity is not entity:
            known = [fact.name for fact in vocabulary.of(entity)]
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise HouseholdError(f"{whose}: {name!r} is not a fact of a {entity}.{hint}")
        read[name] = _value(vocabulary[name], value, whose)
    return read


def _value(fact: Fact, value: object, whose: str) -> FactValue | None:
    if value is None:
        return None
    if fact.kind is Kind.DATE and isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise HouseholdError(
                f"{whose}: {fact.name} {value!r} is not a day; write it like 2026-11-24."
            ) from None
    problem = fact.problem_with(value)
    if problem is not None:
        raise HouseholdError(f"{whose}: {problem}")
    return value  # type: ignore[return-value]
