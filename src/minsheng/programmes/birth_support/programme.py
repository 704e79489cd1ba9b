"""The card of birth support (生育支持)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Programme
from minsheng.programmes.birth_support.cases import CASE_KINDS
from minsheng.programmes.birth_support.places import PLACE_KINDS
from minsheng.programmes.birth_support.policies import BOOK

PROGRAMME = Programme(
    key="birth_support",
    title=BOOK.title,
    bureau=Text("卫生健康委员会", "Health commission"),
    rulebook=BOOK,
    case_kinds=CASE_KINDS,
    place_kinds=PLACE_KINDS,
)
