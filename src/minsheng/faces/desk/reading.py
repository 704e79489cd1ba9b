"""How the desk reads a case: subject, clock and items in words, so that templates hold no rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minsheng.engines.policy.text import Text
from minsheng.faces.design.language import spoken
from minsheng.kernel.cases import clocks
from minsheng.kernel.cases.kinds import kind_of, stage_of
from minsheng.kernel.cases.models import Case, CaseItem
from minsheng.kernel.people.models import Membership, Person

SOON_WORKING_DAYS = 3


@dataclass(frozen=True, slots=True)
class Clock:
    """The time left, as words and tone."""

    words: str
    tone: str
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class ItemsLine:
    """The open items of a case about one policy for one reason, with how many there are."""

    policy: str
    why: str
    count: int


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of a work list."""

    case: Case
    title: Text
    stage: Text
    who: str
    where: str
    members: int
    clock: Clock
    items: list[ItemsLine]


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one village."""

    village: str
    lines: list[CaseLine]


def clock_of(case: Case, *, on: date) -> Clock:
    """Say how much time is left, in working days."""
    note = clocks.note_of(case)
    left = clocks.working_days_left(case, on=on)
    if case.due_on is None or left is None:
        return Clock(_("没有期限") if note is None else spoken(note), "neutral", case.due_on)
    if case.due_on < on:
        return Clock(_overdue(-left), "error", case.due_on)
    if case.due_on == on:
        return Clock(_("今天到期"), "accent", case.due_on)
    if left == 0:
        return Clock(_("不到1个工作日"), "warning", case.due_on)
    words = ngettext("还剩%(count)d个工作日", "还剩%(count)d个工作日", left) % {"count": left}
    return Clock(words, "warning" if left <= SOON_WORKING_DAYS else "neutral", case.due_on)


def _overdue(days: int) -> str:
    if days == 0:
        return _("已过最后一天")
    return ngettext("已超期%(count)d个工作日", "已超期%(count)d个工作日", days) % {"count": days}


def lines(cases: Iterable[Case], *, on: date, seen_from: str = "") -> list[CaseLine]:
    """Return the lines of a work list for cases with their items prefetched.

    ``seen_from``: the full name of the division the reader works in, which is left out of where people live.
    """
    found = list(cases)
    families = _families([case.household_id for case in found if case.household_id])
    return [
        CaseLine(
            case=case,
            title=kind_of(case).title,
            stage=stage_of(case).title,
            who=case.person.name if case.person else _head(families.get(case.household_id or 0, [])),
            where=case.home.full_name.removeprefix(seen_from),
            members=len(families.get(case.household_id or 0, [])),
            clock=clock_of(case, on=on),
            items=_open_items(case),
        )
        for case in found
    ]


def _open_items(case: Case) -> list[ItemsLine]:
    found = Counter((item.policy, item.why) for item in case.items.all() if item.state == CaseItem.State.OPEN)
    return [ItemsLine(policy, why, count) for (policy, why), count in found.items()]


def by_village(found: list[CaseLine]) -> list[Group]:
    """Return the lines of a list that is ordered by village, one group for each village."""
    groups: list[Group] = []
    for line in found:
        village = line.where or line.case.home.name
        if not groups or groups[-1].village != village:
            groups.append(Group(village, []))
        groups[-1].lines.append(line)
    return groups


def heads_of(household_ids: Iterable[int]) -> dict[int, Person]:
    """Return the head of each household; anybody in it where no head is registered, nothing where nobody is."""
    return {key: members[0].person for key, members in _families(household_ids).items()}


def head_name(household_id: int | None, heads: Mapping[int, Person]) -> str:
    """Return what to call a household: the name of its head."""
    head = heads.get(household_id or 0)
    return head.name if head is not None else _("户主未登记")


def _families(household_ids: Iterable[int]) -> dict[int, list[Membership]]:
    """Return the present members of some households, the head first."""
    members = Membership.objects.filter(household_id__in=list(household_ids), to_on__isnull=True)
    found: dict[int, list[Membership]] = {}
    for member in members.select_related("person").order_by("household_id", "relation", "pk"):
        found.setdefault(member.household_id, []).append(member)
    return found


def _head(members: list[Membership]) -> str:
    return members[0].person.name if members else _("户主未登记")


def people_of(case: Case) -> list[Person]:
    """Return the persons a case is about: the person, or the present members of the household, the head first."""
    if case.person is not None:
        return [case.person]
    if case.household_id is None:
        return []
    return [member.person for member in _families([case.household_id]).get(case.household_id, [])]
