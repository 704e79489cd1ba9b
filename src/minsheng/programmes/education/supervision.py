"""Calculators for supervision: after-school service (五个严禁) and prepayment for training outside school."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from minsheng.engines.formulas.age import MissingDay, anniversary
from minsheng.engines.formulas.answers import both
from minsheng.engines.formulas.inputs import Count, Day, Input, asked, count, money
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from minsheng.engines.formulas.answers import Answer

FORBIDDEN = {
    1: Text("严禁随意扩大范围", "Extending the service beyond its scope"),
    2: Text("严禁强制学生参加", "Forcing pupils to take part"),
    3: Text("严禁增加学生课业负担", "Adding to the pupils' workload"),
    4: Text("严禁以课后服务名义乱收费", "Charging money in its name"),
    5: Text("严禁不符合条件的机构和人员进校提供课后服务", "Letting unqualified providers in"),
}
"""The five prohibitions (五个严禁) of the notice of December 2023."""


class Period(StrEnum):
    """When the service takes place."""

    AFTER_LESSONS = "after_lessons"
    EARLY_ARRIVAL = "early_arrival"
    LUNCH = "lunch"
    EVENING_STUDY = "evening_study"
    WEEKEND_OR_HOLIDAY = "weekend_or_holiday"


class AfterSchoolInput(Input):
    """A school's plan of after-school service for one class."""

    periods: tuple[Period, ...] = asked("服务时段", "When it takes place", min_length=1, max_length=10)
    charges_for_fen: dict[Period, Count] = asked(
        "各时段另收费用", "Extra charge of each period, in fen", default={}
    )
    pupils: int = count("班级人数", "Pupils of the class", ge=1)
    enrolled: int = count("参加人数", "Pupils enrolled")
    consents: int = count("家长书面同意份数", "Written consents of parents")
    teaches_or_drills: bool = asked(
        "是否讲新课或集体刷题", "Whether new lessons are taught or drills are done"
    )
    providers_outside_whitelist: int = count("白名单外的机构或人员数", "Providers not on the whitelist")


@calculator(
    name="after-school-service",
    title=Text("课后服务五个严禁检查", "Five prohibitions of after-school service"),
    source="教育部等四部门 进一步规范义务教育课后服务有关工作的通知（2023-12）; E10-5",
    example={
        "periods": ["after_lessons", "lunch"],
        "charges_for_fen": {"lunch": 200},
        "pupils": 48,
        "enrolled": 48,
        "consents": 0,
        "teaches_or_drills": False,
        "providers_outside_whitelist": 0,
    },
)
def after_school_service(given: AfterSchoolInput) -> Answer:
    """Return which of the five prohibitions a plan touches; a person looks into each."""
    found = {
        1: any(period is not Period.AFTER_LESSONS for period in given.periods),
        2: given.enrolled > given.consents,
        3: given.teaches_or_drills,
        4: any(fen > 0 for fen in given.charges_for_fen.values()),
        5: given.providers_outside_whitelist > 0,
    }
    return {
        "touched": [number for number, is_found in found.items() if is_found],
        "prohibitions": {
            str(number): both(FORBIDDEN[number]) for number, is_found in found.items() if is_found
        },
        "whole_class_enrolled": given.enrolled >= given.pupils,
    }


class PrepaymentInput(Input):
    """A payment for a course outside school, and the limits in force."""

    price_fen: int = money("预收金额", "Amount prepaid")
    paid_on: Day = asked("收费日期", "Day of payment")
    starts_on: Day = asked("开课日期", "Day the course starts")
    lessons: int | None = count("课时数，按周期收费不填", "Lessons, if it is charged by lesson", default=None)
    months: int | None = count(
        "周期月数，按课时收费不填", "Months, if it is charged by period", unit="months", default=None
    )
    lessons_left: int | None = count("续费时剩余课时", "Lessons left when it is a renewal", default=None)
    at_most_months: int = count("周期上限（参数）", "Longest period (parameter)", unit="months", ge=1)
    at_most_lessons: int = count("课时上限（参数）", "Most lessons (parameter)", ge=1)
    at_most_fen: int = money("金额上限（参数）", "Highest amount (parameter)")
    renews_from_lessons_left: int = count(
        "续费最多剩余课时（参数）", "Renewal with at most so many lessons left (parameter)"
    )


@calculator(
    name="training-prepayment",
    title=Text("校外培训预收费检查", "Prepayment for training outside school"),
    source="教监管厅函〔2021〕2号; E10-6",
    example={
        "price_fen": 456000,
        "paid_on": "2026-07-23",
        "starts_on": "2026-09-01",
        "lessons": 48,
        "at_most_months": 3,
        "at_most_lessons": 60,
        "at_most_fen": 500000,
        "renews_from_lessons_left": 20,
    },
)
def training_prepayment(given: PrepaymentInput) -> Answer:
    """Return the limits a prepayment breaks; charged by lesson and by period, both must hold."""
    earliest = anniversary(given.starts_on, -1, missing_day=MissingDay.LAST_OF_MONTH)
    checks = {
        "neither_lessons_nor_months": given.lessons is None and given.months is None,
        "too_many_lessons": given.lessons is not None and given.lessons > given.at_most_lessons,
        "period_too_long": given.months is not None and given.months > given.at_most_months,
        "amount_too_high": given.price_fen > given.at_most_fen,
        "too_early": given.lessons_left is None and given.paid_on < earliest,
        "too_many_lessons_left": given.lessons_left is not None
        and given.lessons_left > given.renews_from_lessons_left,
    }
    broken = [code for code, is_broken in checks.items() if is_broken]
    return {"is_allowed": not broken, "broken": broken, "earliest_payment": earliest.isoformat()}
