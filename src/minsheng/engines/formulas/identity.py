"""The citizen identity number (公民身份号码), GB 11643-1999: read, checked, never repaired.

Seventeen digits and a check digit hold the area of first registration, the birth date, a
sequence whose last digit is odd for men, and the check. Old numbers of 15 digits are upgraded
and marked. How a number is written is forgiven (full-width digits, spaces, a small x); what it
says is not: a number with a wrong digit is refused, because we cannot know which digit is wrong.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from minsheng.engines.formulas.problems import BadInput, Problem
from minsheng.engines.policy.text import Text

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
EARLIEST_YEAR = 1850

# GB/T 2260: the first two digits. 83 is used for the residence permit of Taiwan residents.
PROVINCES = frozenset(
    {
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
        *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65"),
        *("71", "81", "82", "83"),
    }
)
FOREIGN_RESIDENT = "9"  # the permanent residence card of 2023 puts 9 before the province
# In 15-digit numbers these sequences were kept for people who were over a hundred at the time.
CENTENARIAN_SEQUENCES = frozenset({"996", "997", "998", "999"})
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘx", "0123456789XXX")
_INVISIBLE = frozenset({"Zs", "Cf", "Cc"})


class Sex(StrEnum):
    """Sex as the seventeenth digit tells it."""

    MALE = "male"
    FEMALE = "female"


class IdentityProblem(StrEnum):
    """Why a number was refused."""

    EMPTY = "empty"
    LENGTH = "length"
    CHARACTERS = "characters"
    AREA = "area"
    BIRTH_DATE = "birth_date"
    FUTURE = "future"
    CHECK_DIGIT = "check_digit"


_DO = Text(
    "请对照身份证原件重新填写，不要自行改号。",
    "Compare it with the identity card and enter it again; do not guess a digit.",
)
_SENTENCES = {
    IdentityProblem.EMPTY: (
        Text("没有填写身份证号。", "The identity number is empty."),
        Text("没有号码无法确认是哪个人。", "Without it we cannot tell who is meant."),
    ),
    IdentityProblem.LENGTH: (
        Text("身份证号的位数不对。", "The identity number has the wrong length."),
        Text("应为18位（旧号码为15位）。", "It has 18 characters, or 15 if it is an old one."),
    ),
    IdentityProblem.CHARACTERS: (
        Text("身份证号里有不该出现的字符。", "The identity number has a character that cannot be there."),
        Text("只能是数字，最后一位可以是X。", "Only digits are allowed, and an X at the very end."),
    ),
    IdentityProblem.AREA: (
        Text(
            "身份证号开头的地区代码不存在。", "The identity number begins with an area that does not exist."
        ),
        Text("前两位应为省级行政区划代码。", "The first two digits are the code of a province (GB/T 2260)."),
    ),
    IdentityProblem.BIRTH_DATE: (
        Text("身份证号里的出生日期不存在。", "The birth date inside the identity number is not a real day."),
        Text("第7至14位是出生年月日。", "Digits 7 to 14 are year, month and day of birth."),
    ),
    IdentityProblem.FUTURE: (
        Text("身份证号里的出生日期还没有到。", "The birth date inside the identity number is in the future."),
        Text("出生日期不能晚于核对当天。", "Nobody is born after the day on which the number is checked."),
    ),
    IdentityProblem.CHECK_DIGIT: (
        Text("身份证号的校验位不符。", "The last character does not fit the seventeen before it."),
        Text("说明至少有一位填错了。", "So at least one digit is wrong (GB 11643-1999)."),
    ),
}


class BadIdentityNumber(BadInput):
    """A number that is not a valid identity number; ``reason`` says which rule it breaks.

    The message never repeats the number, so it may be logged.
    """

    def __init__(self, reason: IdentityProblem, *, field: str = "number") -> None:
        what, why = _SENTENCES[reason]
        self.reason = reason
        super().__init__([Problem(field, reason.value, what, why, _DO)])


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A valid number and everything it says. ``repr`` hides the number itself."""

    number: str
    born_on: date
    sex: Sex
    area_code: str
    was_upgraded: bool  # came as an old number of 15 digits
    was_rewritten: bool  # spaces, full-width digits or a small x were put right

    @property
    def county_code(self) -> str:
        """Return the six digits of the county in which the number was first given out."""
        return self.area_code

    @property
    def is_foreign_resident(self) -> bool:
        return self.number.startswith(FOREIGN_RESIDENT)

    def __repr__(self) -> str:
        return f"IdentityNumber({self.masked()})"

    def masked(self, *, first: int = 3, last: int = 2) -> str:
        """Return the number with its middle hidden; by default three digits in front, two at the end."""
        hidden = len(self.number) - first - last
        return self.number[:first] + "*" * hidden + self.number[len(self.number) - last :]


def check_digit(first17: str) -> str:
    """Return the eighteenth character for seventeen digits.

    Source: GB 11643-1999, sum of digit times weight, modulo 11.

    >>> check_digit("11010519491231002")
    'X'
    """
    if len(first17) != 17 or not (first17.isascii() and first17.isdecimal()):
        raise ValueError(f"The check digit is made from exactly 17 digits, got {len(first17)} characters.")
    total = sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True))
    return CHECK_DIGITS[total % 11]


def parse_identity_number(text: str, *, on: date) -> IdentityNumber:
    """Read an identity number as somebody wrote it and check it on a day.

    Returns the number in its 18-character form with birth date, sex and area. Raises
    BadIdentityNumber, which says what is wrong, for anything that is not exactly right.
    Source: GB 11643-1999; worked examples E0-1 to E0-3.
    """
    written = _as_meant(text)
    _must_look_like_a_number(written)
    upgraded = _upgraded(written) if len(written) == 15 else written
    _must_name_an_area(upgraded)
    born_on = _birth_date(upgraded[6:14], on=on)
    if upgraded[17] != check_digit(upgraded[:17]):
        raise BadIdentityNumber(IdentityProblem.CHECK_DIGIT)
    return IdentityNumber(
        number=upgraded,
        born_on=born_on,
        sex=Sex.MALE if int(upgraded[16]) % 2 else Sex.FEMALE,
        area_code=upgraded[:6],
        was_upgraded=len(written) == 15,
        was_rewritten=written != text,
    )


def _as_meant(text: str) -> str:
    visible = (sign for sign in text if unicodedata.category(sign) not in _INVISIBLE)
    return "".join(visible).translate(_FULL_WIDTH)


def _must_look_like_a_number(written: str) -> None:
    if not written:
        raise BadIdentityNumber(IdentityProblem.EMPTY)
    if len(written) not in {15, 18}:
        raise BadIdentityNumber(IdentityProblem.LENGTH)
    digits = written[:-1] if len(written) == 18 and written.endswith("X") else written
    if not (digits.isascii() and digits.isdecimal()):
        raise BadIdentityNumber(IdentityProblem.CHARACTERS)


def _upgraded(old: str) -> str:
    century = "18" if old[12:] in CENTENARIAN_SEQUENCES else "19"
    first17 = old[:6] + century + old[6:]
    return first17 + check_digit(first17)


def _must_name_an_area(number: str) -> None:
    is_foreign = number.startswith(FOREIGN_RESIDENT)
    province = number[1:3] if is_foreign else number[:2]
    if province not in PROVINCES:
        raise BadIdentityNumber(IdentityProblem.AREA)


def _birth_date(eight_digits: str, *, on: date) -> date:
    year, month, day = int(eight_digits[:4]), int(eight_digits[4:6]), int(eight_digits[6:])
    if year < EARLIEST_YEAR:
        raise BadIdentityNumber(IdentityProblem.BIRTH_DATE)
    try:
        born_on = date(year, month, day)
    except ValueError:
        raise BadIdentityNumber(IdentityProblem.BIRTH_DATE) from None
    if born_on > on:
        raise BadIdentityNumber(IdentityProblem.FUTURE)
    return born_on
