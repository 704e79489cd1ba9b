"""Calculators of education: balance between schools, timetables, homework and school places."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from minsheng.engines.formulas.answers import both, decimal, percent, percent_of
from minsheng.engines.formulas.bands import Band, band_of
from minsheng.engines.formulas.inputs import Count, Input, Ratio, asked, count
from minsheng.engines.formulas.money import Rounding, rounded
from minsheng.engines.formulas.problems import refused
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.policy.text import Text
from minsheng.programmes.education import supervision  # noqa: F401 (registers its calculators)
from minsheng.programmes.education.balance import (
    SchoolStage,
    cv_limit,
    resources,
    school_finding,
    weighted_spread,
)
from minsheng.programmes.education.timetable import (
    GRADES,
    curriculum,
    grades_over_the_cap,
    grades_short_of_sport,
    group_shares,
    known_subjects,
    weekly_totals,
    yearly_totals,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minsheng.engines.formulas.answers import Answer


class SchoolResourceInput(Input):
    """One school's pupils and the whole of one resource it has."""

    pupils: int = count("在校学生数", "Pupils", ge=1)
    resource: Ratio = asked("该校资源总量", "Whole of the resource the school has", ge=0)


class SpreadInput(Input):
    """Every school of a county and one resource."""

    stage: SchoolStage = asked("小学或初中", "Primary or junior secondary")
    schools: tuple[SchoolResourceInput, ...] = asked(
        "各校情况", "Every school", min_length=1, max_length=5000
    )


@calculator(
    name="school-difference",
    title=Text("县域校际差异系数", "Difference coefficient between schools"),
    source="教督〔2017〕6号; 教督〔2012〕3号; E10-1",
    example={
        "stage": "primary",
        "schools": [
            {"pupils": 45, "resource": 279},
            {"pupils": 37, "resource": 137},
            {"pupils": 89, "resource": 935},
            {"pupils": 76, "resource": 160},
            {"pupils": 55, "resource": 402},
        ],
    },
)
def school_difference(given: SpreadInput) -> Answer:
    """Return mean, deviation and coefficient weighted by pupils, and whether it is within the limit."""
    if not any(school.resource for school in given.schools):
        raise refused(
            "schools",
            "too_small",
            what=Text("所有学校的该项资源都是零。", "No school has any of the resource."),
            why=Text("均值为零时没有差异系数。", "Without a mean there is no coefficient."),
            do=Text("请核对资源数据。", "Check the numbers."),
        )
    spread = weighted_spread(
        [school.resource / school.pupils for school in given.schools],
        [school.pupils for school in given.schools],
    )
    limit = cv_limit(given.stage)
    return {
        "mean": decimal(spread.mean, 4),
        "deviation": round(spread.deviation, 4),
        "cv": round(spread.cv, 4),
        "at_most": decimal(limit),
        "passes": spread.is_within(limit),
    }


class SchoolInput(Input):
    """The seven resources of one school; leave out what is not known."""

    stage: SchoolStage = asked("小学或初中", "Primary or junior secondary")
    values: dict[str, Ratio | None] = asked("L1至L7各指标值", "Values of L1 to L7")


@calculator(
    name="school-resources",
    title=Text("优质均衡资源配置七项指标", "Seven resources of a school"),
    source="教督〔2017〕6号; E10-3",
    example={
        "stage": "primary",
        "values": {"L1": 4.5, "L2": 1.1, "L3": 0.9, "L4": 4.6, "L5": 6.4, "L6": 2100, "L7": 2.3},
    },
)
def school_resources(given: SchoolInput) -> Answer:
    """Return whether six of seven reach the threshold and the last 85 % of it."""
    known = {resource.code for resource in resources()}
    if strangers := sorted(set(given.values) - known):
        raise _unknown_key("values", strangers[0], sorted(known))
    found = school_finding(given.values, given.stage)
    return {
        "outcome": found.outcome.value,
        "met": list(found.met),
        "from_85_percent": list(found.nearly),
        "below_85_percent": list(found.below),
        "missing": list(found.missing),
    }


def _unknown_key(field: str, key: str, known: Sequence[str]) -> Exception:
    return refused(
        field,
        "choice",
        what=Text(f"没有“{key}”。", f"There is no {key!r}."),
        why=Text(f"只能是{'、'.join(known)}。", f"It must be one of {', '.join(known)}."),
        do=Text("请改正名称。", "Correct the name."),
    )


class TimetableInput(Input):
    """Lessons a week of every subject in the nine grades."""

    weekly: dict[str, tuple[Count, ...]] = asked(
        "各科目一至九年级周课时", "Lessons a week, subject by subject, grades 1 to 9"
    )
    sport_at_least: int = count(
        "每周体育课至少节数（市级参数）", "Sport lessons a week at least (city parameter)", le=10
    )


@calculator(
    name="timetable",
    title=Text("课程表开齐开足检查", "Timetable against the curriculum"),
    source="义务教育课程方案（2022年版）",
    example={"weekly": curriculum()["default_weekly"], "sport_at_least": 3},
)
def timetable(given: TimetableInput) -> Answer:
    """Return the totals, the share of each group of subjects, and what is out of range."""
    _must_be_a_timetable(given.weekly)
    shares = group_shares(given.weekly)
    return {
        "weekly_totals": weekly_totals(given.weekly),
        "yearly_totals": yearly_totals(given.weekly),
        "total": sum(yearly_totals(given.weekly)),
        "groups": [
            {
                "group": both(one.group.text),
                "lessons": one.lessons,
                "percent": percent(one.share),
                "range": [one.group.min_percent, one.group.max_percent],
                "is_in_range": one.is_in_range,
            }
            for one in shares
        ],
        "grades_over_the_cap": grades_over_the_cap(given.weekly),
        "grades_short_of_sport": grades_short_of_sport(given.weekly, at_least=given.sport_at_least),
        "is_complete": all(one.is_in_range for one in shares) and not grades_over_the_cap(given.weekly),
    }


def _must_be_a_timetable(weekly: Mapping[str, Sequence[int]]) -> None:
    for subject, lessons in weekly.items():
        if subject not in known_subjects():
            raise _unknown_key(f"weekly.{subject}", subject, known_subjects())
        if len(lessons) != GRADES:
            raise refused(
                f"weekly.{subject}",
                "too_few",
                what=Text(f"有{len(lessons)}个年级的课时。", f"It has lessons for {len(lessons)} grades."),
                why=Text("应为一至九年级共9个数。", "There must be nine numbers, grades 1 to 9."),
                do=Text("没有开课的年级填0。", "Write 0 for a grade without the subject."),
            )
    if not sum(weekly_totals(weekly)):
        raise refused(
            "weekly",
            "empty",
            what=Text("课程表是空的。", "The timetable is empty."),
            why=Text("没有课时不能计算占比。", "Without lessons there are no shares."),
            do=Text("请填写周课时。", "Fill in the lessons a week."),
        )


def homework_limit(grade: int) -> int:
    """Return the minutes of written homework a day allowed in a grade.

    None in grades 1 and 2, 60 to grade 6, 90 above. Source: 教育部 2021 作业管理通知.
    """
    if grade <= 2:
        return 0
    return 60 if grade <= 6 else 90


class HomeworkInput(Input):
    """A survey of one class."""

    grade: int = count("年级", "Grade", ge=1, le=GRADES)
    minutes: tuple[Ratio | None, ...] = asked(
        "每名学生每天书面作业分钟数，未答填null",
        "Minutes a day of each pupil, null not answered",
        unit="minutes",
        min_length=1,
        max_length=500,
    )


@calculator(
    name="homework",
    title=Text("书面作业时长监测", "Homework of a class"),
    source="教育部办公厅 加强义务教育学校作业管理的通知（2021）",
    example={"grade": 5, "minutes": [40, 55, 70, None, 65, 50]},
)
def homework(given: HomeworkInput) -> Answer:
    """Return the mean of those who answered, and how many are above the limit."""
    known = [minutes for minutes in given.minutes if minutes is not None]
    limit = homework_limit(given.grade)
    mean = sum(known, Fraction(0)) / len(known) if known else None
    above = sum(minutes > limit for minutes in known)
    return {
        "at_most_minutes": limit,
        "mean_minutes": None if mean is None else decimal(mean, 1),
        "is_within_limit": None if mean is None else mean <= limit,
        "above_percent": percent_of(above, len(known)),
        "not_answered": len(given.minutes) - len(known),
    }


PRESSURE = (
    Band(0, "enough", Text("学位充足", "Enough places")),
    Band(Fraction(85, 100), "blue", Text("蓝色预警", "Blue: getting tight")),
    Band(Fraction(95, 100), "yellow", Text("黄色预警", "Yellow: nearly full")),
)
_SHORT = Band(1, "red", Text("红色预警", "Red: places are missing"))


class HousingInput(Input):
    """One new housing estate."""

    units: int = count("新增住宅套数", "New dwellings")
    pupils_per_unit: Ratio = asked(
        "每套学生数（市级参数）", "Pupils a dwelling (city parameter)", ge=0, le=10
    )


class PlacesInput(Input):
    """The births of one school year's cohort and what becomes of them."""

    births: int = count("该学年适龄出生人数", "Births of the cohort, 1 September to 31 August")
    survival: Ratio = asked(
        "存活比例（市级参数）", "Share that reaches school age (city parameter)", ge=0, le=1
    )
    migration: Ratio = asked("净迁入率（市级参数）", "Net migration (city parameter)", ge=-1, le=10)
    housing: tuple[HousingInput, ...] = asked("新增住宅", "New housing", default=(), max_length=1000)
    seats: int = count("起始年级学位数", "Seats in the first grade", ge=1)
    class_size: int = count("班额", "Pupils a class", ge=1, le=100)


@calculator(
    name="school-places",
    title=Text("学位需求预测", "Forecast of school places"),
    source="学位预警 pattern; rates are city parameters",
    example={
        "births": 2100,
        "survival": 0.995,
        "migration": 0.04,
        "housing": [{"units": 1200, "pupils_per_unit": 0.35}],
        "seats": 2600,
        "class_size": 45,
    },
)
def school_places(given: PlacesInput) -> Answer:
    """Return the children expected, the classes they need, and how far the seats are filled."""
    expected = given.births * given.survival * (1 + given.migration)
    expected += sum((estate.units * estate.pupils_per_unit for estate in given.housing), Fraction(0))
    children = rounded(expected, rounding=Rounding.HALF_UP)
    ratio = Fraction(children, given.seats)
    band = _SHORT if ratio > 1 else band_of(ratio, PRESSURE)
    return {
        "children": children,
        "classes": -(-children // given.class_size),
        "filled_percent": percent(ratio),
        "seats_missing": max(0, children - given.seats),
        "warning": band.answer(),
    }
