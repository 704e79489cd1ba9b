"""The roll of the childcare subsidy, which is paid by the year."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.rolls import roll

SHEETS = (
    roll(
        "childcare_subsidy",
        Text("育儿补贴名册", "roll of the childcare subsidy"),
        title_words=("育儿补贴",),
        is_yearly=True,
    ),
)
