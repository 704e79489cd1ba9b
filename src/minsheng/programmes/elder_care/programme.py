"""The card of elder care (养老服务)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import IndicatorKind, Programme
from minsheng.programmes.elder_care.cases import CASE_KINDS
from minsheng.programmes.elder_care.places import PLACE_KINDS
from minsheng.programmes.elder_care.policies import BOOK
from minsheng.programmes.elder_care.sheets import SHEETS

MEASURES = "minsheng.programmes.elder_care.indicators"
INDICATORS = (
    IndicatorKind(
        key="elder_care.care_centres",
        title=Text(
            "本年验收合格的社区和区域养老设施",
            "community and regional elder-care centres accepted this year",
        ),
        unit=Text("个", "centres"),
        measure=f"{MEASURES}.care_centres",
    ),
    IndicatorKind(
        key="elder_care.canteens",
        title=Text("本年验收合格的社区食堂", "community canteens accepted this year"),
        unit=Text("个", "canteens"),
        measure=f"{MEASURES}.canteens",
    ),
    IndicatorKind(
        key="elder_care.rural_day_care",
        title=Text("本年验收合格的农村日间照料中心", "rural day-care centres accepted this year"),
        unit=Text("个", "centres"),
        measure=f"{MEASURES}.rural_day_care",
    ),
    IndicatorKind(
        key="elder_care.advanced_age_uptake",
        title=Text("高龄津贴应享尽享率", "share of those owed the advanced-age allowance who receive it"),
        unit=Text("%", "%"),
        measure=f"{MEASURES}.advanced_age_uptake",
        is_share=True,
    ),
    IndicatorKind(
        key="elder_care.beds_per_thousand",
        title=Text("每千名老年人养老床位", "beds per thousand older people"),
        unit=Text("张", "beds"),
        measure=f"{MEASURES}.beds_per_thousand",
        per=1000,
    ),
)

PROGRAMME = Programme(
    key="elder_care",
    title=BOOK.title,
    bureau=Text("民政局", "Civil affairs bureau"),
    rulebook=BOOK,
    case_kinds=CASE_KINDS,
    place_kinds=PLACE_KINDS,
    indicators=INDICATORS,
    sheets=SHEETS,
    # Done by the village, the assessors or the canteen in their own rhythm; none of them is a reason for a visit.
    for_staff=(
        "regular_reassessment",
        "immediate_reassessment",
        "legacy_reassessment",
        "completing_assessment",
        "life_check_due",
        "advanced_age_arrears",
        "weekly_visit_due",
        "monthly_visit_due",
    ),
    rides_along=(
        *("life_check_due", "advanced_age_arrears", "meal_subsidy", "home_adaptation"),
        *("first_assessment", "regular_reassessment", "immediate_reassessment"),
        *("legacy_reassessment", "completing_assessment", "weekly_visit_due", "monthly_visit_due"),
    ),
)
