"""The self-check: the shortest questionnaire that settles what a family is owed. Nothing is stored.

Each page is one POST that carries the answers so far as signed text; going back and printing need no server memory.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core import signing
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from minsheng.engines.policy import scalar
from minsheng.engines.policy.evaluation import Evaluation
from minsheng.engines.policy.questions import next_questions
from minsheng.faces.portal.answers import MOST_MEMBERS, Answers
from minsheng.faces.portal.forms import HomeForm, MemberForm, QuestionsForm
from minsheng.faces.portal.outcome import outcome_of
from minsheng.kernel.registry.here import parameters_of_this_city, this_city
from minsheng.kernel.registry.loading import rulebooks
from minsheng.kernel.staff.access import Audience, Scope, open_to

QUESTIONS_ON_A_PAGE = 6


@open_to(Audience.PUBLIC, scope=Scope.NONE)
def start(request: HttpRequest) -> HttpResponse:
    """Ask where the household lives and who belongs to it."""
    given = request.POST if request.method == "POST" else None
    action = request.POST.get("action", "")
    members = _members(given, action)
    home = HomeForm(given, counties=[(one.code, one.name) for one in this_city().counties])
    if action == "continue" and home.is_valid() and members.is_valid():
        return _next_page(request, _answers(home, members))
    if action in ("add", "remove"):
        home = HomeForm(
            initial={name: request.POST.get(name) for name in home.fields},
            counties=home.fields["county"].choices[1:],
        )
    return render(
        request, "portal/check_start.html",
        {"home": home, "members": members, "may_add": members.total_form_count() < MOST_MEMBERS},
    )  # fmt: skip


@open_to(Audience.PUBLIC, scope=Scope.NONE)
def questions(request: HttpRequest) -> HttpResponse:
    """Take the answers of one page of questions and show the next, or the result."""
    if request.method != "POST":
        return redirect("check")
    try:
        answers = Answers.opened(request.POST.get("answers", ""))
    except signing.BadSignature:
        return render(request, "portal/check_expired.html", status=422)
    if "result" in request.POST:
        return _result(request, answers)
    form = QuestionsForm(request.POST, questions=_open_questions(answers, _evaluated(answers)))
    if not form.is_valid():
        return _ask(request, answers, form, status=422)
    for name, member, value in form.answers():
        answers = answers.with_answer(name, member, value)
    return _next_page(request, answers)


def _next_page(request: HttpRequest, answers: Answers) -> HttpResponse:
    asked = _open_questions(answers, _evaluated(answers))
    return _ask(request, answers, QuestionsForm(questions=asked)) if asked else _result(request, answers)


def _open_questions(answers: Answers, evaluation: Evaluation) -> list[tuple[str, int | None]]:
    """Return the next few questions: those that still decide something and were not answered "I do not know"."""
    waiting = [
        (question.fact.name, question.member)
        for question in next_questions(evaluation)
        if not answers.was_asked(question.fact.name, question.member)
    ]
    return waiting[:QUESTIONS_ON_A_PAGE]


def _evaluated(answers: Answers) -> Evaluation:
    return scalar.evaluate(answers.facts(), rulebooks(), parameters_of_this_city(), on=timezone.localdate())


def _ask(request: HttpRequest, answers: Answers, form: QuestionsForm, status: int = 200) -> HttpResponse:
    groups: dict[int | None, list[Any]] = {}
    for name, member in form.questions:
        groups.setdefault(member, []).append(form[name if member is None else f"{name}.{member}"])
    names = called(answers)
    spoken = [(_("全家") if member is None else names[member], fields) for member, fields in groups.items()]
    return render(
        request, "portal/check_questions.html", {"groups": spoken, "answers": answers.sealed(), "form": form},
        status=status,
    )  # fmt: skip


def _result(request: HttpRequest, answers: Answers) -> HttpResponse:
    outcome = outcome_of(_evaluated(answers), called(answers))
    return render(
        request, "portal/check_result.html",
        {"outcome": outcome, "city": this_city(), "on": timezone.localdate(), "county": answers.county},
    )  # fmt: skip


def called(answers: Answers) -> list[str]:
    """Return how each member is called: the name given, or "第2位家人"."""
    return [
        name or _("第%(number)d位家人") % {"number": place}
        for place, name in enumerate(answers.names, start=1)
    ]


def _members(given: Any, action: str) -> BaseFormSet[MemberForm]:
    """Return the members' forms, with one more or one fewer after those buttons."""
    kind = formset_factory(MemberForm, extra=0, min_num=1, max_num=MOST_MEMBERS, validate_min=True)
    if action not in ("add", "remove"):
        return kind(given, prefix="members")
    count = int(given.get("members-TOTAL_FORMS", "1") or 1)
    wanted = min(MOST_MEMBERS, count + 1) if action == "add" else max(1, count - 1)
    fields = MemberForm().fields
    initial = [
        {name: given.get(f"members-{number}-{name}", "") for name in fields}
        for number in range(min(count, wanted))
    ]
    shown = formset_factory(MemberForm, extra=wanted - len(initial), max_num=MOST_MEMBERS)
    return shown(initial=initial, prefix="members")


def _answers(home: HomeForm, members: BaseFormSet[MemberForm]) -> Answers:
    told = [form.cleaned_data for form in members]
    persons = tuple({name: one[name] for name in ("born_on", "sex", "relation")} for one in told)
    begun = Answers(county=home.cleaned_data["county"], names=tuple(one["name"] for one in told))
    return replace(begun, persons=persons, household={"is_urban": home.cleaned_data["is_urban"]})
