"""The parameters of the installed country template, read from its own files and written as ours.

What the two formats say differently: before its first value, and where the template says null, an amount or ratio is 0
here; an age is a whole number of years, rounded up, because the template compares it with completed years; a scale that
adds amounts becomes bands of the running total, whose floor is a cent higher, because it is passed and not reached.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import ceil
from pathlib import Path
from typing import Any

import yaml
from tests.peers.country_template.rules import BRACKETS

from minsheng.engines.policy.parameters import ParameterSet

Dated = Mapping[Any, Any]
BEGINNING = date(1, 1, 1)
NEVER_REACHED = 9_000_000


def read(
    package: Path, *, reform: str | None = None, changes: Mapping[str, Any] | None = None
) -> ParameterSet:
    """Read the template's parameters; ``changes`` replaces files by path, ``reform`` is one of its own reforms."""
    files = {
        str(file.relative_to(package / "parameters").with_suffix("")): yaml.safe_load(file.read_text("utf-8"))
        for file in (package / "parameters").rglob("*.yaml")
    }
    files.update(changes or {})
    said = list(_plain(files))
    said += _bands("meal_price", files["benefits/meal_price"], running_total=False)
    said += _bands(
        "swimming_pool_access", files["benefits/swimming_pool_access_cost_increase"], running_total=True
    )
    said += _contribution(files["taxes/social_security_contribution"]["brackets"], reform)
    said += [
        _parameter("basic_income_from", "date", {BEGINNING: "2015-12-01"}),
        _parameter("basic_income_for_all_from", "date", {BEGINNING: "2016-12-01"}),
        _parameter("pension_of_everybody", "yuan/month", {BEGINNING: 1}),
        _parameter("new_tax", "yuan/month", {BEGINNING: 100}),
        _parameter("one_month_of_a_year", "ratio", {BEGINNING: "1/12"}),
    ]
    return ParameterSet.from_texts({"template": yaml.safe_dump(dict(said), allow_unicode=True)})


def _plain(files: Mapping[str, Any]) -> list[tuple[str, object]]:
    housing_tax, parenting = files["taxes/housing_tax"], "benefits/parenting_allowance/"
    plain: Sequence[tuple[str, str, Dated, Callable[[Any], object]]] = (
        ("age_of_majority", "years", files["general/age_of_majority"]["values"], ceil),
        ("age_of_retirement", "years", files["general/age_of_retirement"]["values"], ceil),
        ("basic_income", "yuan/month", files["benefits/basic_income"]["values"], _exact),
        ("housing_allowance", "ratio", files["benefits/housing_allowance"]["values"], _exact),
        ("parenting_allowance_amount", "yuan/month", files[f"{parenting}amount"]["values"], _exact),
        (
            "parenting_allowance_income_threshold",
            "yuan/month",
            files[f"{parenting}income_threshold"]["values"],
            _exact,
        ),
        ("income_tax_rate", "ratio", files["taxes/income_tax_rate"]["values"], _exact),
        ("housing_tax_rate", "yuan/year", housing_tax["rate"]["values"], _exact),
        ("housing_tax_minimum", "yuan/year", housing_tax["minimal_amount"]["values"], _exact),
    )
    return [
        _parameter(name, unit, {day: 0 if value is None else write(value) for day, value in _dated(values)})
        for name, unit, values, write in plain
    ]


def _dated(values: Dated) -> list[tuple[date, Any]]:
    """Return the values by day, in order, without those that the template only expects."""
    said = {
        _day(day): entry["value"] if isinstance(entry, Mapping) else entry for day, entry in values.items()
    }
    return [(BEGINNING, None), *sorted((day, value) for day, value in said.items() if value != "expected")]


def _day(written: object) -> date:
    return written if isinstance(written, date) else date.fromisoformat(str(written))


def _exact(value: Any) -> str:
    return str(Decimal(str(value)).normalize().quantize(Decimal("0.01"))) if value else "0"


def _contribution(brackets: Sequence[Mapping[str, Dated]], reform: str | None) -> list[tuple[str, object]]:
    """Write a marginal scale as a rate and a threshold for each of a fixed number of brackets."""
    scale = [(dict(_dated(one["rate"])), dict(_dated(one["threshold"]))) for one in brackets]
    if reform == "modify_social_security_taxation":
        (_, _), (rates, thresholds), *others = scale
        higher = {day: None if rate is None else rate + 0.1 for day, rate in rates.items()}
        extra = ({BEGINNING: None, date(2017, 1, 1): 0.4}, {BEGINNING: None, date(2017, 1, 1): 40_000})
        scale = [(higher, thresholds), *others, extra]
    absent: tuple[dict[date, Any], dict[date, Any]] = ({BEGINNING: None}, {BEGINNING: None})
    scale += [absent] * (BRACKETS + 1 - len(scale))
    said = []
    for number, (rates, thresholds) in enumerate(scale, start=1):
        floors = {day: NEVER_REACHED if floor is None else _exact(floor) for day, floor in thresholds.items()}
        said.append(_parameter(f"contribution_threshold_{number}", "yuan/month", floors))
        shares = {day: "0" if rate is None else _exact(rate) for day, rate in rates.items()}
        said.append(_parameter(f"contribution_rate_{number}", "ratio", shares))
    return said


def _bands(name: str, file: Mapping[str, Any], *, running_total: bool) -> list[tuple[str, object]]:
    """Write a scale of amounts as bands: the floors where it jumps, and what is due from there on."""
    brackets = [
        (day, Fraction(str(floor)), Fraction(str(dict(_dated(one["amount"]))[day])))
        for one in file["brackets"]
        for day, floor in _dated(one["threshold"])
        if floor is not None
    ]
    (day,) = {day for day, _, _ in brackets}
    amounts = [amount for _, _, amount in brackets]
    due = list(accumulate(amounts)) if running_total else amounts
    cent = Fraction(1, 100) if running_total else Fraction(0)
    table = {
        f"{float(floor + cent):.2f}": f"{float(amount):.2f}"
        for (_, floor, _), amount in zip(brackets, due, strict=True)
    }
    entry = _parameter(name, "yuan/month", {BEGINNING: {"0": "0"}, day: table})
    return [(entry[0], {**entry[1], "shape": "bands", "by": "yuan"})]


def _parameter(name: str, unit: str, values: Mapping[date, object]) -> tuple[str, dict[str, object]]:
    days = sorted(values)
    ends = [(day - timedelta(days=1)).isoformat() for day in days[1:]] + [None]
    periods = [
        {
            "from": day.isoformat(),
            "to": end,
            "value": values[day],
            "status": "K",
            "document": "openfisca-country-template",
            "article": name,
        }
        for day, end in zip(days, ends, strict=True)
    ]
    return f"template.{name}", {"label": {"zh": name, "en": name}, "unit": unit, "values": periods}
