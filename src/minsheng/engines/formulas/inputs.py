"""What a calculator asks for: typed fields with a Chinese and an English description and a unit.

The models are pydantic's, so a JSON Schema comes for free; the errors are turned into our own
sentences in ``complaints``. Numbers are strict: "3", 3.0 and true are not the whole number 3.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    WithJsonSchema,
)

from minsheng.engines.formulas.problems import refused
from minsheng.engines.policy.text import Text

RATIO_PATTERN = r"^-?[0-9]{1,20}(\.[0-9]{1,20})?(/[0-9]{1,20})?%?$"
MONTH_PATTERN = r"^(18[5-9][0-9]|19[0-9]{2}|2[01][0-9]{2})-(0[1-9]|1[0-2])$"
_RATIO = re.compile(r"(?P<above>-?\d{1,20}(\.\d{1,20})?)(/(?P<below>\d{1,20}))?(?P<percent>%?)", re.ASCII)
_NOT_A_RATIO = "a ratio is a number or a text such as 2/3"
LARGEST_WHOLE_NUMBER = 2**63 - 1


class Input(BaseModel):
    """Base of every calculator's input; unknown fields are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


def asked(zh: str, en: str, *, unit: str = "", **limits: Any) -> Any:
    """Describe one field of an Input: both languages, the unit, and pydantic's limits or a default."""
    extra: dict[str, JsonValue] = {"description_zh": zh}
    if unit:
        extra["unit"] = unit
    return Field(description=en, json_schema_extra=extra, **limits)


def money(zh: str, en: str, **limits: Any) -> Any:
    """Describe an amount in whole fen, at least zero unless ``ge`` says otherwise."""
    return asked(zh, en, unit="fen", **{"ge": 0, "le": LARGEST_WHOLE_NUMBER, **limits})


def count(zh: str, en: str, *, unit: str = "", **limits: Any) -> Any:
    """Describe a whole number, at least zero unless ``ge`` says otherwise."""
    return asked(zh, en, unit=unit, **{"ge": 0, "le": LARGEST_WHOLE_NUMBER, **limits})


def exact(value: Any) -> Any:
    """Return the exact fraction for a JSON number or a text like "2/3", "0.5" or "66.7%".

    Raises ValueError for anything else, also for a division by zero; a Fraction passes unchanged.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(_NOT_A_RATIO)  # noqa: TRY004 (pydantic wants a ValueError)
    # str() of a float is the shortest text that means it: 0.1 stays one tenth.
    text = value.strip() if isinstance(value, str) else format(Decimal(str(value)), "f")
    match = _RATIO.fullmatch(text)
    if match is None or (match["below"] and not Decimal(match["below"])):
        raise ValueError(_NOT_A_RATIO)
    ratio = Fraction(match["above"]) / Fraction(match["below"] or 1)
    return ratio / 100 if match["percent"] else ratio


Ratio = Annotated[
    Fraction,
    BeforeValidator(exact),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": RATIO_PATTERN}]}),
]
"""An exact ratio; JSON number or text. 0.1 means one tenth, not the nearest binary number."""

Count = Annotated[int, Field(ge=0, le=LARGEST_WHOLE_NUMBER)]
"""A whole number that is at least zero, for lists and tables."""

Day = Annotated[date, Field(ge=date(1850, 1, 1), le=date(2199, 12, 31))]
"""A day on which people of a register may live; wide enough, and no arithmetic leaves the calendar."""

Moment = Annotated[
    AwareDatetime, Field(ge=datetime(1850, 1, 1, tzinfo=UTC), le=datetime(2199, 12, 31, tzinfo=UTC))
]
"""A moment with its time zone, within the same years."""


def _month(text: str) -> str:
    if re.fullmatch(MONTH_PATTERN, text) is None:
        raise refused(
            "",
            "month",
            what=Text("应为月份，写作2026-11。", "It must be a month, written 2026-11."),
            why=Text(
                "写法不对，不能猜测其含义。", "It is written otherwise, and we do not guess what was meant."
            ),
            do=Text("请改成这样的写法。", "Write it like that."),
        )
    return text


MonthText = Annotated[
    str, AfterValidator(_month), WithJsonSchema({"type": "string", "pattern": MONTH_PATTERN})
]
"""A month written like 2026-11, within the same years."""
