"""Options that several commands share: which city, which day, which files."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from minsheng.engines.policy.parameters import ParameterSet
from minsheng.faces.cli.failing import UsageError
from minsheng.kernel.registry.city import City, find_city, load_city

CityKey = Annotated[str, typer.Option("--city", help="The key of the city pack.", envvar="MINSHENG_CITY")]
Day = Annotated[
    str, typer.Option("--on", help="The day the rules are asked about, as 2026-11-24; today by default.")
]
PEOPLE = typer.Option(help="Persons, Parquet or CSV, in the columns of the snapshot.")
HOUSEHOLDS = typer.Option(help="Households, Parquet or CSV.")
People = Annotated[Path, PEOPLE]
Households = Annotated[Path, HOUSEHOLDS]
Received = Annotated[Path | None, typer.Option(help="What people receive already, Parquet or CSV.")]


def day(text: str) -> date:
    """Read a day, or take today in China when none is given."""
    if not text:
        return datetime.now(ZoneInfo("Asia/Shanghai")).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} 不是日期。 {text!r} is not a day; write it as 2026-11-24.") from None


def city_called(key: str) -> City:
    """Return a city pack by its key."""
    return load_city(find_city(key))


def parameters_of(city: City) -> ParameterSet:
    """Return the parameters of a city."""
    return ParameterSet.load(city.parameters_folder)
