"""A parameter in words a resident reads: its value with its unit, entry by entry where it is a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from minsheng.engines.formulas.money import yuan_text
from minsheng.engines.policy.dated import UNIT_KINDS, DatedValue, Shape
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.wording import NO, YES
from minsheng.faces.design.language import spoken

# Units without a word: count, ratio, date, yes_no.
UNITS = {
    "yuan": Text("元", "yuan"),
    "yuan/month": Text("元/月", "yuan a month"),
    "yuan/year": Text("元/年", "yuan a year"),
    "yuan/day": Text("元/天", "yuan a day"),
    "months": Text("个月", "months"),
    "years": Text("岁（年）", "years"),
    "days": Text("天", "days"),
    "working_days": Text("个工作日", "working days"),
    "hours": Text("小时", "hours"),
    "people": Text("人", "people"),
    "times": Text("次", "times"),
    "square_metres": Text("平方米", "square metres"),
    "percent_points": Text("个百分点", "percentage points"),
}
BY_COUNTY = Text("各县不同", "differs by county")
FROM = Text("起", "and above")


def number_said(number: DatedValue) -> list[str]:
    """Return what a parameter says, one line for each entry; counties with a value of their own are only mentioned."""
    value = number.value
    if isinstance(value, Mapping):
        above = f" {spoken(FROM)}" if number.shape is Shape.BANDS else ""
        lines = [f"{_index(at, number)}{above}: {_plain(entry, number)}" for at, entry in value.items()]
    else:
        lines = [] if value is None else [_plain(value, number)]
    return [*lines, spoken(BY_COUNTY)] if number.counties else lines


def _index(at: int, number: DatedValue) -> str:
    is_money = number.shape is Shape.BANDS and UNIT_KINDS[number.by] is Kind.MONEY
    return yuan_text(at) if is_money else str(at)


def _plain(value: Any, number: DatedValue) -> str:
    if isinstance(value, bool):
        return spoken(YES if value else NO)
    if isinstance(value, date | Fraction):
        return str(value)
    said = yuan_text(value) if number.kind is Kind.MONEY else f"{value:,}"
    unit = UNITS.get(number.unit)
    return said if unit is None else f"{said} {spoken(unit)}"
