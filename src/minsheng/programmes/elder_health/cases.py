"""The case of elder health: the yearly check from 65 (老年人健康体检), from appointment to result."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Field
from minsheng.kernel.registry.patterns import service

HEALTH_CHECK = service(
    "health_check_65",
    Text("老年人年度健康体检", "The yearly check of an older person"),
    policy="health_check_65",
    limit="clocks.service",
    delivered=Text("已体检", "checked"),
    does="minsheng.programmes.elder_health.actions.record_check",
    fields=(Field("where", Text("体检机构", "where"), "text"),),
)

CASE_KINDS = (HEALTH_CHECK,)
