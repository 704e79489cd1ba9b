"""Names of roles and levels in both languages."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Level, Role

ROLE_LABELS = {
    Role.VILLAGE_WORKER: Text("村（社区）工作人员", "village or community worker"),
    Role.TOWNSHIP_REVIEWER: Text("乡镇（街道）审核人", "township reviewer"),
    Role.COUNTY_APPROVER: Text("县级审核确认人", "county approver"),
    Role.COUNTY_CLERK: Text("县级经办人", "county clerk"),
    Role.LEADER: Text("领导", "leader"),
    Role.AUDITOR: Text("审计监督", "auditor"),
    Role.ADMINISTRATOR: Text("系统管理员", "administrator"),
    Role.ANALYST: Text("政策分析", "policy analyst"),
}
LEVEL_LABELS = {
    Level.VILLAGE: Text("村（社区）", "village"),
    Level.TOWNSHIP: Text("乡镇（街道）", "township"),
    Level.COUNTY: Text("县（区、市）", "county"),
    Level.CITY: Text("市", "city"),
}
