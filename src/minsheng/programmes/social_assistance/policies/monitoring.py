"""Alerts of the monitoring of low-income people (动态监测预警): nine events after which somebody looks, and what then.

An alert leads to a look at the desk and, where that does not settle it, to a visit. It never refuses or ends anything.
"""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.terms import Condition, FactRef
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression
from minsheng.kernel.people.codes import DisabilityGrade, Employment
from minsheng.kernel.people.facts import fact
from minsheng.programmes.social_assistance.policies.book import BOOK
from minsheng.programmes.social_assistance.policies.means import yearly_income
from minsheng.programmes.social_assistance.policies.members import age, is_minor

MONITORING_OPINION = "国办发〔2023〕39号"

WINDOW = Text(
    "由乡镇（街道）主动核查；有困难的，向乡镇（街道）或村（居）委会说一声",
    "The township looks by itself; whoever is in need may tell the township or the village committee",
)
SUMMARY = Text(
    "发现这种变化后，三日内在系统里核查，需要的十日内上门；有困难的帮助申请，不会因此停发任何待遇。",
    "After such a change the desk looks within three days and, if need be, somebody comes within ten; nothing is ever "
    "stopped because of it.",
)

lives_here = dsl.condition(
    Text("家庭常住本地", "The household lives here"),
    dsl.any_member(fact("lives_here")),
    source=MONITORING_OPINION,
)
was_visited = BOOK.define(
    "was_visited_lately",
    Text("近期已入户核查", "looked into lately"),
    dsl.is_known(fact("household_visited_on"))
    & (
        dsl.days_since(fact("household_visited_on"))
        < dsl.number("social_assistance.alert_quiet_after_visit_days")
    ),
    source=MONITORING_OPINION,
)
is_not_visited = dsl.condition(
    Text("近期没有入户核查过", "Has not been looked into lately"), ~was_visited, source=MONITORING_OPINION
)


def _lately(day: FactRef) -> Expression:
    """Whether something happened, by a day on record, within the months that alerts look back."""
    return dsl.is_known(day) & (dsl.months_since(day) < dsl.number("social_assistance.alert_event_months"))


def _alert(key: str, title: Text, *events: Condition) -> None:
    BOOK.policy(
        key,
        title,
        subject=Entity.HOUSEHOLD,
        conditions=(*events, lives_here, is_not_visited),
        benefit=Benefit.SERVICE,
        period=Period(begins=at_once()),
        per=Per.ONCE,
        summary=SUMMARY,
        sources=(MONITORING_OPINION,),
        window=WINDOW,
    )


def _event(label: Text, test: Expression) -> Condition:
    return dsl.condition(label, test, source=MONITORING_OPINION)


medical_costs = BOOK.define(
    "medical_costs_of_the_year",
    Text("全家近12个月自付医疗费用", "own payment of the household for illness in twelve months"),
    dsl.total(fact("own_pay_fen")),
    source=MONITORING_OPINION,
)
half_of_income = BOOK.define(
    "share_of_income_for_illness",
    Text("家庭年收入的预警比例", "share of yearly income at which costs of illness call for a look"),
    dsl.share(yearly_income, "social_assistance.alert_medical_income_ratio", rounding=dsl.Rounding.CEIL),
    source=MONITORING_OPINION,
)

_alert(
    "alert_medical_costs",
    Text("预警：医疗费用支出过大", "Alert: high costs of illness"),
    _event(
        Text(
            "近12个月自付医疗费用达到预警金额，或达到家庭收入的规定比例",
            "Own payment in twelve months reaches the amount, or the share of income",
        ),
        (medical_costs > 0)
        & (
            (medical_costs >= dsl.money("social_assistance.alert_medical_costs"))
            | (medical_costs >= half_of_income)
        ),
    ),
)
_alert(
    "alert_earner_died",
    Text("预警：主要劳动力死亡", "Alert: death of the main earner"),
    _event(Text("近期主要劳动力死亡", "The main earner died lately"), _lately(fact("earner_died_on"))),
)
_alert(
    "alert_new_disability",
    Text("预警：新增一、二级残疾", "Alert: new severe disability"),
    _event(
        Text("近期有成员新评定为一、二级残疾", "A member was lately certified as of grade 1 or 2"),
        dsl.any_member(
            _lately(fact("disability_certified_on"))
            & dsl.one_of(fact("disability_grade"), (DisabilityGrade.ONE, DisabilityGrade.TWO))
        ),
    ),
)
_alert(
    "alert_unemployment",
    Text("预警：新登记失业", "Alert: new unemployment"),
    _event(
        Text("近期有成员登记失业", "A member lately registered as unemployed"),
        dsl.any_member(
            _lately(fact("unemployed_since")) & (fact("employment") == Employment.REGISTERED_UNEMPLOYED)
        ),
    ),
)
_alert(
    "alert_dropout",
    Text("预警：未成年人失学辍学", "Alert: child out of school"),
    _event(
        Text("有未成年人失学辍学", "A child is out of school"),
        dsl.any_member(is_minor & fact("has_dropped_out")),
    ),
)
_alert(
    "alert_contributions",
    Text("预警：社会保险断缴", "Alert: contributions stopped"),
    _event(
        Text("近期有成员停保断缴", "A member's contributions stopped lately"),
        dsl.any_member(_lately(fact("contributions_stopped_on"))),
    ),
)

lives_alone_and_old = BOOK.define(
    "lives_alone_and_old",
    Text("独居老年人", "an older person who lives alone"),
    (dsl.count_members(fact("lives_here")) == 1)
    & dsl.any_member(fact("lives_here") & (age >= dsl.number("social_assistance.old_from_age"))),
    source=MONITORING_OPINION,
)
BOOK.policy(
    "alert_utilities",
    Text("预警：独居老人水电用量骤降", "Alert: water and power use of an older person alone falls"),
    subject=Entity.HOUSEHOLD,
    conditions=(
        _event(Text("独居老年人", "An older person lives alone"), lives_alone_and_old),
        _event(
            Text("近两个月水电用量下降达到预警比例", "Use over two months fell by the set share"),
            fact("utility_drop_percent") >= dsl.number("social_assistance.alert_utility_drop_percent"),
        ),
        is_not_visited,
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    per=Per.ONCE,
    summary=SUMMARY,
    sources=(MONITORING_OPINION,),
    window=WINDOW,
)
_alert(
    "alert_disaster",
    Text("预警：受灾或火灾", "Alert: disaster or fire"),
    _event(
        Text("遭遇火灾、事故等急难", "Struck by a fire, an accident or another emergency"),
        fact("has_emergency"),
    ),
)
_alert(
    "alert_dibao_ended",
    Text("预警：低保终止后跟踪", "Alert: minimum living ended lately"),
    _event(
        Text("低保终止不超过规定月数", "Minimum living ended no more than the set months ago"),
        dsl.is_known(fact("dibao_ended_on"))
        & (
            dsl.months_since(fact("dibao_ended_on"))
            <= dsl.number("social_assistance.alert_dibao_ended_months")
        ),
    ),
)
