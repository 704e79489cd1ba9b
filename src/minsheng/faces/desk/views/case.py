"""One case: whom it is about, what is to be settled and why, what may be done now, and what was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minsheng.faces.design.language import spoken
from minsheng.faces.desk.case_page import case_page, form_for, stamp
from minsheng.faces.desk.staff import READERS, StaffRequest
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.assign import assign
from minsheng.kernel.cases.duties import offers
from minsheng.kernel.cases.models import Case, CaseQuerySet
from minsheng.kernel.cases.problems import CaseProblemError
from minsheng.kernel.payments.problems import PaymentProblemError
from minsheng.kernel.staff.access import Audience, Scope, open_to


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def case(request: StaffRequest, token: str) -> HttpResponse:
    """Show a case."""
    shown = visible_case(request, token)
    page = case_page(shown, by=request.user, on=timezone.localdate(), at=timezone.now())
    return render(request, "desk/case.html", page)


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def do_verb(request: StaffRequest, token: str, verb_key: str) -> HttpResponse:
    """Do one verb to a case; a refusal comes back as a sentence beside the form."""
    shown, on = visible_case(request, token), timezone.localdate()
    offer = next((one for one in offers(shown, request.user, on=on) if one.verb.key == verb_key), None)
    if offer is None or request.POST.get("seen", stamp(shown)) != stamp(shown):
        messages.warning(request, _("这件事刚才有变化，您要办的那一步没有办。请看最新情况。"))
        return redirect("case", token=token)
    item = shown.items.filter(pk=_number(request.POST.get("settle-item", ""))).first()
    form = form_for(shown, offer.verb, by=request.user, on=on, given=request.POST, item=item)
    try:
        moved = do(
            shown, verb_key, by=request.user, at=timezone.now(), values=form.values(), because=form.because()
        )
    except (CaseProblemError, PaymentProblemError) as problem:
        form.show(problem)
        page = case_page(visible_case(request, token), by=request.user, on=on, at=timezone.now(), failed=form)
        return render(request, "desk/case.html", page, status=422)
    messages.success(request, _("已办理：%(verb)s") % {"verb": spoken(offer.verb.title)})
    return redirect("case", token=token) if moved.is_open else redirect("work")


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=READERS)
def take(request: StaffRequest, token: str) -> HttpResponse:
    """Put a case on one's own name, or back on the desk for everybody."""
    shown = visible_case(request, token)
    to = None if "back" in request.POST else request.user
    try:
        assign(shown, to=to, by=request.user, at=timezone.now())
    except CaseProblemError as problem:
        messages.error(request, spoken(problem.text))
    else:
        messages.success(request, _("已由您承办。") if to else _("已放回，同岗位的同事都能办。"))
    return redirect("case", token=token)


def visible_case(request: StaffRequest, token: str) -> Case:
    """Return a case that the user's posts let them see, by desk or by home; otherwise the page does not exist."""
    found: Case = get_object_or_404(_seen(request), token=token)
    return found


def is_still_seen(request: StaffRequest, token: str) -> bool:
    """Say whether a case can still be seen after it was handed over."""
    return _seen(request).filter(token=token).exists()


def _seen(request: StaffRequest) -> CaseQuerySet:
    seen: CaseQuerySet = Case.objects.visible_to(request.user, on=timezone.localdate(), roles=READERS)
    return seen.select_related("division", "home", "person", "household", "assigned_to", "opened_from")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
