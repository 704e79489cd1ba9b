"""The places of medical services, and what a hospital can be certified as: emergency centres and specialties."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CertificateKind, PlaceKind

BEDS = Text("床", "beds")

HOSPITAL = PlaceKind("hospital", Text("医院", "Hospital"), BEDS)
TOWNSHIP_CENTRE = PlaceKind("township_health_centre", Text("乡镇卫生院", "Township health centre"), BEDS)
COMMUNITY_CENTRE = PlaceKind(
    "community_health_centre",
    Text("社区卫生服务中心", "Community health centre"),
    BEDS,
    names=("社区卫生服务站", "社区卫生服务中心（站）"),
)
VILLAGE_CLINIC = PlaceKind("village_clinic", Text("村卫生室", "Village clinic"), Text("间", "rooms"))

PLACE_KINDS = (HOSPITAL, TOWNSHIP_CENTRE, COMMUNITY_CENTRE, VILLAGE_CLINIC)

# The five centres (五大中心) that every county shall have at its hospital.
FIVE_CENTRES = (
    CertificateKind("chest_pain_centre", Text("胸痛中心", "Chest-pain centre"), ("hospital",)),
    CertificateKind("stroke_centre", Text("卒中中心", "Stroke centre"), ("hospital",)),
    CertificateKind("trauma_centre", Text("创伤中心", "Trauma centre"), ("hospital",)),
    CertificateKind(
        "maternal_centre", Text("危重孕产妇救治中心", "Centre for mothers in danger"), ("hospital",)
    ),
    CertificateKind(
        "newborn_centre", Text("危重新生儿救治中心", "Centre for newborns in danger"), ("hospital",)
    ),
)
KEY_SPECIALTY = CertificateKind(
    "provincial_key_specialty", Text("省级临床重点专科", "Provincial key clinical specialty"), ("hospital",)
)

CERTIFICATE_KINDS = (*FIVE_CENTRES, KEY_SPECIALTY)
