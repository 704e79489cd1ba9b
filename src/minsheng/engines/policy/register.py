"""A whole register in columns, verified when it is loaded, so that evaluating it cannot go wrong later.

Two tables: persons (``person_no``, ``household_no`` and facts) sorted by ``household_no``, and households
(``household_no``, ``division`` and facts) sorted by ``household_no``, each with at least one member. A null is unknown,
and a fact without a column is unknown for everybody. Columns that are no facts are refused, because a misspelt fact
would silently become an unknown one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from minsheng.engines.policy.facts import Entity, Kind, Vocabulary
from minsheng.engines.policy.households import FactValue, HouseholdFacts
from minsheng.engines.policy.register_files import (
    Column,
    RegisterError,
    columns_of,
    divisions_of,
    keys_of,
    members_of,
    table_from,
)

__all__ = ["Column", "Register", "RegisterError"]

Ints = npt.NDArray[np.int64]

EPOCH = date(1970, 1, 1)
_BELOW_COUNTY = 10**6


@dataclass(frozen=True, eq=False)
class Register:
    """Persons and households in columns; the members of household h are rows offsets[h] to offsets[h + 1]."""

    vocabulary: Vocabulary
    household_no: Ints
    person_no: Ints
    offsets: Ints
    division: Ints
    persons: Mapping[str, Column]
    households: Mapping[str, Column]

    @classmethod
    def from_tables(
        cls,
        persons: pa.Table,
        households: pa.Table,
        vocabulary: Vocabulary,
        *,
        only: Collection[str] | None = None,
    ) -> Register:
        """Load Arrow tables; raise RegisterError naming table, column, row and value of the first problem.

        only: the facts to load, such as those the rules use; None loads all.
        """
        household_no = keys_of(households, "households", "household_no", unique=True)
        in_household = keys_of(persons, "persons", "household_no", unique=False)
        return cls(
            vocabulary=vocabulary,
            household_no=household_no,
            person_no=keys_of(persons, "persons", "person_no", ordered=False),
            offsets=members_of(household_no, in_household),
            division=divisions_of(households),
            persons=columns_of(persons, vocabulary, Entity.PERSON, only),
            households=columns_of(households, vocabulary, Entity.HOUSEHOLD, only),
        )

    @classmethod
    def read(
        cls,
        persons: Path,
        households: Path,
        vocabulary: Vocabulary,
        *,
        only: Collection[str] | None = None,
    ) -> Register:
        """Load two files, each ``.parquet`` or ``.csv``; raise RegisterError as ``from_tables`` does."""
        return cls.from_tables(
            table_from(persons, vocabulary, Entity.PERSON, only),
            table_from(households, vocabulary, Entity.HOUSEHOLD, only),
            vocabulary,
            only=only,
        )

    @property
    def household_count(self) -> int:
        return len(self.household_no)

    @property
    def person_count(self) -> int:
        return len(self.person_no)

    @cached_property
    def county(self) -> Ints:
        """The six-digit county code of every household."""
        return self.division // _BELOW_COUNTY

    @cached_property
    def household_row(self) -> Ints:
        """The row of the household of every person."""
        return np.repeat(np.arange(self.household_count), np.diff(self.offsets))

    def columns(self, entity: Entity) -> Mapping[str, Column]:
        """Return the loaded facts of one entity by name."""
        return self.persons if entity is Entity.PERSON else self.households

    def subset(self, household_rows: npt.ArrayLike) -> Register:
        """Return a register of some households and their members, in the order asked for.

        household_rows: rows of households, each at most once. Costs in proportion to the subset, not to the city.
        """
        rows = np.asarray(household_rows, dtype=np.int64)
        sizes = self.offsets[rows + 1] - self.offsets[rows]
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        members = np.repeat(self.offsets[rows] - offsets[:-1], sizes) + np.arange(offsets[-1])
        return Register(
            vocabulary=self.vocabulary,
            household_no=self.household_no[rows],
            person_no=self.person_no[members],
            offsets=offsets,
            division=self.division[rows],
            persons={name: column.take(members) for name, column in self.persons.items()},
            households={name: column.take(rows) for name, column in self.households.items()},
        )

    def household(self, row: int) -> HouseholdFacts:
        """Return one household as the scalar evaluator takes it, to explain a result of the batch."""
        members = range(int(self.offsets[row]), int(self.offsets[row + 1]))
        return HouseholdFacts(
            household=self._facts(self.households, row),
            persons=tuple(self._facts(self.persons, member) for member in members),
            county=int(self.county[row]),
        )

    def _facts(self, columns: Mapping[str, Column], row: int) -> dict[str, FactValue | None]:
        return {
            name: _python(column.values[row], self.vocabulary[name].kind)
            for name, column in columns.items()
            if column.known is None or column.known[row]
        }


def _python(value: Any, kind: Kind) -> FactValue:
    if kind is Kind.BOOL:
        return bool(value)
    return EPOCH + timedelta(days=int(value)) if kind is Kind.DATE else int(value)
