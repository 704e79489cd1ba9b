"""“This is wrong”: a resident says so of a registered fact of the own household, and follows what becomes of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minsheng.faces.design.wrong_fact import WrongFactForm
from minsheng.faces.portal.family import FactLine, Family
from minsheng.faces.portal.views.my import of_my_family
from minsheng.kernel.cases.actions.correct_fact import claim_wrong
from minsheng.kernel.cases.problems import CaseProblemError
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.models import Person
from minsheng.kernel.staff.access import Audience, Scope, open_to


@open_to(Audience.RESIDENT, scope=Scope.OWN)
@of_my_family
def wrong(request: HttpRequest, family: Family, fact: str, token: str = "") -> HttpResponse:
    """Ask what a fact should say, and open the case."""
    person, line = _line(family, fact, token)
    form = WrongFactForm(request.POST or None, fact=FACTS[fact], on=family.on)
    if request.method == "POST" and form.is_valid():
        try:
            case = claim_wrong(
                person or family.household, fact, value=form.value(), evidence=form.cleaned_data["evidence"],
                by=None, at=timezone.now(),
            )  # fmt: skip
        except CaseProblemError as problem:
            form.show(problem)
        else:
            messages.success(request, _("已经收到。核实后会告诉您改没改、为什么。"))
            return redirect("my_case", token=case.token)
    context = {
        "form": form, "line": line, "who": person.name if person else "",
        "action": reverse("my_wrong_member", args=[fact, token]) if token else reverse("my_wrong", args=[fact]),
    }  # fmt: skip
    return render(request, "portal/my_wrong.html", context, status=422 if form.errors else 200)


def _line(family: Family, fact: str, token: str) -> tuple[Person | None, FactLine]:
    """Return whom an address speaks of and the fact as the page shows it. Raises Http404 for anything else."""
    if token:
        member = next((one for one in family.members if one.person.token == token), None)
        person, lines = (member.person, member.facts) if member is not None else (None, ())
    else:
        person, lines = None, tuple(family.home_facts)
    line = next((one for one in lines if one.fact == fact and one.may_be_wrong), None)
    if line is None:
        raise Http404(f"The page of this family shows no fact {fact!r} that could be corrected here.")
    return person, line
