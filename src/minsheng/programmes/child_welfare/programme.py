"""The card of child welfare (儿童福利)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Programme
from minsheng.programmes.child_welfare.cases import CASE_KINDS
from minsheng.programmes.child_welfare.places import PLACE_KINDS
from minsheng.programmes.child_welfare.policies import BOOK

PROGRAMME = Programme(
    key="child_welfare",
    title=BOOK.title,
    bureau=Text("民政局", "Civil affairs bureau"),
    rulebook=BOOK,
    case_kinds=CASE_KINDS,
    place_kinds=PLACE_KINDS,
)
