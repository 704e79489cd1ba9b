"""The acts of social assistance that go with the verbs on its card; each runs in the transaction of its verb."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.text import Text
from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.cases.kinds import kind_of
from minsheng.kernel.cases.problems import CaseProblemError, FieldsWrongError
from minsheng.kernel.entitlements.actions.award import award_from_next_month, award_policy, decided_amount
from minsheng.kernel.payments.awards import change_award, end_of_month, month_after, stop_award
from minsheng.kernel.payments.models import Award
from minsheng.kernel.people import recording
from minsheng.kernel.people.models import Household
from minsheng.kernel.registry.here import parameters_of_this_city

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case

SOURCE = "社会救助审核确认"
DIBAO_CLASS, EDGE_CLASS = 2, 3
GRACE = "social_assistance.gradual_exit_months"


class NoAwardError(CaseProblemError):
    """The household is paid from a roll of the bureau; there is no award here that could be changed."""


def grant_dibao(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Award the minimum living allowance from the month after, and record the class of the household."""
    award_policy(
        case, policy="dibao", from_on=month_after(day_of(at)), by=by, at=at, decided_fen=values.get("amount")
    )
    _record_class(case, DIBAO_CLASS, at=at)


def recognise_edge(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record the household as an edge household; other help rests on that, there is no cash."""
    _record_class(case, EDGE_CLASS, at=at)


def grant_tekun(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Award the support of a destitute person and record it, so that other rules know of it."""
    award_from_next_month(case, by=by, at=at, values=values)
    facts = recording.new_facts(
        case.subject, {"is_destitute_supported": True}, source=SOURCE, as_of=day_of(at)
    )
    recording.record_all(facts=[facts], at=at)


def raise_dibao(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Pay more from next month on."""
    _change(case, by=by, at=at, values=values, is_cut=False)


def cut_dibao(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Pay less from next month on; the household was heard in this case."""
    _change(case, by=by, at=at, values=values, is_cut=True)


def stop_dibao(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """End the allowance with this month, or after a period of grace (渐退) where income rose only a little."""
    last_day = _last_day(day_of(at), values.get("grace_months", 0))
    because = case.steps.latest("pk").because
    stop_award(_running_award(case), last_day=last_day, hearing=_hearing(case), by=by, at=at, because=because)


def _change(case: Case, *, by: User, at: datetime, values: Mapping[str, Any], is_cut: bool) -> None:
    award = _running_award(case)
    amount = decided_amount(case, "dibao", decided_fen=values.get("amount"), on=day_of(at))
    if (amount.fen < award.amount_fen) != is_cut:
        text = Text(
            "核定金额与所选办理方式不符：减发应低于现金额，增发应不低于现金额。",
            "The amount does not fit: a cut pays less than now, a raise at least as much.",
        )
        raise FieldsWrongError({"amount": text})
    change_award(
        award, amount=amount, from_on=month_after(day_of(at)), case=case, by=by, at=at,
        because=case.steps.latest("pk").because, hearing=_hearing(case),
    )  # fmt: skip


def _running_award(case: Case) -> Award:
    running: Award | None = Award.objects.filter(
        policy="dibao", household=case.household, to_on__isnull=True
    ).first()
    if running is not None:
        return running
    raise NoAwardError(
        Text(
            "该户待遇由原名册发放，本系统没有对应的待遇记录，请在原系统中变更后导入名册。",
            "The household is paid from a roll of the bureau; change it there and import the roll.",
        )
    )


def _hearing(case: Case) -> str:
    verbs = [verb.key for verb in kind_of(case).verbs if verb.is_hearing]
    step = case.steps.filter(verb__in=verbs).last()
    return step.token if step is not None else ""


def _last_day(on: date, grace_months: int) -> date:
    longest = parameters_of_this_city().at(GRACE, on=on).for_county(None)
    if not isinstance(longest, int) or grace_months > longest:
        text = Text(f"渐退期最长{longest}个月。", f"Grace lasts at most {longest} months.")
        raise FieldsWrongError({"grace_months": text})
    day = on
    for _ in range(grace_months):
        day = month_after(day)
    return end_of_month(day)


def _record_class(case: Case, assistance_class: int, *, at: datetime) -> None:
    subject = case.subject
    assert isinstance(subject, Household)  # noqa: S101 (the card says so)
    facts = recording.new_facts(
        subject, {"assistance_class": assistance_class}, source=SOURCE, as_of=day_of(at)
    )
    recording.record_all(facts=[facts], at=at)
