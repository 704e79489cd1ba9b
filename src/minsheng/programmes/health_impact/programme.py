"""The card of health impact assessment (健康影响评价); it has no policy rules yet."""

from __future__ import annotations

from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Programme

TITLE = Text("健康影响评价", "Health impact assessment")

PROGRAMME = Programme(
    key="health_impact",
    title=TITLE,
    bureau=Text("卫生健康委员会", "Health commission"),
    rulebook=Rulebook("health_impact", TITLE),
)
