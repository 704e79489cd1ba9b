"""More time for a special case, where the law allows it; and setting the clocks that waited for a calendar."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.cases import clocks, problems
from minsheng.kernel.cases.actions.locking import locked_open
from minsheng.kernel.cases.duties import must_be_at_the_desk, reasons
from minsheng.kernel.cases.kinds import case_kinds, kind_of, stage_of
from minsheng.kernel.cases.models import Case, CaseQuerySet, CaseStep

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def postpone(case: Case, *, by: User, at: datetime, because: str) -> Case:
    """Give a special case the longer time that the law allows, once, with the reason on the record."""
    case = locked_open(case)
    must_be_at_the_desk(case, stage_of(case).roles, by, on=clocks.day_of(at))
    _must_be_extendable(case)
    because = reasons(because, title=Text("延长期限", "extend the time"), are_demanded=True)
    key = kind_of(case).extended_limit
    longer = clocks.limit_named(key, on=clocks.day_of(at), county=clocks.county_of(case))
    if longer is not None:
        case.whole_limit, case.whole_limit_unit = longer.count, longer.unit.value
    clocks.set_last_days(case)
    case.save()
    CaseStep.objects.create(
        case=case, verb="postpone", by=by, at=at, division=case.division, from_stage=case.stage, to_stage=case.stage,
        because=because,
    )  # fmt: skip
    record("case postponed", case, by=by, at=at, because=because, limit=case.whole_limit)
    return case


def _must_be_extendable(case: Case) -> None:
    if not kind_of(case).extended_limit or case.accepted_on is None:
        raise problems.NotExtendableError(
            Text(
                "本事项没有可以延长的法定期限。",
                "The law gives this case no more time, or it is not accepted yet.",
            )
        )
    if case.steps.filter(verb="postpone").exists():
        raise problems.NotExtendableError(
            Text(
                "本事项已经延长过一次，不能再延长。",
                "The case was extended once already; there is no second time.",
            )
        )


@transaction.atomic
def recompute_clocks(*, at: datetime) -> int:
    """Set the last days that could not be known before, now that a calendar is published; return how many cases."""
    changed = 0
    for case in _waiting_cases().select_for_update():
        before = (case.due_on, case.whole_due_on, case.not_before_on)
        clocks.set_last_days(case)
        if (case.due_on, case.whole_due_on, case.not_before_on) == before:
            continue
        case.save(update_fields=["due_on", "whole_due_on", "not_before_on"])
        record("case clock set after the calendar was published", case, by=None, at=at)
        changed += 1
    return changed


def _waiting_cases() -> CaseQuerySet:
    waiting = Case.objects.waiting_for_the_calendar()
    notices = Q()
    for kind in case_kinds().values():
        for stage in kind.stages:
            if stage.wait:
                notices |= Q(kind=kind.key, stage=stage.key)
    if notices:
        waiting = waiting | Case.objects.open().filter(notices, not_before_on__isnull=True)
    return waiting.order_by("pk")
