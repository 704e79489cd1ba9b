"""Benefit rolls: the lists from which bureaus pay. All have the same columns; the title says which policy it is.

Free of Django. A programme declares one roll for each policy it pays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.standard_columns import (
    ADDRESS,
    HEAD_IDENTITY,
    HEAD_NAME,
    HOUSEHOLD_NUMBER,
    IDENTITY,
    NAME,
    PHONE,
    fact_column,
)
from minsheng.kernel.registry.card import Column, SheetKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COMMIT = "minsheng.kernel.intake.commits.rolls.commit_roll"
CHECK = "minsheng.kernel.intake.checking.roll_amounts.check_roll"

AMOUNT_NAMES = (
    *(
        "金额",
        "补助金额",
        "补贴金额",
        "发放金额",
        "月补助金额",
        "月补贴金额",
        "月发放金额",
        "补助标准",
        "补贴标准",
        "发放标准",
        "保障金额",
    ),
    *(
        "月保障金额",
        "救助金额",
        "津贴金额",
        "月津贴",
        "月标准",
        "应发金额",
        "实发金额",
        "本月发放金额",
        "享受金额",
        "月补差额",
        "补差金额",
    ),
    *("人均补差", "月人均补差", "人均补助金额", "补贴金额（元/月）", "待遇标准", "保障标准"),
)
AMOUNT = Column("amount_fen", Text("金额", "amount"), "money_month", AMOUNT_NAMES)
YEARLY_AMOUNT = Column(
    "amount_fen",
    Text("金额", "amount"),
    "money_year",
    (*AMOUNT_NAMES, "年补助金额", "年补贴金额", "年度补贴金额"),
)
HOUSEHOLD_AMOUNT = Column(
    "household_amount_fen",
    Text("户金额", "amount of the household"),
    "money_month",
    (
        "户月保障金额",
        "户保障金额",
        "户补助金额",
        "户月补助金额",
        "家庭补助金额",
        "家庭月保障金",
        "户补差金额",
        "户月补差金额",
        "全户金额",
        "家庭月补助金额",
        "户发放金额",
    ),
)
SINCE = Column(
    "since",
    Text("享受起始日期", "receives since"),
    "date",
    (
        "享受时间",
        "开始享受时间",
        "起始时间",
        "起始日期",
        "享受起始时间",
        "起发时间",
        "纳入时间",
        "纳入日期",
        "批准时间",
        "批准日期",
        "审批时间",
        "审批日期",
        "开始日期",
        "开始时间",
        "认定时间",
        "认定日期",
        "享受日期",
        "保障起始时间",
    ),
)
UNTIL = Column(
    "until",
    Text("停发日期", "until"),
    "date",
    ("停发时间", "终止时间", "终止日期", "截止日期", "截止时间", "到期日期", "结束日期", "退出时间"),
)
PEOPLE_COUNTED = Column(
    "people",
    Text("保障人数", "people counted"),
    "number",
    ("人数", "家庭人口", "享受人数", "保障人口", "家庭人数", "人口数"),
)

COLUMNS = (
    *(IDENTITY, NAME, AMOUNT, HOUSEHOLD_AMOUNT, SINCE, UNTIL, HOUSEHOLD_NUMBER, HEAD_NAME, HEAD_IDENTITY),
    *(PEOPLE_COUNTED, PHONE, ADDRESS),
    *(fact_column(fact) for fact in ("sex", "born_on")),
)
AMOUNTS = ("amount_fen", "household_amount_fen")
# A roll that pays two policies in one row has a column for each: this, and the key of the policy.
AMOUNT_OF = "amount_fen__"


def roll(policy: str, title: Text, *, title_words: Iterable[str], is_yearly: bool = False) -> SheetKind:
    """Return the roll of a policy paid to persons; ``is_yearly`` for policies that pay by the year."""
    columns = tuple(YEARLY_AMOUNT if is_yearly and column is AMOUNT else column for column in COLUMNS)
    return SheetKind(
        key=f"roll_{policy}",
        title=title,
        columns=columns,
        commit=COMMIT,
        policy=policy,
        title_words=tuple(title_words),
        check=CHECK,
        needs_one_of=(AMOUNTS,),
    )


def household_roll(policy: str, title: Text, *, title_words: Iterable[str]) -> SheetKind:
    """Return the roll of a policy paid to households: a row is a household under its head, or one of its members."""
    return replace(
        roll(policy, title, title_words=title_words),
        columns=tuple(replace(column, required=False) for column in COLUMNS),
        needs_one_of=(("identity", "head_identity"), ("name", "head_name"), AMOUNTS),
    )


def roll_of_several(
    key: str, title: Text, amounts: Mapping[str, Column], *, title_words: Iterable[str]
) -> SheetKind:
    """Return a roll that pays several policies in one row. ``amounts``: the column of each policy's amount."""
    columns = [replace(column, field=AMOUNT_OF + policy) for policy, column in amounts.items()]
    return SheetKind(
        key=key,
        title=title,
        columns=(*(column for column in COLUMNS if column.field not in AMOUNTS), *columns),
        commit=COMMIT,
        title_words=tuple(title_words),
        check=CHECK,
        needs_one_of=tuple((column.field,) for column in columns),
    )


def any_roll() -> SheetKind:
    """Return the roll that says in a column which policy each row is paid from."""
    policy = Column(
        "policy",
        Text("补贴类型", "policy"),
        "lookup:policy",
        (
            "补贴项目",
            "补贴名称",
            "救助类型",
            "救助项目",
            "待遇类型",
            "待遇名称",
            "项目名称",
            "补助类型",
            "补助项目",
            "政策",
            "政策名称",
            "保障类型",
            "享受政策",
        ),
        required=True,
    )
    return SheetKind(
        key="benefit_roll",
        title=Text("补贴发放名册", "benefit roll"),
        columns=(policy, *COLUMNS),
        commit=COMMIT,
        title_words=("发放名册", "发放花名册", "发放表", "享受人员名单"),
        check=CHECK,
        needs_one_of=(AMOUNTS,),
    )
