"""Turning the tables of a register into verified NumPy columns."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from minsheng.engines.policy.facts import MOST_MEMBERS, Entity, Fact, Kind, Vocabulary

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

_KEYS = {Entity.PERSON: ("person_no", "household_no"), Entity.HOUSEHOLD: ("household_no", "division")}
_TABLES = {Entity.PERSON: "persons", Entity.HOUSEHOLD: "households"}
ARROW_TYPES = {
    Kind.BOOL: pa.bool_(),
    Kind.NUMBER: pa.int32(),
    Kind.MONEY: pa.int64(),
    Kind.DATE: pa.date32(),
    Kind.CODE: pa.int16(),
}
_STORED = {Kind.NUMBER: np.int32, Kind.MONEY: np.int64, Kind.CODE: np.int16}
_FIRST_DAY, _LAST_DAY = (day.toordinal() - date(1970, 1, 1).toordinal() for day in (date.min, date.max))
_SMALLEST_DIVISION, _LARGEST_DIVISION = 10**11, 10**12 - 1


class RegisterError(ValueError):
    """A register cannot be loaded; the message names the table, the column, the row, the value and the remedy."""


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one fact and where they are known (None: everywhere). Unknown cells hold a value within bounds."""

    values: Array
    known: npt.NDArray[np.bool_] | None

    def take(self, rows: Ints) -> Column:
        """Return the column at some rows."""
        return Column(self.values[rows], None if self.known is None else self.known[rows])


# Files.


def table_from(path: Path, vocabulary: Vocabulary, entity: Entity, only: Collection[str] | None) -> pa.Table:
    """Read a Parquet or CSV file; raise RegisterError if it cannot be read."""
    if not path.is_file():
        raise RegisterError(f"There is no file {path}. Name the {_TABLES[entity]} file, .parquet or .csv.")
    try:
        if path.suffix == ".parquet":
            return pa.parquet.read_table(path, columns=_wanted_columns(path, vocabulary, entity, only))
        if path.suffix == ".csv":
            options = pa.csv.ConvertOptions(
                column_types=_csv_types(vocabulary, entity), null_values=[""], strings_can_be_null=True
            )
            return pa.csv.read_csv(path, convert_options=options)
    except pa.ArrowInvalid as problem:
        raise RegisterError(f"{path}: {problem}") from None
    raise RegisterError(f"{path} is neither .parquet nor .csv.")


def _wanted_columns(
    path: Path, vocabulary: Vocabulary, entity: Entity, only: Collection[str] | None
) -> list[str] | None:
    """Skip what the rules do not use, but keep what is no fact at all, so that it is refused and not overlooked."""
    if only is None:
        return None
    names = pa.parquet.read_schema(path).names
    skipped = {fact.name for fact in vocabulary.of(entity) if fact.name not in only}
    return [name for name in names if name not in skipped]


def _csv_types(vocabulary: Vocabulary, entity: Entity) -> dict[str, pa.DataType]:
    facts = {fact.name: ARROW_TYPES[fact.kind] for fact in vocabulary.of(entity)}
    return {"person_no": pa.int64(), "household_no": pa.int64(), "division": pa.string(), **facts}


# Keys.


def keys_of(table: pa.Table, name: str, column: str, *, unique: bool = False, ordered: bool = True) -> Ints:
    """Return a key column: whole numbers without gaps, in ascending order if so asked."""
    if column not in table.column_names:
        raise RegisterError(f"The {name} have no column {column!r}; it is needed to tell who is who.")
    array = table.column(column)
    if not pa.types.is_integer(array.type):
        raise RegisterError(f"{name}, column {column}: must be whole numbers, got {array.type}.")
    if array.null_count:
        raise RegisterError(f"{name}, column {column}, row {_first(array.is_null())}: the key is empty.")
    keys = np.asarray(array.cast(pa.int64()).to_numpy())
    if ordered:
        _must_ascend(keys, name, column, strictly=unique)
    return keys


def _must_ascend(keys: Ints, name: str, column: str, *, strictly: bool) -> None:
    steps = np.diff(keys)
    wrong = np.flatnonzero(steps <= 0 if strictly else steps < 0)
    if wrong.size:
        row = int(wrong[0]) + 1
        raise RegisterError(
            f"{name}, column {column}, row {row}: {keys[row]} comes after {keys[row - 1]}. "
            f"Sort the {name} by {column}{' and remove doubles' if strictly else ''}."
        )


def members_of(household_no: Ints, in_household: Ints) -> Ints:
    """Return where the members of each household begin, and the end; every household has one to MOST_MEMBERS."""
    starts = np.searchsorted(in_household, household_no, side="left")
    ends = np.searchsorted(in_household, household_no, side="right")
    empty = np.flatnonzero(starts == ends)
    if empty.size:
        raise RegisterError(f"households, row {empty[0]}: household {household_no[empty[0]]} has no member.")
    crowded = np.flatnonzero(ends - starts > MOST_MEMBERS)
    if crowded.size:
        raise RegisterError(
            f"households, row {crowded[0]}: household {household_no[crowded[0]]} has more than {MOST_MEMBERS} members."
        )
    if int((ends - starts).sum()) != len(in_household):
        lost = np.flatnonzero(~np.isin(in_household, household_no))
        raise RegisterError(
            f"persons, row {lost[0]}: household {in_household[lost[0]]} is not among the households."
        )
    return np.concatenate([starts, [len(in_household)]]).astype(np.int64)


def divisions_of(table: pa.Table) -> Ints:
    """Return the twelve-digit division of every household as a number."""
    if "division" not in table.column_names:
        raise RegisterError("The households have no column 'division' (twelve digits, as text).")
    try:
        numbers = table.column("division").cast(pa.string()).cast(pa.int64())
    except pa.ArrowInvalid as problem:
        raise RegisterError(f"households, column division: {problem}") from None
    wrong = pc.fill_null(
        pc.or_(pc.less(numbers, _SMALLEST_DIVISION), pc.greater(numbers, _LARGEST_DIVISION)), True
    )
    if pc.any(wrong).as_py():
        row = _first(wrong)
        value = table.column("division")[row].as_py()
        raise RegisterError(
            f"households, column division, row {row}: {value!r} is not a code of twelve digits."
        )
    return np.asarray(numbers.to_numpy())


# Facts.


def columns_of(
    table: pa.Table, vocabulary: Vocabulary, entity: Entity, only: Collection[str] | None
) -> dict[str, Column]:
    """Return the facts of one entity by name, each verified against its type, bounds and codes."""
    columns = {}
    for name in table.column_names:
        if name in _KEYS[entity]:
            continue
        fact = _fact(name, vocabulary, entity)
        if only is None or name in only:
            columns[name] = _column(table.column(name), fact, _TABLES[entity])
    return columns


def _fact(name: str, vocabulary: Vocabulary, entity: Entity) -> Fact:
    known = [fact.name for fact in vocabulary.of(entity)]
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else " Remove the column, or declare the fact."
        raise RegisterError(f"{_TABLES[entity]}, column {name!r}: no fact of a {entity} has this name.{hint}")
    return vocabulary[name]


def _column(array: pa.ChunkedArray, fact: Fact, table: str) -> Column:
    if pa.types.is_null(array.type):
        array = array.cast(ARROW_TYPES[fact.kind])
    if not _fits(array.type, fact.kind):
        raise RegisterError(
            f"{table}, column {fact.name}: a {fact.kind} is stored as {ARROW_TYPES[fact.kind]}, got {array.type}."
        )
    known = None if array.null_count == 0 else np.asarray(array.is_valid().to_numpy())
    values = _values(array, fact)
    _must_be_within(values, known, fact, table)
    return Column(_stored(values, fact), known)


def _fits(given: pa.DataType, kind: Kind) -> bool:
    if kind is Kind.BOOL:
        return bool(pa.types.is_boolean(given))
    return bool(pa.types.is_date32(given) if kind is Kind.DATE else pa.types.is_integer(given))


def _values(array: pa.ChunkedArray, fact: Fact) -> Array:
    """Return plain values, with something harmless and within bounds where they are unknown."""
    if fact.kind is Kind.BOOL:
        return np.asarray(pc.fill_null(array, False).to_numpy())
    if fact.kind is Kind.DATE:
        return np.asarray(pc.fill_null(array.cast(pa.int32()), 0).to_numpy())
    try:
        return np.asarray(pc.fill_null(array.cast(pa.int64()), filler(fact)).to_numpy())
    except pa.ArrowInvalid as problem:
        raise RegisterError(f"column {fact.name}: {problem}") from None


def filler(fact: Fact) -> int:
    """Return the value that stands in unknown cells: the one nearest to zero that the fact may take."""
    if fact.kind is Kind.DATE:
        return 0
    if fact.kind is Kind.CODE:
        return min(fact.codes, key=abs)
    low, high = fact.bounds
    return min(max(0, low), high)


def _must_be_within(values: Array, known: npt.NDArray[np.bool_] | None, fact: Fact, table: str) -> None:
    if fact.kind is Kind.BOOL:
        return
    low, high = (_FIRST_DAY, _LAST_DAY) if fact.kind is Kind.DATE else fact.bounds
    wrong = (values < low) | (values > high)
    if fact.kind is Kind.CODE:
        wrong |= ~np.isin(values, list(fact.codes))
    if known is not None:
        wrong &= known
    if wrong.any():
        row = int(np.argmax(wrong))
        allowed = f"one of {sorted(fact.codes)}" if fact.kind is Kind.CODE else f"from {low} to {high}"
        raise RegisterError(f"{table}, column {fact.name}, row {row}: {values[row]} is not {allowed}.")


def _stored(values: Array, fact: Fact) -> Array:
    return values.astype(_STORED[fact.kind], copy=False) if fact.kind in _STORED else values


def _first(mask: pa.ChunkedArray) -> int:
    return int(np.argmax(mask.to_numpy()))
