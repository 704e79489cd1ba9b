"""How often the children's officer visits: a score of risk gives a colour, the colour a rhythm; a rule overrides it."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Constant, Expression
from minsheng.kernel.people.codes import DisabilityGrade
from minsheng.kernel.people.facts import fact
from minsheng.programmes.child_welfare.policies.files import (
    BY_THE_OFFICER,
    CARE_OPINION,
    is_child,
    is_on_file,
)
from minsheng.programmes.child_welfare.policies.support import BOOK

SEVERE = (DisabilityGrade.ONE, DisabilityGrade.TWO)


def _points(name: str, label: Text, reason: Expression) -> Expression:
    """Return the points of one reason: those of the parameter, or none."""
    points = dsl.choose(reason, dsl.number(f"child_welfare.{name}"), Constant(0))
    return BOOK.define(name, label, points, source=CARE_OPINION)


is_frail = BOOK.define(
    "child_is_frail",
    Text("重残（一、二级）或重病", "severely disabled (grades 1-2) or severely ill"),
    dsl.one_of(fact("disability_grade"), SEVERE) | fact("is_severely_ill"),
    source=CARE_OPINION,
)
# Only a carer on record can be too old or disabled.
has_weak_carer = BOOK.define(
    "has_weak_carer",
    Text("受委托照护人年过七十或残疾", "the entrusted carer is over seventy or disabled"),
    dsl.is_known(fact("entrusted_carer_born_on"))
    & (
        (
            dsl.age_in_years(fact("entrusted_carer_born_on"))
            > dsl.number("child_welfare.carer_is_old_above_age")
        )
        | dsl.or_else(fact("entrusted_carer_is_disabled"), False)
    ),
    source=CARE_OPINION,
)

risk_score = BOOK.define(
    "risk_score",
    Text("风险评分", "score of risk"),
    _points("points_no_guardian", Text("无人监护分值", "points: no guardian"), fact("has_no_guardian"))
    + _points(
        "points_dangerous_guardian",
        Text("监护人精神障碍、吸毒、暴力分值", "points: dangerous guardian"),
        fact("guardian_is_dangerous"),
    )
    + _points("points_dropped_out", Text("失学分值", "points: out of school"), fact("has_dropped_out"))
    + _points("points_frail", Text("重残、重病分值", "points: severely disabled or ill"), is_frail)
    + _points(
        "points_with_stranger",
        Text("独居或单独与异性非亲属居住分值", "points: alone, or alone with a stranger"),
        fact("lives_with_stranger"),
    )
    + _points(
        "points_weak_carer", Text("受托人年老或残疾分值", "points: old or disabled carer"), has_weak_carer
    ),
    source=CARE_OPINION,
)

is_red = BOOK.define(
    "is_red",
    Text("红色（疑似遭受侵害的一律红色）", "red; whoever may have been harmed is red at once"),
    fact("is_suspected_harmed") | (risk_score >= dsl.number("child_welfare.red_from_points")),
    source=CARE_OPINION,
)
is_yellow = BOOK.define(
    "is_yellow",
    Text("黄色", "yellow"),
    ~is_red & (risk_score >= dsl.number("child_welfare.yellow_from_points")),
    source=CARE_OPINION,
)
is_blue = BOOK.define(
    "is_blue",
    Text("蓝色", "blue"),
    ~is_red & ~is_yellow & (risk_score >= dsl.number("child_welfare.blue_from_points")),
    source=CARE_OPINION,
)
is_green = BOOK.define(
    "is_green", Text("绿色", "green"), ~is_red & ~is_yellow & ~is_blue, source=CARE_OPINION
)
days_since_visit = BOOK.define(
    "days_since_child_visit",
    Text("距上次走访的天数", "days since the last visit"),
    dsl.days_since(fact("child_visited_on")),
    source=CARE_OPINION,
)


def _visit(key: str, title: Text, colour: Expression, name: Text, days: str, summary: Text) -> None:
    BOOK.policy(
        key,
        title,
        subject=Entity.PERSON,
        conditions=(
            is_child,
            dsl.condition(
                Text("已建档的留守、困境儿童", "On file as left behind or in difficulty"),
                is_on_file,
                source=CARE_OPINION,
            ),
            dsl.condition(name, colour, source=CARE_OPINION),
            dsl.condition(
                Text("走访已逾期", "The next visit was due before today"),
                days_since_visit > dsl.number(f"child_welfare.{days}"),
                source=CARE_OPINION,
            ),
        ),
        benefit=Benefit.SERVICE,
        period=Period(begins=at_once()),
        summary=summary,
        sources=(CARE_OPINION,),
        window=BY_THE_OFFICER,
    )


_visit(
    "child_visit_red",
    Text("红色风险儿童走访逾期", "Visit to a child of red risk overdue"),
    is_red,
    Text("风险等级为红色", "The colour of risk is red"),
    "visit_red_every_days",
    Text("红色风险的儿童每周走访一次。", "Children of red risk are visited every week."),
)
_visit(
    "child_visit_yellow",
    Text("黄色风险儿童走访逾期", "Visit to a child of yellow risk overdue"),
    is_yellow,
    Text("风险等级为黄色", "The colour of risk is yellow"),
    "visit_yellow_every_days",
    Text("黄色风险的儿童每月走访两次。", "Children of yellow risk are visited twice a month."),
)
_visit(
    "child_visit_blue",
    Text("蓝色风险儿童走访逾期", "Visit to a child of blue risk overdue"),
    is_blue,
    Text("风险等级为蓝色", "The colour of risk is blue"),
    "visit_blue_every_days",
    Text("蓝色风险的儿童每月走访一次。", "Children of blue risk are visited every month."),
)
_visit(
    "child_visit_green",
    Text("绿色风险儿童走访逾期", "Visit to a child of green risk overdue"),
    is_green,
    Text("风险等级为绿色", "The colour of risk is green"),
    "visit_green_every_days",
    Text("绿色风险的儿童每季度走访一次。", "Children of green risk are visited every quarter."),
)
