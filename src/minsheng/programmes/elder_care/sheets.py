"""The sheets that bring elder care its assessments and its rolls."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.rolls import roll
from minsheng.kernel.intake.sheets import COMMIT_FACTS
from minsheng.kernel.intake.standard_columns import ADDRESS, IDENTITY, NAME, PHONE, fact_column
from minsheng.kernel.registry.card import Column, SheetKind

ELDER_ASSESSMENTS = SheetKind(
    key="elder_assessments",
    title=Text("老年人能力评估结果表", "assessments of older people"),
    columns=(
        *(IDENTITY, NAME),
        fact_column("care_level", required=True),
        fact_column("assessed_on", required=True),
        fact_column("self_care_unmet"),
        Column(
            "expires_on",
            Text("有效期至", "valid until"),
            "date",
            ("有效期", "有效期截止", "下次评估日期", "复评日期"),
        ),
        Column("institution", Text("评估机构", "assessed by"), "text", ("评估单位", "评估组织", "承评机构")),
        *(fact_column("sex"), fact_column("born_on"), PHONE, ADDRESS),
    ),
    commit=COMMIT_FACTS,
    title_words=("能力评估", "失能评估", "老年人评估"),
)

# What the village and the canteen keep: one of the columns is enough, so that a roll is not taken for this list.
_KEPT = (
    *("life_checked_on", "allowance_suspended_on", "last_visited_on", "is_high_visiting_risk"),
    *("care_risk_events_month", "has_legacy_assessment", "assessment_is_incomplete"),
    *("canteen_meals_month", "meal_price_fen"),
)
ELDER_SERVICES = SheetKind(
    key="elder_services",
    title=Text("老年人关爱服务登记表", "checks, visits and meals of older people"),
    columns=(
        *(IDENTITY, NAME),
        *(fact_column(name) for name in _KEPT),
        *(fact_column("sex"), fact_column("born_on"), PHONE, ADDRESS),
    ),
    commit=COMMIT_FACTS,
    title_words=("关爱服务登记", "生存认证登记", "探访登记", "助餐登记"),
    needs_one_of=(_KEPT,),
)

SHEETS = (
    ELDER_ASSESSMENTS,
    ELDER_SERVICES,
    roll(
        "advanced_age_allowance",
        Text("高龄津贴名册", "roll of the old-age allowance"),
        title_words=("高龄津贴", "高龄补贴", "高龄老人"),
    ),
    roll(
        "elder_service_allowance",
        Text("经济困难老年人养老服务补贴名册", "roll of the elder service allowance"),
        title_words=("养老服务补贴", "老年人服务补贴"),
    ),
    roll(
        "elder_nursing_allowance",
        Text("经济困难失能老年人护理补贴名册", "roll of the elder nursing allowance"),
        title_words=("失能老年人护理补贴", "老年人护理补贴", "失能老人护理补贴", "失能护理补贴"),
    ),
)
