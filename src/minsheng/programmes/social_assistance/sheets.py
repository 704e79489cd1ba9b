"""The sheets that bring social assistance its rolls, and the certificates of the disabled persons' federation."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.rolls import household_roll, roll, roll_of_several
from minsheng.kernel.intake.sheets import COMMIT_FACTS
from minsheng.kernel.intake.standard_columns import ADDRESS, IDENTITY, NAME, PHONE, fact_column
from minsheng.kernel.registry.card import Column, SheetKind

DISABILITY_CERTIFICATES = SheetKind(
    key="disability_certificates",
    title=Text("残疾人证名册", "disability certificates"),
    columns=(
        *(IDENTITY, NAME),
        fact_column("disability_kind", required=True),
        fact_column("disability_grade", required=True),
        Column(
            "certificate",
            Text("残疾人证号", "certificate number"),
            "text",
            ("残疾证号", "残疾人证号码", "残疾证号码", "残疾证编号", "证号", "残疾人证编号"),
        ),
        Column(
            "issued_on",
            Text("发证日期", "issued on"),
            "date",
            ("发证时间", "评定日期", "评残日期", "办证日期", "首次发证日期"),
        ),
        Column(
            "expires_on",
            Text("有效期至", "valid until"),
            "date",
            ("有效期", "有效期截止", "证件有效期", "有效期限", "到期日期"),
        ),
        *(fact_column("sex"), fact_column("born_on"), PHONE, ADDRESS),
    ),
    commit=COMMIT_FACTS,
    title_words=("残疾人证", "残疾证", "持证残疾人", "残疾人名册", "残疾人花名册"),
)

_COSTS = (
    "in_resident_insurance",
    "in_scope_own_pay_fen",
    "own_pay_fen",
    "is_severely_ill",
    "contributions_stopped_on",
)
MEDICAL_COSTS = SheetKind(
    key="medical_costs",
    title=Text("医疗费用与参保信息表", "costs of illness and insurance"),
    columns=(
        *(IDENTITY, NAME),
        *(fact_column(name) for name in _COSTS),
        *(fact_column("sex"), fact_column("born_on"), PHONE, ADDRESS),
    ),
    commit=COMMIT_FACTS,
    title_words=("医疗费用", "医保参保", "自付费用"),
    needs_one_of=(
        ("in_resident_insurance", "in_scope_own_pay_fen", "own_pay_fen", "contributions_stopped_on"),
    ),
)

SHEETS = (
    DISABILITY_CERTIFICATES,
    MEDICAL_COSTS,
    household_roll(
        "dibao",
        Text("低保名册", "dibao roll"),
        title_words=("低保", "最低生活保障"),
    ),
    roll("tekun", Text("特困供养名册", "roll of destitute support"), title_words=("特困", "五保")),
    roll(
        "disability_living",
        Text("困难残疾人生活补贴名册", "roll of the disability living allowance"),
        title_words=("困难残疾人生活补贴", "残疾人生活补贴"),
    ),
    roll(
        "disability_care",
        Text("重度残疾人护理补贴名册", "roll of the disability care allowance"),
        title_words=("重度残疾人护理补贴", "残疾人护理补贴"),
    ),
    roll_of_several(
        "roll_disability_allowances",
        Text("残疾人两项补贴名册", "roll of both disability allowances"),
        {
            "disability_living": Column(
                "",
                Text("生活补贴", "living allowance"),
                "money_month",
                (
                    "困难残疾人生活补贴",
                    "生活补贴金额",
                    "困难生活补贴",
                    "困难残疾人生活补贴金额",
                    "残疾人生活补贴",
                ),
            ),
            "disability_care": Column(
                "",
                Text("护理补贴", "care allowance"),
                "money_month",
                (
                    "重度残疾人护理补贴",
                    "护理补贴金额",
                    "重度护理补贴",
                    "重度残疾人护理补贴金额",
                    "残疾人护理补贴",
                ),
            ),
        },
        title_words=("两项补贴",),
    ),
)
