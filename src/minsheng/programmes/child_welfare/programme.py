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
    # The children's officer keeps the files and makes the visits; a report and missing care are reasons to go at once.
    for_staff=(
        "left_behind_child",
        "child_in_poverty",
        "child_in_own_difficulty",
        "child_without_proper_care",
        "migrant_child",
        "parent_contact_due",
        "child_review_due",
        "mandatory_report",
        "child_visit_red",
        "child_visit_yellow",
        "child_visit_blue",
        "child_visit_green",
    ),
    rides_along=(
        *("left_behind_child", "child_in_poverty", "child_in_own_difficulty", "migrant_child"),
        *("child_visit_red", "child_visit_yellow", "child_visit_blue", "child_visit_green"),
        *("entrusted_care", "parent_contact_due", "child_review_due"),
    ),
    stands_for={"is_orphan_supported": ("orphan_allowance", "de_facto_unsupported")},
)
