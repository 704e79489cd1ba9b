"""One facility: its life from plan to closing, its inspections and certificates, and what may be done now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minsheng.engines.policy.text import Text
from minsheng.faces.design.forms import DesignedForm
from minsheng.faces.design.language import spoken
from minsheng.faces.desk.place_page import place_page
from minsheng.faces.desk.place_steps import CERTIFICATE_STEPS, form_of, step_called, steps_for, told_by
from minsheng.faces.desk.staff import StaffRequest
from minsheng.faces.desk.views.places import visible_places
from minsheng.kernel.places.certifying import prepare
from minsheng.kernel.places.life_cycle import ACCEPTORS, REPORTERS
from minsheng.kernel.places.models import Certificate, Place
from minsheng.kernel.places.problems import PlaceProblemError
from minsheng.kernel.staff.access import Audience, Scope, open_to

WORKERS = (*REPORTERS, *ACCEPTORS)


@open_to(Audience.STAFF, scope=Scope.DIVISION)
def place(request: StaffRequest, token: str) -> HttpResponse:
    """Show a place."""
    return _page(request, _visible(request, token))


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=WORKERS)
def do_step(request: StaffRequest, token: str, step_key: str) -> HttpResponse:
    """Do one step in the life of a place."""
    shown, step = _visible(request, token), step_called(step_key)
    if step is None:
        raise Http404
    form = form_of(step, shown, request.POST)
    if not form.is_valid():
        return _page(request, shown, failed=form, failed_key=step.key, status=422)
    return _act(
        request, shown, step.title, form, step.key,
        lambda: step.act(shown, by=request.user, at=timezone.now(), **told_by(form)),
    )  # fmt: skip


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=WORKERS)
def begin_certificate(request: StaffRequest, token: str) -> HttpResponse:
    """Record that a place works towards a certificate."""
    shown = _visible(request, token)
    kind = request.POST.get("kind", "")
    title = Text("开始创建", "Begun")
    return _act(
        request, shown, title, None, "", lambda: prepare(shown, kind, by=request.user, at=timezone.now())
    )


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=WORKERS)
def do_certificate_step(
    request: StaffRequest, token: str, certificate_token: str, step_key: str
) -> HttpResponse:
    """Do one step in the life of a certificate."""
    shown = _visible(request, token)
    certificate: Certificate = get_object_or_404(shown.certificates.all(), token=certificate_token)
    step = next((one for one in CERTIFICATE_STEPS if one.key == step_key), None)
    if step is None or certificate.state not in step.after:
        messages.warning(request, _("这一项刚才有变化，您要办的那一步没有办。请看最新情况。"))
        return redirect("place", token=token)
    form = form_of(step, shown, request.POST)
    failed_key = f"{certificate.token}-{step.key}"
    if not form.is_valid():
        return _page(request, shown, failed=form, failed_key=failed_key, status=422)
    return _act(
        request, shown, step.title, form, failed_key,
        lambda: step.act(certificate, by=request.user, at=timezone.now(), **told_by(form)),
    )  # fmt: skip


def _act(
    request: StaffRequest,
    shown: Place,
    title: Text,
    form: DesignedForm | None,
    key: str,
    act: Callable[[], Any],
) -> HttpResponse:
    try:
        act()
    except PlaceProblemError as problem:
        # A step that is not offered any more has no form on the page to stand beside.
        if form is None or not _is_offered(key, _visible(request, shown.token), request):
            messages.error(request, spoken(problem.text))
            return redirect("place", token=shown.token)
        form.add_error(None, spoken(problem.text))
        return _page(request, _visible(request, shown.token), failed=form, failed_key=key, status=422)
    messages.success(request, _("已办理：%(verb)s") % {"verb": spoken(title)})
    return redirect("place", token=shown.token)


def _is_offered(key: str, shown: Place, request: StaffRequest) -> bool:
    """Say whether a step of a place is on its page now; steps of certificates are looked at before."""
    offered = {step.key for step, _hindrance in steps_for(shown, request.user, on=timezone.localdate())}
    return key in offered or "-" in key


def _visible(request: StaffRequest, token: str) -> Place:
    seen = visible_places(request).select_related("division", "acceptance", "submitted_by")
    found: Place = get_object_or_404(seen, token=token)
    return found


def _page(
    request: StaffRequest,
    shown: Place,
    *,
    failed: DesignedForm | None = None,
    failed_key: str = "",
    status: int = 200,
) -> HttpResponse:
    context = place_page(
        shown, by=request.user, on=timezone.localdate(), failed=failed, failed_key=failed_key
    )
    return render(request, "desk/places/place.html", context, status=status)
