"""Giving a case to a named colleague on the same desk, or putting it back for everybody there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.cases import clocks, problems
from minsheng.kernel.cases.actions.locking import locked_open
from minsheng.kernel.cases.duties import may_work_on, must_be_at_the_desk
from minsheng.kernel.cases.kinds import stage_of
from minsheng.kernel.cases.models import Case, CaseStep

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def assign(case: Case, *, to: User | None, by: User, at: datetime) -> Case:
    """Give an open case to a colleague who may work on its stage; None puts it back on the desk."""
    on, case = clocks.day_of(at), locked_open(case)
    roles = stage_of(case).roles
    must_be_at_the_desk(case, roles, by, on=on)
    if to is not None and not may_work_on(case, to, roles=roles, on=on):
        raise problems.NotYourDeskError(
            Text(
                f"{to.get_username()}今天没有办理“{stage_of(case).title.zh}”的岗位，请选择其他同事。",
                f"{to.get_username()} holds no post today for “{stage_of(case).title.en}” here; choose somebody else.",
            )
        )
    case.assigned_to = to
    case.save(update_fields=["assigned_to"])
    CaseStep.objects.create(
        case=case, verb="assign", by=by, at=at, division=case.division, from_stage=case.stage, to_stage=case.stage,
        values={"to": to.get_username() if to else None},
    )  # fmt: skip
    record("case assigned", case, by=by, at=at, to=to.pk if to else None)
    return case
