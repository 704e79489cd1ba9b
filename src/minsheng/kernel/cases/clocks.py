"""The clocks of a case: how long a stage and the whole case may take, and the day on which that time is over.

The day of receipt is not counted. Limits are city parameters in working days or in days. A clock that would run into
a year whose holidays are not published has no last day yet: the case says so (日历未公布) and nothing is guessed.
``actions.recompute_clocks`` sets such clocks once the calendar is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from minsheng.engines.formulas.working_days import (
    UnknownYear,
    WorkingCalendar,
    add_working_days,
    working_days_between,
)
from minsheng.engines.policy.text import Text
from minsheng.kernel.cases.calendar import calendar_of_this_city
from minsheng.kernel.cases.kinds import kind_of, stage_of
from minsheng.kernel.cases.models import LimitUnit
from minsheng.kernel.registry.here import parameters_of_this_city

if TYPE_CHECKING:
    from minsheng.kernel.cases.models import Case
    from minsheng.kernel.registry.card import Stage

CALENDAR_NOT_PUBLISHED = Text(
    "日历未公布，期限待定", "The holidays of that year are not published; the last day is not known yet"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """A span of time that starts the day after something happened."""

    count: int
    unit: LimitUnit


class LimitParameterError(Exception):
    """A card names a parameter that is not a number of days or working days."""


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return timezone.localtime(at).date()


def limit_named(key: str, *, on: date, county: int | None) -> Limit | None:
    """Return the limit that a city parameter sets on a day; None without a key."""
    if not key:
        return None
    parameter = parameters_of_this_city().at(key, on=on)
    count = parameter.for_county(county)
    if parameter.unit not in LimitUnit.values or not isinstance(count, int):
        raise LimitParameterError(f"{key} is in {parameter.unit}; a clock needs days or working_days.")
    return Limit(count, LimitUnit(parameter.unit))


def last_day(start: date, limit: Limit | None, *, calendar: WorkingCalendar) -> date | None:
    """Return the last day of a limit that starts after a day; None if there is none or it cannot be known yet."""
    if limit is None:
        return None
    if limit.unit == LimitUnit.DAYS:
        return start + timedelta(days=limit.count)
    try:
        return add_working_days(start, limit.count, calendar=calendar)
    except UnknownYear:
        return None


def begin_stage(case: Case, stage: Stage, *, at: datetime) -> None:
    """Set the clocks for a stage that begins now. Does not save."""
    case.stage, case.stage_entered_at = stage.key, at
    on, kind = day_of(at), kind_of(case)
    if case.accepted_on is None and (kind.whole_from or kind.stages[0].key) == stage.key:
        case.accepted_on = on
        case.whole_limit, case.whole_limit_unit = _stored(
            limit_named(kind.limit, on=on, county=county_of(case))
        )
    limit = limit_named(stage.limit, on=on, county=county_of(case))
    case.stage_limit, case.stage_limit_unit = _stored(limit)
    set_last_days(case)


def set_last_days(case: Case) -> None:
    """Compute the last days from the limits that were set. Does not save."""
    calendar, entered_on = calendar_of_this_city(), day_of(case.stage_entered_at)
    whole = _limit(case.whole_limit, case.whole_limit_unit)
    case.whole_due_on = last_day(case.accepted_on, whole, calendar=calendar) if case.accepted_on else None
    own = last_day(entered_on, _limit(case.stage_limit, case.stage_limit_unit), calendar=calendar)
    # A clock that runs into an unknown year ends after every clock that does not.
    case.due_on = min((day for day in (own, case.whole_due_on) if day), default=None)
    wait = limit_named(stage_of(case).wait, on=entered_on, county=county_of(case))
    wait_ends = last_day(entered_on, wait, calendar=calendar)
    case.not_before_on = wait_ends + timedelta(days=1) if wait_ends else None


def note_of(case: Case) -> Text | None:
    """Return what must be shown next to the clock of an open case; None when it is known or there is none."""
    if case.is_open and case.whole_limit is not None and case.whole_due_on is None:
        return CALENDAR_NOT_PUBLISHED
    is_unknown = case.stage_limit is not None and case.due_on is None
    return CALENDAR_NOT_PUBLISHED if case.is_open and is_unknown else None


def working_days_left(case: Case, *, on: date) -> int | None:
    """Return how many working days are left, today not counted; negative when overdue, None without a known end."""
    if case.due_on is None or not case.is_open:
        return None
    try:
        if case.due_on >= on:
            return working_days_between(on, case.due_on, calendar=calendar_of_this_city())
        return -working_days_between(case.due_on, on, calendar=calendar_of_this_city())
    except UnknownYear:
        return None


def county_of(case: Case) -> int:
    """Return the six-digit county in which the subject lives, for parameters that differ by county."""
    return int(case.home_id[:6])


def _limit(count: int | None, unit: str) -> Limit | None:
    return None if count is None else Limit(count, LimitUnit(unit))


def _stored(limit: Limit | None) -> tuple[int | None, str]:
    return (None, "") if limit is None else (limit.count, limit.unit.value)
