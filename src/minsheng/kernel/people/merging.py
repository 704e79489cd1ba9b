"""What is held true of a person or household on a day, out of everything that sources say about them.

For each fact the newest statement that has not expired counts. Statements of other sources that say something else
are kept beside it, so that a page can show them and a person can settle it (see ``conflicts``). A fact that nobody
states, or that has expired everywhere, is unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q

from minsheng.engines.policy.households import HouseholdFacts
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.models import FactConflict, FactRecord, Household, Membership, Person
from minsheng.kernel.people.values import FactValue, read_back

# Where a fact stands in the row of the person or household itself, and no single source is named.
REGISTER = "登记册"
PERSON_COLUMNS = ("born_on", "sex")
HOUSEHOLD_COLUMNS = {"is_urban": "is_urban", "household_kind": "kind"}


class Statement(NamedTuple):
    """What one source says as of one day, as it is kept."""

    as_of: date
    recorded_at: datetime
    source: str
    expires_on: date | None
    values: Mapping[str, Any]


class Settlement(NamedTuple):
    """A person's choice between sources: until that moment, the others are not heard on this fact."""

    source: str
    settled_at: datetime


@dataclass(frozen=True, slots=True)
class OtherValue:
    """What another source says of the same fact."""

    value: FactValue
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class HeldFact:
    """What is held true, who says so as of when, and who says otherwise."""

    name: str
    value: FactValue
    source: str
    as_of: date | None = None
    expires_on: date | None = None
    others: tuple[OtherValue, ...] = ()

    @property
    def is_disputed(self) -> bool:
        return bool(self.others)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a household on a day and what is held true of them."""

    person: Person
    relation: int
    facts: Mapping[str, HeldFact]


@dataclass(frozen=True, slots=True)
class KnownHousehold:
    """A household on a day: its facts and its members, eldest first."""

    household: Household
    facts: Mapping[str, HeldFact]
    members: tuple[Member, ...]


def newest_values(
    statements: Sequence[Statement], settled: Mapping[str, Settlement] | None = None
) -> dict[str, Any]:
    """Return the newest kept value of each fact, from statements in force, oldest first."""
    values: dict[str, Any] = {}
    for statement in statements:
        values.update(heard(statement, settled) if settled else statement.values)
    return values


def heard(statement: Statement, settled: Mapping[str, Settlement]) -> dict[str, Any]:
    """Return what a statement says without the facts on which another source was chosen since."""
    return {
        name: value
        for name, value in statement.values.items()
        if (choice := settled.get(name)) is None
        or statement.source == choice.source
        or statement.recorded_at > choice.settled_at
    }


def merged(
    statements: Iterable[Statement], settled: Mapping[str, Settlement] | None = None
) -> dict[str, HeldFact]:
    """Return what is held true, with what other sources say, from statements in force, oldest first."""
    said: dict[str, dict[str, tuple[Any, Statement]]] = {}
    for statement in statements:
        for name, value in heard(statement, settled or {}).items():
            by_source = said.setdefault(name, {})
            # The latest word of a source replaces its earlier one and moves to the end.
            by_source.pop(statement.source, None)
            by_source[statement.source] = (value, statement)
    # A record may still hold a fact that the vocabulary has dropped since.
    return {name: _held(name, list(said[name].values())) for name in sorted(said) if name in FACTS}


def _held(name: str, said: list[tuple[Any, Statement]]) -> HeldFact:
    *earlier, (value, newest) = said
    others = tuple(
        OtherValue(read_back(name, other), statement.source, statement.as_of)
        for other, statement in reversed(earlier)
        if other != value
    )
    return HeldFact(name, read_back(name, value), newest.source, newest.as_of, newest.expires_on, others)


def facts_of(subject: Person | Household, *, on: date) -> dict[str, HeldFact]:
    """Return what is held true of one person (also under names merged into theirs) or one household on a day."""
    field = "person_id" if isinstance(subject, Person) else "household_id"
    statements = statements_about(field, [subject.pk], on=on).get(subject.pk, [])
    return merged(statements, settlements_of(subject.conflicts.all())) | _facts_of_row(subject)


def statements_about(field: str, keys: Collection[int], *, on: date) -> dict[int, list[Statement]]:
    """Return what is in force about some persons (``person_id``) or households (``household_id``), oldest first.

    What was said of a person under a name that was merged into theirs is said of them.
    """
    about = Q(**{f"{field}__in": keys})
    kept_under: dict[int, int] = {}
    if field == "person_id":
        names = Person.objects.filter(merged_into__in=keys).values_list("pk", "merged_into_id")
        kept_under = {gone: kept for gone, kept in names if kept is not None}
        about |= Q(person_id__in=list(kept_under))
    said: dict[int, list[Statement]] = {}
    for record in FactRecord.objects.filter(about).in_force(on=on):
        key = getattr(record, field)
        said.setdefault(kept_under.get(key, key), []).append(statement_of(record))
    return said


def statement_of(record: FactRecord) -> Statement:
    """Return what a record says."""
    return Statement(record.as_of, record.recorded_at, record.source, record.expires_on, record.values)


def settlements_of(conflicts: Iterable[FactConflict]) -> dict[str, Settlement]:
    """Return the choices people made between sources, by fact."""
    return {
        conflict.fact: Settlement(conflict.chosen_source, conflict.settled_at)
        for conflict in conflicts
        if conflict.settled_at is not None
    }


def known_household(household: Household, *, on: date) -> KnownHousehold:
    """Return a household with everything held true of it and of its members on a day."""
    memberships = list(
        Membership.objects.current(on=on)
        .filter(household=household)
        .select_related("person")
        .prefetch_related("person__conflicts")
        .in_register_order()
    )
    said = statements_about("person_id", [one.person_id for one in memberships], on=on)
    members = [
        Member(one.person, one.relation, _facts_of_member(one, said.get(one.person_id, [])))
        for one in memberships
    ]
    return KnownHousehold(household, facts_of(household, on=on), tuple(members))


def _facts_of_member(membership: Membership, statements: Iterable[Statement]) -> dict[str, HeldFact]:
    person = membership.person
    facts = merged(statements, settlements_of(person.conflicts.all())) | _facts_of_row(person)
    return facts | {"relation": HeldFact("relation", membership.relation, REGISTER, membership.from_on)}


def _facts_of_row(subject: Person | Household) -> dict[str, HeldFact]:
    columns = dict.fromkeys(PERSON_COLUMNS) if isinstance(subject, Person) else HOUSEHOLD_COLUMNS
    values = {name: getattr(subject, column or name) for name, column in columns.items()}
    return {name: HeldFact(name, value, REGISTER) for name, value in values.items() if value is not None}


def facts_for_rules(known: KnownHousehold) -> HouseholdFacts:
    """Return a household of the register as the policy engine takes it."""
    return HouseholdFacts(
        household={name: held.value for name, held in known.facts.items()},
        persons=tuple({name: held.value for name, held in member.facts.items()} for member in known.members),
        county=int(known.household.division_id[:6]),
    )
