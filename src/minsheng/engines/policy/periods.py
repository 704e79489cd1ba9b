"""When an entitlement begins and ends, and how it is counted: a part of the rule, like its conditions.

    BOOK.policy(..., period=Period(begins=month_of(APPLIED)))
    BOOK.policy(..., period=Period(begins=month_after(CONFIRMED), lasts=dsl.number("programme.valid_months")))
    BOOK.policy(..., period=Period(begins=day_of(CONFIRMED), counted=by_day(Rounding.HALF_UP)))

A moment is an event and what counts of it: its day, its month, the month after, its year. Events are days that a case
or the register knows (``EVENTS``), or a date among a person's facts. A policy that says nothing begins with the month
after confirmation and ends with the month of death or of moving away. Nothing here pays or stops anything:
``schedule`` says what the rule finds month by month, and a person decides.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from minsheng.engines.policy.dated import ParameterError, Value
from minsheng.engines.policy.days import MONTHS_PER_YEAR, end_of_month
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.terms import Rounding
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression, RuleError

APPLIED, CONFIRMED = "applied_on", "confirmed_on"
BORN, DIED, MOVED_AWAY = "born_on", "died_on", "moved_away_on"

EVENTS: Mapping[str, Text] = MappingProxyType(
    {
        APPLIED: Text("申请", "application"),
        CONFIRMED: Text("确认", "confirmation"),
        BORN: Text("出生", "birth"),
        DIED: Text("死亡", "death"),
        MOVED_AWAY: Text("迁出", "moving away"),
    }
)

Days = Mapping[str, date | None]


class Takes(StrEnum):
    """How much of the time around an event counts."""

    DAY = "day"
    MONTH = "month"
    MONTH_AFTER = "month_after"
    YEAR = "year"
    AT_ONCE = "at_once"  # no event is waited for: whenever the conditions hold


@dataclass(frozen=True, slots=True)
class Moment:
    """An event, what counts of it, and for an age the parameter that says which (``age_key``)."""

    event: str
    takes: Takes
    age_key: str = ""
    label: Text | None = None

    def __post_init__(self) -> None:
        if self.event not in EVENTS and self.label is None and self.takes is not Takes.AT_ONCE:
            raise RuleError(
                f"{self.event!r} is no event that every case knows ({', '.join(EVENTS)}). "
                "For a date among the facts say what to call it: month_of(name, label=Text(...))."
            )

    def first_day(self, happened_on: date) -> date:
        """Return the first day that counts if an entitlement begins with the event."""
        if self.takes is Takes.YEAR:
            return date(happened_on.year, 1, 1)
        if self.takes is Takes.MONTH:
            return happened_on.replace(day=1)
        if self.takes is Takes.MONTH_AFTER:
            return day_after(end_of_month(happened_on))
        return happened_on

    def last_day(self, happened_on: date) -> date:
        """Return the last day that counts if an entitlement ends with the event."""
        if self.takes is Takes.YEAR:
            return date(happened_on.year, 12, 31)
        if self.takes is Takes.MONTH:
            return end_of_month(happened_on)
        if self.takes is Takes.MONTH_AFTER:
            return end_of_month(day_after(end_of_month(happened_on)))
        return happened_on

    def happened_on(self, days: Days, parameters: ParameterSet, *, county: int | None = None) -> date | None:
        """Return the day of the event, None where nobody knows of one.

        An age is reached on the birthday, by the parameter as it is in force on that day. Raises ParameterError if the
        parameter says no age.
        """
        known = days.get(self.event)
        if known is None or not self.age_key:
            return known
        return _age_reached_on(known, self.age_key, parameters, county)

    @property
    def called(self) -> Text:
        """The event in words."""
        return self.label or EVENTS[self.event]

    @property
    def wording(self) -> Text:
        """What counts, in words: 申请当月, the month of application."""
        if self.age_key:
            return _AGE_WORDING[self.takes]
        if self.takes is Takes.AT_ONCE:
            return Text("符合条件之日", "the day on which the conditions hold")
        zh, en = _WORDING[self.takes]
        return Text(zh.format(self.called.zh), en.format(self.called.en))


_WORDING = {
    Takes.DAY: ("{}之日", "the day of {}"),
    Takes.MONTH: ("{}当月", "the month of {}"),
    Takes.MONTH_AFTER: ("{}次月", "the month after {}"),
    Takes.YEAR: ("{}当年", "the year of {}"),
}
_AGE_WORDING = {
    Takes.DAY: Text("达到规定年龄之日", "the day on which the age is reached"),
    Takes.MONTH: Text("达到规定年龄当月", "the month in which the age is reached"),
    Takes.MONTH_AFTER: Text("达到规定年龄次月", "the month after the age is reached"),
    Takes.YEAR: Text("达到规定年龄当年", "the year in which the age is reached"),
}


def day_of(event: str, *, label: Text | None = None) -> Moment:
    """The day of an event."""
    return Moment(event, Takes.DAY, label=label)


def month_of(event: str, *, label: Text | None = None) -> Moment:
    """The whole month of an event."""
    return Moment(event, Takes.MONTH, label=label)


def month_after(event: str, *, label: Text | None = None) -> Moment:
    """The month after that of an event."""
    return Moment(event, Takes.MONTH_AFTER, label=label)


def year_of(event: str, *, label: Text | None = None) -> Moment:
    """The whole calendar year of an event."""
    return Moment(event, Takes.YEAR, label=label)


def month_of_age(key: str) -> Moment:
    """The month in which an age is reached: a parameter in years or months, or the lowest band that pays."""
    return Moment(BORN, Takes.MONTH, age_key=key)


def at_once() -> Moment:
    """No event: whenever the conditions hold."""
    return Moment("", Takes.AT_ONCE)


@dataclass(frozen=True, slots=True)
class Counting:
    """How a month counts that is due in part: whole, or by its days with an explicit rounding."""

    by_days: bool = False
    rounding: Rounding | None = None


BY_MONTH = Counting()


def by_day(rounding: Rounding) -> Counting:
    """A month counts by the days that are due: their share of the month, rounded once."""
    return Counting(by_days=True, rounding=rounding)


@dataclass(frozen=True, slots=True)
class Period:
    """From when, until when, and how counted. ``ends``: the first of these events that happens ends it.

    ``lasts`` is the number of months after which it ends by itself, as an expression of the rule: a parameter, or what
    somebody has earned. It is asked once, on the first day.
    """

    begins: Moment = field(default_factory=lambda: month_after(CONFIRMED))
    ends: tuple[Moment, ...] = field(default_factory=lambda: (month_of(DIED), month_of(MOVED_AWAY)))
    counted: Counting = BY_MONTH
    lasts: Expression | None = None

    def __post_init__(self) -> None:
        if self.lasts is not None and self.lasts.kind is not Kind.NUMBER:
            raise RuleError(f"'lasts' is a number of months, not {self.lasts.kind}.")
        if any(moment.takes is Takes.AT_ONCE for moment in self.ends):
            raise RuleError("An entitlement ends with an event; it does not end at once.")
        if self.lasts is not None and self.begins.takes is Takes.AT_ONCE:
            raise RuleError(
                "What lasts a number of months begins with an event; at_once() has none to count from."
            )

    @property
    def events(self) -> tuple[str, ...]:
        """The days that have to be known: of the beginning, and of every end."""
        return tuple(dict.fromkeys(moment.event for moment in (self.begins, *self.ends) if moment.event))

    @property
    def beginning(self) -> Text:
        """From when, in words for a resident."""
        said = self.begins.wording
        return Text(f"从{said.zh}起", f"from {said.en} on")

    @property
    def ending(self) -> Text:
        """Until when, in words for a resident."""
        zh = "或".join(moment.wording.zh for moment in self.ends)
        en = " or ".join(moment.wording.en for moment in self.ends)
        parts_zh = [f"到{zh}为止"] if zh else []
        parts_en = [f"until {en}"] if en else []
        if self.lasts is not None:
            parts_zh.append("满规定月数即止")
            parts_en.append("for a set number of months at most")
        return Text("，".join(parts_zh) or "没有期限", ", ".join(parts_en) or "without an end")

    @property
    def spelled(self) -> str:
        """What the period says, as text for the fingerprint of the rule; ``lasts`` is spelled with the expressions."""
        ends = ",".join(f"{moment.event}:{moment.takes}:{moment.age_key}" for moment in self.ends)
        begins = f"{self.begins.event}:{self.begins.takes}:{self.begins.age_key}"
        return f"{begins};{ends};{self.counted.by_days}:{self.counted.rounding}"

    def first_day(self, days: Days, parameters: ParameterSet, *, county: int | None = None) -> date | None:
        """Return the first day that may be due; None while the event is not known, date.min if there is no event."""
        if self.begins.takes is Takes.AT_ONCE:
            return date.min
        happened_on = self.begins.happened_on(days, parameters, county=county)
        return None if happened_on is None else self.begins.first_day(happened_on)

    def last_day(self, days: Days, parameters: ParameterSet, *, county: int | None = None) -> date | None:
        """Return the last day that may be due by the events that are known; None while nothing has ended it."""
        found = [
            moment.last_day(happened_on)
            for moment in self.ends
            if (happened_on := moment.happened_on(days, parameters, county=county)) is not None
        ]
        return min(found, default=None)


def after_months(start: date, months: int) -> date:
    """Return the day a number of months after a day: the same day, or the first of the next month without such a day.

    >>> after_months(date(2024, 2, 29), 12), after_months(date(2026, 1, 31), 1)
    (datetime.date(2025, 3, 1), datetime.date(2026, 3, 1))

    The last day there is stands for every day beyond it.
    """
    year, month = divmod(start.year * MONTHS_PER_YEAR + start.month - 1 + months, MONTHS_PER_YEAR)
    if year > date.max.year:
        return date.max
    if start.day <= calendar.monthrange(year, month + 1)[1]:
        return date(year, month + 1, start.day)
    year, month = divmod(year * MONTHS_PER_YEAR + month + 1, MONTHS_PER_YEAR)
    return date(year, month + 1, 1)


def day_after(day: date) -> date:
    """Return the next day; the last day there is has none and stands for it."""
    return day if day == date.max else day + timedelta(days=1)


def months_between(first: date, last: date) -> list[date]:
    """Return the first day of every month that a day, a later one and the time between them touch."""
    found = [first.replace(day=1)]
    while (following := day_after(end_of_month(found[-1]))) <= last and following.day == 1:
        found.append(following)
    return found


def _age_reached_on(born_on: date, key: str, parameters: ParameterSet, county: int | None) -> date:
    """Return the day on which somebody has the age that the parameter says on that day.

    Whoever was old enough already when an age was lowered has reached it on the day of the change.
    """
    reached = []
    for number, dated in enumerate(parameters.history(key)):
        birthday = after_months(born_on, _age_in_months(dated.for_county(county), dated.unit, dated.by, key))
        day = birthday if number == 0 else max(birthday, dated.valid_from)
        if dated.valid_to is None or day <= dated.valid_to:
            reached.append(day)
    if not reached:
        raise ParameterError(
            f"{key} is over before somebody born on {born_on} reaches the age; nothing begins."
        )
    return min(reached)


def _age_in_months(value: Value, unit: str, by: str, key: str) -> int:
    if isinstance(value, Mapping):
        paid = [floor for floor, amount in value.items() if amount]
        if not paid:
            raise ParameterError(f"{key} pays at no age, so nothing begins with it.")
        value, unit = min(paid), "months" if by == "months" else "years"
    if isinstance(value, bool) or not isinstance(value, int) or unit not in ("years", "months"):
        raise ParameterError(f"{key} is given in {unit}; an age is in years or months.")
    return value * MONTHS_PER_YEAR if unit == "years" else value


def unknown_events(periods: Iterable[Period], dates: Iterable[str]) -> list[str]:
    """Return the events of some periods that are neither known to every case nor dates among the facts."""
    known = {*EVENTS, *dates}
    return sorted({event for period in periods for event in period.events} - known)
