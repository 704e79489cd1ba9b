"""What runs left in their folders: the register, the rolls and the results as they were asked about.

A run of the whole register has everything. A run of some households has only these, so the present state is the
latest whole run with the later ones laid over it; the runs from the latest back to that one are called its chain.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet
from django.conf import settings

from minsheng.engines.policy.facts import Entity
from minsheng.kernel.entitlements.models import Run
from minsheng.kernel.entitlements.result_files import RESULTS

RUNS = "runs"
PERSONS, HOUSEHOLDS, RECEIVED, ASKED = (
    "persons.parquet", "households.parquet", "received.parquet", "asked.parquet",
)  # fmt: skip


def folder_of(run: Run) -> Path:
    """Return where a run keeps its files."""
    return Path(settings.DATA) / run.folder


@dataclass(frozen=True, eq=False)
class Piece:
    """What one run of a chain knows of some households, as the policy engine reads it."""

    run: Run
    persons: pa.Table
    households: pa.Table
    received: pa.Table


class Chain:
    """The state of all results after a run."""

    def __init__(self, run: Run) -> None:
        self.runs = list(_back_to_the_whole(run))

    @property
    def latest(self) -> Run:
        return self.runs[0]

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The summary of the latest run: its day, rules and parameters hold for the whole chain."""
        said: dict[str, Any] = json.loads(
            (folder_of(self.latest) / "summary.json").read_text(encoding="utf-8")
        )
        return said

    def results(self, entity: Entity) -> pa.Table:
        """Return the results of everybody, each as of the run that asked about them last."""
        tables: list[pa.Table] = []
        asked_later = pa.array([], pa.int64())
        for run in self.runs:
            table = _plain(pa.parquet.read_table(folder_of(run) / RESULTS[entity]))
            is_newer_elsewhere = pc.is_in(table.column("household_no"), value_set=asked_later)
            tables.append(table.filter(pc.invert(is_newer_elsewhere)))
            if not run.is_whole:
                asked_later = pa.concat_arrays([asked_later, _asked(run)])
        return pa.concat_tables(tables)

    def pieces(self, household_nos: Collection[int]) -> Iterator[Piece]:
        """Yield, run by run, what was known of some households when they were asked about last."""
        waiting = pa.array(sorted(household_nos), pa.int64())
        for run in self.runs:
            mine = waiting if run.is_whole else waiting.filter(pc.is_in(waiting, value_set=_asked(run)))
            if len(mine):
                yield Piece(
                    run, *(_some(folder_of(run) / name, mine) for name in (PERSONS, HOUSEHOLDS, RECEIVED))
                )
                waiting = waiting.filter(pc.invert(pc.is_in(waiting, value_set=mine)))

    def facts(self, household_nos: Collection[int]) -> tuple[pa.Table, pa.Table]:
        """Return persons and households of some households as they were when asked about last, in register order."""
        pieces = list(self.pieces(household_nos))
        persons = pa.concat_tables([piece.persons for piece in pieces], promote_options="default")
        households = pa.concat_tables([piece.households for piece in pieces], promote_options="default")
        return _in_order(persons), _in_order(households)


def _back_to_the_whole(run: Run) -> Iterator[Run]:
    current: Run | None = run
    while current is not None:
        yield current
        current = None if current.is_whole else current.previous


def _asked(run: Run) -> pa.Array:
    return pa.parquet.read_table(folder_of(run) / ASKED).column("household_no").combine_chunks()


def _some(path: Path, household_nos: pa.Array) -> pa.Table:
    return pa.parquet.read_table(path, filters=pc.field("household_no").isin(household_nos))


def _plain(table: pa.Table) -> pa.Table:
    """Return a table with plain text where the file keeps a dictionary, which differs from file to file."""
    columns = [
        column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
        for column in table.columns
    ]
    return pa.table(columns, names=table.column_names)


def _in_order(table: pa.Table) -> pa.Table:
    return table.take(pa.array(np.argsort(table.column("household_no").to_numpy(), kind="stable")))
