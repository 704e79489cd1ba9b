"""The places of child welfare."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import PlaceKind

BEDS = Text("床", "beds")

CHILDRENS_HOME = PlaceKind("children_home", Text("儿童之家", "Children's home"), Text("人", "children"))
WELFARE_INSTITUTION = PlaceKind(
    "child_welfare_institution", Text("儿童福利机构", "Child welfare institution"), BEDS
)
PROTECTION_CENTRE = PlaceKind(
    "minor_protection_centre", Text("未成年人救助保护中心", "Protection centre"), BEDS
)

PLACE_KINDS = (CHILDRENS_HOME, WELFARE_INSTITUTION, PROTECTION_CENTRE)
