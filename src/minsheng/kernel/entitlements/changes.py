"""What changed since the last run, and why: one row for every answer that is another one now. Free of Django.

The cause is found by asking again, not by guessing: the old facts are put to today's rules and parameters. If that
gives the new answer already, no fact did it, but the rule, a parameter or time; if it gives the old answer, the facts
did it alone. Causes that work together are all named in the details.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Policy, Rulebook
from minsheng.kernel.entitlements.attributing import Attributing, Moved
from minsheng.kernel.entitlements.causes import Cause
from minsheng.kernel.entitlements.findings import PolicyFindings, Screening
from minsheng.kernel.entitlements.result_files import STATUSES, amount_column

Ints = npt.NDArray[np.int64]

ABSENT = -1
OPEN_AMOUNT = -1
NOBODY = -1

CHANGES_SCHEMA = pa.schema(
    [
        ("policy", pa.string()),
        ("person_no", pa.int64()),
        ("household_no", pa.int64()),
        ("before", pa.string()),
        ("after", pa.string()),
        ("before_fen", pa.int64()),
        ("after_fen", pa.int64()),
        ("cause", pa.string()),
        ("details", pa.string()),
    ]
)


class Before(Protocol):
    """What is known of the last run."""

    @property
    def summary(self) -> dict[str, Any]:
        """The summary of the last run."""

    def results(self, entity: Entity) -> pa.Table:
        """The results of everybody."""

    def facts(self, household_nos: Collection[int]) -> tuple[pa.Table, pa.Table]:
        """Persons and households as they were."""


@dataclass(frozen=True, eq=False)
class _Lookup:
    """The old results of one entity, found by number."""

    numbers: Ints  # ascending
    order: Ints
    households: Ints
    table: pa.Table

    @classmethod
    def of(cls, table: pa.Table, key: str) -> _Lookup:
        given = table.column(key).to_numpy()
        order = np.argsort(given, kind="stable")
        return cls(given[order], order, table.column("household_no").to_numpy(), table)

    def rows(self, wanted: Ints) -> Ints:
        """Return the row of each number in the table, NOBODY where it is not there."""
        if not len(self.numbers):
            return np.full(len(wanted), NOBODY, dtype=np.int64)
        places = np.searchsorted(self.numbers, wanted).clip(max=len(self.numbers) - 1)
        return np.where(self.numbers[places] == wanted, self.order[places], NOBODY)

    def status(self, policy: Policy) -> Ints:
        """Return the answers in the order of the table; ABSENT for all where the policy is new."""
        if policy.key not in self.table.column_names:
            return np.full(self.table.num_rows, ABSENT, dtype=np.int64)
        codes = pc.index_in(self.table.column(policy.key), value_set=STATUSES)
        return np.asarray(pc.fill_null(codes, ABSENT).to_numpy()).astype(np.int64)

    def amount(self, policy: Policy) -> Ints:
        """Return the amounts in the order of the table; OPEN_AMOUNT where they were not known."""
        column = amount_column(policy)
        if column is None or column not in self.table.column_names:
            return np.zeros(self.table.num_rows, dtype=np.int64)
        return np.asarray(pc.fill_null(self.table.column(column), OPEN_AMOUNT).to_numpy())


def changes(
    before: Before, found: Screening, books: Iterable[Rulebook], *, only: Collection[int] | None = None
) -> pa.Table:
    """Return every answer that changed, with its cause.

    only: the households that were asked about; None for everybody. Who is new appears with answers other than "not
    eligible", and so does who left.
    """
    lookups = {
        Entity.PERSON: _Lookup.of(_within(before.results(Entity.PERSON), only), "person_no"),
        Entity.HOUSEHOLD: _Lookup.of(_within(before.results(Entity.HOUSEHOLD), only), "household_no"),
    }
    moved: list[Moved] = []
    rows: list[dict[str, Any]] = []
    for one in found.values():
        lookup = lookups[one.policy.subject]
        moved += _moved(one, lookup)
        rows += _newcomers(one, lookup)
        rows += _gone(one, lookup)
    attributing = Attributing(before.summary, before.facts, found, tuple(books))
    rows += [_row_of(change, *why) for change, why in zip(moved, attributing.causes(moved), strict=True)]
    rows.sort(key=lambda row: (row["policy"], row["household_no"], row["person_no"] or 0))
    return pa.Table.from_pylist(rows, schema=CHANGES_SCHEMA)


def counts_by_cause(table: pa.Table) -> dict[str, int]:
    """Return how many answers changed by each cause."""
    counted = table.column("cause").value_counts()
    return {entry["values"].as_py(): entry["counts"].as_py() for entry in counted}


def cause_by_subject(table: pa.Table) -> Mapping[tuple[str, int | None, int | None], tuple[str, str]]:
    """Return cause and details by policy, person and household; persons are found without their household."""
    return {
        (row["policy"], row["person_no"], None if row["person_no"] else row["household_no"]): (
            row["cause"], row["details"],
        )
        for row in table.to_pylist()
    }  # fmt: skip


def _within(table: pa.Table, only: Collection[int] | None) -> pa.Table:
    if only is None:
        return table
    return table.filter(pc.is_in(table.column("household_no"), value_set=pa.array(sorted(only), pa.int64())))


def _numbers(one: PolicyFindings) -> Ints:
    return one.register.person_no if one.is_personal else one.register.household_no


def _known_amount(one: PolicyFindings) -> Ints:
    if one.policy.amount is None:
        return np.zeros(len(one.results.status), dtype=np.int64)
    is_open = one.is_amount_open | (one.results.status == Eligibility.UNKNOWN)
    return np.where(is_open, OPEN_AMOUNT, one.results.amount_fen)


def _moved(one: PolicyFindings, lookup: _Lookup) -> list[Moved]:
    """Return the subjects that were there before and have another answer now."""
    old_rows = lookup.rows(_numbers(one))
    rows = np.flatnonzero(old_rows != NOBODY)
    old_rows = old_rows[rows]
    status, amount = lookup.status(one.policy)[old_rows], lookup.amount(one.policy)[old_rows]
    new_status, new_amount = one.results.status[rows].astype(np.int64), _known_amount(one)[rows]
    is_first_answer = (status == ABSENT) & (new_status == Eligibility.NOT_ELIGIBLE)
    is_other = ((status != new_status) | (amount != new_amount)) & ~is_first_answer
    numbers, homes = _numbers(one), one.register.household_no[one.household_rows]
    return [
        Moved(
            policy=one.policy, number=int(numbers[row]), household_no=int(homes[row]), row=int(row),
            old_household_no=int(lookup.households[old_row]), before=(int(was), int(was_fen)),
            after=(int(now), int(now_fen)),
        )
        for row, old_row, was, was_fen, now, now_fen in zip(
            rows[is_other], old_rows[is_other], status[is_other], amount[is_other], new_status[is_other],
            new_amount[is_other], strict=True,
        )
    ]  # fmt: skip


def _newcomers(one: PolicyFindings, lookup: _Lookup) -> list[dict[str, Any]]:
    is_new = (lookup.rows(_numbers(one)) == NOBODY) & (one.results.status != Eligibility.NOT_ELIGIBLE)
    amounts = _known_amount(one)
    return [
        _row(
            one.policy, int(_numbers(one)[row]), int(one.register.household_no[one.household_rows[row]]),
            (ABSENT, OPEN_AMOUNT), (int(one.results.status[row]), int(amounts[row])), Cause.NEW, "",
        )
        for row in np.flatnonzero(is_new)
    ]  # fmt: skip


def _gone(one: PolicyFindings, lookup: _Lookup) -> list[dict[str, Any]]:
    status, amount = lookup.status(one.policy), lookup.amount(one.policy)
    given = lookup.table.column("person_no" if one.is_personal else "household_no").to_numpy()
    is_gone = ~np.isin(given, _numbers(one))
    is_gone &= (status != Eligibility.NOT_ELIGIBLE) & (status != ABSENT)
    return [
        _row(
            one.policy, int(given[row]), int(lookup.households[row]), (int(status[row]), int(amount[row])),
            (ABSENT, OPEN_AMOUNT), Cause.LEFT, "",
        )
        for row in np.flatnonzero(is_gone)
    ]  # fmt: skip


def _row_of(change: Moved, cause: Cause, details: str) -> dict[str, Any]:
    return _row(
        change.policy, change.number, change.household_no, change.before, change.after, cause, details
    )


def _row(
    policy: Policy,
    number: int,
    household_no: int,
    before: tuple[int, int],
    after: tuple[int, int],
    cause: Cause,
    details: str,
) -> dict[str, Any]:
    return {
        "policy": policy.key,
        "person_no": number if policy.subject is Entity.PERSON else None,
        "household_no": household_no,
        "before": _word(before), "after": _word(after),
        "before_fen": _fen(policy, before), "after_fen": _fen(policy, after),
        "cause": str(cause), "details": details,
    }  # fmt: skip


def _word(answer: tuple[int, int]) -> str | None:
    return None if answer[0] == ABSENT else Eligibility(answer[0]).key


def _fen(policy: Policy, answer: tuple[int, int]) -> int | None:
    return None if policy.amount is None or answer[1] == OPEN_AMOUNT else answer[1]
