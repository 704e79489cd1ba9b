"""The self-check: the shortest questionnaire that settles what a family is owed. Nothing is stored.

Each page is one POST that carries the answers so far as signed text; going back and printing need no server memory.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.core import signing
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from minsheng.engines.policy import scalar
from minsheng.engines.policy.evaluation import Evaluation
from minsheng.faces.portal.answers import MOST_MEMBERS, Answers
from minsheng.faces.portal.forms import NO, YES, HomeForm, MemberForm, QuestionsForm
from minsheng.faces.portal.outcome import outcome_of
from minsheng.faces.portal.questions import open_questions, page_of
from minsheng.kernel.people.codes import Relation
from minsheng.kernel.registry.here import parameters_of_this_city, this_city
from minsheng.kernel.registry.loading import rulebooks
from minsheng.kernel.staff.access import Audience, Scope, open_to

MEMBER_FIELDS = ("name", "sex", "relation")
LONGEST_COUNT = 4
DAY_PARTS = ("born_on_0", "born_on_1", "born_on_2")


@open_to(Audience.PUBLIC, scope=Scope.NONE)
def start(request: HttpRequest) -> HttpResponse:
    """Ask where the household lives and who belongs to it."""
    on = timezone.localdate()
    given = request.POST if request.method == "POST" else None
    action = request.POST.get("action", "")
    if given is None or action in ("add", "remove"):
        return _ask_who(
            request, _home(initial=request.POST.dict()), _members_from(request.POST, action, on=on)
        )
    home, members = _home(given), _members(given, on=on)
    # Both are looked at, so that a person sees everything that is to be corrected at once.
    if all([home.is_valid(), members.is_valid()]):
        return _next_page(request, _begun(home, members), on=on)
    return _ask_who(request, home, members, status=422)


@open_to(Audience.PUBLIC, scope=Scope.NONE)
def questions(request: HttpRequest) -> HttpResponse:
    """Take the answers of one page of questions and show the next, the page before, or the result."""
    if request.method != "POST":
        return redirect("check")
    on = timezone.localdate()
    try:
        answers = Answers.opened(request.POST.get("answers", ""))
    except signing.BadSignature:
        return render(request, "portal/check_expired.html", status=422)
    action = request.POST.get("action", "continue")
    if action == "back":
        return _page_before(request, answers, on=on)
    if action == "answer":
        return _next_page(request, answers, on=on)
    form = _form(answers, _evaluated(answers, on=on), on=on, given=request.POST)
    if not form.is_valid() and action != "result":
        return _ask(request, answers, form, status=422)
    answers = answers.with_page(*form.told())
    return _result(request, answers, on=on) if action == "result" else _next_page(request, answers, on=on)


def _next_page(request: HttpRequest, answers: Answers, *, on: date) -> HttpResponse:
    form = _form(answers, _evaluated(answers, on=on), on=on)
    return _ask(request, answers, form) if form.questions else _result(request, answers, on=on)


def _page_before(request: HttpRequest, answers: Answers, *, on: date) -> HttpResponse:
    if answers.pages:
        return _next_page(request, answers.without_last_page(), on=on)
    home = _home(initial={"county": answers.county, "is_urban": YES if answers.household["is_urban"] else NO})
    told = [{**facts, "name": name} for name, facts in zip(answers.names, answers.persons, strict=True)]
    return _ask_who(request, home, _members_told(told, on=on))


def _evaluated(answers: Answers, *, on: date) -> Evaluation:
    return scalar.evaluate(answers.facts(), rulebooks(), parameters_of_this_city(), on=on)


def _form(answers: Answers, evaluation: Evaluation, *, on: date, given: Any = None) -> QuestionsForm:
    waiting = open_questions(evaluation, answers)
    form = QuestionsForm(given, questions=page_of(waiting), answers=answers, names=called(answers), on=on)
    form.left = len(waiting)
    return form


def _ask(request: HttpRequest, answers: Answers, form: QuestionsForm, status: int = 200) -> HttpResponse:
    return render(
        request, "portal/check_questions.html", {"form": form, "answers": answers.sealed()}, status=status
    )


def _result(request: HttpRequest, answers: Answers, *, on: date) -> HttpResponse:
    evaluation, names = _evaluated(answers, on=on), called(answers)
    context = {
        "outcome": outcome_of(evaluation, names), "names": names, "on": on, "answers": answers.sealed(),
        "left": len(open_questions(evaluation, answers)), "unsure": len(answers.unsure),
        "county": this_city().division(answers.county).name,
    }  # fmt: skip
    return render(request, "portal/check_result.html", context)


def called(answers: Answers) -> list[str]:
    """Return how each member is called: the name given, or "第2位家人"."""
    return [
        name or _("第%(number)d位家人") % {"number": place}
        for place, name in enumerate(answers.names, start=1)
    ]


def _ask_who(request: HttpRequest, home: HomeForm, members: Any, status: int = 200) -> HttpResponse:
    count = members.total_form_count()
    context = {"home": home, "members": members, "may_add": count < MOST_MEMBERS, "may_remove": count > 1}
    return render(request, "portal/check_start.html", context, status=status)


def _home(given: Any = None, *, initial: Any = None) -> HomeForm:
    return HomeForm(given, initial=initial, counties=[(one.code, one.name) for one in this_city().counties])


def _members(given: Any, *, on: date) -> BaseFormSet[MemberForm]:
    kind = formset_factory(
        MemberForm, extra=0, min_num=1, max_num=MOST_MEMBERS, validate_min=True, validate_max=True,
        absolute_max=MOST_MEMBERS,
    )  # fmt: skip
    return kind(given, prefix="members", form_kwargs={"on": on})


def _members_told(told: list[dict[str, Any]], *, on: date) -> BaseFormSet[MemberForm]:
    """Return the members' forms filled with what was told already."""
    kind = formset_factory(MemberForm, extra=0, min_num=len(told), max_num=MOST_MEMBERS)
    return kind(initial=told, prefix="members", form_kwargs={"on": on})


def _members_from(given: Any, action: str, *, on: date) -> BaseFormSet[MemberForm]:
    """Return the members' forms as they were filled in, with one more or one fewer."""
    told = given.get("members-TOTAL_FORMS", "")[:LONGEST_COUNT]
    count = int(told) if told.isdecimal() else 0
    wanted = max(1, min(MOST_MEMBERS, count + {"add": 1, "remove": -1}.get(action, 0)))
    filled = [_filled(given, number) for number in range(wanted)]
    filled[0].setdefault("relation", Relation.HEAD)
    return _members_told(filled, on=on)


def _filled(given: Any, number: int) -> dict[str, Any]:
    """Return what stands in the fields of one member, right or wrong; a field that was not sent is left out."""
    keys = {name: f"members-{number}-{name}" for name in (*MEMBER_FIELDS, *DAY_PARTS)}
    found: dict[str, Any] = {name: given[keys[name]] for name in MEMBER_FIELDS if keys[name] in given}
    return found | {"born_on": [given.get(keys[part], "") for part in DAY_PARTS]}


def _begun(home: HomeForm, members: BaseFormSet[MemberForm]) -> Answers:
    told = [form.cleaned_data for form in members]
    persons = tuple({name: one[name] for name in ("born_on", "sex", "relation")} for one in told)
    begun = Answers(county=home.cleaned_data["county"], names=tuple(one["name"] for one in told))
    return replace(begun, persons=persons, household={"is_urban": home.cleaned_data["is_urban"]})
