"""The card of elder care (养老服务)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Programme
from minsheng.programmes.elder_care.cases import CASE_KINDS
from minsheng.programmes.elder_care.places import PLACE_KINDS
from minsheng.programmes.elder_care.policies import BOOK

PROGRAMME = Programme(
    key="elder_care",
    title=BOOK.title,
    bureau=Text("民政局", "Civil affairs bureau"),
    rulebook=BOOK,
    case_kinds=CASE_KINDS,
    place_kinds=PLACE_KINDS,
)
