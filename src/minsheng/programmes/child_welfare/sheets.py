"""The rolls of child welfare."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.rolls import roll

SHEETS = (
    roll(
        "orphan_allowance", Text("孤儿基本生活费名册", "roll of the orphan allowance"), title_words=("孤儿",)
    ),
    roll(
        "de_facto_unsupported",
        Text("事实无人抚养儿童基本生活补贴名册", "roll of de facto unsupported children"),
        title_words=("事实无人抚养",),
    ),
)
