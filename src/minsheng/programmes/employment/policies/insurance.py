"""Unemployment insurance (失业保险): the benefit, and the subsidy for a certificate of skill (技能提升补贴)."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.dsl import Kind
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import APPLIED, Period, month_of
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import Employment
from minsheng.kernel.people.facts import fact
from minsheng.programmes.employment.policies import recognition
from minsheng.programmes.employment.policies.book import (
    BOOK,
    COUNTY_WINDOW,
    INSURANCE_LAW,
    INSURANCE_RULES,
    STEADY_WORK,
)

# Under a year of contributions there is no band: nothing is due.
benefit_months = BOOK.define(
    "unemployment_benefit_months_due",
    Text("最长领取失业保险金月数", "longest months of unemployment benefit"),
    dsl.bands(
        "employment.unemployment_months_by_contributions",
        fact("unemployment_contribution_months"),
        of=Kind.NUMBER,
    ),
    source=f"{INSURANCE_LAW}第四十六条",
)
benefit_months_drawn = BOOK.define(
    "unemployment_benefit_months_drawn",
    Text("已领失业保险金月数", "months of unemployment benefit drawn"),
    dsl.or_else(fact("unemployment_benefit_months"), 0),
)
benefit_amount = BOOK.define(
    "unemployment_benefit_amount",
    Text(
        "失业保险金（不低于低保标准、不高于最低工资）",
        "unemployment benefit, between minimum living and minimum wage",
    ),
    dsl.at_most(
        dsl.at_least(
            dsl.share(
                dsl.money("social_assistance.minimum_wage"),
                "employment.unemployment_wage_ratio",
                rounding=dsl.Rounding.FLOOR,
            ),
            dsl.money("social_assistance.dibao_standard_urban"),
        ),
        dsl.money("social_assistance.minimum_wage"),
    ),
    source=f"{INSURANCE_LAW}第四十七条；{INSURANCE_RULES}第十八条",
)
draws_benefit = BOOK.define(
    "draws_unemployment_benefit",
    Text("正在领取失业保险金", "draws unemployment benefit"),
    (fact("employment") == Employment.REGISTERED_UNEMPLOYED) & (benefit_months_drawn > 0),
)
is_insured_long_enough = BOOK.define(
    "is_insured_long_enough_for_skill",
    Text("失业保险缴费达到规定月数", "unemployment insurance was paid for long enough"),
    fact("unemployment_contribution_months") >= dsl.number("employment.skill_contribution_months"),
    source=STEADY_WORK,
)

BOOK.policy(
    "unemployment_benefit",
    Text("失业保险金", "Unemployment benefit"),
    subject=Entity.PERSON,
    conditions=(
        recognition.is_registered_unemployed,
        recognition.wants_work,
        recognition.of_working_age,
        dsl.condition(
            Text("非因本人意愿中断就业", "Lost work against own will"),
            fact("left_work_unwillingly"),
            source=f"{INSURANCE_LAW}第四十五条",
        ),
        dsl.condition(
            Text(
                "缴费满一年，且未领满按缴费年限核定的月数",
                "Paid for a year, and the months due are not all drawn",
            ),
            benefit_months_drawn < benefit_months,
            source=f"{INSURANCE_LAW}第四十六条",
        ),
    ),
    benefit=Benefit.CASH,
    amount=benefit_amount,
    summary=Text(
        "失业前缴满一年失业保险、不是自己要离职、已登记求职的，按缴费年限领十二、十八或二十四个月。",
        "Whoever paid a year of unemployment insurance, lost work against own will and looks for work draws a benefit "
        "for 12, 18 or 24 months by the years paid.",
    ),
    sources=(f"{INSURANCE_LAW}第四十五条至第四十七条", f"{INSURANCE_RULES}第十八条"),
    window=COUNTY_WINDOW,
    period=Period(begins=month_of(APPLIED), lasts=benefit_months - benefit_months_drawn),
)

BOOK.policy(
    "skill_subsidy",
    Text("职业技能提升补贴", "Subsidy for a certificate of skill"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("已取得技能等级证书", "Holds a certificate of skill"),
            dsl.is_known(fact("skill_certificate_on")) & (dsl.days_since(fact("skill_certificate_on")) >= 0),
            source=STEADY_WORK,
        ),
        dsl.condition(
            Text(
                "失业保险缴费达到规定月数，或正在领取失业保险金",
                "Insured for long enough, or draws unemployment benefit",
            ),
            draws_benefit | is_insured_long_enough,
            source=STEADY_WORK,
        ),
        dsl.condition(
            Text("本年享受次数未到上限", "Drawn less often this year than allowed"),
            dsl.or_else(fact("skill_subsidies_this_year"), 0)
            < dsl.number("employment.skill_subsidies_a_year"),
            source=STEADY_WORK,
        ),
        dsl.condition(
            Text("同工种同级或更高级没有享受过", "Not drawn for this trade at this or a higher level"),
            ~dsl.or_else(fact("has_skill_subsidy_at_level"), False),
            source=STEADY_WORK,
        ),
        dsl.condition(
            Text("同一证书没有享受职业培训补贴", "No training subsidy for the same certificate"),
            ~fact("has_training_subsidy"),
            source=STEADY_WORK,
        ),
    ),
    benefit=Benefit.CASH,
    amount=BOOK.define(
        "skill_amount",
        Text("按证书等级的补贴", "amount by the level of the certificate"),
        dsl.table("employment.skill_amount_by_level", fact("skill_level")),
        source=STEADY_WORK,
    ),
    per=Per.ONCE,
    summary=Text(
        "参保职工或领取失业保险金的人取得技能等级证书，按初级、中级、高级给一次补贴，每年不超过三次。",
        "Insured workers, and those who draw unemployment benefit, get a sum for a certificate by its level, "
        "at most three times a year.",
    ),
    sources=(STEADY_WORK,),
    window=COUNTY_WINDOW,
    period=Period(begins=month_of(APPLIED)),
)
