"""The national childcare subsidy (育儿补贴), for the calendar year that is asked about; lateness, renewals, moves.

Lateness never refuses: whoever applies after the day named in the rules is put before a person (worked example E7-2).
"""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import (
    BORN,
    CONFIRMED,
    DIED,
    MOVED_AWAY,
    Period,
    at_once,
    month_of,
    year_of,
)
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import fact
from minsheng.programmes.birth_support.policies.book import BOOK, CHILDCARE_WINDOW, PLAN, RULES

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

is_born = dsl.condition(
    Text("孩子已经出生", "The child is born"), dsl.days_since(fact("born_on")) >= 0, source=f"{RULES}第五条"
)
is_registered_here = dsl.condition(
    Text("孩子本市户籍", "The child is registered in the city"),
    fact("has_local_hukou"),
    source=f"{RULES}第九条",
)
is_due_this_year = dsl.condition(
    Text(
        "本年度仍在补贴期内（至满三周岁）",
        "Something is due for this calendar year (until the third birthday)",
    ),
    amount_due > 0,
    source=f"{RULES}第五条",
)

BOOK.policy(
    "childcare_subsidy",
    Text("育儿补贴", "Childcare subsidy"),
    subject=Entity.PERSON,
    conditions=(is_born, is_registered_here, is_due_this_year),
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
    window=CHILDCARE_WINDOW,
)

# The first application: for children born before the scheme by a day, for others by the year after the year of birth.

applied_in_month = BOOK.define(
    "applied_in_month",
    Text("首次申请月份（没有申请的按今天）", "month of the first application, or of today"),
    dsl.month_index(dsl.or_else(fact("childcare_applied_on"), dsl.today())),
)
is_late = BOOK.define(
    "is_late_for_the_childcare_subsidy",
    Text("首次申请超过规定期限", "the first application is late"),
    dsl.choose(
        is_born_under_the_scheme,
        applied_in_month // MONTHS_IN_A_YEAR - born_month // MONTHS_IN_A_YEAR
        > dsl.number("birth_support.childcare_first_application_years"),
        dsl.or_else(fact("childcare_applied_on"), dsl.today())
        > dsl.day("birth_support.childcare_first_application_by"),
    ),
    source=RULES,
)
is_confirmed = BOOK.define(
    "is_childcare_confirmed",
    Text("已确认过育儿补贴", "the subsidy was confirmed before"),
    dsl.is_known(fact("childcare_confirmed_on")),
    source=RULES,
)
confirmed_year = BOOK.define(
    "childcare_confirmed_year",
    Text("最近确认年度", "year of the last confirmation"),
    dsl.month_index(fact("childcare_confirmed_on")) // MONTHS_IN_A_YEAR,
)

BOOK.policy(
    "childcare_late_application",
    Text("育儿补贴逾期申请人工办理", "Late application for the childcare subsidy"),
    subject=Entity.PERSON,
    conditions=(
        is_born,
        is_registered_here,
        is_due_this_year,
        dsl.condition(
            Text("超过首次申请期限", "The time of the first application is over"), is_late, source=RULES
        ),
        dsl.condition(Text("还没有确认过", "It was not confirmed before"), ~is_confirmed, source=RULES),
    ),
    benefit=Benefit.SERVICE,
    per=Per.YEAR,
    summary=Text(
        "超过首次申请期限的，不由系统拒绝，转人工办理，由人说明理由后决定。",
        "Whoever applies late is not refused by a rule: a person looks and decides, with reasons.",
    ),
    sources=(RULES,),
    window=CHILDCARE_WINDOW,
    period=Period(begins=at_once()),
)

BOOK.policy(
    "childcare_renewal",
    Text("育儿补贴年度续领确认", "Yearly renewal of the childcare subsidy"),
    subject=Entity.PERSON,
    conditions=(
        is_registered_here,
        is_due_this_year,
        dsl.condition(
            Text("以前年度确认过，本年度还没有确认", "Confirmed in an earlier year, not yet in this"),
            is_confirmed & (confirmed_year < this_year),
            source=RULES,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.YEAR,
    summary=Text(
        "领过的家庭每年确认一次就续领，不用重新申请。",
        "Who drew it before confirms once a year and need not apply again.",
    ),
    sources=(RULES,),
    window=CHILDCARE_WINDOW,
    period=Period(begins=at_once()),
)

BOOK.policy(
    "childcare_subsidy_after_move",
    Text("户口迁出后的当年育儿补贴", "Childcare subsidy of the year in which the child moved away"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("本年度户口迁出本市", "The registration moved away this year"),
            dsl.is_known(fact("hukou_moved_out_on"))
            & (dsl.month_index(fact("hukou_moved_out_on")) // MONTHS_IN_A_YEAR == this_year),
            source=RULES,
        ),
        dsl.condition(
            Text("孩子现在不是本市户籍", "The child is not registered in the city now"),
            ~fact("has_local_hukou"),
            source=f"{RULES}第九条",
        ),
        dsl.condition(
            Text("迁出前本年度已经确认", "It was confirmed this year before the move"),
            is_confirmed
            & (confirmed_year == this_year)
            & (fact("childcare_confirmed_on") <= fact("hukou_moved_out_on")),
            source=RULES,
        ),
        is_due_this_year,
    ),
    benefit=Benefit.CASH,
    amount=amount_due,
    per=Per.YEAR,
    summary=Text(
        "本年度确认后户口迁出的，当年补贴仍由本市发放，次年起由迁入地发放。",
        "Whoever moved away after the confirmation is still paid here for the year, and elsewhere from the next.",
    ),
    sources=(RULES,),
    window=CHILDCARE_WINDOW,
    period=Period(begins=year_of(CONFIRMED), ends=(year_of(DIED), year_of(MOVED_AWAY))),
)
