"""The cases of elder health: each is a service of the clinic, from the list of people to what was given."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CaseKind, Field
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


def _by_the_clinic(policy: str, title: Text, delivered: Text, *, limit: str = "clocks.service") -> CaseKind:
    return service(
        policy,
        title,
        policy=policy,
        limit=limit,
        delivered=delivered,
        does="minsheng.programmes.elder_health.actions.record_day",
        fields=(Field("where", Text("服务机构", "where"), "text"),),
    )


REFERRAL = "elder_health.referral_days"
SERVICES = (
    _by_the_clinic("tcm_health_65", Text("老年人中医药健康管理", "Health management by Chinese medicine"),
                   Text("已完成", "done")),
    _by_the_clinic("disabled_elder_home_assessment", Text("失能老年人上门评估", "Assessment at home"),
                   Text("已上门评估", "assessed at home")),
    _by_the_clinic("nutrition_screening", Text("老年人营养筛查", "Nutrition screening"), Text("已筛查", "screened")),
    _by_the_clinic("mood_screening", Text("老年人心理筛查", "Mood screening"), Text("已筛查", "screened")),
    _by_the_clinic("cognition_screening", Text("老年人认知初筛", "Cognition screening"), Text("已筛查", "screened")),
    _by_the_clinic("hearing_screening", Text("老年人听力筛查", "Hearing screening"), Text("已筛查", "screened")),
    _by_the_clinic("nutrition_referral", Text("营养指导和转诊", "Nutrition advice or referral"),
                   Text("已指导或到诊", "advised or seen"), limit=REFERRAL),
    _by_the_clinic("mood_same_day_contact", Text("心理筛查当日人工联系", "A call on the same day"),
                   Text("已联系上", "spoken to"), limit="elder_health.self_harm_contact_days"),
    _by_the_clinic("mood_referral", Text("心理筛查阳性转诊", "Referral after the mood screening"),
                   Text("已到诊", "seen"), limit=REFERRAL),
    _by_the_clinic("cognition_test", Text("认知评估", "Cognition test"), Text("已评估", "tested"), limit=REFERRAL),
    _by_the_clinic("cognition_referral", Text("认知障碍转诊", "Referral for cognition"), Text("已到诊", "seen"),
                   limit=REFERRAL),
    _by_the_clinic("hearing_test", Text("纯音测听", "Audiometry"), Text("已测听", "tested"), limit=REFERRAL),
)  # fmt: skip

CASE_KINDS = (HEALTH_CHECK, *SERVICES)
