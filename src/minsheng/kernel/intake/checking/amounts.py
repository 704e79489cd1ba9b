"""Money and numbers in cells: strict, exact, and in the unit that the header or the title states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING

from minsheng.engines.policy.facts import LARGEST_MONEY_FEN, LARGEST_NUMBER
from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.checking.cells import CellProblem, exact_text
from minsheng.kernel.intake.checking.words import squeezed

if TYPE_CHECKING:
    from minsheng.kernel.intake.reading.workbook import Cell

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000
_AMOUNT = re.compile(r"(?P<sign>-?)(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)
_WAN = re.compile(r"万元|[(]万[)]")
_FEN = re.compile(r"[(/:]分[)/]?")
_STATED = re.compile(r"单位:?[^\s)]*?(万元|元|分)")
_PER_SLASH = re.compile(r"[/每](?:人|户|月人)?[·./]?(年|月|季|日|天|次)")
# "2025年补助" is a date, "年补助" a span.
_PER_WORD = re.compile(
    r"(?<!\d)(年|月)(?=人均|户均|均|总?收入|纯收入|净收入|支出|工资|补助|补贴|津贴|金额|标准|发放|领取)|(年|月)(?=[)])"
)


class Per(StrEnum):
    """The span an amount is for, when the header says so."""

    MONTH = "月"
    YEAR = "年"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """How many fen one unit of a column has, and the span its amounts are for."""

    fen: int = FEN_PER_YUAN
    per: Per | None = None


def unit_of_header(text: str, *, stated_above: int | None = None) -> MoneyUnit:
    """Return the unit a header states: ``家庭年收入（万元）`` is a million fen, per year.

    ``stated_above`` is the unit of a title such as ``单位：万元``, for headers that state none.
    """
    text = squeezed(text)
    if _WAN.search(text):
        fen = FEN_PER_WAN
    elif _FEN.search(text):
        fen = 1
    else:
        fen = stated_above if stated_above and "元" not in text else FEN_PER_YUAN
    per = _PER_SLASH.search(text) or _PER_WORD.search(text)
    span = next((group for group in per.groups() if group), None) if per else None
    if span is None:
        return MoneyUnit(fen)
    return MoneyUnit(fen, Per(span) if span in (Per.MONTH.value, Per.YEAR.value) else Per.OTHER)


def unit_stated_above(title: str) -> int | None:
    """Return the fen of the unit that a title states for the whole table, if it does."""
    match = _STATED.search(squeezed(title))
    return {"万元": FEN_PER_WAN, "元": FEN_PER_YUAN, "分": 1}[match[1]] if match else None


def parse_money(cell: Cell, *, unit: MoneyUnit, may_be_negative: bool) -> int:
    """Return the fen of a cell. Raises CellProblem for fractions of a fen and for everything unclear."""
    fen_per_unit = unit.fen
    if isinstance(cell, str):
        written = squeezed(cell).removeprefix("¥").removeprefix("￥").removeprefix("人民币")
        for suffix, fen_per_suffix in (("万元", FEN_PER_WAN), ("万", FEN_PER_WAN), ("元", FEN_PER_YUAN)):
            if written.endswith(suffix):
                written, fen_per_unit = written.removesuffix(suffix), fen_per_suffix
                break
        amount = _decimal_of_text(written)
    else:
        amount = _decimal_of_number(cell)
    fen = amount * fen_per_unit
    if fen != fen.to_integral_value():
        raise _not_an_amount(
            Text("金额有不足一分的零头。", "The amount has a fraction of a fen."),
            why=Text("钱只记到分，不替您四舍五入。", "Money is kept in whole fen; nobody rounds it for you."),
        )
    if abs(fen) > LARGEST_MONEY_FEN:
        raise _not_an_amount(Text("金额大得不合情理。", "The amount is implausibly large."))
    if fen < 0 and not may_be_negative:
        raise _not_an_amount(Text("金额是负数。", "The amount is negative."))
    return int(fen)


def parse_whole_number(cell: Cell) -> int:
    """Return the whole number in a cell; counts are never negative. Raises CellProblem."""
    number = _number(cell)
    if number != number.to_integral_value():
        raise _not_a_number(Text("这里要填整数。", "A whole number is needed here."))
    return int(number)


def parse_measure(cell: Cell) -> tuple[int, bool]:
    """Return a measure cut to whole units, and whether something was cut off. Raises CellProblem."""
    number = _number(cell)
    whole = number.to_integral_value(rounding=ROUND_FLOOR)
    return int(whole), whole != number


def parse_degrees(cell: Cell) -> float:
    """Return a longitude or latitude. Raises CellProblem."""
    number = _decimal_of_text(squeezed(cell)) if isinstance(cell, str) else _decimal_of_number(cell)
    if not -180 <= number <= 180:
        raise _not_a_number(Text("经纬度超出范围。", "The degrees are out of range."))
    return float(number)


def _number(cell: Cell) -> Decimal:
    text = (
        re.sub(r"(?:平方米|㎡|m2|平米|人|户|张|辆|套|个|项|分|次|年)$", "", squeezed(cell))
        if isinstance(cell, str)
        else cell
    )
    number = _decimal_of_text(text) if isinstance(text, str) else _decimal_of_number(text)
    if not 0 <= number <= LARGEST_NUMBER:
        raise _not_a_number(Text("数目超出范围。", "The number is out of range."))
    return number


def _decimal_of_text(text: str) -> Decimal:
    if len(text) > 40 or _AMOUNT.fullmatch(text) is None:
        raise _not_a_number(Text("看不懂这个数。", "This number cannot be read."))
    return Decimal(text.replace(",", ""))


def _decimal_of_number(cell: Cell) -> Decimal:
    if isinstance(cell, bool) or not isinstance(cell, float | int):
        raise _not_a_number(
            Text("这里要填数，不是日期或是否。", "A number is needed here, not a date or yes and no.")
        )
    try:
        number = Decimal(exact_text(cell))
    except (InvalidOperation, ValueError, OverflowError):
        number = Decimal("NaN")
    if not number.is_finite():
        raise _not_a_number(Text("看不懂这个数。", "This number cannot be read."))
    return number


def _not_an_amount(what: Text, *, why: Text | None = None) -> CellProblem:
    return CellProblem(
        "amount",
        what=what,
        why=why or Text("这样的金额不能入账。", "An amount like this cannot be kept."),
        do=Text(
            "请核对后按元填写，最多两位小数。", "Check it and write it in yuan with at most two decimals."
        ),
    )


def _not_a_number(what: Text) -> CellProblem:
    return CellProblem(
        "number",
        what=what,
        why=Text(
            "只认数字，千分位逗号要在正确的位置；不猜测“约”“多”等写法。",
            "Only digits are read, with thousands commas in their places; “about” and the like are not guessed.",
        ),
        do=Text(
            "请只填数字；不知道时留空，没有时填0。",
            "Write digits only; leave it empty if unknown, 0 if there is none.",
        ),
    )
