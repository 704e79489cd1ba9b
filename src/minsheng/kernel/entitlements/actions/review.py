"""From a review to more, less or the end of what is paid; the functions are what cards name as the act of a verb.

A review decides about the award of the policy that its kind names first. A cut or an end rests on the hearing that was
recorded in the same case.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.days import end_of_month
from minsheng.engines.policy.text import Text
from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.cases.kinds import kind_of
from minsheng.kernel.cases.problems import CaseProblemError, FieldsWrongError
from minsheng.kernel.entitlements.actions.award import decided_amount
from minsheng.kernel.payments.awards import change_award, month_after, stop_award
from minsheng.kernel.payments.models import Award
from minsheng.kernel.registry.here import parameters_of_this_city

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case

GRACE = "clocks.grace_months"


class NoAwardError(CaseProblemError):
    """The subject is paid from a roll of the bureau; there is no award here that could be changed."""


def raise_award(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Pay more from next month on."""
    _change(case, by=by, at=at, values=values, is_cut=False)


def cut_award(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Pay less from next month on; the person was heard in this case."""
    _change(case, by=by, at=at, values=values, is_cut=True)


def end_award(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """End what is paid with this month, or after a period of grace (渐退)."""
    last_day = _last_day(day_of(at), values.get("grace_months", 0))
    because = case.steps.latest("pk").because
    stop_award(running_award(case), last_day=last_day, hearing=_hearing(case), by=by, at=at, because=because)


def running_award(case: Case) -> Award:
    """Return the award that a review is about. Raises NoAwardError."""
    running: Award | None = Award.objects.filter(
        policy=kind_of(case).policies[0], person=case.person, household=case.household, to_on__isnull=True
    ).first()
    if running is not None:
        return running
    raise NoAwardError(
        Text(
            "该待遇由原名册发放，本系统没有对应的待遇记录。请选择“转原发放单位核处”，变更后导入名册。",
            "This is paid from a roll of the bureau and not by an award here. "
            "Pass it on to the office that pays, and import the roll afterwards.",
        )
    )


def _change(case: Case, *, by: User, at: datetime, values: Mapping[str, Any], is_cut: bool) -> None:
    award = running_award(case)
    amount = decided_amount(case, award.policy, values=values, on=day_of(at))
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
