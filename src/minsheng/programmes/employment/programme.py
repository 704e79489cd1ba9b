"""The card of employment (就业帮扶)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Programme
from minsheng.programmes.employment.cases import CASE_KINDS
from minsheng.programmes.employment.policies import BOOK

PROGRAMME = Programme(
    key="employment",
    title=BOOK.title,
    bureau=Text("人力资源和社会保障局", "Human resources and social security bureau"),
    rulebook=BOOK,
    case_kinds=CASE_KINDS,
)
