"""The case of medical services: somebody of a key group gets a doctor of their own (家庭医生签约)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Field
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

CASE_KINDS = (FAMILY_DOCTOR,)
