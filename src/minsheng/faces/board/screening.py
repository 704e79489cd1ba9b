"""Screenings as leaders read them: when, how many people, what changed since the last one, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from minsheng.faces.board.gaps import Counts, Gaps
from minsheng.faces.board.sight import Sight
from minsheng.kernel.entitlements.causes import MEMBERS
from minsheng.kernel.entitlements.models import Lead, MissingFact, Run
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import policies

MOST_FACTS = 12


def finished_runs() -> QuerySet[Run]:
    """Return the screenings that came to their end, newest first."""
    return Run.objects.filter(finished_at__isnull=False).select_related("previous").order_by("-pk")


def last_whole_run() -> Run | None:
    """Return the last screening of the whole register: the counts of the board are its counts."""
    return finished_runs().filter(is_whole=True).first()


@dataclass(frozen=True, slots=True)
class Cause:
    """How many results changed for one reason."""

    key: str
    count: int


def causes_of(run: Run) -> list[Cause]:
    """Return why results changed since the run before, the most frequent reason first."""
    found = [Cause(key, number) for key, number in run.causes.items() if number]
    return sorted(found, key=lambda cause: (-cause.count, cause.key))


@dataclass(frozen=True, slots=True)
class Change:
    """One policy in two screenings of the whole city."""

    policy: str
    before: Counts
    now: Counts

    @property
    def eligible(self) -> int:
        return self.now.eligible - self.before.eligible

    @property
    def owed_missing(self) -> int:
        return self.now.owed_missing - self.before.owed_missing

    @property
    def unknown(self) -> int:
        return self.now.unknown - self.before.unknown

    @property
    def is_change(self) -> bool:
        return self.before != self.now


def changes_between(before: Run | None, now: Run) -> list[Change]:
    """Return the policies whose counts differ between two screenings."""
    if before is None:
        return []
    old, new = Gaps(before), Gaps(now)
    found = [Change(key, old.total(key), new.total(key)) for key in policies()]
    return [one for one in found if one.is_change]


@dataclass(frozen=True, slots=True)
class NewLeads:
    """Leads that a screening found for the first time, for one reason."""

    policy: str
    kind: str
    cause: str
    facts: tuple[str, ...]
    parameters: tuple[str, ...]
    has_new_members: bool
    count: int


def new_leads(run: Run, sight: Sight) -> list[NewLeads]:
    """Return the leads that a screening was the first to find, by policy, kind and reason, the most first."""
    rows = (
        Lead.objects.filter(sight.span(), first_run=run)
        .order_by()
        .values("policy", "kind", "cause", "cause_details")
        .annotate(count=Count("pk"))
        .order_by("-count", "policy", "kind", "cause")
    )
    return [_new_leads(row) for row in rows]


def _new_leads(row: dict[str, Any]) -> NewLeads:
    names = [name for name in row["cause_details"].split(",") if name]
    return NewLeads(
        policy=row["policy"],
        kind=row["kind"],
        cause=row["cause"],
        facts=tuple(name for name in names if name in FACTS),
        parameters=tuple(name for name in names if "." in name),
        has_new_members=MEMBERS in names,
        count=row["count"],
    )


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A fact nobody has told yet, and what hangs on it."""

    fact: str
    subjects: int
    open_rules: int


def missing_facts(run: Run, sight: Sight) -> list[OpenFact]:
    """Return the facts that keep most answers open in the counties in sight."""
    rows = (
        MissingFact.objects.filter(sight.span(), run=run)
        .order_by()
        .values("fact")
        .annotate(subjects=Sum("subjects"), rules=Sum("open_rules"))
        .order_by("-rules", "fact")[:MOST_FACTS]
    )
    return [OpenFact(row["fact"], row["subjects"], row["rules"]) for row in rows]
