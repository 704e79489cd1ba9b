"""A nursery place (托位) for children of six months to three years whose family wants one."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import fact
from minsheng.programmes.birth_support.policies.book import BOOK, NURSERIES

age_in_months = BOOK.define(
    "nursery_age", Text("月龄", "age in months"), dsl.age_in_months(fact("born_on")), source=NURSERIES
)

BOOK.policy(
    "nursery_place",
    Text("托位", "A nursery place"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(Text("常住本地", "Lives here"), fact("lives_here"), source=NURSERIES),
        dsl.condition(
            Text("达到入托月龄", "Old enough for a nursery"),
            age_in_months >= dsl.number("birth_support.nursery_from_month"),
            source=NURSERIES,
        ),
        dsl.condition(
            Text("未满三周岁", "Not yet three"),
            age_in_months < dsl.number("birth_support.nursery_until_month"),
            source=NURSERIES,
        ),
        dsl.condition(
            Text("家庭有入托需求", "The family wants a place"), fact("wants_nursery_place"), source=NURSERIES
        ),
        dsl.condition(
            Text("还没有入托", "Has no place yet"), ~dsl.or_else(fact("in_nursery"), False), source=NURSERIES
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.ONCE,
    summary=Text(
        "六个月到三岁、家里想送托的孩子，就近介绍已备案的托育机构或幼儿园托班。",
        "Children of six months to three years whose family wants a place are shown a registered nursery nearby.",
    ),
    sources=(NURSERIES,),
    window=Text(
        "居住地乡镇（街道）或县（区、市）卫生健康局", "At the township, or the health bureau of the county"
    ),
    period=Period(begins=at_once()),
)
