"""Beginning: internships (见习), first jobs (扩岗), own businesses and their loans (创业)."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import APPLIED, Period, at_once, month_of, year_of
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.terms import DateSpan
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import fact
from minsheng.programmes.employment.policies import recognition, support
from minsheng.programmes.employment.policies.book import (
    BOOK,
    COUNTY_WINDOW,
    FUNDS,
    LAW,
    LOANS,
    STEADY_WORK,
    WINDOW,
)

is_intern = BOOK.define(
    "is_intern",
    Text("正在见习", "on an internship"),
    dsl.is_known(fact("internship_from")) & (dsl.days_since(fact("internship_from")) >= 0),
)
internship_months = BOOK.define(
    "internship_months",
    Text("已见习足月数", "completed months of the internship"),
    dsl.months_since(fact("internship_from")),
)
internship_length = BOOK.define(
    "internship_length",
    Text("约定见习月数", "agreed months of the internship"),
    DateSpan("months", fact("internship_from"), fact("internship_until")),
)
months_in_business = BOOK.define(
    "months_in_business",
    Text("正常经营足月数", "completed months in business"),
    dsl.months_since(fact("business_started_on")),
)
started_as_graduate = BOOK.define(
    "started_as_graduate",
    Text("创办时离校未满规定年限", "started within the set time after graduation"),
    dsl.is_known(fact("graduated_on"))
    & (
        DateSpan("months", fact("graduated_on"), fact("business_started_on"))
        < dsl.number("employment.graduate_within_months")
    ),
    source=FUNDS,
)

BOOK.policy(
    "internship_place",
    Text("就业见习岗位", "A place for an internship"),
    subject=Entity.PERSON,
    conditions=(
        recognition.belongs_here,
        recognition.is_registered_unemployed,
        recognition.wants_work,
        dsl.condition(
            Text("离校未满规定年限的毕业生，或16至24岁青年", "A recent graduate, or between 16 and 24"),
            support.is_graduate_or_young,
            source=STEADY_WORK,
        ),
        dsl.condition(Text("没有在见习", "Not on an internship"), ~is_intern, source=STEADY_WORK),
    ),
    benefit=Benefit.SERVICE,
    per=Per.ONCE,
    summary=Text(
        "离校两年内没有工作的高校毕业生和16至24岁失业青年，可参加三到十二个月的就业见习。",
        "Graduates of the last two years without work, and the unemployed of 16 to 24, are offered an internship of "
        "three to twelve months.",
    ),
    sources=(f"{LAW}第五十四条", STEADY_WORK),
    window=WINDOW,
    period=Period(begins=at_once()),
)

BOOK.policy(
    "internship_allowance",
    Text("就业见习补贴", "Internship allowance"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(Text("正在见习", "On an internship"), is_intern, source=STEADY_WORK),
        dsl.condition(
            Text("约定的见习期不短于最短月数", "Agreed for at least the shortest time"),
            internship_length >= dsl.number("employment.internship_shortest_months"),
            source=STEADY_WORK,
        ),
        dsl.condition(
            Text("见习未超过最长月数", "Not beyond the longest time"),
            internship_months < dsl.number("employment.internship_longest_months"),
            source=STEADY_WORK,
        ),
    ),
    benefit=Benefit.CASH,
    amount=BOOK.define(
        "internship_amount",
        Text("见习补贴（最低工资的规定比例）", "allowance, a share of the minimum wage"),
        dsl.share(
            dsl.money("social_assistance.minimum_wage"),
            "employment.internship_wage_ratio",
            rounding=dsl.Rounding.CEIL,
        ),
        source=STEADY_WORK,
    ),
    summary=Text(
        "见习期间按月补贴，不低于当地最低工资的规定比例。",
        "A monthly allowance during the internship, not below a share of the minimum wage.",
    ),
    sources=(STEADY_WORK,),
    window=COUNTY_WINDOW,
    period=Period(
        begins=month_of("internship_from", label=Text("见习开始", "the start of the internship")),
        lasts=dsl.number("employment.internship_longest_months"),
    ),
)

BOOK.policy(
    "expansion_subsidy",
    Text("一次性扩岗补助", "One-off subsidy for a new job"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("政策在实施期内", "The policy is in force"),
            dsl.yes_no("employment.expansion_is_open"),
            source=STEADY_WORK,
        ),
        support.works_for_an_employer,
        dsl.condition(
            Text("在政策期内新招用", "Hired while the policy ran"),
            dsl.is_known(fact("hired_on")) & (fact("hired_on") >= dsl.day("employment.expansion_hired_from")),
            source=STEADY_WORK,
        ),
        dsl.condition(
            Text("离校未满规定年限的毕业生，或16至24岁青年", "A recent graduate, or between 16 and 24"),
            support.is_graduate_or_young,
            source=STEADY_WORK,
        ),
    ),
    benefit=Benefit.CASH,
    amount=dsl.money("employment.expansion_amount"),
    per=Per.ONCE,
    summary=Text(
        "单位新招用高校毕业生和失业青年，每人给一次补助；政策执行到2025年12月31日，未延续即停止。",
        "A sum for every graduate or young person newly hired; the policy ran until 31 December 2025.",
    ),
    sources=(STEADY_WORK,),
    window=COUNTY_WINDOW,
    period=Period(begins=month_of(APPLIED)),
)

BOOK.policy(
    "startup_subsidy",
    Text("一次性创业补贴", "One-off subsidy for a new business"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("已登记创办实体", "Has registered a business"),
            dsl.is_known(fact("business_started_on")),
            source=FUNDS,
        ),
        dsl.condition(
            Text("正常经营达到规定月数", "In business for long enough"),
            months_in_business >= dsl.number("employment.startup_after_months"),
            source=FUNDS,
        ),
        dsl.condition(
            Text(
                "就业困难人员，或创办时离校未满规定年限的毕业生",
                "Hard to employ, or started soon after graduation",
            ),
            support.is_recognised | started_as_graduate,
            source=FUNDS,
        ),
        dsl.condition(
            Text("没有享受过创业补贴", "Has not drawn it before"),
            ~fact("has_startup_subsidy"),
            source=FUNDS,
        ),
    ),
    benefit=Benefit.CASH,
    amount=dsl.money("employment.startup_amount"),
    per=Per.ONCE,
    summary=Text(
        "就业困难人员和毕业生首次创办实体、正常经营满一年的，给一次补贴。",
        "People hard to employ and graduates who start a business get a sum once it has run for a year.",
    ),
    sources=(FUNDS,),
    window=COUNTY_WINDOW,
    period=Period(begins=month_of(APPLIED)),
)

BOOK.policy(
    "startup_loan_interest",
    Text("创业担保贷款贴息", "Interest subsidy of a start-up loan"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("有创业担保贷款", "Has a guaranteed start-up loan"),
            dsl.is_known(fact("startup_loan_fen")) & (fact("startup_loan_fen") > 0),
            source=LOANS,
        ),
        dsl.condition(
            Text("贷款不超过个人最高额", "The loan is not above the limit for a person"),
            fact("startup_loan_fen") <= dsl.money("employment.startup_loan_limit"),
            source=LOANS,
        ),
        dsl.condition(
            Text("本年实际付了利息", "Interest was paid this year"),
            fact("startup_loan_interest_fen") > 0,
            source=LOANS,
        ),
    ),
    benefit=Benefit.CASH,
    amount=BOOK.define(
        "startup_interest_subsidy",
        Text("按实际利率计的利息的规定比例", "the set share of the interest at the actual rate"),
        dsl.share(
            fact("startup_loan_interest_fen"),
            "employment.startup_interest_ratio",
            rounding=dsl.Rounding.FLOOR,
        ),
        source=LOANS,
    ),
    per=Per.YEAR,
    summary=Text(
        "个人创业担保贷款，按实际利率所付利息的一半贴息。",
        "Half of the interest that a person pays on a guaranteed start-up loan.",
    ),
    sources=(LOANS,),
    window=COUNTY_WINDOW,
    period=Period(begins=year_of(APPLIED)),
)
