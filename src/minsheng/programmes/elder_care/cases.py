"""The cases of elder care: allowances that the township checks and the county confirms.

The advanced-age allowance (高龄津贴) is granted without an application where the register knows enough (免申即享); the
township only makes sure that the person lives and lives here.
"""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import Field, Level
from minsheng.kernel.registry.patterns import THIS_MONTH, allowance, review, service

_LIVES = Field(
    "is_alive",
    Text("本人健在(当面或视频核实)", "the person lives, seen or by video"),
    "yes_no",
    must_be_yes=True,
)

ADVANCED_AGE = allowance(
    "advanced_age_allowance",
    Text("高龄津贴办理", "Advanced-age allowance"),
    policy="advanced_age_allowance",
    limit="clocks.allowance",
    does="minsheng.programmes.elder_care.actions.award_from_the_month_of_age",
    evidence=(_LIVES,),
)
SERVICE = allowance(
    "elder_service_allowance",
    Text("经济困难老年人养老服务补贴申请", "Application for the service allowance"),
    policy="elder_service_allowance",
    limit="clocks.allowance",
    does=THIS_MONTH,
    evidence=(_LIVES,),
)
NURSING = allowance(
    "elder_nursing_allowance",
    Text("失能老年人护理补贴申请", "Application for the nursing allowance"),
    policy="elder_nursing_allowance",
    limit="clocks.allowance",
    does=THIS_MONTH,
    evidence=(_LIVES, Field("assessed_on", Text("能力评估日期", "day of the ability assessment"), "date")),
)
CARE_VOUCHER = allowance(
    "care_voucher",
    Text("失能老年人养老服务消费补贴申请", "Application for the care voucher"),
    policy="care_voucher",
    limit="clocks.allowance",
    evidence=(_LIVES, Field("assessed_on", Text("能力评估日期", "day of the ability assessment"), "date")),
)

VISITING_CARE = service(
    "visiting_care",
    Text("探访关爱安排", "Visits to an older person"),
    policy="visiting_care",
    limit="clocks.service",
    delivered=Text("已安排并首次探访", "arranged, and visited for the first time"),
    does="minsheng.programmes.elder_care.actions.record_visits",
    fields=(Field("visitor", Text("探访人员", "who visits"), "text"),),
    level=Level.VILLAGE,
)
REVIEWS = (
    review("advanced_age_allowance", Text("高龄津贴复核", "Review of the advanced-age allowance")),
    review("elder_service_allowance", Text("养老服务补贴复核", "Review of the service allowance")),
    review("elder_nursing_allowance", Text("失能护理补贴复核", "Review of the nursing allowance")),
    review("care_voucher", Text("养老服务消费补贴复核", "Review of the care voucher")),
)

CASE_KINDS = (ADVANCED_AGE, SERVICE, NURSING, CARE_VOUCHER, VISITING_CARE, *REVIEWS)
