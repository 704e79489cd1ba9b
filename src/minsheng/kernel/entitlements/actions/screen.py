"""Screening the register: the whole of it, or the households in which something changed.

A run leaves its files below the data folder and its counts, open questions and leads in the database, all or none.
Asking some households again after a change gives what a run of everybody would give, as long as rules and parameters
say the same; otherwise everybody must be asked.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet
from django.conf import settings
from django.db import connection, transaction

from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.rulebook import Rulebook
from minsheng.kernel.audit.record import record
from minsheng.kernel.entitlements import findings, result_files
from minsheng.kernel.entitlements.changes import CHANGES_SCHEMA, cause_by_subject, changes, counts_by_cause
from minsheng.kernel.entitlements.leads import follow
from minsheng.kernel.entitlements.models import Run
from minsheng.kernel.entitlements.received import received_table
from minsheng.kernel.entitlements.run_counts import carry_over, write_counts, write_open_questions
from minsheng.kernel.entitlements.run_files import ASKED, RECEIVED, RUNS, Chain, folder_of
from minsheng.kernel.people.changed import notes_about, take_off
from minsheng.kernel.people.consistent import one_moment
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.kinship import households_around
from minsheng.kernel.people.snapshot import Written, write_snapshot
from minsheng.kernel.privacy.tokens import new_token
from minsheng.kernel.registry.loading import rulebooks

if TYPE_CHECKING:
    from minsheng.kernel.registry.city import City

# A number of ours, by which PostgreSQL lets one screening write at a time.
SCREENING_LOCK = 7_301_401


class ScreenEverybodyError(Exception):
    """Some households alone cannot be screened; the message says why, and that everybody must be asked."""


class ScreeningOverlapError(Exception):
    """Another screening was finished while this one was computed; nothing of this one was written."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked: the rules and parameters, the day, and of which households (None for all)."""

    books: Sequence[Rulebook]
    parameters: ParameterSet
    on: date
    engine: str
    threads: int
    household_ids: Collection[int] | None = None


def screen_register(
    city: City, *, on: date, at: datetime, by: Any = None, engine: str = "numpy", threads: int = 1
) -> Run:
    """Ask every rule about everybody in the register on a day, and follow up on what is found."""
    parameters = ParameterSet.load(city.parameters_folder)
    return screen_with(rulebooks(), parameters, on=on, at=at, by=by, engine=engine, threads=threads)


def screen_with(
    books: Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    at: datetime,
    by: Any = None,
    engine: str = "numpy",
    threads: int = 1,
) -> Run:
    """Screen the whole register with given rules and parameters."""
    return _screen(_Asked(tuple(books), parameters, on, engine, threads), at=at, by=by)


def screen_households(
    household_ids: Iterable[int],
    books: Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    at: datetime,
    by: Any = None,
) -> Run:
    """Ask again about households in which something changed, and those that share a person with them.

    Raises ScreenEverybodyError when nothing was screened yet, the day lies before the last one, or rules or parameters
    say something else than in the last run.
    """
    chosen = tuple(books)
    last = Run.objects.filter(finished_at__isnull=False).last()
    _must_carry_on(last, chosen, parameters, on=on)
    ids = households_around(household_ids)
    return _screen(_Asked(chosen, parameters, on, "numpy", 1, household_ids=ids), at=at, by=by)


def _screen(asked: _Asked, *, at: datetime, by: Any) -> Run:
    started = perf_counter()
    last = Run.objects.filter(finished_at__isnull=False).last()
    run = _begun(asked, last, at=at)
    with _folder_kept_only_if_all_goes_well(folder_of(run)) as folder:
        found, written, notes = _found(asked, folder)
        changed = _changed(asked, last, found)
        pa.parquet.write_table(changed, folder / "changes.parquet")
        run.people, run.households = found.register.person_count, found.register.household_count
        run.people_without_household = written.without_household
        run.causes = counts_by_cause(changed)
        run.seconds = round(perf_counter() - started, 3)
        with transaction.atomic():
            _write(run, asked, found, changed, last, at=at, by=by)
            take_off(notes)
    return run


def _begun(asked: _Asked, last: Run | None, *, at: datetime) -> Run:
    token = new_token()
    return Run(
        token=token, on=asked.on, started_at=at, engine=asked.engine, folder=f"{RUNS}/{token}", previous=last,
        rules_fingerprint=findings.rules_fingerprint(asked.books),
        parameters_fingerprint=findings.parameters_fingerprint(asked.books, asked.parameters, on=asked.on),
        is_whole=asked.household_ids is None,
    )  # fmt: skip


@contextmanager
def _folder_kept_only_if_all_goes_well(folder: Path) -> Iterator[Path]:
    # Facts without names are personal all the same: nobody else on the machine may read them.
    (Path(settings.DATA) / RUNS).mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _found(asked: _Asked, folder: Path) -> tuple[findings.Screening, Written, list[int]]:
    """Return what is found, what was written, and the notes of changes that it takes into account."""
    with one_moment():
        notes = notes_about(asked.household_ids)
        written = write_snapshot(folder, on=asked.on, household_ids=asked.household_ids)
        received = received_table(on=asked.on, household_ids=asked.household_ids)
    pa.parquet.write_table(received, folder / RECEIVED)
    if asked.household_ids is not None:
        ids = pa.table({"household_no": pa.array(sorted(asked.household_ids), pa.int64())})
        pa.parquet.write_table(ids, folder / ASKED)
    register = Register.read(
        written.persons_file, written.households_file, FACTS, only=findings.facts_of_rules(asked.books)
    )
    found = findings.screen(
        register,
        received,
        asked.books,
        asked.parameters,
        on=asked.on,
        engine=asked.engine,
        threads=asked.threads,
    )
    result_files.write(found, folder)
    return found, written, notes


def _changed(asked: _Asked, last: Run | None, found: findings.Screening) -> pa.Table:
    if last is None:
        return CHANGES_SCHEMA.empty_table()
    return changes(Chain(last), found, asked.books, only=asked.household_ids)


@transaction.atomic
def _write(
    run: Run,
    asked: _Asked,
    found: findings.Screening,
    changed: pa.Table,
    last: Run | None,
    *,
    at: datetime,
    by: Any,
) -> None:
    _one_at_a_time(last)
    run.finished_at = at
    run.save()
    if asked.household_ids is None or last is None:
        write_counts(run, found)
        write_open_questions(run, found)
    else:
        carry_over(run, last, found, asked.books, asked.parameters, asked.household_ids)
    table = pa.parquet.read_table(folder_of(run) / "findings.parquet")
    followed = follow(table, cause_by_subject(changed), run=run, at=at, only=asked.household_ids)
    record(
        "register screened", run, by=by, at=at, people=run.people, households=run.households,
        leads_new=followed.new, leads_found_again=followed.found_again, leads_closed=followed.closed,
    )  # fmt: skip


def _one_at_a_time(last: Run | None) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SCREENING_LOCK])
    latest = Run.objects.filter(finished_at__isnull=False).last()
    if latest != last:
        raise ScreeningOverlapError(
            "Another screening was finished while this one was computed. Nothing was written; start it again."
        )


def _must_carry_on(
    last: Run | None, books: Sequence[Rulebook], parameters: ParameterSet, *, on: date
) -> None:
    again = "Screen the whole register once."
    if last is None:
        raise ScreenEverybodyError(f"Nothing was screened yet. {again}")
    if on < last.on:
        raise ScreenEverybodyError(f"The last run asked about {last.on}, which is after {on}. {again}")
    if last.rules_fingerprint != findings.rules_fingerprint(books):
        raise ScreenEverybodyError(f"The rules are others than in the last run. {again}")
    if last.parameters_fingerprint != findings.parameters_fingerprint(books, parameters, on=on):
        raise ScreenEverybodyError(f"The parameters say something else than in the last run. {again}")
