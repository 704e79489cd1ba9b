"""Calculators of elder care: ability level, age allowance, consumption vouchers, meals, facility space."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pydantic import create_model

from minsheng.engines.formulas.age import age_at_end_of_month
from minsheng.engines.formulas.answers import amount, both, decimal
from minsheng.engines.formulas.inputs import Day, Input, MonthText, Ratio, asked, count, money
from minsheng.engines.formulas.money import Rounding, share_of
from minsheng.engines.formulas.months import Month
from minsheng.engines.formulas.problems import refused
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.policy.text import Text
from minsheng.programmes.elder_care.ability import Circumstances, assess, items, levels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from minsheng.engines.formulas.answers import Answer

MEALS_A_DAY = 2


_SCORE_FIELDS: dict[str, Any] = {
    item.key: (
        int | None,
        asked(f"{item.code} {item.text.zh}", f"{item.code} {item.text.en}", default=None, ge=0, le=item.best),
    )
    for item in items()
}
AbilityScores = create_model(
    "AbilityScores",
    __base__=Input,
    __doc__="The 26 items of form B; leave out or null what was refused or not assessed.",
    **_SCORE_FIELDS,
)


class AbilityInput(Input):
    """One assessment by GB/T 42195-2022."""

    scores: AbilityScores = asked("26项评分", "Scores of the 26 items")  # type: ignore[valid-type]
    is_in_coma: bool = asked("是否昏迷（A.5.11）", "Whether the person is in a coma (A.5.11)")
    has_dementia_or_mental_disorder: bool = asked(
        "是否确诊痴呆或其他精神和行为障碍（A.4.1）",
        "Dementia F00-F03, or F04-F99 diagnosed by a psychiatrist (A.4.1)",
    )
    risk_events_in_30_days: int = count(
        "近30天照护风险事件总次数（A.2.14）",
        "Care-risk events of all kinds in the last 30 days (A.2.14)",
        le=1000,
    )
    every_change_counts: bool = asked(
        "两种情形是否累加降级（标准为只降一级）",
        "Whether changes add up; the standard reads as one step",
        default=False,
    )


@calculator(
    name="elder-ability",
    title=Text("老年人能力评估", "Ability assessment of an older person"),
    source="GB/T 42195-2022",
    example={
        "scores": {item.key: item.best for item in items()},
        "is_in_coma": False,
        "has_dementia_or_mental_disorder": False,
        "risk_events_in_30_days": 0,
    },
)
def elder_ability(given: AbilityInput) -> Answer:
    """Return the total, the subtotals and the level; missing items give neither total nor level."""
    circumstances = Circumstances(
        given.is_in_coma, given.has_dementia_or_mental_disorder, given.risk_events_in_30_days
    )
    scores = given.scores.model_dump()  # type: ignore[attr-defined]
    found = assess(scores, circumstances, every_change_counts=given.every_change_counts)
    names = {level.level: level.text for level in levels()}
    return {
        "total": found.total,
        "subtotals": found.subtotals,
        "level_by_total": found.level_by_total,
        "level": found.level,
        "level_name": None if found.level is None else both(names[found.level]),
        "changes": list(found.changes),
        "missing": list(found.missing),
    }


class AgeBand(Input):
    """The monthly amount from an age on."""

    from_age: int = count("起始年龄", "Age from which it is paid", unit="years", le=150)
    amount_fen: int = money("月标准", "Amount a month")


def age_allowance(
    born_on: date, *, month: Month, bands: Sequence[tuple[int, int]], died_on: date | None = None
) -> int:
    """Return the allowance (高龄津贴) of one month in fen.

    bands: pairs (from age, fen a month). The month in which an age is reached is paid in full at
    the new amount, the month of death still, the next one no more. Source: worked example E2-8.
    """
    if month < Month.of(born_on) or (died_on is not None and month > Month.of(died_on)):
        return 0
    age = age_at_end_of_month(born_on, month)
    return max(((from_age, fen) for from_age, fen in bands if age >= from_age), default=(0, 0))[1]


class AgeAllowanceInput(Input):
    """A person, a month, and the city's amounts."""

    born_on: Day = asked("出生日期", "Day of birth")
    month: MonthText = asked("发放月份，如2026-11", "Month of payment, such as 2026-11")
    bands: tuple[AgeBand, ...] = asked(
        "各年龄段标准（市级参数）", "Amount of each age band (city parameter)", min_length=1
    )
    died_on: Day | None = asked("去世日期", "Day of death", default=None)


@calculator(
    name="age-allowance",
    title=Text("高龄津贴", "Age allowance"),
    source="国家基本养老服务清单; city parameter high_age_*; E2-8",
    example={
        "born_on": "1936-11-24",
        "month": "2026-11",
        "bands": [
            {"from_age": 80, "amount_fen": 5000},
            {"from_age": 90, "amount_fen": 10000},
            {"from_age": 100, "amount_fen": 30000},
        ],
    },
)
def age_allowance_of_month(given: AgeAllowanceInput) -> Answer:
    """Return the allowance of a month, and of the month before it."""
    month = Month.parse(given.month)
    bands = [(band.from_age, band.amount_fen) for band in given.bands]
    of_month = age_allowance(given.born_on, month=month, bands=bands, died_on=given.died_on)
    before = age_allowance(given.born_on, month=month.plus(-1), bands=bands, died_on=given.died_on)
    return {**amount(of_month), **amount(before, name="month_before")}


def voucher_payment(bill_fen: int, *, rate: Fraction, left_fen: int) -> int:
    """Return what the voucher pays of a bill in fen: the rate of it, at most what is left this month.

    Source: 民办函〔2025〕49号.
    """
    return min(share_of(bill_fen, rate, rounding=Rounding.FLOOR), left_fen)


class VoucherInput(Input):
    """A bill for home or institutional care, and the voucher of the month."""

    bill_fen: int = money("账单金额", "Amount of the bill")
    rate: Ratio = asked("抵扣比例（市级参数）", "Share of the bill that is paid (city parameter)", ge=0, le=1)
    monthly_cap_fen: int = money("每月上限", "Voucher of the month")
    used_this_month_fen: int = money("本月已用", "Used earlier in the month")


@calculator(
    name="care-voucher",
    title=Text("养老服务消费补贴抵扣", "Elder care consumption voucher"),
    source="民办函〔2025〕49号",
    example={"bill_fen": 200000, "rate": 0.4, "monthly_cap_fen": 80000, "used_this_month_fen": 10000},
)
def care_voucher(given: VoucherInput) -> Answer:
    """Return what the voucher pays, what the person pays, and what is left this month."""
    left = max(0, given.monthly_cap_fen - given.used_this_month_fen)
    paid = voucher_payment(given.bill_fen, rate=given.rate, left_fen=left)
    return {
        **amount(paid, name="voucher_pays"),
        **amount(given.bill_fen - paid, name="person_pays"),
        **amount(left - paid, name="left"),
    }


def meal_subsidy(
    age: int, *, price_fen: int, tiers: Sequence[tuple[int, int]], extra_fen: int, at_most_share: Fraction
) -> int:
    """Return the subsidy of one canteen meal in fen.

    tiers: pairs (from age, fen). The highest tier reached, then the extra of a needy diner, and
    never more than a share of the price. Nothing below the lowest tier. Source: city rule.
    """
    reached = [tier for tier in tiers if age >= tier[0]]
    if not reached:
        return 0
    return min(max(reached)[1] + extra_fen, share_of(price_fen, at_most_share, rounding=Rounding.FLOOR))


class MealInput(Input):
    """One day of an older person at a community canteen."""

    age: int = count("周岁", "Age", unit="years", le=150)
    meals: int = count("当天就餐次数", "Meals eaten on the day", le=10)
    price_fen: int = money("每餐价格", "Price of a meal")
    tiers: tuple[AgeBand, ...] = asked(
        "各年龄段每餐补贴（市级参数）", "Subsidy a meal by age (city parameter)", min_length=1
    )
    extra_fen: int = money(
        "困难或失能加发（不符合填0）", "Extra for needy or disabled diners, 0 if none applies"
    )
    at_most_share: Ratio = asked(
        "不超过餐价的比例（市级参数）", "At most this share of the price (city parameter)", ge=0, le=1
    )


@calculator(
    name="canteen-meal",
    title=Text("社区食堂就餐补贴", "Subsidy of canteen meals"),
    source="积极发展老年助餐服务行动方案 民发〔2023〕58号; amounts are city parameters",
    example={
        "age": 82,
        "meals": 3,
        "price_fen": 1200,
        "tiers": [
            {"from_age": 60, "amount_fen": 100},
            {"from_age": 70, "amount_fen": 200},
            {"from_age": 80, "amount_fen": 300},
        ],
        "extra_fen": 200,
        "at_most_share": 0.5,
    },
)
def canteen_meal(given: MealInput) -> Answer:
    """Return the subsidy of a day; at most two meals a day count."""
    tiers = [(tier.from_age, tier.amount_fen) for tier in given.tiers]
    each = meal_subsidy(
        given.age,
        price_fen=given.price_fen,
        tiers=tiers,
        extra_fen=given.extra_fen,
        at_most_share=given.at_most_share,
    )
    meals = min(given.meals, MEALS_A_DAY)
    return {**amount(each, name="each_meal"), "meals_counted": meals, **amount(each * meals)}


class EstateKind(StrEnum):
    """Whether the estate is newly built or already lived in."""

    NEW = "new"
    BUILT_UP = "built_up"


def required_area_m2(households: int, *, m2_per_100_households: Fraction) -> Fraction:
    """Return the space for elder care an estate must set aside, in m². Source: E2-7."""
    return households * m2_per_100_households / 100


class AreaInput(Input):
    """An estate, what it has, and the quota of the city."""

    kind: EstateKind = asked("新建还是已建成小区", "New or built-up estate")
    households: int = count("户数", "Households", ge=1)
    built_m2: Ratio = asked("已配建面积", "Space that exists", unit="m2", ge=0)
    new_m2_per_100_households: Ratio = asked(
        "新建每百户标准（市级参数）", "Quota for new estates (city parameter)", unit="m2", gt=0
    )
    built_up_m2_per_100_households: Ratio = asked(
        "已建成每百户标准（市级参数）", "Quota for built-up estates (city parameter)", unit="m2", gt=0
    )


@calculator(
    name="care-space",
    title=Text("小区养老服务设施配建面积", "Elder care space of an estate"),
    source="GB 50180-2018; city quota; E2-7",
    example={
        "kind": "new",
        "households": 1260,
        "built_m2": 300,
        "new_m2_per_100_households": 30,
        "built_up_m2_per_100_households": 20,
    },
)
def care_space(given: AreaInput) -> Answer:
    """Return the space required and the space that is missing."""
    if given.new_m2_per_100_households < given.built_up_m2_per_100_households:
        raise refused(
            "new_m2_per_100_households",
            "order",
            what=Text(
                "新建标准低于已建成标准。", "The quota for new estates is below the one for built-up ones."
            ),
            why=Text("两个参数多半填反了。", "The two parameters are probably swapped."),
            do=Text("请核对市级参数。", "Check the city's parameters."),
        )
    is_new = given.kind is EstateKind.NEW
    quota = given.new_m2_per_100_households if is_new else given.built_up_m2_per_100_households
    required = required_area_m2(given.households, m2_per_100_households=quota)
    return {
        "required_m2": decimal(required),
        "missing_m2": decimal(max(Fraction(0), required - given.built_m2)),
        "is_enough": given.built_m2 >= required,
    }
