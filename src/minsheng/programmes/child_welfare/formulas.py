"""Calculators of child welfare: who raises the child, top-up, reports of danger, risk and left-behind children."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from minsheng.engines.formulas.age import completed_years, reaches_age_on
from minsheng.engines.formulas.answers import amount, both
from minsheng.engines.formulas.inputs import Count, Day, Input, Moment, asked, count, money
from minsheng.engines.formulas.problems import refused
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.policy.text import Text
from minsheng.programmes.child_welfare.orphanhood import (
    DisabilityKind,
    Parent,
    ParentSituation,
    child_finding,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minsheng.engines.formulas.answers import Answer
    from minsheng.programmes.child_welfare.orphanhood import ParentFinding

LEFT_BEHIND_BELOW_AGE = 16


class ParentInput(Input):
    """One parent of the child; leave out what is not known."""

    situation: ParentSituation = asked("父（母）情形", "Situation of the parent")
    since: Day | None = asked(
        "起始日；失联为报警日", "Since when; for lost contact the police report", default=None
    )
    term_months: int | None = asked(
        "限制人身自由期限", "Length of the custody", unit="months", default=None, ge=0, le=1200
    )
    disability_kind: DisabilityKind | None = asked("残疾类别", "Kind of disability", default=None)
    disability_grade: int | None = asked("残疾等级", "Grade of disability", default=None, ge=1, le=4)
    is_on_illness_list: bool | None = asked(
        "是否属当地规定的重病", "Whether the illness is on the local list", default=None
    )

    def parent(self) -> Parent:
        return Parent(**self.model_dump())


class UnraisedInput(Input):
    """A child and both parents."""

    born_on: Day = asked("儿童出生日期", "Birth date of the child")
    on: Day = asked("审核当天", "Day of the check")
    father: ParentInput = asked("父亲", "Father")
    mother: ParentInput = asked("母亲", "Mother")


@calculator(
    name="child-nobody-raises",
    title=Text("事实无人抚养儿童认定", "Child whom nobody raises in fact"),
    source="民发〔2019〕62号; 民发〔2020〕125号; E3-1, E3-2",
    example={
        "born_on": "2016-05-04",
        "on": "2026-08-20",
        "father": {"situation": "dead", "since": "2024-02-11"},
        "mother": {"situation": "lost_contact", "since": "2026-03-01"},
    },
)
def child_nobody_raises(given: UnraisedInput) -> Answer:
    """Return the status on the day, the finding for each parent, and from when the child is eligible."""
    _must_be_born(given.born_on, given.on)
    found = child_finding(given.born_on, given.father.parent(), given.mother.parent(), on=given.on)
    return {
        "status": found.status.value,
        "eligible_from": None if found.eligible_from is None else found.eligible_from.isoformat(),
        "father": _finding_answer(found.findings[0]),
        "mother": _finding_answer(found.findings[1]),
    }


def _finding_answer(finding: ParentFinding) -> Answer:
    return {
        "counts": finding.counts,
        "from": None if finding.from_day is None else finding.from_day.isoformat(),
        "because": both(finding.because),
        "missing_fact": finding.missing_fact,
    }


def _must_be_born(born_on: date, on: date) -> None:
    if on < born_on:
        raise refused(
            "on",
            "order",
            what=Text("日期早于儿童出生日期。", "The day lies before the birth of the child."),
            why=Text("尚未出生不能认定。", "Nothing can be said before the birth."),
            do=Text("请检查两个日期。", "Check the two days."),
        )


def child_top_up(standard_fen: int, *, received_fen: int) -> int:
    """Return the monthly subsidy: the standard less what the child gets as 低保 or 特困, never below zero.

    Source: 民发〔2019〕62号 (补差发放); 育儿补贴 is not deducted.
    """
    return max(0, standard_fen - received_fen)


class TopUpInput(Input):
    """The local standard and what the child already receives."""

    standard_fen: int = money("保障标准（市级参数）", "Standard a month (city parameter)")
    received_fen: int = money("已领低保、特困每月人均金额", "低保 or 特困 the child receives a month")


@calculator(
    name="child-top-up",
    title=Text("儿童基本生活补贴补差", "Top-up of the child's living subsidy"),
    source="民发〔2019〕62号",
    example={"standard_fen": 130000, "received_fen": 46000},
)
def child_top_up_of_month(given: TopUpInput) -> Answer:
    """Return the subsidy of a month after deducting the aid the child already gets."""
    return amount(child_top_up(given.standard_fen, received_fen=given.received_fen))


class ReportSituation(StrEnum):
    """The nine situations of a mandatory report (强制报告)."""

    ABUSE = "abuse"
    ABANDONMENT = "abandonment"
    SEXUAL_ASSAULT = "sexual_assault"
    ALCOHOL_OR_DRUGS = "alcohol_or_drugs"
    SUSPICIOUS_INJURY = "suspicious_injury"
    DROPOUT = "dropout"
    LOST_CHILD = "lost_child"
    NO_CARER = "no_carer"
    OTHER = "other"


_PROSECUTED = frozenset(
    {
        ReportSituation.ABUSE,
        ReportSituation.ABANDONMENT,
        ReportSituation.SEXUAL_ASSAULT,
        ReportSituation.SUSPICIOUS_INJURY,
    }
)
_NO_CRIME_SUSPECTED = frozenset({ReportSituation.DROPOUT, ReportSituation.NO_CARER, ReportSituation.OTHER})


def who_is_notified(situation: ReportSituation) -> tuple[str, ...]:
    """Return whom a report goes to at once; the child protection centre always. Source: 未成年人保护法 art. 11."""
    notified = ["child_protection_centre"]
    if situation not in _NO_CRIME_SUSPECTED:
        notified.append("police")
    if situation in _PROSECUTED:
        notified.append("procuratorate")
    if situation is ReportSituation.DROPOUT:
        notified.append("education")
    return tuple(notified)


class ReportInput(Input):
    """A report of danger and the time limits of the city."""

    situation: ReportSituation = asked("情形", "Situation")
    reported_at: Moment = asked("报告时刻（含时区）", "Moment of the report, with time zone")
    triage_within_hours: int = count(
        "研判时限（市级参数）", "Time limit of triage (city parameter)", unit="hours", le=720
    )
    on_site_within_hours: int = count(
        "到场时限（市级参数）", "Time limit to be on site (city parameter)", unit="hours", le=720
    )


@calculator(
    name="child-report",
    title=Text("强制报告处置时限", "Clocks of a mandatory report"),
    source="未成年人保护法 art. 11; 国办检发强制报告意见; E3-4",
    example={
        "situation": "sexual_assault",
        "reported_at": "2026-11-24T21:10:00+08:00",
        "triage_within_hours": 1,
        "on_site_within_hours": 24,
    },
)
def child_report(given: ReportInput) -> Answer:
    """Return who is told at once and when triage and the visit are due; hours run through nights and holidays."""
    is_red = given.situation is ReportSituation.SEXUAL_ASSAULT
    return {
        "colour": "red" if is_red else "by_score",
        "notified": list(who_is_notified(given.situation)),
        "triage_due_at": (given.reported_at + timedelta(hours=given.triage_within_hours)).isoformat(),
        "on_site_due_at": (given.reported_at + timedelta(hours=given.on_site_within_hours)).isoformat(),
    }


@dataclass(frozen=True, slots=True)
class RiskThresholds:
    """From which score a child is red, yellow or blue; green below."""

    red_from: int
    yellow_from: int
    blue_from: int


def risk_colour(score: int, thresholds: RiskThresholds, *, is_suspected_assault: bool) -> str:
    """Return the colour that decides how often a child is visited; suspected assault is red at once."""
    if is_suspected_assault or score >= thresholds.red_from:
        return "red"
    if score >= thresholds.yellow_from:
        return "yellow"
    return "blue" if score >= thresholds.blue_from else "green"


class RiskInput(Input):
    """What was found about a child, and the city's weights and thresholds."""

    factors: tuple[str, ...] = asked("发现的风险因素", "Risk factors that were found", max_length=100)
    weights: dict[str, Count] = asked(
        "各因素分值（市级参数）", "Points of each factor (city parameter)", min_length=1
    )
    is_suspected_assault: bool = asked("是否疑似遭受侵害", "Whether an assault is suspected")
    red_from: int = count("红色起点（市级参数）", "Red from (city parameter)")
    yellow_from: int = count("黄色起点（市级参数）", "Yellow from (city parameter)")
    blue_from: int = count("蓝色起点（市级参数）", "Blue from (city parameter)")


@calculator(
    name="child-risk",
    title=Text("儿童风险等级", "Risk colour of a child"),
    source="困境儿童分级管理（广东三年行动 pattern）; weights are city parameters",
    example={
        "factors": ["no_guardian", "alone"],
        "weights": {
            "no_guardian": 40,
            "guardian_mental_drugs_violence": 30,
            "out_of_school": 25,
            "severe_disability_or_illness": 15,
            "alone": 30,
            "carer_over_70_or_disabled": 10,
        },
        "is_suspected_assault": False,
        "red_from": 60,
        "yellow_from": 40,
        "blue_from": 20,
    },
)
def child_risk(given: RiskInput) -> Answer:
    """Return the score and the colour; each factor counts once."""
    score = _score(given.factors, given.weights)
    thresholds = RiskThresholds(given.red_from, given.yellow_from, given.blue_from)
    colour = risk_colour(score, thresholds, is_suspected_assault=given.is_suspected_assault)
    return {"score": score, "colour": colour}


def _score(factors: tuple[str, ...], weights: Mapping[str, int]) -> int:
    if strangers := sorted(set(factors) - set(weights)):
        raise refused(
            "factors",
            "choice",
            what=Text(f"没有“{strangers[0]}”这一因素。", f"There is no factor {strangers[0]!r}."),
            why=Text(
                "没有分值的因素不能计分，也不能忽略。",
                "A factor without points can be neither counted nor ignored.",
            ),
            do=Text("请改正名称或在权重中补上。", "Correct its name or give it a weight."),
        )
    return sum(weights[factor] for factor in set(factors))


class ParentsAway(StrEnum):
    """Who of the parents works away from home."""

    BOTH = "both"
    ONE_AND_THE_OTHER_UNABLE = "one_and_the_other_unable"
    ONE = "one"
    NONE = "none"


class LeftBehindInput(Input):
    """A child whose parents may be away."""

    born_on: Day = asked("儿童出生日期", "Birth date of the child")
    on: Day = asked("核对当天", "Day of the check")
    has_rural_hukou: bool = asked("是否农村户籍", "Whether the hukou is rural")
    parents_away: ParentsAway = asked("父母外出情况", "Which parents are away")
    has_other_ground: bool = asked("是否另有困境情形", "Whether another ground of difficulty applies")


@calculator(
    name="left-behind-child",
    title=Text("农村留守儿童认定", "Left-behind child"),
    source="国发〔2016〕13号, 国发〔2016〕36号; E3-6",
    example={
        "born_on": "2010-11-24",
        "on": "2026-11-24",
        "has_rural_hukou": True,
        "parents_away": "both",
        "has_other_ground": True,
    },
)
def left_behind_child(given: LeftBehindInput) -> Answer:
    """Tell whether a child counts as left behind, when that ends, and whether it stays on the difficulty list."""
    _must_be_born(given.born_on, given.on)
    is_away = given.parents_away in {ParentsAway.BOTH, ParentsAway.ONE_AND_THE_OTHER_UNABLE}
    is_young = completed_years(given.born_on, on=given.on) < LEFT_BEHIND_BELOW_AGE
    return {
        "is_left_behind": is_young and given.has_rural_hukou and is_away,
        "leaves_list_on": reaches_age_on(given.born_on, LEFT_BEHIND_BELOW_AGE).isoformat(),
        "is_in_difficulty": given.has_other_ground,
    }
