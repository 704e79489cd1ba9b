"""“This is wrong”: a worker says so of a registered fact of somebody they may look at."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from minsheng.engines.policy.facts import Entity
from minsheng.faces.design.wrong_fact import WrongFactForm
from minsheng.faces.desk.facts import rows_of
from minsheng.faces.desk.read_log import record_reading
from minsheng.faces.desk.staff import CASEWORKERS, StaffRequest
from minsheng.faces.desk.views.person import visible_person
from minsheng.kernel.cases.actions.correct_fact import claim_wrong
from minsheng.kernel.cases.need_to_know import readable_facts
from minsheng.kernel.cases.problems import CaseProblemError
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.merging import facts_of
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.staff.access import Audience, Scope, open_to


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=CASEWORKERS)
def wrong(request: StaffRequest, token: str, fact: str) -> HttpResponse:
    """Ask what a fact should say, and open the case."""
    person, at = visible_person(request, token), timezone.now()
    subject, row = _row(person, fact, by=request.user)
    record_reading(subject, {fact}, by=request.user, at=at)
    form = WrongFactForm(request.POST or None, fact=FACTS[fact], on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            case = claim_wrong(
                subject,
                fact,
                value=form.value(),
                evidence=form.cleaned_data["evidence"],
                by=request.user,
                at=at,
            )
        except CaseProblemError as problem:
            form.show(problem)
        else:
            messages.success(request, _("已立案，请先核实，再由另一人决定改不改。"))
            return redirect("case", token=case.token)
    context = {
        "form": form, "person": person, "row": row, "back_href": f"/desk/people/{person.token}/#facts",
        "who": _("全家") if isinstance(subject, Household) else person.name,
    }  # fmt: skip
    return render(request, "desk/person/wrong.html", context, status=422 if form.errors else 200)


def _row(person: Person, fact: str, *, by: Any) -> tuple[Person | Household, Any]:
    """Return whom a fact is about and how it stands. Raises Http404 for one that is not on the page of the person."""
    on = timezone.localdate()
    entity = FACTS[fact].entity if fact in FACTS else None
    subject = person if entity is Entity.PERSON else person.household
    if entity is None or subject is None:
        raise Http404
    rows = rows_of(facts_of(subject, on=on), entity=entity, readable=readable_facts(by, person, on=on)).rows
    row = next((one for one in rows if one.name == fact and one.may_be_wrong), None)
    if row is None:
        raise Http404
    return subject, row
