"""Leads over the runs: a difference that is found again stays the same lead; one that is gone is closed with its cause.

A lead is a question to a person. Nothing here grants, changes or stops anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import pyarrow as pa

from minsheng.kernel.entitlements.causes import Cause
from minsheng.kernel.entitlements.models import Lead, Run
from minsheng.kernel.people.bulk import in_slices, insert_many
from minsheng.kernel.people.models import Household, Person

Causes = Mapping[tuple[str, int | None, int | None], tuple[str, str]]


class Subject(NamedTuple):
    """What a lead is about; no two open leads share it. ``household_no`` only for benefits of households."""

    kind: str
    policy: str
    person_no: int | None
    household_no: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference as a run found it."""

    household_no: int | None
    division: str | None
    amount_fen: int | None
    received_fen: int | None


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of the leads: found before + new = open now; closed are those no longer found."""

    new: int
    found_again: int
    closed: int


def follow(
    findings: pa.Table, causes: Causes, *, run: Run, at: datetime, only: Collection[int] | None = None
) -> Followed:
    """Bring the open leads in line with what a run found. ``only``: the households it asked about, None for all.

    Call it inside the transaction that writes the run.
    """
    found = _differences(findings)
    open_leads = {_subject_of(lead): lead for lead in _open_leads(only)}
    gone = [lead for subject, lead in open_leads.items() if subject not in found]
    _close(gone, causes, run=run, at=at)
    again = [(lead, found[subject]) for subject, lead in open_leads.items() if subject in found]
    _see_again(again, run=run, is_all=only is None)
    new = {subject: difference for subject, difference in found.items() if subject not in open_leads}
    insert_many(list(_new_leads(new, causes, run=run)))
    return Followed(new=len(new), found_again=len(again), closed=len(gone))


def _differences(findings: pa.Table) -> dict[Subject, Difference]:
    """Return the differences by subject; several lines of one stranger are one."""
    found: dict[Subject, Difference] = {}
    for row in findings.to_pylist():
        is_personal = row["person_no"] is not None
        subject = Subject(
            row["kind"], row["policy"], row["person_no"], None if is_personal else row["household_no"]
        )
        earlier = found.get(subject)
        received = row["received_fen"]
        if earlier is not None:
            known = [fen for fen in (earlier.received_fen, received) if fen is not None]
            received = sum(known) if known else None
        found[subject] = Difference(row["household_no"], row["division"], row["amount_fen"], received)
    return found


def _open_leads(only: Collection[int] | None) -> Iterator[Lead]:
    leads = Lead.objects.open().order_by("pk")
    if only is None:
        yield from leads.iterator(chunk_size=5_000)
        return
    for some in in_slices(sorted(only)):
        yield from leads.filter(household_id__in=some)


def _subject_of(lead: Lead) -> Subject:
    return Subject(lead.kind, lead.policy, lead.person_id, None if lead.person_id else lead.household_id)


def _close(leads: list[Lead], causes: Causes, *, run: Run, at: datetime) -> None:
    for lead in leads:
        subject = _subject_of(lead)
        cause, details = causes.get(subject[1:], (str(Cause.ROLL), ""))
        lead.closed_at = at
        lead.closed_because = f"{cause}: {details}"[:120] if details else cause
    Lead.objects.bulk_update(leads, ["closed_at", "closed_because"], batch_size=300)


def _see_again(pairs: list[tuple[Lead, Difference]], *, run: Run, is_all: bool) -> None:
    changed = []
    for lead, difference in pairs:
        now = (
            difference.amount_fen, difference.received_fen, difference.household_no or lead.household_id,
            difference.division or lead.division_id,
        )  # fmt: skip
        if now != (lead.amount_fen, lead.received_fen, lead.household_id, lead.division_id):
            lead.amount_fen, lead.received_fen, lead.household_id, lead.division_id = now
            changed.append(lead)
    Lead.objects.bulk_update(
        changed, ["amount_fen", "received_fen", "household_id", "division_id"], batch_size=300
    )
    if is_all:
        # What was not found again is closed by now, so all that is open was.
        Lead.objects.open().update(last_run=run)
        return
    for some in in_slices([lead.pk for lead, _ in pairs]):
        Lead.objects.filter(pk__in=some).update(last_run=run)


def _new_leads(new: Mapping[Subject, Difference], causes: Causes, *, run: Run) -> Iterator[Lead]:
    places = _Places(new)
    settled = _settled_since(run.previous)
    for subject, difference in new.items():
        without_change = (str(Cause.SETTLED if subject in settled else Cause.ROLL), "")
        cause, details = ("", "") if run.previous is None else causes.get(subject[1:], without_change)
        yield Lead(
            kind=subject.kind, policy=subject.policy, person_id=subject.person_no,
            household_id=difference.household_no, division_id=places.division(subject, difference),
            amount_fen=difference.amount_fen, received_fen=difference.received_fen, cause=cause,
            cause_details=details, first_run=run, last_run=run,
            is_synthetic=places.is_synthetic(subject, difference),
        )  # fmt: skip


def _settled_since(previous: Run | None) -> set[Subject]:
    """Return the subjects whose leads people closed, in a case, since the last run was begun."""
    if previous is None:
        return set()
    closed = Lead.objects.filter(closed_at__gte=previous.started_at, case__isnull=False)
    return {_subject_of(lead) for lead in closed if not _was_closed_by_a_run(lead)}


def _was_closed_by_a_run(lead: Lead) -> bool:
    return lead.closed_because.partition(":")[0] in set(Cause)


class _Places:
    """Where the subjects of new leads live, and whether they are made up."""

    def __init__(self, new: Mapping[Subject, Difference]) -> None:
        persons = {subject.person_no for subject in new if subject.person_no is not None}
        households = {one.household_no for one in new.values() if one.household_no is not None}
        self._persons = self._read(Person, persons)
        self._households = self._read(Household, households)

    @staticmethod
    def _read(model: Any, keys: set[int]) -> dict[int, tuple[str, bool]]:
        found: dict[int, tuple[str, bool]] = {}
        for some in in_slices(sorted(keys), 5_000):
            rows = model.objects.filter(pk__in=some).values_list("pk", "division_id", "is_synthetic")
            found |= {key: (division, is_synthetic) for key, division, is_synthetic in rows}
        return found

    def _row(self, subject: Subject, difference: Difference) -> tuple[str, bool]:
        if subject.person_no is not None and subject.person_no in self._persons:
            return self._persons[subject.person_no]
        return self._households[difference.household_no or 0]

    def division(self, subject: Subject, difference: Difference) -> str:
        return difference.division or self._row(subject, difference)[0]

    def is_synthetic(self, subject: Subject, difference: Difference) -> bool:
        return self._row(subject, difference)[1]
