"""Measuring from screenings: how many of those who are owed something receive it, and shares of the register.

A screening is a look at the whole register on its day; the numbers say "as of" that day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet
from django.db.models import Sum

from minsheng.engines.policy.text import Text
from minsheng.kernel.divisions.codes import Depth
from minsheng.kernel.entitlements.models import PolicyCount, Run
from minsheng.kernel.entitlements.run_files import HOUSEHOLDS, PERSONS, folder_of
from minsheng.kernel.pledges.measuring import Measurement, shared

NO_SCREENING = Text("还没有筛查过，暂无数据", "Nothing was screened yet; there is no number")

Condition = Callable[[pa.Table], pa.ChunkedArray]


def latest_run(*, on: date, is_whole: bool = False) -> Run | None:
    """Return the last screening finished for a day at the latest, of everybody if asked so."""
    runs = Run.objects.filter(finished_at__isnull=False, on__lte=on)
    return (runs.filter(is_whole=True) if is_whole else runs).order_by("pk").last()


def uptake(policy: str, division_code: str, *, on: date) -> Measurement:
    """Measure how many of those whom a policy owes something receive it (应享尽享)."""
    run = latest_run(on=on)
    counts = PolicyCount.objects.filter(run=run, policy=policy) if run else PolicyCount.objects.none()
    parts: Counter[str] = Counter()
    wholes: Counter[str] = Counter()
    rows = counts.values("division_id").annotate(
        agreeing_sum=Sum("agreeing"), differs_sum=Sum("amount_differs"), eligible_sum=Sum("eligible")
    )
    for row in rows:
        county = row["division_id"][: Depth.COUNTY].ljust(12, "0")
        parts[county] += row["agreeing_sum"] + row["differs_sum"]
        wholes[county] += row["eligible_sum"]
    return shared(
        parts,
        wholes,
        division_code,
        evidence=counts,
        as_of=run.on if run else None,
        note=None if run else NO_SCREENING,
    )


def share_of_register(
    division_code: str, *, on: date, columns: Sequence[str], part: Condition, whole: Condition
) -> Measurement:
    """Measure a share of the persons in the register: those for whom ``part`` holds among those with ``whole``.

    Both are given the named columns of the last whole screening; a fact that is not known does not count.
    """
    run = latest_run(on=on, is_whole=True)
    if run is None:
        nothing = Run.objects.none()
        return shared({}, {}, division_code, evidence=nothing, note=NO_SCREENING)
    persons = pa.parquet.read_table(folder_of(run) / PERSONS, columns=["household_no", *columns])
    counties = _counties_of(persons, run)
    belongs = pc.fill_null(whole(persons), False).to_numpy()
    counts = pc.fill_null(part(persons), False).to_numpy() & belongs
    return shared(
        _count(counties[counts]), _count(counties[belongs]), division_code,
        evidence=Run.objects.filter(pk=run.pk), as_of=run.on,
    )  # fmt: skip


def _counties_of(persons: pa.Table, run: Run) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the six-digit county of every person, by the division of their household."""
    households = pa.parquet.read_table(folder_of(run) / HOUSEHOLDS, columns=["household_no", "division"])
    numbers = households.column("household_no").to_numpy()
    division = pc.cast(pc.utf8_slice_codeunits(households.column("division"), 0, 6), pa.int64()).to_numpy()
    order = np.argsort(numbers, kind="stable")
    places = np.searchsorted(numbers[order], persons.column("household_no").to_numpy())
    found: np.ndarray[tuple[int], np.dtype[np.int64]] = division[order][places]
    return found


def _count(counties: np.ndarray[tuple[int], np.dtype[np.int64]]) -> dict[str, int]:
    codes, numbers = np.unique(counties, return_counts=True)
    return {str(code).ljust(12, "0"): int(number) for code, number in zip(codes, numbers, strict=True)}
