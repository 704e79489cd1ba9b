"""The screenings: when, how many people, and what changed from one to the next, and why."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from minsheng.faces.board.screening import causes_of, changes_between, finished_runs, new_leads
from minsheng.faces.board.sight import BOARD_ROLES, sight_of
from minsheng.kernel.staff.access import Audience, Scope, open_to

RUNS_ON_A_PAGE = 20


@open_to(Audience.STAFF, scope=Scope.AGGREGATE, roles=BOARD_ROLES)
def runs(request: HttpRequest) -> HttpResponse:
    """Every screening, newest first."""
    page = Paginator(finished_runs(), RUNS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": [(run, causes_of(run)) for run in page.object_list]}
    return render(request, "board/runs.html", context)


@open_to(Audience.STAFF, scope=Scope.AGGREGATE, roles=BOARD_ROLES)
def run(request: HttpRequest, token: str) -> HttpResponse:
    """One screening against the one before."""
    found = get_object_or_404(finished_runs(), token=token)
    sight = sight_of(request.user, on=timezone.localdate())
    context = {
        "run": found,
        "sight": sight,
        "causes": causes_of(found),
        "changes": changes_between(found.previous, found),
        "new_leads": new_leads(found, sight),
    }
    return render(request, "board/run.html", context)
