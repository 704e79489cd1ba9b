"""The card of child welfare (儿童福利)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import IndicatorKind, Programme
from minsheng.programmes.child_welfare.cases import CASE_KINDS
from minsheng.programmes.child_welfare.places import PLACE_KINDS
from minsheng.programmes.child_welfare.policies import BOOK
from minsheng.programmes.child_welfare.sheets import SHEETS

MEASURES = "minsheng.programmes.child_welfare.indicators"
INDICATORS = (
    IndicatorKind(
        key="child_welfare.de_facto_uptake",
        title=Text(
            "事实无人抚养儿童保障率", "share of children without de facto care who receive the allowance"
        ),
        unit=Text("%", "%"),
        measure=f"{MEASURES}.de_facto_uptake",
        is_share=True,
    ),
)

PROGRAMME = Programme(
    key="child_welfare",
    title=BOOK.title,
    bureau=Text("民政局", "Civil affairs bureau"),
    rulebook=BOOK,
    case_kinds=CASE_KINDS,
    place_kinds=PLACE_KINDS,
    indicators=INDICATORS,
    sheets=SHEETS,
    stands_for={"is_orphan_supported": ("orphan_allowance", "de_facto_unsupported")},
)
