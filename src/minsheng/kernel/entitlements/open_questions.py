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
    tallies = [_Tally(one, divisions) for one in found.values()]
    facts = sorted({fact for tally in tallies for fact in tally.patterns.facts})
    counted = [question for fact in facts for question in _of_fact(fact, tallies, divisions)]
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


class _Tally:
    """The open answers of one policy, counted by what they wait for and by village."""

    def __init__(self, one: PolicyFindings, divisions: _Divisions) -> None:
        self.findings, self.patterns = one, one.missing_patterns
        self.rows = one.results.missing.rows
        self.homes = one.household_rows[self.rows]
        size = len(divisions.codes)
        counted = np.bincount(
            self.patterns.of_row * size + divisions.of_household[self.homes],
            minlength=len(self.patterns.sets) * size,
        )
        self.by_pattern = counted.reshape(len(self.patterns.sets), size)

    def waiting_for(self, fact: str) -> npt.NDArray[np.bool_]:
        """Say for each open row whether it waits for a fact."""
        waiting: npt.NDArray[np.bool_] = self.patterns.having(fact)[self.patterns.of_row]
        return waiting


def _of_fact(fact: str, tallies: list[_Tally], divisions: _Divisions) -> Iterator[OpenQuestion]:
    involved = [tally for tally in tallies if fact in tally.patterns.facts]
    opened = sum(tally.by_pattern[tally.patterns.having(fact)].sum(axis=0) for tally in involved)
    alone = sum(tally.by_pattern[tally.patterns.alone(fact)].sum(axis=0) for tally in involved)
    subjects = divisions.counts(_households_to_ask(fact, involved))
    for place in np.flatnonzero(opened):
        yield OpenQuestion(
            division=str(divisions.codes[place]), fact=fact, subjects=int(subjects[place]),
            open_results=int(opened[place]), settles_alone=int(alone[place]),
        )  # fmt: skip


def _households_to_ask(fact: str, involved: list[_Tally]) -> Ints:
    """Return the household row of everybody who would be asked, once for each person or household.

    A policy about households that misses a person's fact asks every member of whom the fact is unknown; so does a
    policy about persons where somebody else's fact is missing.
    """
    register = involved[0].findings.register
    is_family_asked = np.zeros(register.household_count, dtype=np.bool_)
    if FACTS[fact].entity is Entity.HOUSEHOLD:
        for tally in involved:
            is_family_asked[tally.homes[tally.waiting_for(fact)]] = True
        return np.flatnonzero(is_family_asked)
    is_unknown = _is_unknown(register, fact)
    is_asked = np.zeros(register.person_count, dtype=np.bool_)
    for tally in involved:
        is_waiting = tally.waiting_for(fact)
        rows, homes = tally.rows[is_waiting], tally.homes[is_waiting]
        is_own = is_unknown[rows] if tally.findings.is_personal else np.zeros(len(rows), dtype=np.bool_)
        is_asked[rows[is_own]] = True
        is_family_asked[homes[~is_own]] = True
    is_asked |= is_family_asked[register.household_row] & is_unknown
    return register.household_row[is_asked]


def _is_unknown(register: Register, fact: str) -> npt.NDArray[np.bool_]:
    column = register.persons.get(fact)
    if column is None:
        return np.ones(register.person_count, dtype=np.bool_)
    return np.zeros(register.person_count, dtype=np.bool_) if column.known is None else ~column.known
