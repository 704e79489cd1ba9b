"""The cases of medical services: a doctor of one's own (家庭医生签约), what the contract owes, the chronically ill."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CaseKind, Field
from minsheng.kernel.registry.patterns import service

FAMILY_DOCTOR = service(
    "family_doctor",
    Text("家庭医生签约", "A contract with a family doctor"),
    policy="family_doctor_priority",
    limit="clocks.service",
    delivered=Text("已签约", "contract signed"),
    does="minsheng.programmes.medical_services.actions.record_contract",
    fields=(
        Field("team", Text("家庭医生团队", "team"), "text"),
        Field("valid_until", Text("签约到期日", "the contract ends on"), "date"),
    ),
)

RENEWAL = service(
    "family_doctor_renewal",
    Text("家庭医生续签", "Renewal of a family-doctor contract"),
    policy="family_doctor_renewal",
    limit="clocks.service",
    delivered=Text("已续签", "renewed"),
    does="minsheng.programmes.medical_services.actions.record_contract",
    fields=(
        Field("team", Text("家庭医生团队", "team"), "text"),
        Field("valid_until", Text("签约到期日", "the contract ends on"), "date"),
    ),
)


def _by_the_team(policy: str, title: Text, delivered: Text) -> CaseKind:
    return service(
        policy,
        title,
        policy=policy,
        limit="clocks.service",
        delivered=delivered,
        does="minsheng.programmes.medical_services.actions.record_day",
        fields=(Field("what", Text("服务内容", "what was done"), "text"),),
    )


CASE_KINDS = (
    FAMILY_DOCTOR,
    RENEWAL,
    _by_the_team(
        "family_doctor_service", Text("家庭医生履约服务", "Service of a contract"), Text("已服务", "served")
    ),
    _by_the_team(
        "hypertension_management", Text("高血压随访", "Follow-up of hypertension"), Text("已随访", "seen")
    ),
    _by_the_team("diabetes_management", Text("糖尿病随访", "Follow-up of diabetes"), Text("已随访", "seen")),
)
