"""The cases of education: a place, a reduced fee, a screening, arranged by the school and the bureau."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CaseKind, Field
from minsheng.kernel.registry.patterns import service


def _by_the_school(policy: str, title: Text, delivered: Text) -> CaseKind:
    return service(
        policy,
        title,
        policy=policy,
        limit="clocks.service",
        delivered=delivered,
        does="minsheng.programmes.education.actions.record_given",
        fields=(Field("school", Text("学校", "school"), "text"),),
    )


CASE_KINDS = (
    _by_the_school(
        "special_education_place",
        Text("残疾儿童入学安置", "A place for a disabled child"),
        Text("已入学或送教上门", "at school, or taught at home"),
    ),
    _by_the_school(
        "migrant_pupil_place", Text("随迁子女学位安排", "A public place"), Text("已安排", "has a place")
    ),
    _by_the_school(
        "after_school_relief", Text("课后服务费减免", "Reduced after-school fee"), Text("已减免", "reduced")
    ),
    _by_the_school(
        "pupil_mood_screening", Text("学生心理健康测评", "Screening of a pupil"), Text("已测评", "screened")
    ),
)
