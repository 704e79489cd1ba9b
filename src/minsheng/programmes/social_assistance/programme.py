"""The card of social assistance (社会救助)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Programme
from minsheng.programmes.social_assistance.cases import CASE_KINDS
from minsheng.programmes.social_assistance.policies import BOOK

PROGRAMME = Programme(
    key="social_assistance",
    title=Text("社会救助", "Social assistance"),
    bureau=Text("民政局", "Civil affairs bureau"),
    rulebook=BOOK,
    case_kinds=CASE_KINDS,
)
