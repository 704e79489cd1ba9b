"""Finding a person: by the beginning of the name in one's own divisions, or by an exact identity number."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minsheng.engines.formulas.identity import BadIdentityNumber
from minsheng.faces.design.language import spoken
from minsheng.faces.desk.divisions import chosen_divisions, groups_below, own_divisions
from minsheng.faces.desk.staff import READERS, StaffRequest
from minsheng.kernel.people.searching import MOST_FOUND, person_with_number, persons_called
from minsheng.kernel.staff.access import Audience, Scope, open_to


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def people(request: StaffRequest) -> HttpResponse:
    """Search by name. An identity number goes by POST and never into an address."""
    on = timezone.localdate()
    name, division = request.GET.get("name", "").strip(), request.GET.get("division", "")
    within = chosen_divisions(division, request.user, on=on)
    found = list(persons_called(name, within=within).select_related("division")[: MOST_FOUND + 1])
    context = {
        "name": name, "division": division, "on": on, "found": found[:MOST_FOUND], "are_more": len(found) > MOST_FOUND,
        "most": MOST_FOUND, "groups": groups_below(own_divisions(request.user, on=on)),
    }  # fmt: skip
    return render(request, "desk/people/_found.html" if request.htmx else "desk/people/people.html", context)


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def by_number(request: StaffRequest) -> HttpResponse:
    """Go to the person with an identity number, if they live in the user's divisions; the search is on the record."""
    at = timezone.now()
    within = own_divisions(request.user, on=timezone.localdate())
    try:
        person = person_with_number(request.POST.get("number", ""), within=within, by=request.user, at=at)
    except BadIdentityNumber as problem:
        found = problem.problems[0]
        messages.error(request, f"{spoken(found.what)}{spoken(found.do)}")
        return redirect("people")
    if person is None:
        messages.warning(request, _("没有找到这个号码的人。可能没有登记，也可能不在您的地区。"))
        return redirect("people")
    return redirect("person", token=person.token)
