"""The card of education (教育公平); it has no policy rules yet."""

from __future__ import annotations

from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Programme
from minsheng.programmes.education.places import CERTIFICATE_KINDS, PLACE_KINDS

TITLE = Text("教育公平", "Education")

PROGRAMME = Programme(
    key="education",
    title=TITLE,
    bureau=Text("教育局", "Education bureau"),
    rulebook=Rulebook("education", TITLE),
    place_kinds=PLACE_KINDS,
    certificate_kinds=CERTIFICATE_KINDS,
)
