"""Columns that many sheets share: the names bureaus give them and the wordings of their codes. Free of Django.

A programme builds its sheets from these, so that a name learnt for one sheet is known to all.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.bureau_words import COLUMN_NAMES, WORDINGS
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.card import Column

if TYPE_CHECKING:
    from collections.abc import Iterable

_KIND_OF_COLUMN = {
    Kind.BOOL: "yes_no",
    Kind.NUMBER: "number",
    Kind.MONEY: "money_month",
    Kind.DATE: "date",
    Kind.CODE: "code",
}

IDENTITY = Column(
    "identity",
    Text("身份证号", "identity number"),
    "identity",
    (
        *(
            "身份证号码",
            "公民身份号码",
            "公民身份证号码",
            "居民身份证号",
            "居民身份证号码",
            "身份证",
            "身份号码",
            "身份证件号码",
        ),
        *(
            "证件号码",
            "证件号",
            "有效证件号码",
            "本人身份证号",
            "本人身份证号码",
            "成员身份证号",
            "成员身份证号码",
        ),
        *(
            "人员身份证号",
            "老人身份证号",
            "老年人身份证号",
            "残疾人身份证号",
            "儿童身份证号",
            "对象身份证号",
            "ID",
            "身份证号（18位）",
        ),
    ),
    required=True,
)
NAME = Column(
    "name",
    Text("姓名", "name"),
    "name",
    (
        *(
            "人员姓名",
            "成员姓名",
            "家庭成员姓名",
            "老人姓名",
            "老年人姓名",
            "残疾人姓名",
            "儿童姓名",
            "对象姓名",
            "保障对象姓名",
        ),
        *(
            "本人姓名",
            "申请人姓名",
            "领取人",
            "领取人姓名",
            "享受对象",
            "享受人姓名",
            "补贴对象",
            "补贴对象姓名",
            "名字",
        ),
    ),
    required=True,
)
PHONE = Column(
    "phone",
    Text("联系电话", "phone"),
    "phone",
    ("电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "本人电话", "联系手机", "固定电话"),
)
ADDRESS = Column(
    "address",
    Text("住址", "address"),
    "text",
    (
        "家庭住址",
        "居住地址",
        "现住址",
        "现居住地址",
        "详细地址",
        "地址",
        "户籍地址",
        "户口所在地",
        "通讯地址",
        "联系地址",
        "常住地址",
    ),
)
DIVISIONS = (
    Column(
        "division",
        Text("所在区划", "division"),
        "division",
        (
            "行政区划",
            "区划",
            "所属区划",
            "区划代码",
            "行政区划代码",
            "所属村（社区）代码",
            "所在地区",
            "所属地区",
            "所在地",
        ),
    ),
    Column(
        "division_county",
        Text("县（区、市）", "county"),
        "division",
        ("县", "县区", "区县", "县市区", "所属县区", "所在县", "县级"),
    ),
    Column(
        "division_township",
        Text("乡镇（街道）", "township"),
        "division",
        (
            "乡镇",
            "乡镇街道",
            "街道",
            "所属乡镇",
            "所在乡镇",
            "乡（镇）",
            "镇街",
            "街道（乡镇）",
            "乡级",
            "所属乡镇（街道）",
        ),
    ),
    Column(
        "division_village",
        Text("村（社区）", "village"),
        "division",
        (
            "村",
            "村社区",
            "社区",
            "行政村",
            "村居",
            "村委会",
            "所属村",
            "所在村",
            "村名",
            "社区（村）",
            "村级",
            "所属村（社区）",
            "居委会",
        ),
    ),
)
HOUSEHOLD_NUMBER = Column(
    "household_no",
    Text("户号", "household number"),
    "text",
    ("户编号", "家庭编号", "户籍编号", "家庭户编号", "户序号", "户口簿号", "户口本号", "家庭号", "档案编号"),
)
HEAD_NAME = Column(
    "head_name", Text("户主姓名", "name of the head"), "name", ("户主", "户主名", "家庭户主", "户主名称")
)
HEAD_IDENTITY = Column(
    "head_identity",
    Text("户主身份证号", "identity number of the head"),
    "identity",
    ("户主身份证号码", "户主公民身份号码", "户主证件号码", "户主身份证"),
)

YEARLY = frozenset(
    {"rigid_expenses_year_fen", "temporary_aid_year_fen", "own_pay_fen", "in_scope_own_pay_fen"}
)
# Sums that somebody has and not sums for a span; headers name no month.
SUMS = frozenset({"financial_assets_fen", "registered_capital_fen", "meal_price_fen"})
MEASURES = frozenset({"dwelling_m2_per_person"})


def wordings_of(fact: str) -> dict[str, int]:
    """Return every wording of a code of the vocabulary: the official one first, then what bureaus write."""
    codes = {text.zh: code for code, text in FACTS[fact].codes.items()}
    for code, words in WORDINGS.get(fact, {}).items():
        for word in words.split():
            codes.setdefault(word, code)
    return codes


def fact_column(fact: str, *, required: bool = False, names: Iterable[str] = ()) -> Column:
    """Return the column that fills a fact of the vocabulary. ``names``: further names in this very sheet."""
    about = FACTS[fact]
    kind = _KIND_OF_COLUMN[about.kind]
    if fact in YEARLY:
        kind = "money_year"
    if fact in SUMS:
        kind = "money_sum"
    if fact in MEASURES:
        kind = "measure"
    return Column(
        fact,
        about.label,
        kind,
        (*COLUMN_NAMES.get(fact, "").split(), *names),
        required=required,
        codes=MappingProxyType(wordings_of(fact)) if about.kind is Kind.CODE else MappingProxyType({}),
    )
