"""The acts of social assistance that go with the verbs on its card; each runs in the transaction of its verb."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.entitlements.actions.award import award_by_the_rule
from minsheng.kernel.people.recording import record_facts

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case

SOURCE = "社会救助审核确认"
DIBAO_CLASS, EDGE_CLASS, RIGID_EXPENSE_CLASS = 2, 3, 4


def grant_dibao(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Award the minimum living allowance from the month that the rule says, and record the class of the household."""
    award_by_the_rule(case, by=by, at=at, values=values)
    _record(case, {"assistance_class": DIBAO_CLASS}, at=at)


def recognise_edge(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record the household as an edge household; other help rests on that, there is no cash."""
    _record(case, {"assistance_class": EDGE_CLASS}, at=at)


def recognise_rigid_expense(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record the household as one in rigid-expense hardship; other help rests on that, there is no cash."""
    _record(case, {"assistance_class": RIGID_EXPENSE_CLASS}, at=at)


def grant_tekun(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Award the support of a destitute person and record it, so that other rules know of it."""
    award_by_the_rule(case, by=by, at=at, values=values)
    _record(case, {"is_destitute_supported": True}, at=at)


def _record(case: Case, facts: Mapping[str, bool | int], *, at: datetime) -> None:
    record_facts(case.subject, facts, source=SOURCE, as_of=day_of(at), at=at)
