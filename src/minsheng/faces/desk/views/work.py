"""My work: the open cases on the desks of my posts, the most urgent first, or village by village."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from minsheng.faces.desk.divisions import own_divisions
from minsheng.faces.desk.leads import visible_leads, waiting
from minsheng.faces.desk.reading import by_village, lines
from minsheng.faces.desk.staff import READERS, StaffRequest
from minsheng.kernel.cases.kinds import case_kinds
from minsheng.kernel.cases.models import Case, CaseQuerySet
from minsheng.kernel.cases.visits import VISIT
from minsheng.kernel.people.models import DuplicateCandidate, FactConflict
from minsheng.kernel.staff.access import Audience, Scope, open_to
from minsheng.kernel.staff.models import Post

LINES_ON_A_PAGE = 20
OWN, BELOW, SEEN = "own", "below", "seen"


@dataclass(frozen=True, slots=True)
class OtherWork:
    """Something else that waits, and where it is done."""

    href: str
    label: str
    count: int


@open_to(Audience.STAFF, scope=Scope.DIVISION)
def work(request: StaffRequest) -> HttpResponse:
    """List the open cases a user is to do; filter by what is due, by kind, and by name; group by village."""
    on = timezone.localdate()
    desks = _desks(request, on=on)
    where = _chosen_desk(request, desks)
    cases = desks[where]
    page = Paginator(_ordered(_chosen(cases, request, on=on), request), LINES_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    posts = list(Post.objects.held_on(on).filter(user=request.user).select_related("division"))
    found = lines(page.object_list, on=on, seen_from=posts[0].division.full_name if len(posts) == 1 else "")
    context = {
        "page": page,
        "where": where,
        "groups": by_village(found) if request.GET.get("by") == "village" else None,
        "lines": found,
        "counts": _counts(cases, request, on=on),
        "totals": {name: one.count() for name, one in desks.items()},
        "filters": {name: request.GET.get(name, "") for name in ("when", "kind", "name", "by")},
        "kinds": _kinds_in(cases),
        "posts": posts,
        "other": _other_work(request, on=on),
        "query": _query_without_page(request),
    }
    template = "desk/_work_lines.html" if request.htmx else "desk/work.html"
    return render(request, template, context)


def _desks(request: StaffRequest, *, on: date) -> dict[str, CaseQuerySet]:
    """Return the cases a user is to do, those on desks below, and all that may be looked at."""
    return {
        OWN: Case.objects.on_desks_of(request.user, on=on),
        BELOW: Case.objects.below_desks_of(request.user, on=on),
        SEEN: Case.objects.open().visible_to(request.user, on=on, roles=READERS),
    }


def _chosen_desk(request: StaffRequest, desks: Mapping[str, CaseQuerySet]) -> str:
    wanted = request.GET.get("where", OWN)
    return wanted if wanted in desks else OWN


def _counts(cases: CaseQuerySet, request: StaffRequest, *, on: date) -> dict[str, int]:
    return cases.aggregate(
        open=Count("pk"),
        due=Count("pk", filter=Q(due_on=on)),
        overdue=Count("pk", filter=Q(due_on__lt=on)),
        mine=Count("pk", filter=Q(assigned_to=request.user)),
    )


def _kinds_in(cases: CaseQuerySet) -> list[Any]:
    there = set(cases.order_by().values_list("kind", flat=True).distinct())
    return [kind for key, kind in case_kinds().items() if key in there]


def _chosen(cases: CaseQuerySet, request: StaffRequest, *, on: date) -> CaseQuerySet:
    match request.GET.get("when"):
        case "due":
            cases = cases.due_on_day(on)
        case "overdue":
            cases = cases.overdue(on=on)
        case "mine":
            cases = cases.filter(assigned_to=request.user)
    if request.GET.get("by") == "village":
        cases = cases.filter(kind=VISIT.key)
    elif kind := request.GET.get("kind"):
        cases = cases.filter(kind=kind)
    if name := request.GET.get("name", "").strip():
        in_family = Q(
            household__memberships__person__name__startswith=name, household__memberships__to_on=None
        )
        cases = cases.filter(Q(person__name__startswith=name) | in_family).distinct()
    return cases


def _ordered(cases: CaseQuerySet, request: StaffRequest) -> CaseQuerySet:
    cases = cases.select_related("person", "household", "division", "home").prefetch_related("items")
    if request.GET.get("by") == "village":
        return cases.order_by("home_id", F("due_on").asc(nulls_last=True), "pk")
    return cases.by_urgency()


def _other_work(request: StaffRequest, *, on: date) -> list[OtherWork]:
    """Return what else waits for somebody: leads without a visit, doubts to be settled."""
    user = request.user
    if not own_divisions(user, on=on):
        return []
    doubts = FactConflict.objects.open().visible_to(user, on=on, roles=READERS)
    pairs = DuplicateCandidate.objects.visible_to(user, on=on, roles=READERS)
    counted = [
        ("/desk/leads/", _("待核线索"), waiting(visible_leads(user, on=on)).count()),
        ("/desk/duplicates/", _("疑似同一人"), pairs.filter(state=DuplicateCandidate.State.OPEN).count()),
        ("/desk/conflicts/", _("说法不一"), doubts.count()),
    ]
    # Leads are always worth a look; doubts only where there are any.
    return [
        OtherWork(href, label, count) for href, label, count in counted if count or href == "/desk/leads/"
    ]


def _query_without_page(request: StaffRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
