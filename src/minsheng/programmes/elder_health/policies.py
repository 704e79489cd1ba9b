"""The rule of elder health: the yearly health check of people aged 65 and over, owed until it is on record."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit, Per, Rulebook
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import fact

BOOK = Rulebook("elder_health", Text("老年健康", "Elder health"))

LAW = "基本医疗卫生与健康促进法"
STANDARD = "国家基本公共卫生服务规范（第三版）老年人健康管理"
MONTHS_IN_A_YEAR = 12

# A check counts when it is on record. Nothing on record means not yet done, not "unknown": the service must be shown.
is_checked_this_year = BOOK.define(
    "is_checked_this_year",
    Text("本年度已有体检记录", "a health check of this calendar year is on record"),
    dsl.is_known(fact("health_check_on"))
    & (
        dsl.month_index(fact("health_check_on")) // MONTHS_IN_A_YEAR
        == dsl.month_index(dsl.today()) // MONTHS_IN_A_YEAR
    ),
    source=STANDARD,
)

BOOK.policy(
    "health_check_65",
    Text("65岁及以上老年人年度健康体检", "Yearly health check from 65"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(Text("常住本地", "Lives here"), fact("lives_here"), source=STANDARD),
        dsl.condition(
            Text("达到老年人健康管理年龄", "Has reached the age of health management"),
            dsl.age_in_years(fact("born_on")) >= dsl.number("elder_health.health_check_from_age"),
            source=STANDARD,
        ),
        dsl.condition(
            Text("本年度还没有体检记录", "No check of this calendar year is on record"),
            ~is_checked_this_year,
            source=STANDARD,
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    per=Per.YEAR,
    summary=Text(
        "常住本地的老人，每年免费体检一次，包括辅助检查和健康指导。",
        "Older residents get one free health check a year, with tests and advice.",
    ),
    sources=(f"{LAW}第二十五条", STANDARD),
    window=Text(
        "居住地乡镇卫生院、社区卫生服务中心或村卫生室",
        "At the township health centre, community health centre or village clinic where you live",
    ),
)
