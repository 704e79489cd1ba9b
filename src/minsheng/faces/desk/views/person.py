"""Everything about one person that a post allows, and what may be done there: reveal, settle, open a case."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minsheng.faces.design.language import spoken
from minsheng.faces.desk.openable import openable_kinds, subject_for
from minsheng.faces.desk.person_page import person_page
from minsheng.faces.desk.staff import CASEWORKERS, READERS, StaffRequest
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.kinds import kind_called
from minsheng.kernel.cases.problems import CaseProblemError
from minsheng.kernel.people.models import Person
from minsheng.kernel.people.revealing import OF_PERSON, NeedsAReasonError, Sealed, reveal
from minsheng.kernel.staff.access import Audience, Scope, open_to


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def person(request: StaffRequest, token: str) -> HttpResponse:
    """Show a person. The token of an entry that was merged into another leads to the one that was kept."""
    shown = visible_person(request, token)
    return redirect("person", token=shown.token) if shown.token != token else _page(request, shown)


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=CASEWORKERS)
def reveal_value(request: StaffRequest, token: str) -> HttpResponse:
    """Show a sealed value once, for a reason. The answer itself holds it: no session, no address, no second look."""
    shown = visible_person(request, token)
    wanted, because = request.POST.get("what", ""), request.POST.get("because", "")
    if wanted not in set(Sealed):
        raise Http404
    what = Sealed(wanted)
    subject = shown if what in OF_PERSON else shown.household
    if subject is None:
        raise Http404
    try:
        value = reveal(subject, what, by=request.user, at=timezone.now(), because=because)
    except NeedsAReasonError:
        error = _("请写明看它做什么用，至少5个字。每次查看都会记录。")
        return _page(request, shown, status=422, reveal_error=error, reveal_what=what, reveal_because=because)
    return _page(request, shown, revealed=value or _("没有登记"), revealed_what=what)


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=CASEWORKERS)
def open_for(request: StaffRequest, token: str) -> HttpResponse:
    """Open a case for a person or the household: an application received, a visit to make."""
    shown, on = visible_person(request, token), timezone.localdate()
    key = request.POST.get("kind", "")
    if key not in {one.key for one in openable_kinds(shown, by=request.user, on=on)}:
        messages.error(request, _("请选择要办的事。"))
        return redirect("person", token=shown.token)
    subject = subject_for(kind_called(key), shown)
    assert subject is not None  # noqa: S101 (openable_kinds offers nothing for a household that is not there)
    try:
        case = open_case(
            key,
            subject=subject,
            by=request.user,
            at=timezone.now(),
            because=request.POST.get("because", "")[:500],
        )
    except CaseProblemError as problem:
        messages.error(request, spoken(problem.text))
        return redirect("person", token=shown.token)
    messages.success(request, _("已立案：%(title)s") % {"title": spoken(kind_called(key).title)})
    return redirect("case", token=case.token)


def visible_person(request: StaffRequest, token: str) -> Person:
    """Return a person whom the user's posts let them look at; otherwise the page does not exist."""
    seen = Person.objects.visible_to(request.user, on=timezone.localdate(), roles=READERS).select_related(
        "division", "merged_into__division"
    )
    found: Person = get_object_or_404(seen, token=token)
    if found.merged_into is not None:
        found = get_object_or_404(seen, pk=found.merged_into.pk)
    return found


def _page(request: StaffRequest, shown: Person, status: int = 200, **more: object) -> HttpResponse:
    page = person_page(shown, by=request.user, on=timezone.localdate(), at=timezone.now())
    return render(
        request,
        "desk/person/person.html",
        {**page, "revealed": None, "reveal_error": "", **more},
        status=status,
    )
