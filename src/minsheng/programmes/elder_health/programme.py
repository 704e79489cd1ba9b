"""The card of elder health (老年健康)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import IndicatorKind, Programme
from minsheng.programmes.elder_health.cases import CASE_KINDS
from minsheng.programmes.elder_health.places import CERTIFICATE_KINDS, PLACE_KINDS
from minsheng.programmes.elder_health.policies import BOOK
from minsheng.programmes.elder_health.sheets import SHEETS

MEASURES = "minsheng.programmes.elder_health.indicators"
INDICATORS = (
    IndicatorKind(
        key="elder_health.integrated_institutions",
        title=Text("有两证齐全医养结合机构的县", "counties with an integrated institution"),
        unit=Text("个县", "counties"),
        measure=f"{MEASURES}.integrated_institutions",
        is_share=True,
    ),
    IndicatorKind(
        key="elder_health.health_check_rate",
        title=Text("65岁及以上健康管理率", "share of residents from 65 checked this year"),
        unit=Text("%", "%"),
        measure=f"{MEASURES}.health_check_rate",
        is_share=True,
    ),
)

PROGRAMME = Programme(
    key="elder_health",
    title=BOOK.title,
    bureau=Text("卫生健康委员会", "Health commission"),
    rulebook=BOOK,
    place_kinds=PLACE_KINDS,
    certificate_kinds=CERTIFICATE_KINDS,
    indicators=INDICATORS,
    case_kinds=CASE_KINDS,
    sheets=SHEETS,
    # Delivered by the clinic's team, not by a visit of the village.
    # Whoever has to be spoken to on the same day is visited.
    for_staff=(
        "nutrition_referral",
        "mood_same_day_contact",
        "mood_referral",
        "cognition_test",
        "cognition_referral",
        "hearing_test",
        "nutrition_screening",
        "mood_screening",
        "cognition_screening",
        "hearing_screening",
    ),
    rides_along=tuple(key for key in BOOK.policies if key != "mood_same_day_contact"),
)
