"""Calculators of social assistance: income class and the amounts of each kind of aid.

Totals are compared with totals. A per-capita income is shown but never used in a comparison or
multiplied back: with three people and 1,894 yuan that costs or gives away a yuan (E4-2).
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from minsheng.engines.formulas.answers import amount, percent
from minsheng.engines.formulas.inputs import Input, Ratio, asked, count, money
from minsheng.engines.formulas.money import Rounding, share_of, up_to_whole_yuan
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.policy.text import Text
from minsheng.programmes.social_assistance import destitution  # noqa: F401 (registers its calculators)

if TYPE_CHECKING:
    from minsheng.engines.formulas.answers import Answer


class IncomeClass(StrEnum):
    """Where a household's income lies; property and everything else is asked separately."""

    BELOW_STANDARD = "below_standard"
    EDGE = "edge"
    ABOVE = "above"


def income_class(income_fen: int, *, persons: int, standard_fen: int, edge_multiple: Fraction) -> IncomeClass:
    """Return the class of a household's monthly income in fen.

    Strictly below the standard is 低保; from the standard to strictly below its multiple is the
    edge. Source: 社会救助法, 民发〔2021〕57号; worked example E4-3.
    """
    standard_of_all = standard_fen * persons
    if income_fen < standard_of_all:
        return IncomeClass.BELOW_STANDARD
    return IncomeClass.EDGE if income_fen < standard_of_all * edge_multiple else IncomeClass.ABOVE


def allowance(income_fen: int, *, persons: int, standard_fen: int, in_whole_yuan: bool) -> int:
    """Return the monthly 低保 of a household in fen: standard times persons less income (补差).

    Never below zero; raised to the next whole yuan when the city pays whole yuan.
    Source: worked examples E4-1 and E4-2.
    """
    gap = max(0, standard_fen * persons - income_fen)
    return up_to_whole_yuan(gap) if in_whole_yuan else gap


class AllowanceInput(Input):
    """A household's income and the local standard."""

    persons: int = count("共同生活家庭成员人数", "Persons living together", ge=1, le=1000)
    income_fen: int = money("家庭月收入合计", "Income of the whole household a month", le=10**13)
    standard_fen: int = money(
        "低保月标准（市级参数）", "Standard a person and month (city parameter)", ge=1, le=10**9
    )
    edge_multiple: Ratio = asked(
        "边缘家庭倍数（市级参数）", "Multiple of the standard that ends the edge (city parameter)", gt=1
    )
    pays_whole_yuan: bool = asked(
        "是否按元进位发放（市级参数）", "Whether amounts are raised to whole yuan (city parameter)"
    )


@calculator(
    name="living-allowance",
    title=Text("低保收入核算与补差", "Minimum living allowance"),
    source="社会救助法 2026; 民发〔2021〕57号; E4-1 to E4-3",
    example={
        "persons": 3,
        "income_fen": 170000,
        "standard_fen": 72000,
        "edge_multiple": 1.5,
        "pays_whole_yuan": True,
    },
)
def living_allowance(given: AllowanceInput) -> Answer:
    """Return the income class and the 低保 amount; property is not looked at here."""
    found = income_class(
        given.income_fen,
        persons=given.persons,
        standard_fen=given.standard_fen,
        edge_multiple=given.edge_multiple,
    )
    fen = allowance(
        given.income_fen,
        persons=given.persons,
        standard_fen=given.standard_fen,
        in_whole_yuan=given.pays_whole_yuan,
    )
    shown = share_of(given.income_fen, Fraction(1, given.persons), rounding=Rounding.HALF_UP)
    return {"income_class": found.value, **amount(shown, name="per_capita"), **amount(fen)}


def rigid_expense_ratio_is_exceeded(expenses_fen: int, *, income_fen: int, more_than: Fraction) -> bool:
    """Tell whether rigid expenses are more than a share of income; any expense without income is.

    Source: 刚性支出困难家庭认定办法 (2024-10-24).
    """
    return expenses_fen > income_fen * more_than


class RigidInput(Input):
    """A household's rigid expenses and income of twelve months, and the city's limits."""

    persons: int = count("共同生活家庭成员人数", "Persons living together", ge=1, le=1000)
    income_fen: int = money("近12个月家庭总收入", "Income of the household in twelve months", le=10**13)
    expenses_fen: int = money("近12个月刚性支出", "Rigid expenses in twelve months", le=10**13)
    disposable_income_fen: int = money(
        "上年度人均可支配收入（市级参数）", "Disposable income a head of the year before (city parameter)"
    )
    more_than_ratio: Ratio = asked(
        "刚性支出占比下限（市级参数）", "Share of income that must be exceeded (city parameter)", gt=0
    )


@calculator(
    name="rigid-expenses",
    title=Text("刚性支出困难家庭测算", "Household in difficulty through rigid expenses"),
    source="刚性支出困难家庭认定办法（民政部2024-10-24）",
    example={
        "persons": 3,
        "income_fen": 6000000,
        "expenses_fen": 3800000,
        "disposable_income_fen": 3100000,
        "more_than_ratio": 0.6,
    },
)
def rigid_expenses(given: RigidInput) -> Answer:
    """Return both income tests; property and the other classes are asked separately."""
    is_below = given.income_fen < given.disposable_income_fen * given.persons
    is_exceeded = rigid_expense_ratio_is_exceeded(
        given.expenses_fen, income_fen=given.income_fen, more_than=given.more_than_ratio
    )
    ratio = percent(Fraction(given.expenses_fen, given.income_fen)) if given.income_fen else None
    return {
        "is_below_disposable_income": is_below,
        "expense_percent": ratio,
        "is_ratio_exceeded": is_exceeded,
        "meets_income_tests": is_below and is_exceeded,
    }


def medical_aid(
    own_pay_fen: int, *, deductible_fen: int, ratio: Fraction, left_of_yearly_cap_fen: int | None = None
) -> int:
    """Return the medical aid in fen for the part of a bill the person pays himself within scope.

    Source: 国办发〔2021〕42号; worked example E4-6. Rounded down to the fen; a cap is optional.
    """
    aid = share_of(max(0, own_pay_fen - deductible_fen), ratio, rounding=Rounding.FLOOR)
    return aid if left_of_yearly_cap_fen is None else min(aid, left_of_yearly_cap_fen)


class MedicalAidInput(Input):
    """What is left of a bill after insurance, and the terms of the person's class."""

    own_pay_fen: int = money(
        "政策范围内个人自付", "Own payment within scope, after basic and critical illness insurance"
    )
    deductible_fen: int = money("起付标准（低保、特困为0）", "Deductible of the class, 0 for 低保 and 特困")
    ratio: Ratio = asked("救助比例（市级参数）", "Ratio of aid (city parameter)", ge=0, le=1)
    left_of_yearly_cap_fen: int | None = money(
        "年度限额余额，无限额不填", "What is left of the yearly cap, if there is one", default=None
    )


@calculator(
    name="medical-aid",
    title=Text("医疗救助", "Medical aid"),
    source="国办发〔2021〕42号; ratios are city parameters; E4-6",
    example={"own_pay_fen": 1800000, "deductible_fen": 310000, "ratio": 0.6},
)
def medical_aid_of_bill(given: MedicalAidInput) -> Answer:
    """Return the aid for a bill and what the person still pays."""
    aid = medical_aid(
        given.own_pay_fen,
        deductible_fen=given.deductible_fen,
        ratio=given.ratio,
        left_of_yearly_cap_fen=given.left_of_yearly_cap_fen,
    )
    return {**amount(aid), **amount(given.own_pay_fen - aid, name="still_own_pay")}


def temporary_aid(standard_fen: int, *, persons: int, months: int, left_of_yearly_cap_fen: int) -> int:
    """Return temporary aid in fen: standard × persons × months, at most what is left of the year.

    Source: 国发〔2014〕47号; worked example E4-8.
    """
    return min(standard_fen * persons * months, left_of_yearly_cap_fen)


class TemporaryAidInput(Input):
    """An emergency of a household."""

    persons: int = count("救助人数", "Persons", ge=1, le=1000)
    months: int = count("救助月数", "Months", unit="months", ge=1, le=12)
    standard_fen: int = money(
        "低保月标准（市级参数）", "Standard a person and month (city parameter)", le=10**9
    )
    yearly_cap_fen: int = money("家庭年度限额（市级参数）", "Cap of a household and year (city parameter)")
    received_this_year_fen: int = money("本年度已领临时救助", "Temporary aid already received this year")


@calculator(
    name="temporary-aid",
    title=Text("临时救助", "Temporary aid"),
    source="国发〔2014〕47号; 民发〔2018〕23号; E4-8",
    example={
        "persons": 3,
        "months": 3,
        "standard_fen": 72000,
        "yearly_cap_fen": 864000,
        "received_this_year_fen": 0,
    },
)
def temporary_aid_of_household(given: TemporaryAidInput) -> Answer:
    """Return the aid for an emergency and what is left of the year's cap."""
    left = max(0, given.yearly_cap_fen - given.received_this_year_fen)
    fen = temporary_aid(
        given.standard_fen, persons=given.persons, months=given.months, left_of_yearly_cap_fen=left
    )
    return {**amount(fen), **amount(left - fen, name="left_this_year")}


class PriceSubsidyInput(Input):
    """The price indices of a month, and the thresholds in force."""

    standard_fen: int = money(
        "低保月标准（市级参数）", "Standard a person and month (city parameter)", le=10**9
    )
    scpi_percent: Ratio = asked("低收入居民消费价格同比涨幅", "SCPI, year on year", unit="percent")
    cpi_percent: Ratio = asked("居民消费价格同比涨幅", "CPI, year on year", unit="percent")
    food_cpi_percent: Ratio = asked("食品价格同比涨幅", "Food CPI, year on year", unit="percent")
    cpi_from_percent: Ratio = asked(
        "CPI启动条件（参数）", "CPI from which it is paid (parameter)", unit="percent"
    )
    food_cpi_from_percent: Ratio = asked(
        "食品价格启动条件（参数）", "Food CPI from which it is paid (parameter)", unit="percent"
    )


@calculator(
    name="price-subsidy",
    title=Text("价格临时补贴", "Temporary price subsidy"),
    source="发改价格〔2021〕1553号; E4-9",
    example={
        "standard_fen": 72000,
        "scpi_percent": 4.2,
        "cpi_percent": 3.6,
        "food_cpi_percent": 5.1,
        "cpi_from_percent": 3.5,
        "food_cpi_from_percent": 6,
    },
)
def price_subsidy(given: PriceSubsidyInput) -> Answer:
    """Return whether the subsidy is triggered and what one person gets for the month."""
    is_triggered = (
        given.cpi_percent >= given.cpi_from_percent or given.food_cpi_percent >= given.food_cpi_from_percent
    )
    rise = max(Fraction(0), given.scpi_percent / 100)
    fen = share_of(given.standard_fen, rise, rounding=Rounding.HALF_UP) if is_triggered else 0
    return {"is_triggered": is_triggered, **amount(fen)}
