"""The benefit rolls of the register as a table for the screening."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pyarrow as pa
from django.db.models import OuterRef, Q, QuerySet, Subquery

from minsheng.kernel.entitlements.rolls import RECEIVED_SCHEMA
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people.bulk import in_slices
from minsheng.kernel.people.models import Membership

LINES_AT_ONCE = 50_000


def received_table(*, on: date, household_ids: Iterable[int] | None = None) -> pa.Table:
    """Return every line of a roll that runs on a day, or those of some households and of whoever belonged to them.

    A line names the household its person belongs to, or belonged to last. An award that was decided counts as
    received before its first payment: nobody has to look for it any more.
    """
    lines = Receipt.objects.filter(Q(until__isnull=True) | Q(until__gte=on)).annotate(
        last_household=Subquery(
            Membership.objects.filter(person_id=OuterRef("person_id"))
            .order_by("-from_on", "-pk")
            .values("household_id")[:1]
        )
    )
    parts = [_table(part, on=on) for part in _parts(lines, household_ids)]
    return pa.concat_tables([RECEIVED_SCHEMA.empty_table(), *parts])


def _parts(lines: QuerySet[Any], household_ids: Iterable[int] | None) -> Iterator[list[Any]]:
    columns = (
        "policy", "person_id", "person__merged_into_id", "household_id", "last_household", "amount_fen", "since",
        "division_id", "award_id",
    )  # fmt: skip
    if household_ids is None:
        rows = lines.order_by("pk").values_list(*columns).iterator(chunk_size=LINES_AT_ONCE)
        while part := [row for row, _ in zip(rows, range(LINES_AT_ONCE), strict=False)]:
            yield part
        return
    for some in in_slices(sorted(set(household_ids))):
        concerned = Q(household_id__in=some) | Q(last_household__in=some)
        yield list(lines.filter(concerned).order_by("pk").values_list(*columns))


def _table(rows: list[Any], *, on: date) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "policy": policy, "person_no": merged_into or person, "household_no": household or last_household,
                "amount_fen": fen, "since": None if award and since and since > on else since, "division": division,
            }
            for policy, person, merged_into, household, last_household, fen, since, division, award in rows
        ],
        schema=RECEIVED_SCHEMA,
    )  # fmt: skip
