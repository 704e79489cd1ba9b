"""The card of medical services (基层医疗)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import IndicatorKind, Programme
from minsheng.programmes.medical_services.cases import CASE_KINDS
from minsheng.programmes.medical_services.places import CERTIFICATE_KINDS, PLACE_KINDS
from minsheng.programmes.medical_services.policies import BOOK
from minsheng.programmes.medical_services.sheets import SHEETS

MEASURES = "minsheng.programmes.medical_services.indicators"
INDICATORS = (
    IndicatorKind(
        key="medical_services.five_centres",
        title=Text("五大中心齐全的县", "counties with all five emergency centres"),
        unit=Text("个县", "counties"),
        measure=f"{MEASURES}.five_centres",
        is_share=True,
    ),
    IndicatorKind(
        key="medical_services.key_specialties",
        title=Text("本年新增省级临床重点专科", "provincial key specialties named this year"),
        unit=Text("个", "specialties"),
        measure=f"{MEASURES}.key_specialties",
    ),
    IndicatorKind(
        key="medical_services.family_doctor_rate",
        title=Text("家庭医生签约率", "share of residents with a family-doctor contract"),
        unit=Text("%", "%"),
        measure=f"{MEASURES}.family_doctor_rate",
        is_share=True,
    ),
)

PROGRAMME = Programme(
    key="medical_services",
    title=BOOK.title,
    bureau=Text("卫生健康委员会", "Health commission"),
    rulebook=BOOK,
    place_kinds=PLACE_KINDS,
    certificate_kinds=CERTIFICATE_KINDS,
    indicators=INDICATORS,
    case_kinds=CASE_KINDS,
    sheets=SHEETS,
    # Delivered by the clinic's team, not by a visit of the village.
    for_staff=("family_doctor_service",),
    rides_along=tuple(BOOK.policies),
)
