"""How fresh the data is: for every source and kind of sheet the newest file, and how much of it was taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, Sum

from minsheng.engines.policy.text import Text
from minsheng.faces.board.sight import Sight
from minsheng.kernel.intake.kinds import sheet_kinds
from minsheng.kernel.intake.models import Batch
from minsheng.kernel.registry.here import this_city

MOST_SOURCES = 40


@dataclass(frozen=True, slots=True)
class SourceLine:
    """The files of one source about one thing."""

    source: str
    sheet: Text | str
    as_of: date
    days_old: int
    files: int
    accepted: int
    rejected: int


def freshness(sight: Sight, *, on: date) -> list[SourceLine]:
    """Return what came in for the counties in sight and for the whole city, the oldest first."""
    here = sight.span() | Q(division_id=this_city().code) if not sight.is_whole_city else Q()
    rows = (
        Batch.objects.filter(here, state=Batch.State.COMMITTED)
        .order_by()
        .values("source__name", "kind")
        .annotate(
            newest=Max("as_of"), files=Count("pk"), taken=Sum("accepted"), refused=Sum("rejected"),
        )
        .order_by("newest", "source__name", "kind")[:MOST_SOURCES]
    )  # fmt: skip
    kinds = sheet_kinds()
    return [
        SourceLine(
            source=row["source__name"],
            sheet=kinds[row["kind"]].title if row["kind"] in kinds else row["kind"],
            as_of=row["newest"],
            days_old=(on - row["newest"]).days,
            files=row["files"],
            accepted=row["taken"],
            rejected=row["refused"],
        )
        for row in rows
    ]
