"""The acts of employment that go with the verbs on its card: services are counted, and written down for the rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.text import Text
from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.cases.problems import CaseProblemError
from minsheng.kernel.people.recording import record_facts
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.programmes.employment.cases import BRIEFING, GUIDANCE, JOB_OFFER, TRAINING

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case

NEEDED = {
    BRIEFING: ("employment.graduate_briefings", Text("政策讲解", "policy briefing")),
    GUIDANCE: ("employment.graduate_guidances", Text("职业指导", "job guidance")),
    JOB_OFFER: (
        "employment.graduate_job_offers",
        Text("岗位推荐(不同单位)", "job offers of different employers"),
    ),
    TRAINING: ("employment.graduate_trainings", Text("培训或见习", "training or internship")),
}

SOURCE = "就业服务台账"
# Where a rule reads how often a service was given, and since when something runs.
COUNTED_IN = {
    BRIEFING: "graduate_briefings_given",
    GUIDANCE: "graduate_guidances_given",
    JOB_OFFER: "graduate_offers_given",
    TRAINING: "graduate_trainings_given",
}
DAY_IN = {
    "public_post": "public_post_since",
    "internship_place": "internship_from",
    "hard_to_employ_review": "recognition_reviewed_on",
}


class ServicesMissingError(CaseProblemError):
    """The 1131 services are not complete: something was not delivered yet."""


def must_be_complete(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Refuse to call the services complete while one is missing."""
    lacking = missing_services(case, on=day_of(at))
    if not lacking:
        return
    zh = "、".join(f"{NEEDED[what][1].zh}还差{number}次" for what, number in lacking.items())
    en = ", ".join(f"{number} more of {NEEDED[what][1].en}" for what, number in lacking.items())
    raise ServicesMissingError(
        Text(f"“1131”服务还没有完成：{zh}。", f"The 1131 services are not complete: {en}.")
    )


def complete(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Call the services complete, and write down how often each was given."""
    must_be_complete(case, by=by, at=at, values=values)
    counts = {fact: _delivered(case, what) for what, fact in COUNTED_IN.items()}
    record_facts(case.subject, counts, source=SOURCE, as_of=day_of(at), at=at)


def record_day(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Write down the day on which a post or an internship began, or a recognition was reviewed."""
    given_on = date.fromisoformat(values["given_on"])
    record_facts(case.subject, {DAY_IN[case.kind]: given_on}, source=SOURCE, as_of=given_on, at=at)


def missing_services(case: Case, *, on: date) -> dict[str, int]:
    """Return how many of each service are still missing; two offers of one employer are one."""
    lacking = {}
    for what, (key, _) in NEEDED.items():
        wanted = parameters_of_this_city().at(key, on=on).for_county(None)
        number = _delivered(case, what)
        if isinstance(wanted, int) and number < wanted:
            lacking[what] = wanted - number
    return lacking


def _delivered(case: Case, what: str) -> int:
    """Return how often a service was given; two offers of one employer are one."""
    delivered = case.deliveries.filter(what=what)
    return delivered.values("detail").distinct().count() if what == JOB_OFFER else delivered.count()
