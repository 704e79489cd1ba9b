"""Handing a case over when the subject lives somewhere else: the desk of the new home goes on, the clock runs on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.cases import clocks
from minsheng.kernel.cases.actions.locking import locked_open
from minsheng.kernel.cases.desks import desk_for
from minsheng.kernel.cases.duties import must_be_at_the_desk, reasons
from minsheng.kernel.cases.kinds import stage_of
from minsheng.kernel.cases.models import Case, CaseStep

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.divisions.models import Division


@transaction.atomic
def hand_over(case: Case, *, to: Division, by: User, at: datetime, because: str) -> Case:
    """Give an open case to the desk of another home. The stage and its last day stay: a move costs nobody time."""
    case = locked_open(case)
    must_be_at_the_desk(case, stage_of(case).roles, by, on=clocks.day_of(at))
    because = reasons(because, title=Text("移交", "hand over"), are_demanded=True)
    from_desk = case.division_id
    case.home, case.division, case.assigned_to = to, desk_for(to, stage_of(case).level), None
    case.save(update_fields=["home", "division", "assigned_to"])
    CaseStep.objects.create(
        case=case, verb="hand_over", by=by, at=at, division_id=from_desk, from_stage=case.stage, to_stage=case.stage,
        because=because, values={"to": case.division_id},
    )  # fmt: skip
    record(
        "case handed over", case, by=by, at=at, because=because, from_desk=from_desk, to_desk=case.division_id
    )
    return case
