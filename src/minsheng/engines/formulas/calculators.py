"""The shared calculators as the public sees them: identity number, age, working days, retirement, money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.engines.formulas.age import (
    MissingDay,
    Reached,
    completed_months,
    completed_years,
    reaches_age_on,
)
from minsheng.engines.formulas.answers import amount
from minsheng.engines.formulas.identity import parse_identity_number
from minsheng.engines.formulas.inputs import Day, Input, Ratio, asked, count
from minsheng.engines.formulas.money import (
    LARGEST_FEN,
    Rounding,
    fen_from_yuan_text,
    share_of,
    split_by_weights,
)
from minsheng.engines.formulas.problems import refused
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.formulas.retirement import (
    RetirementGroup,
    months_to_retirement,
    reaches_retirement_age_on,
    retirement_age,
    retirement_month,
)
from minsheng.engines.formulas.working_days import add_working_days, working_days_between
from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from datetime import date

    from minsheng.engines.formulas.answers import Answer


class IdentityInput(Input):
    """An identity number as somebody wrote it."""

    number: str = asked("身份证号，15位或18位", "Identity number of 15 or 18 characters", max_length=100)
    on: Day = asked("核对当天的日期", "Day of the check")


@calculator(
    name="identity-number",
    title=Text("核对身份证号", "Check an identity number"),
    source="GB 11643-1999, GB/T 2260",
    example={"number": "140702193608240017", "on": "2026-11-24"},
)
def identity_number(given: IdentityInput) -> Answer:
    """Check an identity number and say what it holds; a wrong number is refused, never repaired."""
    identity = parse_identity_number(given.number, on=given.on)
    return {
        "number": identity.number,
        "masked": identity.masked(),
        "born_on": identity.born_on.isoformat(),
        "age": completed_years(identity.born_on, on=given.on),
        "sex": identity.sex.value,
        "area_code": identity.area_code,
        "was_upgraded": identity.was_upgraded,
        "was_rewritten": identity.was_rewritten,
    }


class AgeInput(Input):
    """A birth date, a day, and which of the two open questions of law is meant."""

    born_on: Day = asked("出生日期", "Day of birth")
    on: Day = asked("计算当天的日期", "Day for which the age is asked")
    years: int | None = asked(
        "要查询何时满多少周岁", "Age whose first day is asked", unit="years", default=None, ge=0, le=150
    )
    missing_day: MissingDay = asked(
        "2月29日出生者平年何时算满岁",
        "When an anniversary falls if its month has no such day",
        default=MissingDay.FIRST_OF_NEXT_MONTH,
    )
    reached: Reached = asked(
        "从生日当天还是次日起算",
        "Whether an age counts on the birthday or only the day after",
        default=Reached.ON_THE_BIRTHDAY,
    )


@calculator(
    name="age",
    title=Text("周岁计算", "Age in completed years"),
    source="民法典 art. 200-204",
    example={"born_on": "1946-11-24", "on": "2026-11-24", "years": 80},
)
def age(given: AgeInput) -> Answer:
    """Return completed years and months, and the first day of an age."""
    _must_not_end_before_it_starts(given.born_on, given.on, field="on")
    rule = {"missing_day": given.missing_day}
    first_day = (
        None
        if given.years is None
        else reaches_age_on(given.born_on, given.years, **rule, reached=given.reached).isoformat()
    )
    return {
        "years": completed_years(given.born_on, on=given.on, **rule, reached=given.reached),
        "months": completed_months(given.born_on, on=given.on, **rule, reached=given.reached),
        "reaches_age_on": first_day,
    }


class WorkingDaysInput(Input):
    """The day something was received and the number of working days allowed."""

    received_on: Day = asked("收到当天（不计入）", "Day of receipt, which does not count")
    working_days: int = count("工作日数", "Working days allowed", unit="working days", le=2000)


@calculator(
    name="working-days",
    title=Text("工作日期限", "Deadline in working days"),
    source="国务院办公厅年度放假通知（chinesecalendar）; 民法典 art. 201",
    example={"received_on": "2026-09-30", "working_days": 1},
)
def working_days(given: WorkingDaysInput) -> Answer:
    """Return the last day of a time limit in working days; a year without a notice is refused."""
    return {"due_on": add_working_days(given.received_on, given.working_days).isoformat()}


class WorkingDaysBetweenInput(Input):
    """A period whose working days are counted."""

    start: Day = asked("起算日（不计入）", "Day from which is counted, which does not count itself")
    end: Day = asked("截止日（计入）", "Last day, which counts")


@calculator(
    name="working-days-between",
    title=Text("两日之间的工作日数", "Working days between two days"),
    source="国务院办公厅年度放假通知（chinesecalendar）; 民法典 art. 201",
    example={"start": "2026-09-30", "end": "2026-10-10"},
)
def days_between(given: WorkingDaysBetweenInput) -> Answer:
    """Return the working days after the start up to and including the end."""
    _must_not_end_before_it_starts(given.start, given.end, field="end")
    return {"working_days": working_days_between(given.start, given.end)}


class RetirementInput(Input):
    """A birth date and the group whose table applies."""

    born_on: Day = asked("出生日期", "Day of birth")
    group: RetirementGroup = asked(
        "男职工、原55岁退休女职工或原50岁退休女职工",
        "Man, or woman of the 55 or the 50 group",
    )
    on: Day = asked("计算当天的日期", "Day from which the remaining months are counted")


@calculator(
    name="retirement-age",
    title=Text("法定退休年龄", "Statutory retirement age"),
    source="全国人大常委会2024-09-13《关于实施渐进式延迟法定退休年龄的决定》",
    example={"born_on": "1968-03-15", "group": "man", "on": "2026-11-24"},
)
def retirement(given: RetirementInput) -> Answer:
    """Return age, month and day of statutory retirement, and the months that remain."""
    statutory = retirement_age(given.born_on, given.group)
    return {
        "years": statutory.years,
        "months": statutory.months,
        "delay_months": statutory.delay_months,
        "retirement_month": str(retirement_month(given.born_on, given.group)),
        "reaches_age_on": reaches_retirement_age_on(given.born_on, given.group).isoformat(),
        "months_to_retirement": months_to_retirement(given.born_on, given.group, on=given.on),
    }


class MoneyShareInput(Input):
    """An amount written in yuan and the share of it that is asked for."""

    amount_yuan: str = asked("金额，以元计的文字", "Amount written in yuan", unit="yuan", max_length=100)
    ratio: Ratio = asked("比例，例如2/3、0.5或66%", "Share, such as 2/3, 0.5 or 66%")
    rounding: Rounding = asked("不足一分时如何取整", "What happens to a fraction of a fen")


@calculator(
    name="money-share",
    title=Text("按比例计算金额", "Share of an amount"),
    source="整数分计算，只在最后取整一次",
    example={"amount_yuan": "1,145.00", "ratio": "2/3", "rounding": "floor"},
)
def money_share(given: MoneyShareInput) -> Answer:
    """Return a share of an amount to the fen, rounded once at the end as stated."""
    fen = fen_from_yuan_text(given.amount_yuan, field="amount_yuan")
    share = share_of(fen, given.ratio, rounding=given.rounding)
    if abs(share) > LARGEST_FEN:
        raise refused(
            "ratio",
            "too_large",
            what=Text("结果太大。", "The result is too large."),
            why=Text("超出了系统能存的范围。", "It does not fit the column in which money is kept."),
            do=Text("请检查比例。", "Check the ratio."),
        )
    return amount(share)


class MoneySplitInput(Input):
    """An amount and the weights by which it is split."""

    amount_yuan: str = asked("金额，以元计的文字", "Amount written in yuan", unit="yuan", max_length=100)
    weights: tuple[int, ...] = asked("各份的权重", "Weight of each part", min_length=1, max_length=1000)


@calculator(
    name="money-split",
    title=Text("按权重分摊金额", "Split an amount by weights"),
    source="最大余数法 (largest remainder)",
    example={"amount_yuan": "100.00", "weights": [1, 1, 1]},
)
def money_split(given: MoneySplitInput) -> Answer:
    """Return parts that add up to the amount exactly."""
    fen = fen_from_yuan_text(given.amount_yuan, field="amount_yuan")
    if fen < 0 or any(weight < 0 for weight in given.weights) or not sum(given.weights):
        raise refused(
            "weights" if fen >= 0 else "amount_yuan",
            "too_small",
            what=Text(
                "金额和权重都不能为负，权重之和须大于零。",
                "Nothing is negative, and the weights add up to more than zero.",
            ),
            why=Text("否则无法分摊。", "Otherwise there is nothing to split by."),
            do=Text("请改正后重算。", "Correct it and calculate again."),
        )
    return {"parts": [amount(part) for part in split_by_weights(fen, given.weights)]}


def _must_not_end_before_it_starts(start: date, end: date, *, field: str) -> None:
    if end < start:
        raise refused(
            field,
            "order",
            what=Text(f"{end}早于{start}。", f"{end} lies before {start}."),
            why=Text("截止日不能早于起始日。", "A period cannot end before it starts."),
            do=Text("请检查两个日期。", "Check the two days."),
        )
