"""Facts on which two sources disagree: the list, and the decision which of them is right."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minsheng.engines.policy.facts import Entity
from minsheng.faces.desk.facts import FactRow, rows_of
from minsheng.faces.desk.reading import head_name, heads_of
from minsheng.faces.desk.staff import CASEWORKERS, READERS, StaffRequest
from minsheng.kernel.cases.need_to_know import readable_facts
from minsheng.kernel.people.conflicts import SHORTEST_REASON, CannotSettleError, settle
from minsheng.kernel.people.merging import facts_of
from minsheng.kernel.people.models import FactConflict, FactConflictQuerySet
from minsheng.kernel.staff.access import Audience, Scope, open_to

LINES_ON_A_PAGE = 25


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def conflicts(request: StaffRequest) -> HttpResponse:
    """List the conflicts that wait for a decision, the newest first; filter by fact."""
    waiting = _visible(request).open()
    fact = request.GET.get("fact", "")
    chosen = waiting.filter(fact=fact) if fact else waiting
    lines = chosen.select_related("person", "household", "division").order_by("-found_at", "pk")
    page = Paginator(lines, LINES_ON_A_PAGE).get_page(request.GET.get("page"))
    heads = heads_of([one.household_id for one in page.object_list if one.household_id])
    context = {
        "page": page,
        "lines": [
            (one, one.person.name if one.person else head_name(one.household_id, heads)) for one in page
        ],
        "facts": waiting.order_by().values("fact").annotate(count=Count("pk")).order_by("-count", "fact"),
        "fact": fact,
        "query": f"fact={fact}" if fact else "",
    }
    return render(request, "desk/conflicts/conflicts.html", context)


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def conflict(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what the sources say, if the reader may know the fact, and ask which one is right."""
    shown = _one(request, pk)
    return _page(request, shown, _row(request, shown))


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=CASEWORKERS)
def settle_conflict(request: StaffRequest, pk: int) -> HttpResponse:
    """Decide which source is right about one fact."""
    shown = _one(request, pk)
    row = _row(request, shown)
    if row is None:
        raise PermissionDenied("The fact is one that this post does not read.")
    source, because = request.POST.get("source", ""), request.POST.get("because", "").strip()
    if source not in shown.sources or len(because) < SHORTEST_REASON:
        error = _("请选定以哪个来源为准，并写明理由（至少5个字）。")
        return _page(request, shown, row, status=422, error=error, source=source, because=because)
    try:
        settle(shown, source, by=request.user, at=timezone.now(), because=because)
    except CannotSettleError:
        messages.warning(request, _("这一项刚刚已有同事定过，请看最新情况。"))
    else:
        messages.success(request, _("已定：以“%(source)s”为准。") % {"source": source})
    if shown.person is not None and "person" in request.POST:
        return redirect("person", token=shown.person.token)
    return redirect("conflicts")


def _page(
    request: StaffRequest, shown: FactConflict, row: FactRow | None, status: int = 200, **given: str
) -> HttpResponse:
    head = heads_of([shown.household_id]).get(shown.household_id) if shown.household_id else None
    context = {"conflict": shown, "row": row, "head": head, "error": "", "source": "", "because": "", **given}
    return render(request, "desk/conflicts/conflict.html", context, status=status)


def _visible(request: StaffRequest) -> FactConflictQuerySet:
    seen: FactConflictQuerySet = FactConflict.objects.visible_to(
        request.user, on=timezone.localdate(), roles=READERS
    )
    return seen


def _one(request: StaffRequest, pk: int) -> FactConflict:
    found: FactConflict = get_object_or_404(
        _visible(request).select_related("person", "household__division"), pk=pk
    )
    return found


def _row(request: StaffRequest, shown: FactConflict) -> FactRow | None:
    """Return what the sources say; None if the reader may not know the fact."""
    subject, on = shown.person or shown.household, timezone.localdate()
    if subject is None:
        return None
    readable = readable_facts(request.user, subject, on=on)
    entity = Entity.PERSON if shown.person is not None else Entity.HOUSEHOLD
    rows = rows_of(facts_of(subject, on=on), entity=entity, readable=readable, conflicts=[shown]).rows
    return next((row for row in rows if row.name == shown.fact), None)
