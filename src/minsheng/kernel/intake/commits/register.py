"""Writing a sheet of people and households.

Persons are known again by identity number, households by the members they already have. Nobody is overwritten: a
known person keeps the name, the division follows the household, and what the sheet says is one more statement of its
source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.facts import Entity
from minsheng.kernel.intake.checking.households import HEAD, KEY
from minsheng.kernel.intake.commits.statements import only_news
from minsheng.kernel.intake.replacing import Replacement, replace_values
from minsheng.kernel.people.bulk import in_slices
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.models import FactRecord, Household, Membership, Person
from minsheng.kernel.people.recording import (
    new_facts,
    new_household,
    new_membership,
    new_person,
    persons_with_numbers,
    record_all,
)

if TYPE_CHECKING:
    from minsheng.kernel.intake.checking.rows import AcceptedRow
    from minsheng.kernel.intake.models import Batch

# What stands in the rows of persons and households themselves and is no statement of a source.
OWN_COLUMNS = frozenset({"born_on", "sex", "relation", "is_urban", "household_kind"})
PERSON_FACTS = tuple(fact.name for fact in FACTS.of(Entity.PERSON) if fact.name not in OWN_COLUMNS)
HOUSEHOLD_FACTS = tuple(fact.name for fact in FACTS.of(Entity.HOUSEHOLD) if fact.name not in OWN_COLUMNS)


def commit_people(rows: Sequence[AcceptedRow], *, batch: Batch, by: Any, at: datetime) -> Mapping[str, int]:
    """Write people and households, all marked with the batch."""
    households = _by_household(rows)
    writing = _Writing(batch, rows)
    homes = writing.homes_known_again(households)
    for key, members in households.items():
        writing.take_household(members, homes.get(key))
    replaced = replace_values(batch, writing.replacements)
    facts = only_news(writing.facts, source=batch.source.name)
    recorded = record_all(
        persons=writing.new_persons,
        households=writing.new_households,
        memberships=writing.memberships,
        facts=facts,
        batch_key=batch.token,
        at=at,
    )
    return {
        "persons": recorded.persons,
        "households": recorded.households,
        "memberships": recorded.new_memberships,
        "memberships_ended": recorded.ended_memberships,
        "fact_records": recorded.fact_records,
        "unchanged_fact_records": len(writing.facts) - len(facts),
        "values_replaced": replaced,
    }


def _by_household(rows: Iterable[AcceptedRow]) -> dict[str, list[AcceptedRow]]:
    """Return the rows by household, the head first."""
    households: dict[str, list[AcceptedRow]] = {}
    for row in rows:
        households.setdefault(row.values[KEY], []).append(row)
    for members in households.values():
        members.sort(key=lambda row: row.values["relation"] != HEAD)
    return households


class _Writing:
    """Collects what a sheet adds to the register, before anything is written."""

    def __init__(self, batch: Batch, rows: Sequence[AcceptedRow]) -> None:
        self.batch = batch
        self.known = persons_with_numbers(row.values["identity"] for row in rows)
        self.present = _present_memberships(self.known.values())
        self.new_persons: list[Person] = []
        self.new_households: list[Household] = []
        self.memberships: list[Membership] = []
        self.facts: list[FactRecord] = []
        self.replacements: list[Replacement] = []

    def homes_known_again(self, households: Mapping[str, list[AcceptedRow]]) -> dict[str, Household]:
        """Return the households of the register that go on in the file: those of the heads.

        Who was head of a household has it before somebody who was only a member, so that a child who now keeps house
        alone does not walk away with the household of the parents.
        """
        claims = [
            (key, membership) for key, rows in households.items() if (membership := self._present(rows[0]))
        ]
        claims.sort(key=lambda claim: claim[1].relation != HEAD)
        homes: dict[str, Household] = {}
        taken: set[int] = set()
        for key, membership in claims:
            if membership.household_id not in taken:
                taken.add(membership.household_id)
                homes[key] = membership.household
        return homes

    def _present(self, row: AcceptedRow) -> Membership | None:
        known = self.known.get(row.values["identity"])
        return self.present.get(known.pk) if known else None

    def take_household(self, rows: list[AcceptedRow], home: Household | None) -> None:
        """Take the rows of one household, which is known already or new."""
        shared = _shared_values(rows)
        if home is None:
            home = self._new_home(rows, shared)
        else:
            self.replacements.extend(
                (home, field, shared[name])
                for field, name in (("division_id", "division"), ("is_urban", "is_urban"))
                if name in shared
            )
        self._state(home, {name: shared[name] for name in HOUSEHOLD_FACTS if name in shared})
        lives_in = shared.get("division", home.division_id)
        for row in rows:
            person = self._person(row, lives_in)
            self.memberships.append(
                new_membership(person, home, relation=row.values["relation"], from_on=self.batch.as_of)
            )
            self._state(person, {name: row.values[name] for name in PERSON_FACTS if name in row.values})

    def _new_home(self, rows: list[AcceptedRow], shared: Mapping[str, Any]) -> Household:
        home = new_household(
            division_code=shared.get("division", self.batch.division_id),
            number=str(rows[0].values.get("household_no", ""))[:40],
            kind=shared.get("household_kind", 1),
            is_urban=shared.get("is_urban"),
            address=shared.get("address"),
            is_synthetic=self.batch.is_synthetic,
        )
        self.new_households.append(home)
        return home

    def _person(self, row: AcceptedRow, lives_in: str) -> Person:
        values = row.values
        known = self.known.get(values["identity"])
        if known is not None:
            self._follow(known, lives_in, values)
            return known
        person = new_person(
            name=values["name"],
            division_code=lives_in,
            identity_number=values["identity"],
            sex=values["sex"],
            born_on=values["born_on"],
            died_on=values.get("died_on"),
            moved_away_on=values.get("moved_away_on"),
            phone=values.get("phone"),
            is_synthetic=self.batch.is_synthetic,
        )
        self.new_persons.append(person)
        return person

    def _follow(self, person: Person, lives_in: str, values: Mapping[str, Any]) -> None:
        """Let a known person live where the household lives, and learn of a death or a move not known yet."""
        self.replacements.append((person, "division_id", lives_in))
        for field in ("died_on", "moved_away_on"):
            if field in values and getattr(person, field) is None:
                self.replacements.append((person, field, values[field]))

    def _state(self, subject: Person | Household, values: Mapping[str, Any]) -> None:
        if values:
            self.facts.append(
                new_facts(subject, values, source=self.batch.source.name, as_of=self.batch.as_of)
            )


def _shared_values(rows: list[AcceptedRow]) -> dict[str, Any]:
    """Return what the rows of a household say about the household; the checks made sure that they agree."""
    shared: dict[str, Any] = {}
    for row in rows:
        for name in (*HOUSEHOLD_FACTS, "is_urban", "household_kind", "division", "address"):
            if name in row.values:
                shared.setdefault(name, row.values[name])
    return shared


def _present_memberships(persons: Iterable[Person]) -> dict[int, Membership]:
    """Return the present membership of each person, with its household."""
    present: dict[int, Membership] = {}
    for some in in_slices([person.pk for person in persons]):
        for one in Membership.objects.filter(person_id__in=some, to_on__isnull=True).select_related(
            "household"
        ):
            present[one.person_id] = one
    return present
