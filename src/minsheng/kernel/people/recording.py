"""Writing persons, households, memberships and facts into the register, many at once: what intake and loaders call.

Build the rows with ``new_person``, ``new_household``, ``new_membership`` and ``new_facts`` and hand all of them to
``record_all`` in one transaction; rows may point at one another before anything is written. Nothing is overwritten:
facts of another source stand beside the old ones, and a new membership ends the one before it. Single acts of a
person (a death, a move) are verbs of ``life_events``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from minsheng.engines.formulas.identity import check_digit
from minsheng.engines.policy.facts import Entity
from minsheng.kernel.people.bulk import give_keys, in_slices, insert_many
from minsheng.kernel.people.changed import note_changed
from minsheng.kernel.people.models import FactRecord, Household, Membership, Person
from minsheng.kernel.people.values import FactValue, to_keep
from minsheng.kernel.privacy.sealing import blind_index


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many rows were written. Memberships given = new + unchanged."""

    persons: int
    households: int
    new_memberships: int
    unchanged_memberships: int
    ended_memberships: int
    fact_records: int


def new_person(
    *,
    name: str,
    division_code: str,
    identity_number: str | None = None,
    sex: int | None = None,
    born_on: date | None = None,
    died_on: date | None = None,
    moved_away_on: date | None = None,
    phone: str | None = None,
    is_synthetic: bool = False,
) -> Person:
    """Return a person who is not written yet.

    ``identity_number`` is the checked number of 18 characters (``parse_identity_number(...).number``).
    """
    return Person(
        name=name, division_id=division_code, identity_number=identity_number,
        identity_index=None if identity_number is None else index_of(identity_number),
        sex=sex, born_on=born_on, died_on=died_on, moved_away_on=moved_away_on, phone=phone,
        is_synthetic=is_synthetic,
    )  # fmt: skip


def new_household(
    *,
    division_code: str,
    number: str = "",
    kind: int = 1,
    is_urban: bool | None = None,
    address: str | None = None,
    is_synthetic: bool = False,
) -> Household:
    """Return a household that is not written yet. ``number`` is what the source system calls it (户号)."""
    return Household(
        division_id=division_code, number=number, kind=kind, is_urban=is_urban, address=address,
        is_synthetic=is_synthetic,
    )  # fmt: skip


def new_membership(person: Person, household: Household, *, relation: int, from_on: date) -> Membership:
    """Return a membership that is not written yet; the two may not be written either."""
    return Membership(person=person, household=household, relation=relation, from_on=from_on)


def new_facts(
    subject: Person | Household,
    values: Mapping[str, FactValue | None],
    *,
    source: str,
    as_of: date,
    expires_on: date | None = None,
) -> FactRecord:
    """Return what one source says about one subject, not written yet. Raises FactValueError for a value that does
    not fit its fact."""
    record = FactRecord(source=source, as_of=as_of, expires_on=expires_on)
    if isinstance(subject, Person):
        record.person, record.values = subject, to_keep(values, Entity.PERSON)
    else:
        record.household, record.values = subject, to_keep(values, Entity.HOUSEHOLD)
    return record


def record_facts(
    subject: Person | Household,
    values: Mapping[str, FactValue | None],
    *,
    source: str,
    as_of: date,
    at: datetime,
) -> None:
    """Write what one source says about one subject. Raises FactValueError for a value that does not fit its fact."""
    record_all(facts=[new_facts(subject, values, source=source, as_of=as_of)], at=at)


def index_of(identity_number: str) -> bytes:
    """Return the blind index of a checked number of 18 characters. Raises ValueError for anything else."""
    if len(identity_number) != 18 or identity_number[17] != check_digit(identity_number[:17]):
        raise ValueError(
            "An identity number of 18 characters with its right check digit is needed. "
            "Read what people wrote with engines.formulas.identity.parse_identity_number first."
        )
    return blind_index(identity_number)


def persons_with_numbers(numbers: Iterable[str]) -> dict[str, Person]:
    """Return the known persons by checked number; the number of a merged person leads to the one that was kept."""
    by_index = {blind_index(number): number for number in numbers}
    found: dict[str, Person] = {}
    for indices in in_slices(list(by_index)):
        persons = Person.objects.filter(identity_index__in=indices).select_related("merged_into")
        for person in persons.defer("identity_number", "phone"):
            found[by_index[bytes(person.identity_index)]] = person.merged_into or person
    return found


@transaction.atomic
def record_all(
    *,
    persons: Sequence[Person] = (),
    households: Sequence[Household] = (),
    memberships: Sequence[Membership] = (),
    facts: Sequence[FactRecord] = (),
    batch_key: str = "",
    at: datetime,
) -> Recorded:
    """Write new rows, all or none, and mark them with the batch they came in, so that it can be undone."""
    give_keys(persons)
    give_keys(households)
    rows: list[Person | Household | Membership | FactRecord] = [*persons, *households, *memberships, *facts]
    for row in rows:
        row.batch_key = batch_key
    insert_many(persons)
    insert_many(households)
    newcomers = {person.pk for person in persons}
    new, ended = _let_memberships_follow(memberships, batch_key, newcomers=newcomers)
    for record in facts:
        record.recorded_at = at
        record.person_id = record.person.pk if record.person is not None else None
        record.household_id = record.household.pk if record.household is not None else None
    insert_many(facts)
    _note_changes(memberships, facts, newcomers=newcomers)
    return Recorded(
        persons=len(persons), households=len(households), new_memberships=new,
        unchanged_memberships=len(memberships) - new, ended_memberships=ended, fact_records=len(facts),
    )  # fmt: skip


def _note_changes(
    memberships: Sequence[Membership], facts: Sequence[FactRecord], *, newcomers: set[int]
) -> None:
    # A newcomer belongs nowhere but where this very call says; of others the register knows where they belong.
    persons = {one.person_id for one in memberships} | {record.person_id for record in facts}
    households = {one.household_id for one in memberships} | {record.household_id for record in facts}
    note_changed(
        person_ids=(key for key in persons - newcomers if key is not None),
        household_ids=(key for key in households if key is not None),
    )


def _let_memberships_follow(
    memberships: Sequence[Membership], batch_key: str, *, newcomers: set[int]
) -> tuple[int, int]:
    """End what each person belonged to before and write what is new; the last row for a person counts."""
    wanted: dict[int, Membership] = {}
    for membership in memberships:
        membership.person_id, membership.household_id = membership.person.pk, membership.household.pk
        wanted[membership.person_id] = membership
    ended = []
    for person_ids in in_slices([person_id for person_id in wanted if person_id not in newcomers]):
        for present in Membership.objects.filter(person_id__in=person_ids, to_on__isnull=True):
            following = wanted[present.person_id]
            if _say_the_same(present, following):
                del wanted[present.person_id]
                continue
            present.to_on, present.ended_by_batch_key = max(present.from_on, following.from_on), batch_key
            ended.append(present)
    Membership.objects.bulk_update(ended, ["to_on", "ended_by_batch_key"], batch_size=200)
    insert_many(list(wanted.values()))
    return len(wanted), len(ended)


def _say_the_same(one: Membership, other: Membership) -> bool:
    return one.household_id == other.household_id and one.relation == other.relation
