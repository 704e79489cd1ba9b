"""The rule of birth support: the national childcare subsidy (育儿补贴), for the calendar year that is asked about.

Lateness never refuses: whoever applies after the day named in the rules is put before a person (worked example E7-2).
"""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import BORN, DIED, MOVED_AWAY, Period, month_of, year_of
from minsheng.engines.policy.rulebook import Benefit, Per, Rulebook
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import fact

BOOK = Rulebook("birth_support", Text("生育支持", "Birth support"))

PLAN = "育儿补贴制度实施方案"
RULES = "育儿补贴制度管理规范（试行）"
MONTHS_IN_A_YEAR = 12

born_month = BOOK.define(
    "born_month", Text("出生月份（序号）", "month of birth, as a number"), dsl.month_index(fact("born_on"))
)
this_year = BOOK.define(
    "this_year", Text("补贴年度", "year asked about"), dsl.month_index(dsl.today()) // MONTHS_IN_A_YEAR
)
year_of_life = BOOK.define(
    "year_of_life",
    Text("出生当年起的第几个年度（当年为0）", "calendar years since the year of birth"),
    this_year - born_month // MONTHS_IN_A_YEAR,
)
is_born_under_the_scheme = BOOK.define(
    "is_born_under_the_scheme",
    Text("制度实施后出生", "born under the scheme"),
    fact("born_on") >= dsl.day("birth_support.childcare_subsidy_starts_on"),
    source=f"{RULES}第五条",
)

# Born before the scheme: month by month, from its first month to the month of the third birthday, both included.
first_month = BOOK.define(
    "first_month_due",
    Text("本年度第一个应补贴月", "first month of the year that is due"),
    dsl.at_least(
        this_year * MONTHS_IN_A_YEAR,
        dsl.month_index(dsl.day("birth_support.childcare_subsidy_starts_on")),
    ),
)
last_month = BOOK.define(
    "last_month_due",
    Text("本年度最后一个应补贴月", "last month of the year that is due"),
    dsl.at_most(
        this_year * MONTHS_IN_A_YEAR + (MONTHS_IN_A_YEAR - 1),
        born_month + dsl.number("birth_support.childcare_subsidy_until_month"),
    ),
)
months_due = BOOK.define(
    "months_due",
    Text("本年度应补贴月数", "months due in this year"),
    dsl.at_least(last_month - first_month + 1, 0),
    source=f"{PLAN}（2025年1月1日前出生的按应补贴月数折算）",
)

# Born under the scheme: whole years, the year of birth and the two that follow.
is_whole_year_due = BOOK.define(
    "is_whole_year_due",
    Text("出生当年及之后两个年度", "the year of birth or one of the next two"),
    (year_of_life >= 0) & (year_of_life < dsl.number("birth_support.childcare_subsidy_years")),
    source=f"{RULES}（首次申请后连续两个年度续领）",
)

amount_due = BOOK.define(
    "childcare_amount",
    Text("本年度应补贴金额", "amount due for this year"),
    dsl.choose(
        is_born_under_the_scheme,
        dsl.choose(is_whole_year_due, dsl.money("birth_support.childcare_subsidy_year"), dsl.nothing()),
        dsl.money("birth_support.childcare_subsidy_month") * months_due,
    ),
    source=f"{RULES}第十四条",
)

BOOK.policy(
    "childcare_subsidy",
    Text("育儿补贴", "Childcare subsidy"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("孩子已经出生", "The child is born"),
            dsl.days_since(fact("born_on")) >= 0,
            source=f"{RULES}第五条",
        ),
        dsl.condition(
            Text("孩子本市户籍", "The child is registered in the city"),
            fact("has_local_hukou"),
            source=f"{RULES}第九条",
        ),
        dsl.condition(
            Text(
                "本年度仍在补贴期内（至满三周岁）",
                "Something is due for this calendar year (until the third birthday)",
            ),
            amount_due > 0,
            source=f"{RULES}第五条",
        ),
    ),
    benefit=Benefit.CASH,
    period=Period(begins=month_of(BORN), ends=(year_of(DIED), year_of(MOVED_AWAY))),
    amount=amount_due,
    per=Per.YEAR,
    summary=Text(
        "每个婴幼儿每年一笔，不分一孩二孩三孩，直到满三周岁；制度实施前出生的按剩余月数折算。",
        "A yearly sum for every small child until it turns three, whatever its place in the family; "
        "for children born before the scheme by the months that remain.",
    ),
    sources=(PLAN, RULES),
    window=Text(
        "支付宝、微信“育儿补贴”小程序，或孩子户籍所在地乡镇人民政府（街道办事处）",
        "In the subsidy's app, or at the township (street) where the child is registered",
    ),
)
