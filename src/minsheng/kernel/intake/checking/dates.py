"""Days as bureaus write them: cells of Excel, serial numbers, and text in year-month-day order; never guessed.

A day and a month whose order could be either are refused, and so are two-digit years, years of the Republic and
numbers that may be a year or a serial.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.checking.cells import CellProblem
from minsheng.kernel.intake.checking.words import as_typed

if TYPE_CHECKING:
    from minsheng.kernel.intake.reading.workbook import Cell

EARLIEST_YEAR, LATEST_YEAR = 1850, 2100
# Excel thinks 1900 was a leap year: serial 60 is a day that never was, and the days before it are counted from later.
NO_SUCH_SERIAL = 60
LAST_SERIAL = 80_000
_BEGINNING_1900 = date(1899, 12, 30)
_BEGINNING_1904 = date(1904, 1, 1)

_TIME_OF_DAY = r"(?:[T ]*\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?)?"
_DAY = re.compile(rf"(\d{{4}})([-/.年])(\d{{1,2}})(?:[-/.]|月)(\d{{1,2}})[日号]?{_TIME_OF_DAY}")
_MONTH = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})月?")
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SIX_DIGITS = re.compile(r"(\d{4})(\d{2})")
_CHINESE = str.maketrans("〇○零Ｏ一二三四五六七八九元", "00001234567891")
_CHINESE_YEAR = re.compile(r"([〇○零Ｏ一二三四五六七八九]{4})年(.+)")
_CHINESE_NUMBER = re.compile(r"([一二三]?)(十?)([一二三四五六七八九]?)")

_WHY = Text(
    "日期要写明四位数的年、月、日，不猜测写法不清的日期。",
    "A date needs a year of four digits, a month and a day; what is unclear is not guessed.",
)
_DO = Text("请写成 2023-01-05 这样。", "Write it like 2023-01-05.")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and whether only its month was written (then it is the first of that month)."""

    on: date
    is_month_only: bool = False


def parse_day(cell: Cell, *, starts_in_1904: bool) -> Day:
    """Return the day a cell says. Raises CellProblem."""
    if isinstance(cell, datetime):
        return _within_reason(cell.date())
    if isinstance(cell, date):
        return _within_reason(cell)
    if isinstance(cell, str):
        return _from_text(_on_one_line(cell))
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _from_number(cell, starts_in_1904=starts_in_1904)
    raise _unreadable(Text("这不是日期。", "This is not a date."))


def _on_one_line(text: str) -> str:
    """Return a text without spaces, but for the one before a time of day."""
    text = as_typed(text)
    return " ".join(text.split()) if ":" in text else "".join(text.split())


def _from_number(number: float, *, starts_in_1904: bool) -> Day:
    if not math.isfinite(number):
        raise _unreadable(Text("这不是日期。", "This is not a date."))
    if number != int(number) and EARLIEST_YEAR <= number < LATEST_YEAR:
        raise _unreadable(
            Text(
                "像是“年.月”被存成了小数，1月和10月分不清。",
                "This seems to be year.month kept as a decimal, where January and October look the same.",
            )
        )
    whole = int(number)
    if EARLIEST_YEAR <= whole <= LATEST_YEAR:
        raise _unreadable(Text("只有年份，没有月和日。", "There is a year but no month and day."))
    if whole > LAST_SERIAL:
        return _from_text(str(whole))
    return _within_reason(_serial(whole, starts_in_1904=starts_in_1904))


def _serial(whole: int, *, starts_in_1904: bool) -> date:
    if whole < 1 or (whole == NO_SUCH_SERIAL and not starts_in_1904):
        raise _unreadable(Text("这个日期序号不对应任何一天。", "This serial number is not a day."))
    if starts_in_1904:
        return _BEGINNING_1904 + timedelta(days=whole)
    return _BEGINNING_1900 + timedelta(days=whole + (whole < NO_SUCH_SERIAL))


def _from_text(text: str) -> Day:
    text = _chinese_as_digits(text)
    if match := _DAY.fullmatch(text):
        return _day(match[1], match[3], match[4])
    if match := _EIGHT_DIGITS.fullmatch(text):
        return _day(*match.groups())
    if match := _MONTH.fullmatch(text) or _SIX_DIGITS.fullmatch(text):
        return _day(match[1], match[2], "1", is_month_only=True)
    if text.isdecimal() and len(text) == 5:
        raise _unreadable(
            Text(
                "像是 Excel 的日期序号，看不出从哪年起算。",
                "This seems to be a serial number of Excel; from which year it counts is not known.",
            )
        )
    raise _unreadable(Text("看不懂这个日期。", "This date cannot be read."))


def _chinese_as_digits(text: str) -> str:
    """Turn 二〇二三年一月五日 into 2023年1月5日; other texts stay as they are."""
    match = _CHINESE_YEAR.fullmatch(text)
    if match is None:
        return text
    rest = re.sub(r"[一二三四五六七八九十]+", lambda found: _small_number(found[0]), match[2])
    return f"{match[1].translate(_CHINESE)}年{rest}"


def _small_number(words: str) -> str:
    match = _CHINESE_NUMBER.fullmatch(words)
    if match is None or (match[1] and match[3] and not match[2]):
        return words
    tens = int(match[1].translate(_CHINESE)) if match[1] and match[2] else int(bool(match[2]))
    ones = match[3] if match[2] else match[1] or match[3]
    return str(tens * 10 + int((ones or "〇").translate(_CHINESE)))


def _day(year: str, month: str, day: str, *, is_month_only: bool = False) -> Day:
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        raise _unreadable(Text("日历上没有这一天。", "There is no such day in the calendar.")) from None
    return _within_reason(on, is_month_only=is_month_only)


def _within_reason(on: date, *, is_month_only: bool = False) -> Day:
    if not EARLIEST_YEAR <= on.year <= LATEST_YEAR:
        raise _unreadable(Text(f"{on.year}年不合情理。", f"The year {on.year} is not plausible."))
    return Day(on, is_month_only)


def _unreadable(what: Text) -> CellProblem:
    return CellProblem("date", what=what, why=_WHY, do=_DO)
