"""The card of hotline (诉求办理); it has no policy rules yet."""

from __future__ import annotations

from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Programme

TITLE = Text("诉求办理", "Hotline")

PROGRAMME = Programme(
    key="hotline",
    title=TITLE,
    bureau=Text("市民热线服务中心", "Residents hotline centre"),
    rulebook=Rulebook("hotline", TITLE),
)
