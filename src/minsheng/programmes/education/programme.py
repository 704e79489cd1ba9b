"""The card of education (教育公平)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import IndicatorKind, Programme
from minsheng.programmes.education.cases import CASE_KINDS
from minsheng.programmes.education.places import CERTIFICATE_KINDS, PLACE_KINDS
from minsheng.programmes.education.policies import BOOK
from minsheng.programmes.education.sheets import SHEETS

MEASURES = "minsheng.programmes.education.indicators"
INDICATORS = (
    IndicatorKind(
        key="education.preschool_counties",
        title=Text("学前教育普及普惠县", "counties recognised for universal preschool"),
        unit=Text("个县", "counties"),
        measure=f"{MEASURES}.preschool_counties",
        is_share=True,
    ),
    IndicatorKind(
        key="education.balanced_counties",
        title=Text("义务教育优质均衡县", "counties recognised for balanced compulsory education"),
        unit=Text("个县", "counties"),
        measure=f"{MEASURES}.balanced_counties",
        is_share=True,
    ),
)

PROGRAMME = Programme(
    key="education",
    title=BOOK.title,
    bureau=Text("教育局", "Education bureau"),
    rulebook=BOOK,
    place_kinds=PLACE_KINDS,
    certificate_kinds=CERTIFICATE_KINDS,
    indicators=INDICATORS,
    case_kinds=CASE_KINDS,
    sheets=SHEETS,
    # Settled by the school, not by a visit of the village.
    rides_along=tuple(BOOK.policies),
)
