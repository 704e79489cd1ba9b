"""The register as columns: two tables of typed facts without names or numbers, which the policy engine reads.

Living, present persons who belong to a household on the day; households without such members are left out. Facts are
what ``merging`` holds true on the day; unknown is null. The order is fixed (household, then eldest first), so that
the same register gives the same bytes. Memory stays small: the tables come in parts, household by household.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from minsheng.engines.policy.facts import Entity, Kind
from minsheng.engines.policy.register_files import ARROW_TYPES
from minsheng.kernel.people.bulk import in_slices
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.merging import Settlement, newest_values, statements_about
from minsheng.kernel.people.models import FactConflict, FactRecord, Household, Membership, Person
from minsheng.kernel.privacy.sealing import unseal

HOUSEHOLDS_AT_ONCE = 4_000
# The name under which a record's values were sealed, see kernel.privacy.fields.
SEALED_AT = f"{FactRecord._meta.db_table}.values:"

_read_json = json.JSONDecoder().decode

Settlements = dict[int, dict[str, Settlement]]


def _schema(keys: dict[str, pa.DataType], entity: Entity) -> pa.Schema:
    facts = {fact.name: ARROW_TYPES[fact.kind] for fact in FACTS.of(entity)}
    return pa.schema(list((keys | facts).items()))


PERSONS_SCHEMA = _schema({"person_no": pa.int64(), "household_no": pa.int64()}, Entity.PERSON)
HOUSEHOLDS_SCHEMA = _schema({"household_no": pa.int64(), "division": pa.string()}, Entity.HOUSEHOLD)


@dataclass(frozen=True, slots=True)
class Part:
    """Some households and all their members."""

    persons: pa.Table
    households: pa.Table


@dataclass(frozen=True, slots=True)
class Written:
    """A snapshot in files, and what is in it. ``without_household``: living persons left out, see the module."""

    persons_file: Path
    households_file: Path
    persons: int
    households: int
    without_household: int


class _Row(NamedTuple):
    household_no: int
    person_no: int
    relation: int
    born_on: date | None
    sex: int | None


def write_snapshot(folder: Path, *, on: date, household_ids: Iterable[int] | None = None) -> Written:
    """Write persons.parquet and households.parquet for all households or some, and say how many."""
    persons_file, households_file = folder / "persons.parquet", folder / "households.parquet"
    persons = households = 0
    with (
        pa.parquet.ParquetWriter(persons_file, PERSONS_SCHEMA, compression="zstd") as persons_writer,
        pa.parquet.ParquetWriter(households_file, HOUSEHOLDS_SCHEMA, compression="zstd") as households_writer,
    ):
        for part in snapshot_parts(on=on, household_ids=household_ids):
            persons_writer.write_table(part.persons)
            households_writer.write_table(part.households)
            persons += part.persons.num_rows
            households += part.households.num_rows
    left_out = 0 if household_ids is not None else persons_without_household(on=on).count()
    return Written(persons_file, households_file, persons, households, left_out)


def take_snapshot(*, on: date, household_ids: Iterable[int] | None = None) -> Part:
    """Return the whole snapshot, or that of some households, in memory."""
    parts = list(snapshot_parts(on=on, household_ids=household_ids))
    return Part(
        pa.concat_tables([PERSONS_SCHEMA.empty_table(), *(part.persons for part in parts)]),
        pa.concat_tables([HOUSEHOLDS_SCHEMA.empty_table(), *(part.households for part in parts)]),
    )


def snapshot_parts(*, on: date, household_ids: Iterable[int] | None = None) -> Iterator[Part]:
    """Yield the snapshot in parts that fit in memory, in ascending order of household."""
    wanted = (
        list(Household.objects.order_by("pk").values_list("pk", flat=True))
        if household_ids is None
        else sorted(set(household_ids))
    )
    kept_under = _merged_persons()
    settled_persons, settled_households = _settlements("person_id"), _settlements("household_id")
    for some in in_slices(wanted, HOUSEHOLDS_AT_ONCE):
        rows = _members(some, is_range=household_ids is None, on=on)
        if not rows:
            continue
        person_values = _values_of_persons(
            [row.person_no for row in rows], kept_under, settled_persons, on=on
        )
        homes = sorted({row.household_no for row in rows})
        home_values = _values("household_id", homes, {}, settled_households, on=on)
        yield Part(_persons_table(rows, person_values), _households_table(homes, home_values))


def persons_without_household(*, on: date) -> QuerySet[Person]:
    """Return the living, present persons of whom nobody knows with whom they live; no rule is asked about them."""
    at_home = Membership.objects.current(on=on).values("person_id")
    present = Q(moved_away_on__isnull=True) | Q(moved_away_on__gt=on)
    born = Q(born_on__isnull=True) | Q(born_on__lte=on)
    return Person.objects.kept().living(on=on).filter(present, born).exclude(pk__in=at_home)


def _members(household_ids: Sequence[int], *, is_range: bool, on: date) -> list[_Row]:
    # A range of the whole register is one scan of the index; a long list of numbers is not.
    within = (
        Q(household_id__gte=household_ids[0], household_id__lte=household_ids[-1])
        if is_range
        else Q(household_id__in=household_ids)
    )
    found = Membership.objects.filter(within).current(on=on).in_register_order()
    columns = ("household_id", "person_id", "relation", "person__born_on", "person__sex")
    return [_Row(*row) for row in found.values_list(*columns)]


def _merged_persons() -> dict[int, list[int]]:
    """Return, for every person into whom others were merged, the keys of these others."""
    others: dict[int, list[int]] = {}
    merged = Person.objects.filter(merged_into__isnull=False)
    for person_no, kept_no in merged.values_list("pk", "merged_into_id"):
        others.setdefault(kept_no, []).append(person_no)
    return others


def _settlements(subject: str) -> Settlements:
    found: Settlements = {}
    settled = FactConflict.objects.filter(settled_at__isnull=False, **{f"{subject}__isnull": False})
    for key, fact, source, moment in settled.values_list(subject, "fact", "chosen_source", "settled_at"):
        found.setdefault(key, {})[fact] = Settlement(source, moment)
    return found


def _values_of_persons(
    person_nos: list[int], kept_under: dict[int, list[int]], settled: Settlements, *, on: date
) -> dict[int, dict[str, Any]]:
    aliases = {alias: number for number in person_nos for alias in kept_under.get(number, ())}
    return _values("person_id", [*person_nos, *aliases], aliases, settled, on=on)


def _values(
    subject: str, keys: list[int], aliases: dict[int, int], settled: Settlements, *, on: date
) -> dict[int, dict[str, Any]]:
    """Return the kept value of every known fact by subject.

    The database puts what is in force in order; only where somebody settled a conflict does each statement matter.
    """
    found: dict[int, dict[str, Any]] = {}
    for some in in_slices(keys, 5_000):
        records = FactRecord.objects.filter(**{f"{subject}__in": some}).in_force(on=on)
        name = Cast("id", CharField())
        for key, record_name, sealed in records.values_list(subject, name, "values"):
            opened = unseal(bytes(sealed), where=SEALED_AT + record_name.replace("-", ""))
            found.setdefault(aliases.get(key, key), {}).update(_read_json(opened.decode()))
    disputed = found.keys() & settled.keys()
    if disputed:
        for key, statements in statements_about(subject, disputed, on=on).items():
            found[key] = newest_values(statements, settled[key])
    return found


def _persons_table(rows: list[_Row], values: dict[int, dict[str, Any]]) -> pa.Table:
    known = [
        values.get(row.person_no, {})
        | {"relation": row.relation}
        | _if_known(born_on=row.born_on, sex=row.sex)
        for row in rows
    ]
    keys = {
        "person_no": pa.array([row.person_no for row in rows], pa.int64()),
        "household_no": pa.array([row.household_no for row in rows], pa.int64()),
    }
    return _table(PERSONS_SCHEMA, keys, known, Entity.PERSON)


def _households_table(household_nos: list[int], values: dict[int, dict[str, Any]]) -> pa.Table:
    homes: dict[int, tuple[Any, ...]] = {}
    for some in in_slices(household_nos, 5_000):
        found = Household.objects.filter(pk__in=some).values_list("pk", "division_id", "is_urban", "kind")
        homes |= {row[0]: row for row in found}
    rows = [homes[number] for number in household_nos]
    known = [
        values.get(number, {}) | _if_known(is_urban=is_urban, household_kind=kind)
        for number, _, is_urban, kind in rows
    ]
    keys = {
        "household_no": pa.array(household_nos, pa.int64()),
        "division": pa.array([row[1] for row in rows], pa.string()),
    }
    return _table(HOUSEHOLDS_SCHEMA, keys, known, Entity.HOUSEHOLD)


def _if_known(**columns: Any) -> dict[str, Any]:
    return {name: value for name, value in columns.items() if value is not None}


def _table(
    schema: pa.Schema, keys: dict[str, pa.Array], known: list[dict[str, Any]], entity: Entity
) -> pa.Table:
    # Most facts of most people are unknown: filling in what is known is faster than asking for everything.
    columns: dict[str, list[Any]] = {fact.name: [None] * len(known) for fact in FACTS.of(entity)}
    for row, values in enumerate(known):
        for name, value in values.items():
            # A record may still hold a fact that the vocabulary has dropped since.
            if name in columns:
                columns[name][row] = value
    arrays = {name: _column(values, FACTS[name].kind) for name, values in columns.items()}
    return pa.table(keys | arrays, schema=schema)


def _column(values: list[Any], kind: Kind) -> pa.Array:
    if kind is Kind.DATE:
        # Kept as ISO text in the facts, as dates in the rows.
        values = [date.fromisoformat(value) if isinstance(value, str) else value for value in values]
    return pa.array(values, ARROW_TYPES[kind])
