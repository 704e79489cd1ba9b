"""The cases of elder care: allowances that the township checks and the county confirms.

The advanced-age allowance (高龄津贴) is granted without an application where the register knows enough (免申即享); the
township only makes sure that the person lives and lives here.
"""

from __future__ import annotations

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.card import Field, Level
from minsheng.kernel.registry.patterns import GIVEN, allowance, desk_task, review, service

_LIVES = Field(
    "is_alive",
    Text("本人健在（当面或视频核实）", "the person lives, seen or by video"),
    "yes_no",
    must_be_yes=True,
)

ADVANCED_AGE = allowance(
    "advanced_age_allowance",
    Text("高龄津贴办理", "Advanced-age allowance"),
    policy="advanced_age_allowance",
    limit="clocks.allowance",
    evidence=(_LIVES,),
)
SERVICE = allowance(
    "elder_service_allowance",
    Text("经济困难老年人养老服务补贴申请", "Application for the service allowance"),
    policy="elder_service_allowance",
    limit="clocks.allowance",
    evidence=(_LIVES,),
)
NURSING = allowance(
    "elder_nursing_allowance",
    Text("失能老年人护理补贴申请", "Application for the nursing allowance"),
    policy="elder_nursing_allowance",
    limit="clocks.allowance",
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
    does=GIVEN,
    fields=(Field("visitor", Text("探访人员", "who visits"), "text"),),
    level=Level.VILLAGE,
)
REVIEWS = (
    review("advanced_age_allowance", Text("高龄津贴复核", "Review of the advanced-age allowance")),
    review("elder_service_allowance", Text("养老服务补贴复核", "Review of the service allowance")),
    review("elder_nursing_allowance", Text("失能护理补贴复核", "Review of the nursing allowance")),
    review("care_voucher", Text("养老服务消费补贴复核", "Review of the care voucher")),
)

# Paid once, or at the till.
OTHER_MONEY = (
    allowance(
        "advanced_age_arrears",
        Text("高龄津贴补发办理", "Arrears of the advanced-age allowance"),
        policy="advanced_age_arrears",
        limit="clocks.allowance",
        evidence=(_LIVES,),
    ),
    allowance(
        "meal_subsidy",
        Text("助餐补贴办理", "Subsidy of canteen meals"),
        policy="meal_subsidy",
        limit="clocks.allowance",
    ),
    allowance(
        "home_adaptation",
        Text("居家适老化改造申请", "Application for the adaptation of the home"),
        policy="home_adaptation",
        limit="clocks.allowance",
        subject=Entity.HOUSEHOLD,
    ),
    review("advanced_age_arrears", Text("高龄津贴补发复核", "Review of arrears")),
    review("meal_subsidy", Text("助餐补贴复核", "Review of the subsidy of meals")),
    review(
        "home_adaptation",
        Text("居家适老化改造复核", "Review of the adaptation of a home"),
        subject=Entity.HOUSEHOLD,
    ),
)

_RESULT = (
    Field(
        "care_level",
        Text("评估等级", "assessed level"),
        "choice",
        choices=tuple((str(code), text) for code, text in FACTS["care_level"].codes.items()),
    ),
    Field("assessed_on", Text("评估日期", "day of the assessment"), "date"),
)
_ASSESSED = Text("登记评估结果", "record the assessment")
_VISITED = Text("登记探访", "record the visit")
_VISIT = (
    Field("last_visited_on", Text("探访日期", "day of the visit"), "date"),
    Field("findings", Text("老人情况", "how the person is"), "long_text", required=False),
)

ASSESSMENTS = (
    desk_task(
        "first_assessment", Text("首次能力评估安排", "First assessment"), done=_ASSESSED, fields=_RESULT
    ),
    desk_task(
        "regular_reassessment", Text("到期复评安排", "Regular reassessment"), done=_ASSESSED, fields=_RESULT
    ),
    desk_task(
        "immediate_reassessment",
        Text("即时评估安排", "Immediate reassessment"),
        done=_ASSESSED,
        fields=_RESULT,
    ),
    desk_task(
        "legacy_reassessment",
        Text("旧标准评估重评安排", "Assessment by the present standard"),
        done=_ASSESSED,
        fields=_RESULT,
    ),
    desk_task(
        "completing_assessment",
        Text("补评安排", "Completing an assessment"),
        done=_ASSESSED,
        fields=_RESULT,
    ),
)
CHECKS_AND_VISITS = (
    desk_task(
        "life_check_due",
        Text("高龄津贴生存认证", "Life check"),
        done=Text("登记认证", "record the check"),
        fields=(Field("life_checked_on", Text("认证日期", "day of the check"), "date"), _LIVES),
        level=Level.VILLAGE,
    ),
    desk_task(
        "weekly_visit_due",
        Text("每周探访", "Weekly visit"),
        done=_VISITED,
        fields=_VISIT,
        level=Level.VILLAGE,
    ),
    desk_task(
        "monthly_visit_due",
        Text("每月探访", "Monthly visit"),
        done=_VISITED,
        fields=_VISIT,
        level=Level.VILLAGE,
    ),
)

CASE_KINDS = (
    *(ADVANCED_AGE, SERVICE, NURSING, CARE_VOUCHER, VISITING_CARE),
    *REVIEWS,
    *OTHER_MONEY,
    *ASSESSMENTS,
    *CHECKS_AND_VISITS,
)
