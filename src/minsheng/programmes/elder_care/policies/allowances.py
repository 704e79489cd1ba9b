"""Allowances by age and hardship, the care voucher, and visits to those who need them; the rulebook begins here."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import (
    APPLIED,
    CONFIRMED,
    Period,
    at_once,
    month_after,
    month_of,
    month_of_age,
)
from minsheng.engines.policy.rulebook import Benefit, Rulebook
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import CareLevel, DisabilityGrade, DisabilityKind, HouseholdKind
from minsheng.kernel.people.facts import fact

BOOK = Rulebook("elder_care", Text("养老服务", "Elder care"))

LAW = "老年人权益保障法"
VOUCHER_NOTICE = "民办函〔2025〕49号"
VISITING_OPINION = "民发〔2022〕73号"
DISABILITY_STATE = "国发〔2015〕52号"

TOWNSHIP_WINDOW = Text(
    "向户籍所在地村（居）委会或乡镇人民政府（街道办事处）提出",
    "At the village committee or the township (street) where you are registered",
)
OF_THE_MIND = (DisabilityKind.INTELLECTUAL, DisabilityKind.MENTAL)
SEVERE = (DisabilityGrade.ONE, DisabilityGrade.TWO)
DISABLED_AT_ALL = (CareLevel.MILD, CareLevel.MODERATE, CareLevel.SEVERE, CareLevel.COMPLETE)

age = BOOK.define("elder_age", Text("周岁年龄", "age in completed years"), dsl.age_in_years(fact("born_on")))

is_elder = dsl.condition(
    Text("达到老年人年龄", "Has reached the age of an older person"),
    age >= dsl.number("elder_care.elder_from_age"),
    source=f"{LAW}第二条",
)
has_local_hukou = dsl.condition(
    Text("本市户籍", "Registered in the city"), fact("has_local_hukou"), source="基本养老服务清单"
)
is_not_supported_as_destitute = dsl.condition(
    Text("没有纳入特困人员供养", "Not supported as a destitute person"),
    ~fact("is_destitute_supported"),
    source=DISABILITY_STATE,
)

# Allowance by age.

age_this_month = BOOK.define(
    "age_this_month",
    Text("本月底的周岁年龄", "age at the end of this month"),
    dsl.age_in_years(fact("born_on"), basis=dsl.AgeBasis.END_OF_MONTH),
)

advanced_age_amount = BOOK.define(
    "advanced_age_amount",
    Text("本年龄段的高龄津贴标准", "allowance for the age"),
    dsl.bands("elder_care.advanced_age_amount", age_this_month),
    source=f"{LAW}第三十三条",
)

BOOK.policy(
    "advanced_age_allowance",
    Text("高龄津贴", "Advanced-age allowance"),
    subject=Entity.PERSON,
    conditions=(
        has_local_hukou,
        dsl.condition(
            Text(
                "本月内达到高龄津贴起领年龄（从达到的当月起发）",
                "Reaches the age of the allowance within this month",
            ),
            advanced_age_amount > 0,
            source=f"{LAW}第三十三条",
        ),
    ),
    benefit=Benefit.CASH,
    period=Period(begins=month_of_age("elder_care.advanced_age_amount")),
    amount=advanced_age_amount,
    summary=Text(
        "本市户籍的高龄老人，从达到起领年龄的当月起按月领取，年龄越大金额越高。",
        "Very old people registered in the city are paid every month from the month in which they reach the age, "
        "and more as they grow older.",
    ),
    sources=(f"{LAW}第三十三条", "基本养老服务清单"),
    window=Text(
        "免申即享；没有收到的，向村（居）委会说一声",
        "Paid without application; if it does not arrive, tell the village committee",
    ),
)

# Allowances of old people in hardship.

service_amount = BOOK.define(
    "elder_service_amount",
    Text("本类救助家庭的养老服务补贴标准", "service allowance for the household's class"),
    dsl.table("elder_care.service_allowance_by_class", fact("assistance_class")),
    source=f"{LAW}第三十七条",
)
nursing_amount = BOOK.define(
    "elder_nursing_amount",
    Text("本评估等级的护理补贴标准", "nursing allowance for the assessed level"),
    dsl.table("elder_care.nursing_allowance_by_level", fact("care_level")),
    source=f"{LAW}第三十条",
)
is_in_hardship = dsl.condition(
    Text(
        "所在家庭已认定为低保或低保边缘家庭",
        "The household is recognised as a minimum living or edge household",
    ),
    service_amount > 0,
    source=f"{LAW}第三十条、第三十七条",
)

BOOK.policy(
    "elder_service_allowance",
    Text("经济困难老年人养老服务补贴", "Service allowance of older people in hardship"),
    subject=Entity.PERSON,
    conditions=(has_local_hukou, is_elder, is_in_hardship, is_not_supported_as_destitute),
    benefit=Benefit.CASH,
    period=Period(begins=month_of(APPLIED)),
    amount=service_amount,
    summary=Text(
        "低保、低保边缘家庭中的老人，每月领取养老服务补贴。",
        "Older people of minimum living and edge households get a monthly allowance for services.",
    ),
    sources=(f"{LAW}第三十七条", "基本养老服务清单"),
    window=TOWNSHIP_WINDOW,
)

disability_care_amount = BOOK.define(
    "amount_of_disability_care",
    Text("同一人的重度残疾人护理补贴标准", "care allowance of severely disabled people for this person"),
    dsl.choose(
        dsl.one_of(fact("disability_kind"), OF_THE_MIND),
        dsl.table("social_assistance.disability_care_by_grade_of_mind", fact("disability_grade")),
        dsl.table("social_assistance.disability_care_by_grade", fact("disability_grade")),
    ),
    source=DISABILITY_STATE,
)

# The same need is paid for once, by the higher allowance. A disability is shown by its certificate: no certificate
# on record, no care allowance that could be higher.
has_better_care_as_disabled = BOOK.define(
    "has_better_care_as_disabled",
    Text("可领更高的重度残疾人护理补贴", "is owed the higher care allowance of severely disabled people"),
    dsl.all_of(
        dsl.is_known(fact("disability_grade")),
        disability_care_amount > nursing_amount,
        ~fact("has_work_injury_care"),
    ),
    source=DISABILITY_STATE,
)

BOOK.policy(
    "elder_nursing_allowance",
    Text("经济困难失能老年人护理补贴", "Nursing allowance of disabled older people in hardship"),
    subject=Entity.PERSON,
    conditions=(
        has_local_hukou,
        is_elder,
        is_in_hardship,
        dsl.condition(
            Text("能力评估达到护理补贴规定的失能等级", "Assessed at a level of disability that is paid"),
            nursing_amount > 0,
            source=f"{LAW}第三十条；GB/T 42195-2022",
        ),
        is_not_supported_as_destitute,
        dsl.condition(
            Text("没有享受长期护理保险待遇", "Does not draw long-term care insurance"),
            ~fact("has_long_term_care_insurance"),
            source=DISABILITY_STATE,
        ),
        dsl.condition(
            Text(
                "没有更高的重度残疾人护理补贴可领（同类补贴择高）",
                "No higher care allowance of severely disabled people is due instead",
            ),
            ~has_better_care_as_disabled,
            source=DISABILITY_STATE,
        ),
    ),
    benefit=Benefit.CASH,
    period=Period(begins=month_of(APPLIED)),
    amount=nursing_amount,
    summary=Text(
        "低保、低保边缘家庭中经评估为中度以上失能的老人，按失能等级每月领取护理补贴。",
        "Older people of minimum living and edge households who are assessed as moderately disabled or worse "
        "get a monthly nursing allowance by level.",
    ),
    sources=(f"{LAW}第三十条", DISABILITY_STATE),
    window=TOWNSHIP_WINDOW,
)

# The care voucher.

voucher_amount = BOOK.define(
    "voucher_amount",
    Text("本评估等级的消费券额度", "voucher for the assessed level"),
    dsl.table("elder_care.care_voucher_by_level", fact("care_level")),
    source=VOUCHER_NOTICE,
)

BOOK.policy(
    "care_voucher",
    Text("中度以上失能老年人养老服务消费补贴", "Care voucher of disabled older people"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("补贴项目已经启动", "The scheme has started"),
            dsl.today() >= dsl.day("elder_care.care_voucher_starts_on"),
            source=VOUCHER_NOTICE,
        ),
        is_elder,
        dsl.condition(
            Text("常住本地（不看户籍）", "Lives here, wherever registered"),
            fact("lives_here"),
            source=VOUCHER_NOTICE,
        ),
        dsl.condition(
            Text("经评估为中度、重度或完全失能", "Assessed as moderately, severely or completely disabled"),
            voucher_amount > 0,
            source=f"{VOUCHER_NOTICE};GB/T 42195-2022",
        ),
        is_not_supported_as_destitute,
    ),
    benefit=Benefit.VOUCHER,
    period=Period(begins=month_after(CONFIRMED)),
    amount=voucher_amount,
    summary=Text(
        "经评估为中度以上失能的老人，不看户籍和收入，每月领取当月有效的电子消费券，抵扣养老服务费用。",
        "Older people assessed as moderately disabled or worse get an electronic voucher every month "
        "that pays part of care services in that month.",
    ),
    sources=(VOUCHER_NOTICE,),
    window=Text(
        "通过“民政通”小程序或向居住地乡镇（街道）申请评估",
        "Through the Minzhengtong app, or ask the township (street) where you live for an assessment",
    ),
)

# Visits.

lives_alone = BOOK.define(
    "lives_alone",
    Text("独居", "lives alone"),
    dsl.count_members(fact("lives_here")) == 1,
    source=VISITING_OPINION,
)
is_empty_nest = BOOK.define(
    "is_empty_nest",
    Text("空巢：同住的都是老年人", "empty nest: only older people live in the household"),
    dsl.all_members(~fact("lives_here") | (age >= dsl.number("elder_care.elder_from_age"))),
    source=VISITING_OPINION,
)
is_left_behind = BOOK.define(
    "is_left_behind",
    Text("留守：同住的只有老人和未成年人", "left behind: only older people and minors live in the household"),
    dsl.all_members(
        ~fact("lives_here")
        | (age >= dsl.number("elder_care.elder_from_age"))
        | (age < dsl.number("elder_care.minor_until_age"))
    ),
    source=VISITING_OPINION,
)
is_collective = BOOK.define(
    "elder_is_in_a_collective_household",
    Text("登记为集体户", "registered as a collective household"),
    dsl.is_known(fact("household_kind")) & (fact("household_kind") == HouseholdKind.COLLECTIVE),
    source=VISITING_OPINION,
)
is_severely_disabled = BOOK.define(
    "elder_is_severely_disabled",
    Text("重度残疾（一、二级）", "severely disabled (grades 1-2)"),
    dsl.one_of(fact("disability_grade"), SEVERE),
    source=VISITING_OPINION,
)

visiting_care = BOOK.policy(
    "visiting_care",
    Text("特殊困难老年人探访关爱", "Visits to older people in special need"),
    subject=Entity.PERSON,
    conditions=(
        is_elder,
        dsl.condition(
            Text("常住本地", "Lives here"),
            fact("lives_here"),
            source=VISITING_OPINION,
        ),
        dsl.condition(
            Text(
                "居家生活（没有入住机构，不是集体户）",
                "Lives at home, not in an institution or a collective household",
            ),
            ~fact("in_care_institution") & ~is_collective,
            source=VISITING_OPINION,
        ),
        dsl.condition(
            Text(
                "独居、空巢、留守、失能、重残或计划生育特殊家庭",
                "Lives alone, in an empty nest or left behind, is disabled, or has lost an only child",
            ),
            dsl.any_of(
                lives_alone,
                is_empty_nest,
                is_left_behind,
                dsl.one_of(fact("care_level"), DISABLED_AT_ALL),
                is_severely_disabled,
                fact("is_only_child_lost_parent"),
            ),
            source=VISITING_OPINION,
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "独居、空巢、留守、失能、重残和计划生育特殊家庭的老人，每月至少有人上门或电话探访一次。",
        "Older people who live alone, are left behind, disabled or have lost their only child "
        "are visited or called at least once a month.",
    ),
    sources=(VISITING_OPINION,),
    window=Text("由村（社区）主动上门，不用申请", "The village or community comes by itself; no application"),
)
