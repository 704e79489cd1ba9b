"""The act of medical services that goes with the verb on its card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.people import recording

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case

SOURCE = "家庭医生签约登记"


def record_contract(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record until when the person has a family doctor."""
    until = {"family_doctor_until": date.fromisoformat(values["valid_until"])}
    facts = recording.new_facts(case.subject, until, source=SOURCE, as_of=day_of(at))
    recording.record_all(facts=[facts], at=at)
