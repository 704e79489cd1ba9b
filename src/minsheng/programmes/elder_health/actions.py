"""The act of elder health that goes with the verb on its card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.kernel.people import recording

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case

SOURCE = "老年人健康体检登记"


def record_check(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record the day of the yearly check; what it found stays with the clinic."""
    checked_on = date.fromisoformat(values["given_on"])
    facts = recording.new_facts(
        case.subject, {"health_check_on": checked_on}, source=SOURCE, as_of=checked_on
    )
    recording.record_all(facts=[facts], at=at)
