"""What makes a place an integrated medical and elder-care institution (医养结合机构): two certificates in force."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CertificateKind, PlaceKind

INTEGRATED = PlaceKind(
    "integrated_institution",
    Text("医养结合机构", "Integrated medical and elder-care institution"),
    Text("床", "beds"),
)
PLACE_KINDS = (INTEGRATED,)

_HOLDERS = ("integrated_institution", "care_institution", "hospital", "township_health_centre")
MEDICAL = CertificateKind("medical_practice", Text("医疗机构执业许可", "Medical practice licence"), _HOLDERS)
ELDER_CARE = CertificateKind(
    "elder_care_filing", Text("养老机构备案", "Filing as a care institution"), _HOLDERS
)

CERTIFICATE_KINDS = (MEDICAL, ELDER_CARE)
