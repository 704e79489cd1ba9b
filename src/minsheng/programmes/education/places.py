"""The places of education."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CertificateKind, PlaceKind

SEATS = Text("学位", "seats")

KINDERGARTEN = PlaceKind("kindergarten", Text("幼儿园", "Kindergarten"), SEATS)
PRIMARY = PlaceKind("primary_school", Text("小学", "Primary school"), SEATS)
JUNIOR = PlaceKind("junior_school", Text("初中", "Junior secondary school"), SEATS)
NINE_YEAR = PlaceKind("nine_year_school", Text("九年一贯制学校", "Nine-year school"), SEATS)
SPECIAL = PlaceKind("special_school", Text("特殊教育学校", "Special school"), SEATS)
RESOURCE_CENTRE = PlaceKind(
    "special_resource_centre", Text("特殊教育资源中心", "Special resource centre"), SEATS
)
# The county's education bureau stands for the county itself: what it is certified as, the county has reached.
BUREAU = PlaceKind(
    "education_bureau", Text("县级教育局", "Education bureau of a county"), Text("个", "units")
)

PLACE_KINDS = (KINDERGARTEN, PRIMARY, JUNIOR, NINE_YEAR, SPECIAL, RESOURCE_CENTRE, BUREAU)

PRESCHOOL = CertificateKind(
    "preschool_universal",
    Text("学前教育普及普惠县(国家或省认定)", "County of universal preschool education, recognised"),
    ("education_bureau",),
)
BALANCED = CertificateKind(
    "balanced_compulsory",
    Text("义务教育优质均衡发展县(国家认定)", "County of balanced compulsory education, recognised"),
    ("education_bureau",),
)
CERTIFICATE_KINDS = (PRESCHOOL, BALANCED)
