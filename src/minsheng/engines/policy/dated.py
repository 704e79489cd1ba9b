"""One dated value of a parameter: what it is, from when, in which unit, from which document, and how sure we are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.text import Text

Plain = int | bool | date | Fraction
Value = Plain | Mapping[int, int]


class ParameterError(Exception):
    """A parameter is missing, or a file cannot be read as written; the message says where and what to do."""


class Shape(StrEnum):
    """Whether a parameter is one value, a table by code, or a table of bands by floor."""

    SCALAR = "scalar"
    TABLE = "table"
    BANDS = "bands"


class Status(StrEnum):
    """How sure the city may be of a value."""

    VERIFIED = "V"
    KNOWN = "K"
    LOCAL_DEFAULT = "L"
    WHAT_IF = "W"  # made by with_changes, never read from a file

    @property
    def wording(self) -> Text:
        return _STATUS_WORDING[self]


_STATUS_WORDING = {
    Status.VERIFIED: Text("已核实", "verified"),
    Status.KNOWN: Text("文件有载、原文待核", "known, original still to be checked"),
    Status.LOCAL_DEFAULT: Text("未经核实的默认值", "unconfirmed default"),
    Status.WHAT_IF: Text("假设值", "what-if value"),
}

# What each unit of the files measures. A ratio is neither number nor money: only a share may use it.
UNIT_KINDS: Mapping[str, Kind | None] = MappingProxyType(
    {
        "yuan": Kind.MONEY,
        "yuan/month": Kind.MONEY,
        "yuan/year": Kind.MONEY,
        "yuan/day": Kind.MONEY,
        "months": Kind.NUMBER,
        "years": Kind.NUMBER,
        "days": Kind.NUMBER,
        "working_days": Kind.NUMBER,
        "hours": Kind.NUMBER,
        "people": Kind.NUMBER,
        "times": Kind.NUMBER,
        "square_metres": Kind.NUMBER,
        "count": Kind.NUMBER,
        "percent_points": Kind.NUMBER,
        "ratio": None,
        "date": Kind.DATE,
        "yes_no": Kind.BOOL,
    }
)


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value of one parameter for one period, with everything needed to quote it.

    ``value`` is in the engine's terms: int fen for money, int, Fraction, date, bool, or a mapping of these by code or
    floor. It is None where only counties have a value. ``counties`` holds whole replacements by six-digit county code.
    """

    key: str
    label: Text
    unit: str
    shape: Shape
    value: Value | None
    counties: Mapping[int, Value]
    status: Status
    document: str
    article: str
    valid_from: date
    valid_to: date | None  # inclusive
    by: str = "count"  # the unit of the floors of bands

    @property
    def kind(self) -> Kind | None:
        """What the value measures; None for a ratio."""
        return UNIT_KINDS[self.unit]

    def for_county(self, county: int | None) -> Value:
        """Return the value that holds in a county; raise ParameterError where there is none."""
        if county is None and self.counties:
            raise ParameterError(
                f"{self.key} differs by county, but the household has no county. "
                "Give its six-digit county code (the first six digits of its division)."
            )
        value = self.value if county is None else self.counties.get(county, self.value)
        if value is None:
            raise ParameterError(
                f"{self.key} has no value for county {county} on {self.valid_from} and no value for the whole city. "
                f"Add the county under 'counties' (there are: {', '.join(map(str, sorted(self.counties)))})."
            )
        return value

    @property
    def all_values(self) -> list[Value]:
        """Every value the parameter can take on its day, city and counties together."""
        city = [] if self.value is None else [self.value]
        return [*city, *self.counties.values()]

    def as_dict(self) -> dict[str, object]:
        """Return what an explanation and an audit keep of the value; plain JSON types only."""
        return {
            "key": self.key,
            "label": self.label.as_dict(),
            "unit": self.unit,
            "shape": str(self.shape),
            "value": _json_value(self.value, self.unit),
            "counties": {str(code): _json_value(value, self.unit) for code, value in self.counties.items()},
            "status": str(self.status),
            "document": self.document,
            "article": self.article,
            "from": self.valid_from.isoformat(),
            "to": None if self.valid_to is None else self.valid_to.isoformat(),
        }


def _json_value(value: Value | None, unit: str) -> object:
    """Write a value exactly, in the unit of its file: money as yuan text, ratios as ``2/3``, tables by code."""
    if isinstance(value, Mapping):
        return {str(code): _json_value(entry, unit) for code, entry in value.items()}
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    return yuan_text(value) if UNIT_KINDS[unit] is Kind.MONEY else value


def yuan_text(amount_fen: int) -> str:
    """Write fen as plain yuan with two decimals: 72050 becomes ``720.50``."""
    sign, fen = ("-", -amount_fen) if amount_fen < 0 else ("", amount_fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"
