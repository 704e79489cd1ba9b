"""The card of medical services (基层医疗)."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Programme
from minsheng.programmes.medical_services.places import CERTIFICATE_KINDS, PLACE_KINDS
from minsheng.programmes.medical_services.policies import BOOK

PROGRAMME = Programme(
    key="medical_services",
    title=BOOK.title,
    bureau=Text("卫生健康委员会", "Health commission"),
    rulebook=BOOK,
    place_kinds=PLACE_KINDS,
    certificate_kinds=CERTIFICATE_KINDS,
)
