"""My family: what is registered, what we receive and are owed, our cases, why, and applying. Own household only."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minsheng.engines.policy.facts import Entity
from minsheng.faces.design.language import spoken
from minsheng.faces.portal.family import Family, family_of
from minsheng.faces.portal.progress import CaseReading
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.kinds import kind_for_policy
from minsheng.kernel.cases.problems import CaseProblemError
from minsheng.kernel.people.models import Person
from minsheng.kernel.registry.card import Purpose
from minsheng.kernel.registry.loading import policies
from minsheng.kernel.staff.access import Audience, Scope, View, open_to


def of_my_family(view: View) -> View:
    """Give a view the household of the account; an account without one is told whom to ask."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        family = family_of(request.user, on=timezone.localdate())
        if family is None:
            return render(request, "portal/my_nobody.html", status=404)
        return view(request, family, *args, **kwargs)

    return asked


@open_to(Audience.RESIDENT, scope=Scope.OWN)
@of_my_family
def my(request: HttpRequest, family: Family) -> HttpResponse:
    """The household at a glance."""
    context = {
        "family": family,
        "on": family.on,
        "cases": [CaseReading(one, on=family.on) for one in family.cases],
    }
    return render(request, "portal/my.html", context)


@open_to(Audience.RESIDENT, scope=Scope.OWN)
@of_my_family
def why(request: HttpRequest, family: Family, policy: str, token: str = "") -> HttpResponse:
    """Why a policy finds what it finds for the household or a member, from registered facts."""
    person = _subject(family, policy, token)
    standing = family.standing(family.finding(policy, person).result)
    context = {
        "family": family,
        "on": family.on,
        "standing": standing,
        "finding": standing.finding,
        "facts": family.facts_behind(standing.finding),
        "receipts": [
            one
            for one in family.receipts
            if one.policy == policy and (one.person is None or one.person == person)
        ],
    }
    return render(request, "portal/my_why.html", context)


@require_POST
@open_to(Audience.RESIDENT, scope=Scope.OWN)
@of_my_family
def apply(request: HttpRequest, family: Family, policy: str, token: str = "") -> HttpResponse:
    """Open the application for a policy; everybody may apply, whatever the rules find."""
    person = _subject(family, policy, token)
    kind = kind_for_policy(policy, Purpose.APPLICATION)
    if kind is None:
        raise Http404(f"No kind of case takes applications for {policy!r}.")
    subject = family.household if kind.subject is Entity.HOUSEHOLD else person
    if subject is None:
        raise Http404(f"An application for {policy!r} needs to say for whom.")
    running = family.standing(family.finding(policy, person).result).running
    if running is not None:
        messages.info(request, _("这件事已经在办了。"))
        return redirect("my_case", token=running.token)
    try:
        case = open_case(
            kind.key, subject=subject, by=None, at=timezone.now(), because=_("居民本人在网上申请")
        )
    except CaseProblemError as problem:
        messages.error(request, spoken(problem.text))
        return redirect("my")
    messages.success(request, _("申请已经交上去了。工作人员会联系您，下面能看到办到哪一步。"))
    return redirect("my_case", token=case.token)


@open_to(Audience.RESIDENT, scope=Scope.OWN)
@of_my_family
def case(request: HttpRequest, family: Family, token: str) -> HttpResponse:
    """One case of the family: where it is, what was done, how long it may take."""
    found = family.case(token)
    if found is None:
        raise Http404("There is no such case in this household.")
    reading = CaseReading(found, on=family.on)
    return render(
        request, "portal/my_case.html", {"reading": reading, "case": found, "steps": reading.steps()}
    )


def _subject(family: Family, policy: str, token: str) -> Person | None:
    """Return the member an address speaks of; None for the household. Raises Http404 for anybody else."""
    known = policies().get(policy)
    if known is None or (known.subject is Entity.PERSON) != bool(token):
        raise Http404(f"There is no policy {policy!r} for this kind of subject.")
    person = family.member(token) if token else None
    if token and person is None:
        raise Http404("This person does not belong to the household of the account.")
    return person
