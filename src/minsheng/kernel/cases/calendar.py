"""The working days that clocks count: the packaged notices of the State Council and those the city entered itself.

The packaged data ends with the last year whose notice had been published. When the next notice comes out, the city
writes it into ``working_days.yaml`` of its folder and the clocks that wait for it are set by ``recompute_clocks``:

    2027:
      document: 国办发明电〔2026〕…号
      days_off: [2027-01-01, …]       # weekdays that are free
      makeup_days: [2027-02-06, …]    # Saturdays and Sundays that are worked
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from minsheng.engines.formulas.working_days import PublishedYear, WorkingCalendar
from minsheng.kernel.registry.here import this_city

NOTICES = "working_days.yaml"
FIELDS = {"document", "days_off", "makeup_days"}


class NoticeError(ValueError):
    """The city's file of holiday notices cannot be read as written; the message says where and what to do."""


@cache
def calendar_of_this_city() -> WorkingCalendar:
    """Return the working days of this site's city."""
    return read_notices(this_city().folder / NOTICES)


def read_notices(file: Path) -> WorkingCalendar:
    """Read the notices a city entered; a city without the file has the packaged ones. Raises NoticeError."""
    if not file.is_file():
        return WorkingCalendar()
    try:
        years = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise NoticeError(f"{file} is not YAML: {error}") from error
    if not isinstance(years, dict):
        raise NoticeError(f"{file} must hold notices by year, as in '2027: {{document: …, days_off: […]}}'.")
    return WorkingCalendar(tuple(_published(file, year, notice) for year, notice in sorted(years.items())))


def _published(file: Path, year: Any, notice: Any) -> PublishedYear:
    if not isinstance(year, int) or not isinstance(notice, dict) or set(notice) != FIELDS:
        raise NoticeError(f"{file}: {year!r} needs exactly the fields {', '.join(sorted(FIELDS))}.")
    try:
        return PublishedYear(year, _days(file, notice["days_off"]), _days(file, notice["makeup_days"]))
    except ValueError as error:
        raise NoticeError(f"{file}: {error}") from error


def _days(file: Path, listed: Any) -> frozenset[date]:
    if not isinstance(listed, list) or not all(type(day) is date for day in listed):
        raise NoticeError(f"{file}: days are listed as dates, as in [2027-01-01].")
    return frozenset(listed)
