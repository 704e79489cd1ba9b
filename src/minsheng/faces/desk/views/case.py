"""One case: whom it is about, what is to be settled, what may be done now, and what was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minsheng.engines.policy.text import Text
from minsheng.faces.desk.reading import clock_of, people_of
from minsheng.faces.desk.verb_form import VerbForm, spoken
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.assign import assign
from minsheng.kernel.cases.duties import offers
from minsheng.kernel.cases.kinds import kind_of, stage_of
from minsheng.kernel.cases.models import Case, CaseItem, CaseStep
from minsheng.kernel.cases.problems import CaseProblemError
from minsheng.kernel.cases.visits import SETTLE
from minsheng.kernel.registry.card import Verb
from minsheng.kernel.staff.access import Audience, Scope, open_to

KERNEL_STEPS = {
    "open": Text("立案", "opened"),
    "assign": Text("指定承办人", "assigned"),
    "hand_over": Text("移交", "handed over"),
    "postpone": Text("延期", "postponed"),
}


@open_to(Audience.STAFF, scope=Scope.DIVISION)
def case(request: HttpRequest, token: str) -> HttpResponse:
    """Show a case."""
    return _page(request, _visible(request, token))


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION)
def do_verb(request: HttpRequest, token: str, verb_key: str) -> HttpResponse:
    """Do one verb to a case; a refusal comes back as a sentence beside the form."""
    shown = _visible(request, token)
    verb = stage_of(shown).verb(verb_key)
    if verb is None:
        messages.warning(request, _("这件事已经往下走了,请看最新情况。"))
        return redirect("case", token=token)
    form = VerbForm(request.POST, verb=verb)
    try:
        moved = do(
            shown, verb.key, by=request.user, at=timezone.now(), values=form.values(), because=form.because()
        )
    except CaseProblemError as problem:
        form.show(problem)
        return _page(request, shown, failed=form, status=422)
    messages.success(request, _("已办理:%(verb)s") % {"verb": spoken(verb.title)})
    return redirect(
        "work" if not moved.is_open else "case", **({} if not moved.is_open else {"token": token})
    )


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION)
def take(request: HttpRequest, token: str) -> HttpResponse:
    """Put a case on one's own name."""
    shown = _visible(request, token)
    try:
        assign(shown, to=request.user, by=request.user, at=timezone.now())
    except CaseProblemError as problem:
        messages.error(request, spoken(problem.text))
    else:
        messages.success(request, _("已由您承办。"))
    return redirect("case", token=token)


def _visible(request: HttpRequest, token: str) -> Case:
    """Return a case in the divisions of the user's posts, by desk or by home; otherwise the page does not exist."""
    on = timezone.localdate()
    return get_object_or_404(
        Case.objects.visible_to(request.user, on=on).select_related(
            "division", "home", "person", "household"
        ),
        token=token,
    )


def _page(
    request: HttpRequest, shown: Case, failed: VerbForm | None = None, status: int = 200
) -> HttpResponse:
    on = timezone.localdate()
    forms = [
        (offer, _form(offer.verb, failed))
        for offer in offers(shown, request.user, on=on)
        if offer.verb.key != SETTLE
    ]
    settle = next((one.verb for one in offers(shown, request.user, on=on) if one.verb.key == SETTLE), None)
    items = shown.items.select_related("person").order_by("pk")
    context = {
        "case": shown,
        "kind": kind_of(shown),
        "stage": stage_of(shown),
        "outcome": kind_of(shown).outcome_title(shown.outcome) if shown.outcome else None,
        "clock": clock_of(shown, on=on),
        "people": people_of(shown),
        "items": [(item, _settling(item, settle, failed)) for item in items],
        "forms": forms,
        "steps": _history(shown),
    }
    return render(request, "desk/case.html", context, status=status)


def _history(shown: Case) -> list[tuple[CaseStep, Text]]:
    """Return the steps of a case, each with its title."""
    titles = {**KERNEL_STEPS, **{verb.key: verb.title for verb in kind_of(shown).verbs}}
    return [(step, titles[step.verb]) for step in shown.steps.select_related("by", "together_with")]


def _form(verb: Verb, failed: VerbForm | None) -> VerbForm:
    return failed if failed is not None and failed.verb.key == verb.key else VerbForm(verb=verb)


def _settling(item: CaseItem, verb: Verb | None, failed: VerbForm | None) -> VerbForm | None:
    """Return the form that settles one item of a visit, or None when it is settled or not for this user."""
    if verb is None or item.state != CaseItem.State.OPEN:
        return None
    if failed is not None and failed.verb.key == SETTLE and failed.data.get(f"{SETTLE}-item") == str(item.pk):
        return failed
    return VerbForm(verb=verb, initial={"item": item.pk})
