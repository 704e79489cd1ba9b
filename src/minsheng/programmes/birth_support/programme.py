"""The card of birth support (生育支持)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import IndicatorKind, Programme
from minsheng.programmes.birth_support.cases import CASE_KINDS
from minsheng.programmes.birth_support.places import PLACE_KINDS
from minsheng.programmes.birth_support.policies import BOOK
from minsheng.programmes.birth_support.sheets import SHEETS

MEASURES = "minsheng.programmes.birth_support.indicators"
INDICATORS = (
    IndicatorKind(
        key="birth_support.subsidy_uptake",
        title=Text("育儿补贴申领率", "share of children owed the childcare subsidy who receive it"),
        unit=Text("%", "%"),
        measure=f"{MEASURES}.subsidy_uptake",
        is_share=True,
    ),
    IndicatorKind(
        key="birth_support.places_per_thousand",
        title=Text("每千人口托位数", "childcare places per thousand people"),
        unit=Text("个", "places"),
        measure=f"{MEASURES}.places_per_thousand",
        per=1000,
    ),
)

PROGRAMME = Programme(
    key="birth_support",
    title=BOOK.title,
    bureau=Text("卫生健康委员会", "Health commission"),
    rulebook=BOOK,
    case_kinds=CASE_KINDS,
    place_kinds=PLACE_KINDS,
    indicators=INDICATORS,
    sheets=SHEETS,
    # Settled at a window, by an employer or by telephone, not by a visit of the village.
    for_staff=(
        "childcare_late_application",
        "childcare_subsidy_after_move",
    ),
    rides_along=tuple(key for key in BOOK.policies if key != "childcare_subsidy"),
)
