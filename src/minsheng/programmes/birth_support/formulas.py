"""Calculators of birth support: childcare subsidy, maternity allowance, nursery staff and places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from minsheng.engines.formulas.answers import amount, decimal
from minsheng.engines.formulas.inputs import Count, Day, Input, Ratio, asked, count, money
from minsheng.engines.formulas.money import Rounding, rounded
from minsheng.engines.formulas.months import Month
from minsheng.engines.formulas.problems import refused
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from minsheng.engines.formulas.answers import Answer

SCHEME_START = Month(2025, 1)
YEARS_OF_SUBSIDY = 3
FIRST_DEADLINE = date(2025, 12, 31)  # for everybody born before the scheme


@dataclass(frozen=True, slots=True)
class SubsidyYear:
    """What is due for one calendar year."""

    year: int
    months: int
    amount_fen: int


def childcare_subsidy(born_on: date, *, yearly_fen: int) -> list[SubsidyYear]:
    """Return the childcare subsidy (育儿补贴) of a child, year by year.

    Born since 2025: a yearly sum in the birth year and the two after. Born before: by months,
    from January 2025 to the month of the third birthday inclusive. Empty when that is over.
    Source: 育儿补贴制度实施方案 (2025-07); worked example E7-1.
    """
    born = Month.of(born_on)
    if born >= SCHEME_START:
        return [SubsidyYear(born.year + step, 12, yearly_fen) for step in range(YEARS_OF_SUBSIDY)]
    left = SCHEME_START.until(born.plus(12 * YEARS_OF_SUBSIDY)) + 1
    years = []
    year = SCHEME_START.year
    while left > 0:
        months = min(12, left)
        years.append(
            SubsidyYear(year, months, rounded(Fraction(yearly_fen * months, 12), rounding=Rounding.HALF_UP))
        )
        year, left = year + 1, left - months
    return years


def first_application_deadline(born_on: date) -> date:
    """Return the last day of the first application: the end of the year after the birth year.

    Children born before 2025 had until the end of 2025. Source: 育儿补贴制度管理规范; E7-2.
    """
    return FIRST_DEADLINE if Month.of(born_on) < SCHEME_START else date(born_on.year + 1, 12, 31)


class Leaving(StrEnum):
    """Why a child no longer belongs to the place."""

    MOVED = "moved"
    DIED = "died"


def payer(
    year: int, *, left_on: date | None, because: Leaving | None, confirmed_years: Collection[int]
) -> str:
    """Return who pays a year: ``here``, ``new_place`` or ``nobody``.

    A year that was confirmed before the child moved or died is still paid here; later ones by the
    new place, or not at all. Source: 育儿补贴制度管理规范; worked example E7-6.
    """
    if left_on is None or year < left_on.year or (year == left_on.year and year in confirmed_years):
        return "here"
    return "nobody" if because is Leaving.DIED else "new_place"


class ChildcareSubsidyInput(Input):
    """A child, the application, and where the hukou is."""

    born_on: Day = asked("出生日期", "Day of birth")
    yearly_fen: int = money("每孩每年标准（参数）", "Amount a child and year (parameter)", le=10**9)
    first_applied_on: Day | None = asked("首次申请日期", "Day of the first application", default=None)
    left_on: Day | None = asked("迁出或死亡日期", "Day the child moved away or died", default=None)
    left_because: Leaving | None = asked("迁出还是死亡", "Moved or died", default=None)
    confirmed_years: tuple[Count, ...] = asked(
        "已在本地确认的年度", "Years already confirmed here", default=(), max_length=10
    )


@calculator(
    name="childcare-subsidy",
    title=Text("育儿补贴", "Childcare subsidy"),
    source="育儿补贴制度实施方案（2025-07）; 育儿补贴制度管理规范（试行）; E7-1, E7-2, E7-6",
    example={"born_on": "2023-05-12", "yearly_fen": 360000, "first_applied_on": "2025-09-10"},
)
def childcare_subsidy_of_child(given: ChildcareSubsidyInput) -> Answer:
    """Return the amount of each year, who pays it, and whether the first application is in time."""
    _leaving_has_a_reason(given)
    years = childcare_subsidy(given.born_on, yearly_fen=given.yearly_fen)
    deadline = first_application_deadline(given.born_on)
    return {
        "years": [
            {
                "year": one.year,
                "months": one.months,
                **amount(one.amount_fen),
                "paid_by": payer(
                    one.year,
                    left_on=given.left_on,
                    because=given.left_because,
                    confirmed_years=given.confirmed_years,
                ),
            }
            for one in years
        ],
        **amount(sum(one.amount_fen for one in years), name="total"),
        "first_application_until": deadline.isoformat(),
        "application": _application_status(given.first_applied_on, deadline),
    }


def _application_status(applied_on: date | None, deadline: date) -> str:
    if applied_on is None:
        return "not_applied"
    # Late is never a silent refusal: a person looks at the reasons.
    return "in_time" if applied_on <= deadline else "late_a_person_decides"


def _leaving_has_a_reason(given: ChildcareSubsidyInput) -> None:
    if (given.left_on is None) != (given.left_because is None):
        raise refused(
            "left_because" if given.left_because is None else "left_on",
            "missing",
            what=Text("日期和原因要一起填写。", "The day and the reason go together."),
            why=Text(
                "迁出由新户籍地续发，死亡则停发。",
                "After a move the new place pays on; after a death nobody does.",
            ),
            do=Text("请补齐另一项，或两项都不填。", "Fill in the other one, or leave out both."),
        )


class Pregnancy(StrEnum):
    """How the pregnancy ended."""

    BIRTH = "birth"
    MISCARRIAGE_BEFORE_4_MONTHS = "miscarriage_before_4_months"
    MISCARRIAGE_FROM_4_MONTHS = "miscarriage_from_4_months"


DAYS_FOR_DIFFICULT_BIRTH = 15
DAYS_FOR_EACH_FURTHER_CHILD = 15
_MISCARRIAGE_DAYS = {Pregnancy.MISCARRIAGE_BEFORE_4_MONTHS: 15, Pregnancy.MISCARRIAGE_FROM_4_MONTHS: 42}


def maternity_days(pregnancy: Pregnancy, *, birth_days: int, children: int, was_difficult: bool) -> int:
    """Return the days of paid leave. Source: 女职工劳动保护特别规定 art. 7; birth_days by province."""
    if pregnancy is not Pregnancy.BIRTH:
        return _MISCARRIAGE_DAYS[pregnancy]
    further = DAYS_FOR_EACH_FURTHER_CHILD * (children - 1)
    return birth_days + further + (DAYS_FOR_DIFFICULT_BIRTH if was_difficult else 0)


class MaternityInput(Input):
    """A birth or miscarriage of an insured employee."""

    average_wage_fen: int = money(
        "用人单位上年度职工月平均工资", "Employer's average monthly wage of the year before", le=10**10
    )
    pregnancy: Pregnancy = asked("分娩或流产", "Birth or miscarriage")
    children: int = count("生育子女数", "Children born", ge=1, le=10, default=1)
    was_difficult: bool = asked("是否难产", "Whether the birth was difficult", default=False)
    birth_days: int = count(
        "产假天数（省级参数）", "Days of maternity leave (provincial parameter)", unit="days", ge=98, le=400
    )
    divisor: Ratio = asked(
        "月折算天数，30或30.4（市级参数）", "Days a month is divided by, 30 or 30.4 (city parameter)", gt=0
    )
    own_wage_fen: int | None = money("本人月工资", "Her own monthly wage", default=None, le=10**10)


@calculator(
    name="maternity-allowance",
    title=Text("生育津贴", "Maternity allowance"),
    source="社会保险法 art. 56; 女职工劳动保护特别规定 art. 7-8; E7-3",
    example={"average_wage_fen": 600000, "pregnancy": "birth", "birth_days": 158, "divisor": 30},
)
def maternity_allowance(given: MaternityInput) -> Answer:
    """Return days and allowance, and what the employer tops up to reach her own wage."""
    days = maternity_days(
        given.pregnancy,
        birth_days=given.birth_days,
        children=given.children,
        was_difficult=given.was_difficult,
    )
    allowance = rounded(given.average_wage_fen * days / given.divisor, rounding=Rounding.HALF_UP)
    result = {"days": days, **amount(allowance)}
    if given.own_wage_fen is None:
        return result
    own = rounded(given.own_wage_fen * days / given.divisor, rounding=Rounding.HALF_UP)
    return {**result, **amount(max(0, own - allowance), name="employer_tops_up")}


class NurseryClass(StrEnum):
    """The kinds of nursery class (托育班)."""

    INFANT = "infant_6_12_months"
    TODDLER = "toddler_12_24_months"
    SENIOR = "senior_24_36_months"


@dataclass(frozen=True, slots=True)
class _ClassRule:
    at_most_children: int
    children_per_carer: int


_CLASS_RULES = {
    NurseryClass.INFANT: _ClassRule(10, 3),
    NurseryClass.TODDLER: _ClassRule(15, 5),
    NurseryClass.SENIOR: _ClassRule(20, 7),
}


def carers_needed(kind: NurseryClass, children: int) -> int:
    """Return the carers a class needs. Source: 托育机构设置标准 (国卫人口发〔2019〕58号); E7-4."""
    return -(-children // _CLASS_RULES[kind].children_per_carer)


class NurseryClassInput(Input):
    """One nursery class."""

    kind: NurseryClass = asked("班型", "Kind of class")
    children: int = count("婴幼儿人数", "Children", le=1000)
    carers: int | None = count("实有保育人员", "Carers it has", default=None)


@calculator(
    name="nursery-class",
    title=Text("托育班人员配备", "Staff of a nursery class"),
    source="托育机构设置标准（试行）国卫人口发〔2019〕58号; E7-4",
    example={"kind": "senior_24_36_months", "children": 20, "carers": 3},
)
def nursery_class(given: NurseryClassInput) -> Answer:
    """Return the carers needed, whether the class is too large, and whether the staff is enough."""
    needed = carers_needed(given.kind, given.children)
    cap = _CLASS_RULES[given.kind].at_most_children
    return {
        "carers_needed": needed,
        "at_most_children": cap,
        "is_over_cap": given.children > cap,
        "has_enough_carers": None if given.carers is None else given.carers >= needed,
    }


def places_needed(population: int, *, per_thousand: Fraction) -> int:
    """Return the nursery places a population needs, rounded up. Source: worked example E7-5."""
    return rounded(population * per_thousand / 1000, rounding=Rounding.CEIL)


class PlacesInput(Input):
    """A population, its target, and the places it has."""

    population: int = count("常住人口", "Residents", ge=1)
    per_thousand: Ratio = asked("每千人口托位目标（参数）", "Target of places per thousand (parameter)", gt=0)
    places: int | None = count("现有托位", "Places that exist", default=None)


@calculator(
    name="nursery-places",
    title=Text("千人口托位数", "Nursery places per thousand residents"),
    source="国家托位目标; E7-5",
    example={"population": 3376500, "per_thousand": 4.5, "places": 14000},
)
def nursery_places(given: PlacesInput) -> Answer:
    """Return the places needed, the places that are missing, and the present rate."""
    needed = places_needed(given.population, per_thousand=given.per_thousand)
    if given.places is None:
        return {"places_needed": needed, "places_missing": None, "per_thousand": None}
    return {
        "places_needed": needed,
        "places_missing": max(0, needed - given.places),
        "per_thousand": decimal(Fraction(given.places * 1000, given.population)),
    }
