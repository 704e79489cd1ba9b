"""The card of employment (就业帮扶)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import IndicatorKind, Programme
from minsheng.programmes.employment.cases import CASE_KINDS
from minsheng.programmes.employment.policies import BOOK
from minsheng.programmes.employment.sheets import SHEETS
from minsheng.programmes.employment.subsidies import SUBSIDIES

MEASURES = "minsheng.programmes.employment.indicators"
INDICATORS = (
    IndicatorKind(
        key="employment.graduates_served",
        title=Text("毕业生“1131”服务完成率", "share of graduates with the full 1131 services"),
        unit=Text("%", "%"),
        measure=f"{MEASURES}.graduates_served",
        is_share=True,
    ),
    IndicatorKind(
        key="employment.hard_to_employ_recognised",
        title=Text("本年认定的就业困难人员", "people recognised as hard to employ this year"),
        unit=Text("人", "people"),
        measure=f"{MEASURES}.hard_to_employ_recognised",
    ),
)

PROGRAMME = Programme(
    key="employment",
    title=BOOK.title,
    bureau=Text("人力资源和社会保障局", "Human resources and social security bureau"),
    rulebook=BOOK,
    case_kinds=CASE_KINDS,
    indicators=INDICATORS,
    sheets=SHEETS,
    # Arranged and reviewed by the employment offices, not by a visit of the village.
    for_staff=(
        "graduate_1131_missing",
        "hard_to_employ_review",
        "employer_contribution_subsidy",
        "graduate_employer_subsidy",
        "expansion_subsidy",
    ),
    rides_along=(
        "public_post",
        "internship_place",
        "graduate_1131_missing",
        "hard_to_employ_review",
        *SUBSIDIES,
    ),
)
