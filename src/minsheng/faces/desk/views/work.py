"""My work: the open cases on the desks of my posts, the most urgent first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from minsheng.faces.desk.reading import lines
from minsheng.kernel.cases.kinds import case_kinds
from minsheng.kernel.cases.models import Case
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.staff.access import Audience, Scope, open_to
from minsheng.kernel.staff.models import Post
from minsheng.kernel.staff.scope import divisions_of

LINES_ON_A_PAGE = 20


@open_to(Audience.STAFF, scope=Scope.DIVISION)
def work(request: HttpRequest) -> HttpResponse:
    """List the open cases the user may see; filter by what is due, by kind, and by division."""
    on = timezone.localdate()
    visible = Case.objects.open().visible_to(request.user, on=on)
    chosen = _chosen(visible, request, on)
    page = Paginator(
        chosen.by_urgency()
        .select_related("person", "household", "division", "home")
        .prefetch_related("items"),
        LINES_ON_A_PAGE,
    ).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "lines": lines(page.object_list, on=on),
        "counts": {
            "open": visible.count(),
            "due": visible.due_on_day(on).count(),
            "overdue": visible.overdue(on=on).count(),
            "mine": visible.filter(assigned_to=request.user).count(),
        },
        "filters": request.GET,
        "kinds": [
            case_kinds()[key] for key in sorted(visible.order_by().values_list("kind", flat=True).distinct())
        ],
        "divisions": Division.objects.filter(code__in=divisions_of(request.user, on=on)),
        "posts": Post.objects.held_on(on).filter(user=request.user).select_related("division"),
        "query": query.urlencode(),
    }
    template = "desk/_work_lines.html" if request.htmx else "desk/work.html"
    return render(request, template, context)


def _chosen(visible, request: HttpRequest, on):  # type: ignore[no-untyped-def]
    chosen = visible
    match request.GET.get("when"):
        case "due":
            chosen = visible.due_on_day(on)
        case "overdue":
            chosen = visible.overdue(on=on)
        case "mine":
            chosen = visible.filter(assigned_to=request.user)
    if kind := request.GET.get("kind"):
        chosen = chosen.filter(kind=kind)
    if name := request.GET.get("name", "").strip():
        chosen = chosen.filter(
            Q(person__name__startswith=name)
            | Q(household__memberships__person__name__startswith=name, household__memberships__to_on=None)
        ).distinct()
    return chosen
