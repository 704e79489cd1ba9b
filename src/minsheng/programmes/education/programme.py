"""The card of education (教育公平); it has no policy rules yet."""

from __future__ import annotations

from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Programme

TITLE = Text("教育公平", "Education")

PROGRAMME = Programme(
    key="education",
    title=TITLE,
    bureau=Text("教育局", "Education bureau"),
    rulebook=Rulebook("education", TITLE),
)
