"""Leads: by village, one by one, and which question settles most; and the visits that are made of them."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minsheng.faces.desk.divisions import chosen_divisions, own_divisions
from minsheng.faces.desk.leads import (
    lead_lines,
    questions,
    village_lines,
    villages_missing,
    visible_leads,
    waiting,
)
from minsheng.faces.desk.staff import CASEWORKERS, READERS, StaffRequest
from minsheng.kernel.divisions.codes import Depth, depth
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.entitlements.actions.open_cases import OpenedVisits, open_visits
from minsheng.kernel.entitlements.models import Lead, LeadQuerySet
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.staff.access import Audience, Scope, open_to
from minsheng.kernel.staff.reach import reaches

LINES_ON_A_PAGE = 25
VILLAGES_ON_A_PAGE = 40
FILTERS = ("policy", "kind", "state")


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def leads(request: StaffRequest) -> HttpResponse:
    """Show the villages with open leads; whoever works in one village is led to its list."""
    on = timezone.localdate()
    own = own_divisions(request.user, on=on)
    if len(own) == 1 and depth(own[0]) is Depth.VILLAGE:
        return redirect("village_leads", code=own[0])
    found = _filtered(visible_leads(request.user, on=on), request)
    home = Division.objects.filter(pk=own[0]).first() if len(own) == 1 else None
    villages = village_lines(found, seen_from=home.full_name if home is not None else "")
    page = Paginator(villages, VILLAGES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {**_choices(request, on=on), "page": page, "query": _query(request)}
    return render(request, "desk/leads/leads.html", context)


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def village(request: StaffRequest, code: str) -> HttpResponse:
    """List the open leads of a village, or of all villages below a division."""
    on = timezone.localdate()
    division = _own(request, code, on=on)
    inside: LeadQuerySet = visible_leads(request.user, on=on).within(code)
    found = _filtered(inside, request).select_related("person", "household", "division", "case")
    page = Paginator(found.order_by("case__pk", "household_id", "policy", "pk"), LINES_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        **_choices(request, on=on),
        "division": division,
        "page": page,
        "lines": lead_lines(page.object_list, on=on),
        "waiting": waiting(inside).count(),
        "shows_village": depth(code) is not Depth.VILLAGE,
        "may_open": _may_open_visits(request, code, on=on),
        "query": _query(request),
    }
    return render(request, "desk/leads/village.html", context)


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=CASEWORKERS)
def open_for_village(request: StaffRequest, code: str) -> HttpResponse:
    """Merge the waiting leads of a village into visits, one for each household."""
    on = timezone.localdate()
    _own(request, code, on=on)
    if not _may_open_visits(request, code, on=on):
        raise PermissionDenied(
            "Visits settle leads of all programmes; a post for one of them does not open any."
        )
    opened = open_visits(visible_leads(request.user, on=on).within(code), at=timezone.now(), by=request.user)
    messages.success(request, _said(opened))
    return redirect("village_leads", code=code)


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def ask_first(request: StaffRequest) -> HttpResponse:
    """Show which missing facts keep most answers open, and where."""
    on = timezone.localdate()
    asked = request.GET.get("division", "")
    within = chosen_divisions(asked, request.user, on=on)
    fact = request.GET.get("fact", "")
    if fact and fact not in FACTS:
        raise Http404
    places = (
        Paginator(villages_missing(fact, within), VILLAGES_ON_A_PAGE).get_page(request.GET.get("page"))
        if fact
        else None
    )
    context = {
        "questions": questions(within), "fact": FACTS[fact] if fact else None, "places": places,
        "query": f"fact={fact}&division={asked}" if fact else "",
        "divisions": Division.objects.filter(code__in=within),
    }  # fmt: skip
    return render(request, "desk/leads/ask_first.html", context)


def _own(request: StaffRequest, code: str, *, on: date) -> Division:
    """Return a division that the user's posts reach; otherwise the page does not exist."""
    if chosen_divisions(code, request.user, on=on) != [code]:
        raise Http404
    return get_object_or_404(Division, pk=code)


def _may_open_visits(request: StaffRequest, code: str, *, on: date) -> bool:
    return reaches(request.user, code, programme="", on=on, roles=CASEWORKERS)


def _filtered(found: LeadQuerySet, request: StaffRequest) -> LeadQuerySet:
    if policy := request.GET.get("policy"):
        found = found.filter(policy=policy)
    if kind := request.GET.get("kind"):
        found = found.filter(kind=kind)
    if request.GET.get("state") == "waiting":
        found = waiting(found)
    return found


def _choices(request: StaffRequest, *, on: date) -> dict[str, object]:
    there = visible_leads(request.user, on=on).order_by()
    return {
        "policies": sorted(there.values_list("policy", flat=True).distinct()),
        "kinds": Lead.Kind.values,
        "filters": {name: request.GET.get(name, "") for name in FILTERS},
    }


def _query(request: StaffRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _said(opened: OpenedVisits) -> str:
    """Say what became of the leads, so that every one of them is accounted for."""
    told = [
        (_("%(count)d条并入已有的入户。"), opened.added_to_open_visits),
        (_("%(count)d条已经在办。"), opened.under_application),
        (_("%(count)d条不久前核实过，先不去。"), opened.visited_lately),
        (_("%(count)d条不知道住在哪户，没有安排。"), opened.without_household),
        (_("%(count)d条由别的队伍上门办，不单独入户。"), opened.without_a_visit),
    ]
    said = _("安排了%(count)d户入户。") % {"count": opened.visits}
    return said + "".join(words % {"count": count} for words, count in told if count)
