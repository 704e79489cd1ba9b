"""Benefit rolls beside the register: who already receives what, line by line, and who receives without being in it.

Free of Django. The table ``received`` has ``policy``, ``person_no`` (null for benefits of households),
``household_no``, ``amount_fen`` (null where the roll does not say) and ``since``; ``division`` is optional. No line is
lost: lines = matched + strangers + not begun + without a rule.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.rulebook import Policy

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

RECEIVED_SCHEMA = pa.schema(
    [
        ("policy", pa.string()),
        ("person_no", pa.int64()),
        ("household_no", pa.int64()),
        ("amount_fen", pa.int64()),
        ("since", pa.date32()),
        ("division", pa.string()),
    ]
)
OPTIONAL = frozenset({"since", "division"})
NOBODY = -1


class RollError(ValueError):
    """A benefit roll cannot be read; the message names the column, the value and the remedy."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A line of a roll whose receiver is not in the register on the day: dead, moved away, or never known."""

    policy: str
    person_no: int | None
    household_no: int | None
    amount_fen: int | None
    division: str | None


@dataclass(frozen=True, eq=False)
class Roll:
    """What one policy pays, in the order of the subjects of the register.

    ``amount_fen`` adds up all lines of a subject and means something only where ``is_amount_known``.
    """

    is_receiving: Bools
    amount_fen: Ints
    is_amount_known: Bools
    lines: int
    strangers: tuple[Stranger, ...]


@dataclass(frozen=True, eq=False)
class Rolls:
    """All rolls of one register by policy, and what became of every line."""

    by_policy: Mapping[str, Roll]
    lines: int
    not_begun: int
    without_rule: int

    @cached_property
    def strangers(self) -> int:
        return sum(len(roll.strangers) for roll in self.by_policy.values())

    @property
    def matched(self) -> int:
        """How many lines belong to somebody in the register."""
        return self.lines - self.not_begun - self.without_rule - self.strangers


def read_received(path: Path) -> pa.Table:
    """Read a roll from a Parquet or CSV file. Raises RollError."""
    if not path.is_file():
        raise RollError(f"There is no file {path}. Name the benefit rolls, .parquet or .csv.")
    try:
        if path.suffix == ".parquet":
            return checked(pa.parquet.read_table(path))
        if path.suffix == ".csv":
            types = {field.name: field.type for field in RECEIVED_SCHEMA}
            options = pa.csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True)
            return checked(pa.csv.read_csv(path, convert_options=options))
    except pa.ArrowInvalid as problem:
        raise RollError(f"{path}: {problem}") from None
    raise RollError(f"{path} is neither .parquet nor .csv.")


def checked(received: pa.Table) -> pa.Table:
    """Return a roll with exactly the columns of RECEIVED_SCHEMA. Raises RollError for what is missing or not known."""
    names = set(received.column_names)
    expected = set(RECEIVED_SCHEMA.names)
    if strange := names - expected:
        raise RollError(
            f"received, column {sorted(strange)[0]!r}: not known. Known are {', '.join(sorted(expected))}."
        )
    if absent := expected - OPTIONAL - names:
        raise RollError(f"received: the column {sorted(absent)[0]!r} is missing.")
    columns = {}
    for field in RECEIVED_SCHEMA:
        given = (
            received.column(field.name) if field.name in names else pa.nulls(received.num_rows, field.type)
        )
        try:
            columns[field.name] = given.cast(field.type)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as problem:
            raise RollError(f"received, column {field.name}: must be {field.type}, {problem}") from None
    if columns["policy"].null_count:
        raise RollError("received, column policy: a line does not say which policy it is of.")
    return pa.table(columns, schema=RECEIVED_SCHEMA)


def match(received: pa.Table | None, register: Register, policies: Collection[Policy], *, on: date) -> Rolls:
    """Lay the rolls beside the register. A line that begins after the day is not received yet."""
    table = RECEIVED_SCHEMA.empty_table() if received is None else checked(received)
    has_begun = pc.fill_null(pc.less_equal(table.column("since"), pa.scalar(on, pa.date32())), True)
    begun = table.filter(has_begun)
    known = {policy.key for policy in policies}
    has_rule = pc.is_in(begun.column("policy"), value_set=pa.array(sorted(known), pa.string()))
    ruled = begun.filter(has_rule)
    finder = _Finder(register)
    by_policy = {
        policy.key: _roll(ruled.filter(pc.equal(ruled.column("policy"), policy.key)), policy, finder)
        for policy in policies
    }
    return Rolls(
        by_policy=by_policy, lines=table.num_rows, not_begun=table.num_rows - begun.num_rows,
        without_rule=begun.num_rows - ruled.num_rows,
    )  # fmt: skip


def _roll(lines: pa.Table, policy: Policy, finder: _Finder) -> Roll:
    is_personal = policy.subject is Entity.PERSON
    rows = finder.person_rows(lines) if is_personal else finder.household_rows(lines)
    size = finder.register.person_count if is_personal else finder.register.household_count
    is_found = rows != NOBODY
    amount = np.zeros(size, dtype=np.int64)
    amounts = lines.column("amount_fen")
    np.add.at(amount, rows[is_found], np.asarray(pc.fill_null(amounts, 0).to_numpy())[is_found])
    is_receiving, is_silent = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    is_receiving[rows[is_found]] = True
    is_silent[rows[is_found & np.asarray(amounts.is_null().to_numpy())]] = True
    return Roll(
        is_receiving=is_receiving, amount_fen=amount, is_amount_known=is_receiving & ~is_silent,
        lines=lines.num_rows, strangers=tuple(_strangers(lines.filter(pa.array(~is_found)))),
    )  # fmt: skip


def _strangers(lines: pa.Table) -> list[Stranger]:
    return [
        Stranger(
            line["policy"], line["person_no"], line["household_no"], line["amount_fen"], line["division"]
        )
        for line in lines.to_pylist()
    ]


class _Finder:
    """Finds the rows of a register by number."""

    def __init__(self, register: Register) -> None:
        self.register = register

    @cached_property
    def _person_order(self) -> Ints:
        return np.argsort(self.register.person_no, kind="stable")

    @cached_property
    def _person_numbers(self) -> Ints:
        return self.register.person_no[self._person_order]

    def person_rows(self, lines: pa.Table) -> Ints:
        """Return the row of each line's person, or NOBODY."""
        places = _places(self._person_numbers, lines.column("person_no"))
        is_found = places != NOBODY
        places[is_found] = self._person_order[places[is_found]]
        return places

    def household_rows(self, lines: pa.Table) -> Ints:
        """Return the row of each line's household; where the roll names a person only, of that person's."""
        rows = _places(self.register.household_no, lines.column("household_no"))
        persons = self.person_rows(lines)
        is_by_person = (rows == NOBODY) & (persons != NOBODY)
        rows[is_by_person] = self.register.household_row[persons[is_by_person]]
        return rows


def _places(numbers: Ints, wanted: pa.ChunkedArray) -> Ints:
    """Return where each wanted number stands in ascending numbers, or NOBODY."""
    values = np.asarray(pc.fill_null(wanted, NOBODY).to_numpy())
    if not len(numbers):
        return np.full(len(values), NOBODY, dtype=np.int64)
    places = np.searchsorted(numbers, values).clip(max=len(numbers) - 1)
    return np.where(numbers[places] == values, places, NOBODY)
