"""How the desk reads a case: subject, clock and items in words, so that templates hold no rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minsheng.engines.policy.text import Text
from minsheng.kernel.cases import clocks
from minsheng.kernel.cases.kinds import kind_of, stage_of
from minsheng.kernel.cases.models import Case, CaseItem
from minsheng.kernel.people.models import Membership, Person


@dataclass(frozen=True, slots=True)
class Clock:
    """The time left, as words and tone."""

    words: str
    tone: str
    note: Text | None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of a work list."""

    case: Case
    title: Text
    stage: Text
    who: str
    clock: Clock
    items: list[CaseItem]


def clock_of(case: Case, *, on: date) -> Clock:
    """Say how much time is left, in working days."""
    note = clocks.note_of(case)
    left = clocks.working_days_left(case, on=on)
    if case.due_on is None or left is None:
        return Clock(_("没有期限") if note is None else note.zh, "neutral", note)
    if left < 0:
        return Clock(
            ngettext("已超期%(count)d个工作日", "已超期%(count)d个工作日", -left) % {"count": -left},
            "error",
            note,
        )
    if left == 0:
        return Clock(_("今天到期"), "accent", note)
    tone = "warning" if left <= 3 else "neutral"
    return Clock(
        ngettext("还剩%(count)d个工作日", "还剩%(count)d个工作日", left) % {"count": left}, tone, note
    )


def lines(cases: Iterable[Case], *, on: date) -> list[CaseLine]:
    """Return the lines of a work list for cases with their items prefetched."""
    found = list(cases)
    heads = heads_of([case.household_id for case in found if case.household_id])
    return [
        CaseLine(
            case=case,
            title=kind_of(case).title,
            stage=stage_of(case).title,
            who=case.person.name if case.person else heads.get(case.household_id or 0, _("户主未登记")),
            clock=clock_of(case, on=on),
            items=[item for item in case.items.all() if item.state == CaseItem.State.OPEN],
        )
        for case in found
    ]


def heads_of(household_ids: Iterable[int]) -> dict[int, str]:
    """Return the name of the head of each household; of anybody in it where no head is registered."""
    members = (
        Membership.objects.filter(household_id__in=list(household_ids), to_on__isnull=True)
        .select_related("person")
        .order_by("household_id", "-relation", "-pk")
    )
    return {member.household_id: member.person.name for member in members}


def people_of(case: Case) -> list[Person]:
    """Return the persons a case is about: the person, or the present members of the household."""
    if case.person:
        return [case.person]
    memberships = case.household.memberships.filter(to_on__isnull=True).select_related("person")
    return [one.person for one in memberships.order_by("relation", "pk")]
