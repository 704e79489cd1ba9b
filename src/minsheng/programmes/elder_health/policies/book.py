"""The rulebook of elder health, empty, and the conditions of its policies: an old person who lives here."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import fact

BOOK = Rulebook("elder_health", Text("老年健康", "Elder health"))

# What the rules quote.
LAW = "基本医疗卫生与健康促进法"
STANDARD = "国家基本公共卫生服务规范（第三版）老年人健康管理"
SERVICES = "医养结合和失能老年人健康服务有关规定"
DEMENTIA_PLAN = "应对老年期痴呆国家行动计划（2024—2030年）"
NUTRITION = "老年营养改善行动（2022—2025年）"
MOOD = "老年心理关爱行动（2022—2025年）"
HEARING = "老年听力健康促进行动（2024—2027年）"

CLINIC = Text(
    "居住地乡镇卫生院、社区卫生服务中心或村卫生室",
    "At the township health centre, community health centre or village clinic where you live",
)

lives_here = dsl.condition(Text("常住本地", "Lives here"), fact("lives_here"), source=STANDARD)
has_the_age = BOOK.define(
    "has_the_age_of_health_management",
    Text("达到老年人健康管理年龄", "has reached the age of health management"),
    dsl.age_in_years(fact("born_on")) >= dsl.number("elder_health.health_check_from_age"),
    source=STANDARD,
)
is_old = dsl.condition(
    Text("达到老年人健康管理年龄", "Has reached the age of health management"), has_the_age, source=STANDARD
)
