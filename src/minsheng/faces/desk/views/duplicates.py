"""Two entries that may be one person: the list, and the decision of somebody who knows them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minsheng.faces.desk.staff import CASEWORKERS, READERS, StaffRequest
from minsheng.faces.desk.twins import twin
from minsheng.kernel.people.duplicates import (
    SHORTEST_REASON,
    CannotDecideError,
    decide_different,
    decide_same,
)
from minsheng.kernel.people.models import DuplicateCandidate
from minsheng.kernel.staff.access import Audience, Scope, open_to
from minsheng.kernel.staff.scope import ScopedQuerySet

LINES_ON_A_PAGE = 20
DIFFERENT = "different"


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def duplicates(request: StaffRequest) -> HttpResponse:
    """List the pairs that wait for a decision."""
    waiting = _visible(request).filter(state=DuplicateCandidate.State.OPEN)
    pairs = waiting.select_related("first__division", "second__division").order_by("division_id", "pk")
    page = Paginator(pairs, LINES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/duplicates/duplicates.html", {"page": page, "on": timezone.localdate()})


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def duplicate(request: StaffRequest, pk: int) -> HttpResponse:
    """Show two entries side by side and ask whether they are one person."""
    return _page(request, _one(request, pk))


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=CASEWORKERS)
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Decide that two entries are one person, and which is kept, or that they are two."""
    pair = _one(request, pk)
    answer, because = request.POST.get("answer", ""), request.POST.get("because", "").strip()
    entries = {pair.first.token: pair.first, pair.second.token: pair.second}
    if answer not in (DIFFERENT, *entries) or len(because) < SHORTEST_REASON:
        error = _("请选定是不是同一个人，并写明怎么知道的（至少5个字）。")
        return _page(request, pair, status=422, error=error, answer=answer, because=because)
    try:
        if answer == DIFFERENT:
            decide_different(pair, by=request.user, at=timezone.now(), because=because)
        else:
            decide_same(pair, kept=entries[answer], by=request.user, at=timezone.now(), because=because)
    except CannotDecideError:
        messages.warning(request, _("这一对刚刚已有同事定过，请看最新情况。"))
    else:
        messages.success(request, _("已记下：是两个人。") if answer == DIFFERENT else _("已合并成一个人。"))
    return redirect("duplicates")


def _visible(request: StaffRequest) -> ScopedQuerySet:
    seen: ScopedQuerySet = DuplicateCandidate.objects.visible_to(
        request.user, on=timezone.localdate(), roles=READERS
    )
    return seen


def _one(request: StaffRequest, pk: int) -> DuplicateCandidate:
    seen = _visible(request).select_related("first__division", "second__division", "decided_by")
    found: DuplicateCandidate = get_object_or_404(seen, pk=pk)
    return found


def _page(request: StaffRequest, pair: DuplicateCandidate, status: int = 200, **more: object) -> HttpResponse:
    on = timezone.localdate()
    context = {"pair": pair, "on": on, "twins": [twin(one, on=on) for one in (pair.first, pair.second)]}
    given = {"error": "", "answer": "", "because": "", **more}
    return render(request, "desk/duplicates/duplicate.html", {**context, **given}, status=status)
