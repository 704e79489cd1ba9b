"""Meals in community canteens, the adaptation of homes, and visits that are due."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import CONFIRMED, Period, at_once, day_of
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import AssistanceClass, CareLevel
from minsheng.kernel.people.facts import fact
from minsheng.programmes.elder_care.policies.allowances import (
    BOOK,
    TOWNSHIP_WINDOW,
    VISITING_OPINION,
    age,
    visiting_care,
)

MEALS_PLAN = "民发〔2023〕58号"
SERVICE_LIST = "国家基本养老服务清单"
MODERATE_OR_WORSE = (CareLevel.MODERATE, CareLevel.SEVERE, CareLevel.COMPLETE)
IN_HARDSHIP = (AssistanceClass.DESTITUTE, AssistanceClass.DIBAO, AssistanceClass.DIBAO_EDGE)

# Meals: the tier of the age, then what hardship adds, then the cap by the price.

meal_tier = BOOK.define(
    "meal_tier",
    Text("本年龄段每餐补贴", "subsidy of a meal for the age"),
    dsl.bands("elder_care.meal_subsidy_by_age", age),
    source=MEALS_PLAN,
)
gets_extra_for_meals = BOOK.define(
    "gets_extra_for_meals",
    Text(
        "特困、低保、计划生育特殊家庭，或评估为中度以上失能",
        "destitute, on minimum living, bereaved of an only child, or assessed as moderately disabled or worse",
    ),
    dsl.any_of(
        dsl.one_of(fact("assistance_class"), (AssistanceClass.DESTITUTE, AssistanceClass.DIBAO)),
        fact("is_destitute_supported"),
        fact("is_only_child_lost_parent"),
        dsl.is_known(fact("care_level")) & dsl.one_of(fact("care_level"), MODERATE_OR_WORSE),
    ),
    source=MEALS_PLAN,
)
meal_cap = BOOK.define(
    "meal_cap",
    Text("每餐补贴上限（餐价的规定比例）", "cap of the subsidy: a share of the price"),
    dsl.share(fact("meal_price_fen"), "elder_care.meal_subsidy_cap_ratio", rounding=dsl.Rounding.FLOOR),
    source=MEALS_PLAN,
)
subsidy_of_a_meal = BOOK.define(
    "subsidy_of_a_meal",
    Text("每餐补贴", "subsidy of a meal"),
    dsl.at_most(
        meal_tier
        + dsl.choose(gets_extra_for_meals, dsl.money("elder_care.meal_subsidy_extra"), dsl.nothing()),
        meal_cap,
    ),
    source=MEALS_PLAN,
)

BOOK.policy(
    "meal_subsidy",
    Text("老年人社区食堂助餐补贴", "Subsidy of meals in community canteens"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("达到助餐补贴起始年龄", "Has reached the age from which meals are subsidised"),
            meal_tier > 0,
            source=MEALS_PLAN,
        ),
        dsl.condition(
            Text("本月在社区食堂就餐（每天最多计两餐）", "Eats in a community canteen this month"),
            fact("canteen_meals_month") >= 1,
            source=MEALS_PLAN,
        ),
    ),
    benefit=Benefit.VOUCHER,
    period=Period(begins=at_once()),
    amount=subsidy_of_a_meal * fact("canteen_meals_month"),
    summary=Text(
        "60岁以上老人在社区食堂吃饭，按年龄每餐补贴；困难、失能老人再加一份，每餐不超过餐价的一半。",
        "Older people who eat in a community canteen get part of each meal by age, and more in hardship; "
        "never more than half the price.",
    ),
    sources=(MEALS_PLAN,),
    window=Text("在社区食堂刷卡时直接抵扣", "Taken off at the till of the canteen"),
)

# The home.

has_member_in_special_need = BOOK.define(
    "has_member_in_special_need",
    Text("家中有特殊困难老年人", "an older person in special need lives in the household"),
    dsl.any_member(visiting_care.eligible),
    source=VISITING_OPINION,
)

BOOK.policy(
    "home_adaptation",
    Text("特殊困难老年人家庭适老化改造补助", "Adaptation of the home of older people in special need"),
    subject=Entity.HOUSEHOLD,
    conditions=(
        dsl.condition(
            Text("已认定为特困、低保或低保边缘家庭", "Recognised as destitute, minimum living or edge"),
            dsl.one_of(fact("assistance_class"), IN_HARDSHIP),
            source=SERVICE_LIST,
        ),
        dsl.condition(
            Text("家中有居家的特殊困难老年人", "An older person in special need lives at home there"),
            has_member_in_special_need,
            source=f"{SERVICE_LIST}；{VISITING_OPINION}",
        ),
        dsl.condition(
            Text("没有享受过改造补助（每户一次）", "The home has not been adapted with a subsidy before"),
            ~fact("home_is_adapted"),
            source=SERVICE_LIST,
        ),
    ),
    benefit=Benefit.CASH,
    period=Period(begins=day_of(CONFIRMED)),
    per=Per.ONCE,
    amount=dsl.money("elder_care.home_adaptation_per_household"),
    summary=Text(
        "困难家庭的特殊困难老人，家里装扶手、改坡道、防滑等，每户补助一次。",
        "Rails, ramps and floors that do not slip: the home of an older person in special need is adapted once.",
    ),
    sources=(SERVICE_LIST,),
    window=TOWNSHIP_WINDOW,
)

# Visits that are due.

is_high_risk = BOOK.define(
    "visits_at_high_risk",
    Text("列为高风险探访对象", "listed as at high risk"),
    fact("is_high_visiting_risk"),
    source=VISITING_OPINION,
)
days_since_visit = BOOK.define(
    "days_since_visit",
    Text("距上次探访的天数", "days since the last visit"),
    dsl.days_since(fact("last_visited_on")),
    source=VISITING_OPINION,
)
is_in_special_need = dsl.condition(
    Text("属于探访关爱对象", "Is one of those who are visited"),
    visiting_care.eligible,
    source=VISITING_OPINION,
)
BY_THE_VILLAGE = Text(
    "由村（社区）主动上门，不用申请", "The village or community comes by itself; no application"
)

BOOK.policy(
    "weekly_visit_due",
    Text("高风险老年人每周探访到期", "Weekly visit to an older person at high risk due"),
    subject=Entity.PERSON,
    conditions=(
        is_in_special_need,
        dsl.condition(
            Text("列为高风险探访对象", "Listed as at high risk"), is_high_risk, source=VISITING_OPINION
        ),
        dsl.condition(
            Text("距上次探访已满一周", "The last visit is a week ago"),
            days_since_visit >= dsl.number("elder_care.visit_high_risk_every_days"),
            source=VISITING_OPINION,
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text("列为高风险的特殊困难老人，每周至少探访一次。", "At high risk: a visit every week."),
    sources=(VISITING_OPINION,),
    window=BY_THE_VILLAGE,
)
BOOK.policy(
    "monthly_visit_due",
    Text("特殊困难老年人每月探访到期", "Monthly visit to an older person in special need due"),
    subject=Entity.PERSON,
    conditions=(
        is_in_special_need,
        dsl.condition(
            Text("没有列为高风险对象", "Not listed as at high risk"), ~is_high_risk, source=VISITING_OPINION
        ),
        dsl.condition(
            Text("距上次探访已满规定天数", "The last visit is as long ago as it may be"),
            days_since_visit >= dsl.number("elder_care.visit_every_days"),
            source=VISITING_OPINION,
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "特殊困难老人每月至少探访一次。", "Older people in special need are visited at least once a month."
    ),
    sources=(VISITING_OPINION,),
    window=BY_THE_VILLAGE,
)
