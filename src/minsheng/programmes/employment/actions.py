"""The act of employment that goes with the verb on its card: the 1131 services are counted from what was delivered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.text import Text
from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.cases.problems import CaseProblemError
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


def missing_services(case: Case, *, on: date) -> dict[str, int]:
    """Return how many of each service are still missing; two offers of one employer are one."""
    lacking = {}
    for what, (key, _) in NEEDED.items():
        wanted = parameters_of_this_city().at(key, on=on).for_county(None)
        delivered = case.deliveries.filter(what=what)
        number = delivered.values("detail").distinct().count() if what == JOB_OFFER else delivered.count()
        if isinstance(wanted, int) and number < wanted:
            lacking[what] = wanted - number
    return lacking
