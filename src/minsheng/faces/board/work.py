"""What is being done about it: open and overdue cases by county, and what becomes of the leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q
from django.db.models.functions import Substr

from minsheng.faces.board.sight import Sight
from minsheng.kernel.cases.models import Case
from minsheng.kernel.divisions.codes import CODE_DIGITS, Depth
from minsheng.kernel.entitlements.models import Lead

PADDING = "0" * (CODE_DIGITS - Depth.COUNTY)


@dataclass(frozen=True, slots=True)
class Desk:
    """The open cases of people who live in one county."""

    open: int = 0
    overdue: int = 0
    oldest_due_on: date | None = None


def cases_by_county(*, on: date) -> dict[str, Desk]:
    """Return the open cases by the county in which their people live."""
    rows = (
        Case.objects.open()
        .order_by()
        .annotate(county=Substr("home_id", 1, int(Depth.COUNTY)))
        .values("county")
        .annotate(
            open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=on)),
            oldest=Min("due_on", filter=Q(due_on__lt=on)),
        )
    )  # fmt: skip
    return {row["county"] + PADDING: Desk(row["open"], row["overdue"], row["oldest"]) for row in rows}


@dataclass(frozen=True, slots=True)
class LeadCount:
    """The open leads of one kind."""

    kind: str
    open: int
    with_case: int

    @property
    def waiting(self) -> int:
        return self.open - self.with_case


def open_leads(sight: Sight) -> list[LeadCount]:
    """Return the open leads of the counties in sight by kind, and how many have become a case."""
    rows = (
        Lead.objects.open()
        .filter(sight.span())
        .order_by()
        .values("kind")
        .annotate(open=Count("pk"), with_case=Count("case"))
    )
    found = {row["kind"]: row for row in rows}
    return [
        LeadCount(kind, found[kind]["open"], found[kind]["with_case"])
        for kind in Lead.Kind.values
        if kind in found
    ]
