"""Which missing facts keep how many answers open, and where: what to ask first. Free of Django.

A fact counts by the answers it keeps open (``open_results``, over all policies), by those it would settle alone
(``settles_alone``), and by the persons or households who would have to be asked (``subjects``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from minsheng.engines.policy.batch import MissingFacts
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.register import Register
from minsheng.kernel.entitlements.findings import PolicyFindings, Screening
from minsheng.kernel.people.facts import FACTS

Ints = npt.NDArray[np.int64]

OPEN_QUESTIONS_SCHEMA = pa.schema(
    [
        ("division", pa.string()),
        ("fact", pa.string()),
        ("subjects", pa.int64()),
        ("open_results", pa.int64()),
        ("settles_alone", pa.int64()),
    ]
)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One missing fact in one division."""

    division: str
    fact: str
    subjects: int
    open_results: int
    settles_alone: int


def open_questions(found: Screening) -> list[OpenQuestion]:
    """Return every missing fact by village, in order of division and then of the answers it keeps open."""
    divisions = _Divisions(found.register)
    counted = [
        question
        for fact in FACTS
        if any(_rows(one, fact).size for one in found.values())
        for question in _of_fact(found, fact, divisions)
    ]
    return sorted(counted, key=lambda one: (one.division, -one.open_results, one.fact))


def ranked(questions: list[OpenQuestion]) -> list[dict[str, int | str]]:
    """Return the missing facts of the whole register, the one that opens most answers first."""
    total: dict[str, list[int]] = {}
    for one in questions:
        sums = total.setdefault(one.fact, [0, 0, 0])
        for place, number in enumerate((one.open_results, one.settles_alone, one.subjects)):
            sums[place] += number
    order = sorted(total.items(), key=lambda pair: (-pair[1][0], -pair[1][1], pair[0]))
    return [
        {"fact": fact, "open_results": sums[0], "settles_alone": sums[1], "subjects": sums[2]}
        for fact, sums in order
    ]


def as_table(questions: list[OpenQuestion]) -> pa.Table:
    """Return the questions as a table."""
    return pa.table(
        {name: [getattr(one, name) for one in questions] for name in OPEN_QUESTIONS_SCHEMA.names},
        schema=OPEN_QUESTIONS_SCHEMA,
    )


class _Divisions:
    """The villages of a register, numbered, so that counting by village is counting by small numbers."""

    def __init__(self, register: Register) -> None:
        self.codes, self.of_household = np.unique(register.division, return_inverse=True)
        self.of_household = self.of_household.reshape(-1)

    def counts(self, household_rows: Ints) -> Ints:
        counted: Ints = np.bincount(self.of_household[household_rows], minlength=len(self.codes))
        return counted


def _of_fact(found: Screening, fact: str, divisions: _Divisions) -> Iterator[OpenQuestion]:
    zero = np.zeros(len(divisions.codes), dtype=np.int64)
    opened, alone = zero.copy(), zero.copy()
    for one in found.values():
        rows = _rows(one, fact)
        opened += divisions.counts(one.household_rows[rows])
        alone += divisions.counts(one.household_rows[rows_settled_alone(one.results.missing, fact)])
    subjects = divisions.counts(_households_to_ask(found, fact))
    for place in np.flatnonzero(opened):
        yield OpenQuestion(
            division=str(divisions.codes[place]), fact=fact, subjects=int(subjects[place]),
            open_results=int(opened[place]), settles_alone=int(alone[place]),
        )  # fmt: skip


def _rows(one: PolicyFindings, fact: str) -> Ints:
    return one.results.missing.rows_of(fact)


def rows_settled_alone(missing: MissingFacts, fact: str) -> Ints:
    """Return the rows that nothing but one fact keeps open."""
    if fact not in missing.facts or not missing.rows.size:
        return missing.rows[:0]
    number = missing.facts.index(fact)
    alone = np.zeros(missing.bits.shape[1], dtype=np.uint64)
    alone[number // 64] = np.uint64(1 << (number % 64))
    settled: Ints = missing.rows[(missing.bits == alone).all(axis=1)]
    return settled


def _households_to_ask(found: Screening, fact: str) -> Ints:
    """Return the household row of everybody who would be asked, once for each person or household.

    A policy about households that misses a person's fact asks every member of whom the fact is unknown; so does a
    policy about persons where somebody else's fact is missing.
    """
    register = found.register
    if FACTS[fact].entity is Entity.HOUSEHOLD:
        return np.unique(np.concatenate([one.household_rows[_rows(one, fact)] for one in found.values()]))
    is_unknown = _is_unknown(register, fact)
    is_asked = np.zeros(register.person_count, dtype=np.bool_)
    is_family_asked = np.zeros(register.household_count, dtype=np.bool_)
    for one in found.values():
        rows = _rows(one, fact)
        own = rows[is_unknown[rows]] if one.is_personal else rows[:0]
        is_asked[own] = True
        others = np.setdiff1d(rows, own, assume_unique=True)
        is_family_asked[one.household_rows[others]] = True
    is_asked |= is_family_asked[register.household_row] & is_unknown
    return register.household_row[is_asked]


def _is_unknown(register: Register, fact: str) -> npt.NDArray[np.bool_]:
    column = register.persons.get(fact)
    if column is None:
        return np.ones(register.person_count, dtype=np.bool_)
    return np.zeros(register.person_count, dtype=np.bool_) if column.known is None else ~column.known
