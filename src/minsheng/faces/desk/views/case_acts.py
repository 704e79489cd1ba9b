"""What may be done to a case besides its verbs: give it to a colleague, hand it over after a move, extend its time."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minsheng.faces.design.language import spoken
from minsheng.faces.desk.staff import CASEWORKERS, StaffRequest
from minsheng.faces.desk.views.case import is_still_seen, visible_case
from minsheng.kernel.cases.actions.assign import assign
from minsheng.kernel.cases.actions.hand_over import hand_over
from minsheng.kernel.cases.actions.postpone import postpone
from minsheng.kernel.cases.models import Case
from minsheng.kernel.cases.problems import CaseProblemError
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.staff.access import Audience, Scope, open_to


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=CASEWORKERS)
def give(request: StaffRequest, token: str) -> HttpResponse:
    """Give a case to a colleague at the same desk."""
    username = request.POST.get("colleague", "")
    colleague = get_user_model().objects.filter(username=username, is_active=True).first()
    if colleague is None:
        messages.error(request, _("请选择要交给哪位同事。"))
        return redirect("case", token=token)
    return _act(
        request, token, _("已交给同事。"),
        lambda shown: assign(shown, to=colleague, by=request.user, at=timezone.now()),
    )  # fmt: skip


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=CASEWORKERS)
def move(request: StaffRequest, token: str) -> HttpResponse:
    """Hand a case over to where the family lives now."""
    division = Division.objects.filter(pk=request.POST.get("division", "")).first()
    if division is None:
        messages.error(request, _("请选择搬到了哪里。"))
        return redirect("case", token=token)
    because = request.POST.get("because", "")
    return _act(
        request, token, _("已移交给那里的同事。"),
        lambda shown: hand_over(shown, to=division, by=request.user, at=timezone.now(), because=because),
    )  # fmt: skip


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=CASEWORKERS)
def extend(request: StaffRequest, token: str) -> HttpResponse:
    """Give a special case the longer time that the law allows."""
    because = request.POST.get("because", "")
    return _act(
        request, token, _("已延长期限。"),
        lambda shown: postpone(shown, by=request.user, at=timezone.now(), because=because),
    )  # fmt: skip


def _act(request: StaffRequest, token: str, said: str, act: Callable[[Case], Case]) -> HttpResponse:
    try:
        act(visible_case(request, token))
    except CaseProblemError as problem:
        messages.error(request, spoken(problem.text))
        return redirect("case", token=token)
    messages.success(request, said)
    return redirect("case", token=token) if is_still_seen(request, token) else redirect("work")
