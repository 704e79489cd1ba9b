"""Doing a verb to a case: the only code that moves a case from stage to stage or closes it.

Everything is checked before anything is changed, and the step, the audit row, the delivery and whatever the card says
the verb ``does`` are one transaction: all of it happens or none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import transaction

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.cases import clocks, problems
from minsheng.kernel.cases.actions.locking import locked_as_seen
from minsheng.kernel.cases.deciding import tell_decided
from minsheng.kernel.cases.desks import desk_for
from minsheng.kernel.cases.duties import hindrance, must_be_at_the_desk, reasons
from minsheng.kernel.cases.kinds import kind_of, programme_of, stage_of
from minsheng.kernel.cases.models import Case, CaseStep, Delivery
from minsheng.kernel.cases.values import cleaned
from minsheng.kernel.divisions.codes import Depth, ancestor, contains
from minsheng.kernel.registry.card import Verb, load
from minsheng.kernel.staff.reach import posts_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def do(
    case: Case,
    verb_key: str,
    *,
    by: User | None,
    at: datetime,
    values: Mapping[str, Any] | None = None,
    because: str = "",
) -> Case:
    """Do a verb to a case as the card says, and return the case as it is now.

    ``values`` are the fields of the verb (see ``cases.values.cleaned``); ``because`` is the reason in words, demanded
    by adverse verbs. Raises a CaseProblemError with a sentence for the screen when it may not be done.
    """
    on = clocks.day_of(at)
    case = locked_as_seen(case)
    verb = _verb_at_this_stage(case, verb_key)
    actor = _must_be_a_person(by)
    must_be_at_the_desk(case, verb.roles, actor, on=on)
    clean = cleaned(verb.fields, values or {})
    second = _second_person(case, verb, clean, by=actor, at=at)
    actors = [actor] if second is None else [actor, second]
    if problem := hindrance(case, verb, actors=actors, on=on):
        raise problem
    because = reasons(because, title=verb.title, are_demanded=verb.demands_reasons)

    step = _move(case, verb, by=actor, second=second, at=at, values=clean, because=because)
    if verb.closes:
        tell_decided(case, step, at=at)
    if verb.delivers:
        _deliver(case, verb, step, clean)
    if verb.does:
        load(verb.does)(case, by=actor, at=at, values=clean)
    return case


def _verb_at_this_stage(case: Case, verb_key: str) -> Verb:
    stage = stage_of(case)
    verb = stage.verb(verb_key)
    if verb is None:
        open_verbs = [one.title for one in stage.verbs]
        raise problems.NotAtThisStageError(
            Text(
                f"“{stage.title.zh}”阶段不能办理“{verb_key}”，可办理：{'、'.join(one.zh for one in open_verbs)}。",
                f"At the stage “{stage.title.en}” there is no {verb_key!r}; "
                f"there is: {', '.join(one.en for one in open_verbs)}.",
            )
        )
    return verb


def _must_be_a_person(by: User | None) -> User:
    if by is None or not by.is_authenticated:
        raise problems.PersonMustDecideError(
            Text(
                "办理事项必须有具名的工作人员。",
                "A case is worked by a person who signed in, never by a machine.",
            )
        )
    return by


def _second_person(
    case: Case, verb: Verb, clean: Mapping[str, Any], *, by: User, at: datetime
) -> User | None:
    """Return the colleague named in a field, who must be another person with a post in the same county."""
    field = next((field for field in verb.fields if field.kind == "colleague" and field.name in clean), None)
    if field is None:
        return None
    named = get_user_model().objects.filter(username=clean[field.name], is_active=True).first()
    county = ancestor(case.home_id, Depth.COUNTY)
    posts = posts_of(named, programme=programme_of(case.kind), on=clocks.day_of(at))
    if named is None or not any(contains(county, post.division_id) for post in posts):
        text = Text(
            f"“{field.label.zh}”要填写本县今天在岗的同事的用户名。",
            f"{field.label.en}: give the user name of a colleague with a post in this county today.",
        )
        raise problems.FieldsWrongError({field.name: text})
    if named.pk == by.pk:
        text = Text(
            f"“{field.label.zh}”不能是您本人。", f"{field.label.en}: this must be somebody else than you."
        )
        raise problems.FieldsWrongError({field.name: text})
    return named


def _move(
    case: Case,
    verb: Verb,
    *,
    by: Any,
    second: User | None,
    at: datetime,
    values: dict[str, Any],
    because: str,
) -> CaseStep:
    desk, from_stage = case.division, case.stage
    if verb.closes:
        case.closed_at, case.outcome = at, verb.outcome
    elif verb.leads_to is not None:
        _enter(case, verb.leads_to, at=at)
    case.save()
    step = CaseStep.objects.create(
        case=case, verb=verb.key, by=by, together_with=second, at=at, division=desk, from_stage=from_stage,
        to_stage="" if verb.closes else case.stage, because=because, values=values or None,
    )  # fmt: skip
    record(
        f"case: {verb.key}", case, by=by, at=at, because=because,
        kind=case.kind, from_stage=from_stage, to_stage=step.to_stage, outcome=case.outcome, desk=desk.pk,
    )  # fmt: skip
    return step


def _enter(case: Case, stage_key: str, *, at: datetime) -> None:
    stage = kind_of(case).stage(stage_key)
    clocks.begin_stage(case, stage, at=at)
    desk = desk_for(case.home, stage.level)
    if desk.pk != case.division_id:
        # The next desk decides itself who works on it.
        case.division, case.assigned_to = desk, None


def _deliver(case: Case, verb: Verb, step: CaseStep, values: Mapping[str, Any]) -> None:
    Delivery.objects.create(
        case=case, step=step, what=verb.delivers, person=case.person, on=clocks.day_of(step.at), by=step.by,
        detail=values.get("detail", ""),
    )  # fmt: skip
