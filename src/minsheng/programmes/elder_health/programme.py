"""The card of elder health (老年健康)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Programme
from minsheng.programmes.elder_health.places import CERTIFICATE_KINDS, PLACE_KINDS
from minsheng.programmes.elder_health.policies import BOOK

PROGRAMME = Programme(
    key="elder_health",
    title=BOOK.title,
    bureau=Text("卫生健康委员会", "Health commission"),
    rulebook=BOOK,
    place_kinds=PLACE_KINDS,
    certificate_kinds=CERTIFICATE_KINDS,
)
