"""Month by month, what a rule finds due, with the facts and the parameters that were valid then.

    found = schedule(policy, history, parameters, from_=date(2026, 1, 1), to=date(2026, 12, 31),
                     days={APPLIED: date(2026, 8, 20)}, member=0)
    [(due.first_day, due.why, due.amount_fen) for due in found]

A month is asked on its first day, or on the day of the event it begins with if that lies later in it: a loss counts
from the next month, a beginning from its own. A month that counts by days is asked on every day. A calendar year, or a
single amount, is due as soon as one of its months finds it due. An unknown answer is neither due nor not due: its
``missing`` facts say what to ask. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from minsheng.engines.policy import scalar
from minsheng.engines.policy.dated import ParameterError
from minsheng.engines.policy.days import end_of_month
from minsheng.engines.policy.evaluation import Evaluation
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.history import HouseholdHistory
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.periods import Days, after_months, months_between
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Per, Policy, Rulebook, parameters_used
from minsheng.engines.policy.terms import Rounding
from minsheng.engines.policy.text import Text

_ONE_DAY = timedelta(days=1)
_LASTS = "months_it_lasts"


class Why(StrEnum):
    """What became of a month."""

    DUE = "due"
    NOT_BEGUN = "not_begun"
    ENDED = "ended"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"
    NOT_A_MEMBER = "not_a_member"
    NO_RULE_YET = "no_rule_yet"
    PAID_ALREADY = "once_only"

    @property
    def wording(self) -> Text:
        return _WORDING[self]


_WORDING = {
    Why.DUE: Text("应发", "due"),
    Why.NOT_BEGUN: Text("还没开始", "not begun"),
    Why.ENDED: Text("已经结束", "ended"),
    Why.NOT_ELIGIBLE: Text("按规则不符合", "the conditions do not hold"),
    Why.UNKNOWN: Text("信息不足", "not known yet"),
    Why.NOT_A_MEMBER: Text("不在该户", "not a member of the household"),
    Why.NO_RULE_YET: Text("当时还没有这项规定", "the rule was not in force"),
    Why.PAID_ALREADY: Text("只发一次，已在前面", "due once, and before"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """What is due for a month, a calendar year, or once, and why.

    ``amount_fen`` is None while a missing fact keeps it open. ``share`` is the part of the month that is due.
    """

    first_day: date
    last_day: date
    why: Why
    amount_fen: int | None = 0
    share: Fraction = Fraction(0)
    asked_on: date | None = None
    missing: tuple[str, ...] = ()

    @property
    def is_due(self) -> bool:
        return self.why is Why.DUE

    def as_dict(self) -> dict[str, object]:
        """Return plain JSON types."""
        return {
            "from": self.first_day.isoformat(),
            "to": self.last_day.isoformat(),
            "why": str(self.why),
            "amount_fen": self.amount_fen,
            "share": str(self.share),
            "missing": list(self.missing),
        }


class Schedule(tuple[Due, ...]):
    """The lines of a schedule in order, without gaps."""

    @property
    def due(self) -> list[Due]:
        """The lines that are due."""
        return [line for line in self if line.is_due]

    @property
    def first_day(self) -> date | None:
        """The first day for which something is due; None if nothing is."""
        return next((line.first_day for line in self if line.is_due), None)

    @property
    def total_fen(self) -> int:
        """What is due and known, together."""
        return sum(line.amount_fen or 0 for line in self if line.is_due)

    @property
    def is_open(self) -> bool:
        """Whether a missing fact keeps a line open."""
        return any(line.missing for line in self)


def schedule(
    policy: Policy,
    history: HouseholdHistory,
    parameters: ParameterSet,
    *,
    from_: date,
    to: date,
    days: Days | None = None,
    member: Hashable | None = None,
) -> Schedule:
    """Return what the rule finds due in every month (or year) that two days and the time between them touch.

    days: the days of events by name (see ``periods``); events that are dates among the facts are found there. member:
    who it is about, None for a policy about households. Raises ValueError if the two do not go together, and
    ParameterError where a county is missing.
    """
    if (policy.subject is Entity.PERSON) != (member is not None):
        raise ValueError(
            f"Policy {policy.key!r} is about a {policy.subject}; member {member!r} does not fit."
        )
    if to < from_:
        raise ValueError(f"A schedule runs from a day to a later one, not from {from_} to {to}.")
    return Schedule(_Asking(policy, history, parameters, days or {}, member).lines(from_, to))


def days_within(
    policy: Policy,
    history: HouseholdHistory,
    parameters: ParameterSet,
    *,
    days: Days | None = None,
    member: Hashable | None = None,
) -> tuple[date | None, date | None]:
    """Return the first and the last day that may be due, whatever the conditions say; None where nobody knows.

    The first day is date.min for a policy that waits for no event.
    """
    asking = _Asking(policy, history, parameters, days or {}, member)
    return asking.first, asking.last


class _Asking:
    """One policy, one subject, and the span of days within which something may be due."""

    def __init__(
        self,
        policy: Policy,
        history: HouseholdHistory,
        parameters: ParameterSet,
        days: Days,
        member: Hashable | None,
    ) -> None:
        self.policy, self.history, self.parameters, self.member = policy, history, parameters, member
        self.period = policy.period
        known = {event: days.get(event) or self._fact(event) for event in self.period.events}
        county = self._county()
        self.first = self.period.first_day(known, parameters, county=county)
        # In the month (or year) of its event it is asked on the day of the event, from which the facts speak for it.
        happened_on = self.period.begins.happened_on(known, parameters, county=county)
        self.asked_from = max(filter(None, (happened_on, self.first)), default=date.min)
        self.last = self.period.last_day(known, parameters, county=county)
        self.open_end: tuple[str, ...] | None = None  # the facts that keep open when it ends by itself
        if self.first is not None and self.period.lasts is not None:
            self._end_by_itself(self.first)

    def _fact(self, event: str) -> date | None:
        value = self.history.latest(self.member, event)
        return value if isinstance(value, date) else None

    def _county(self) -> int | None:
        counties = [one.facts.county for one in self.history.stretches if one.facts is not None]
        return counties[-1] if counties else None

    def _end_by_itself(self, first: date) -> None:
        stretch = self.history.at(self.asked_from)
        position = stretch.position(self.member)
        if stretch.facts is None or (self.member is not None and position is None):
            self.open_end = ()
            return
        book = _lasting(self.policy)
        found = scalar.evaluate(stretch.facts, book, self.parameters, on=self.asked_from)
        months = found.variable(_LASTS, position)
        if months is None:
            missing = found.calculation.missing(book.variables[_LASTS], position)
            self.open_end = tuple(sorted({one.name for one in missing}))
            return
        ends = after_months(first, max(months, 0)) - _ONE_DAY
        self.last = ends if self.last is None else min(self.last, ends)

    def lines(self, from_: date, to: date) -> Iterator[Due]:
        if self.policy.per is Per.MONTH:
            yield from (self._month(start) for start in months_between(from_, to))
        elif self.policy.per is Per.YEAR:
            for year in range(from_.year, to.year + 1):
                yield self._first_of(date(year, 1, 1), date(year, 12, 31))
        else:
            yield self._once(from_, to)

    def _month(self, start: date) -> Due:
        end = end_of_month(start)
        outside = self._outside(start, end)
        if outside is not None:
            return outside
        low, high = max(start, self.first or start), min(end, self.last or end)
        return (
            self._by_days(start, low, high)
            if self.period.counted.by_days
            else self._asked(start, end, max(low, self.asked_from))
        )

    def _outside(self, start: date, end: date) -> Due | None:
        if self.first is None or self.first > end:
            return Due(start, end, Why.NOT_BEGUN)
        if self.last is not None and (self.last < start or self.last < self.first):
            return Due(start, end, Why.ENDED)
        if self.open_end is not None:
            return Due(start, end, Why.UNKNOWN, None, missing=self.open_end)
        return None

    def _asked(self, start: date, end: date, on: date) -> Due:
        """Ask once and let the answer stand for the whole time."""
        found = self._evaluated(on)
        if isinstance(found, Why):
            return Due(start, end, found, asked_on=on)
        result = found.of(self.policy.key, self.history.at(on).position(self.member))
        if result.eligibility is Eligibility.NOT_ELIGIBLE:
            return Due(start, end, Why.NOT_ELIGIBLE, asked_on=on)
        if result.eligibility is Eligibility.UNKNOWN:
            return Due(start, end, Why.UNKNOWN, None, asked_on=on, missing=result.missing_names)
        return Due(start, end, Why.DUE, result.amount_fen, Fraction(1), on, result.missing_names)

    def _by_days(self, start: date, low: date, high: date) -> Due:
        end = end_of_month(start)
        asked = [self._asked(day, day, max(day, self.asked_from)) for day in _each_day(low, high)]
        if any(line.amount_fen is None for line in asked):
            missing = tuple(sorted({name for line in asked for name in line.missing}))
            return Due(start, end, Why.UNKNOWN, None, asked_on=low, missing=missing)
        due = [line for line in asked if line.is_due]
        if not due:
            return Due(start, end, asked[0].why, asked_on=low)
        rounding = self.period.counted.rounding or Rounding.FLOOR
        amount = rounded(Fraction(sum(line.amount_fen or 0 for line in due), end.day), rounding)
        return Due(start, end, Why.DUE, amount, Fraction(len(due), end.day), due[0].asked_on)

    def _first_of(self, start: date, end: date) -> Due:
        """Ask month after month until it is found due; that settles the whole time."""
        months = [self._month(month) for month in months_between(start, end)]
        for why in (Why.DUE, Why.UNKNOWN):
            for line in months:
                if line.why is why:
                    return Due(start, end, why, line.amount_fen, line.share, line.asked_on, line.missing)
        return Due(start, end, months[-1].why if self._is_over(end) else months[0].why)

    def _is_over(self, end: date) -> bool:
        return self.last is not None and self.last < end

    def _once(self, from_: date, to: date) -> Due:
        begun = self.first if self.first not in (None, date.min) else None
        if begun is not None and begun < from_:
            before = (
                self._first_of(begun, from_.replace(day=1) - _ONE_DAY)
                if begun < from_.replace(day=1)
                else None
            )
            if before is not None and before.is_due:
                return Due(from_, to, Why.PAID_ALREADY)
        return self._first_of(from_, to)

    def _evaluated(self, on: date) -> Evaluation | Why:
        stretch = self.history.at(on)
        if stretch.facts is None or (self.member is not None and stretch.position(self.member) is None):
            return Why.NOT_A_MEMBER
        if not is_in_force(self.policy, self.parameters, on):
            return Why.NO_RULE_YET
        return scalar.evaluate(stretch.facts, alone(self.policy), self.parameters, on=on)


def rounded(amount: Fraction, rounding: Rounding) -> int:
    """Return an exact amount in whole fen; floor and ceil on the number line, ties of half-up away from zero."""
    if rounding is Rounding.FLOOR:
        return amount.numerator // amount.denominator
    if rounding is Rounding.CEIL:
        return -(-amount.numerator // amount.denominator)
    size = (2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator)
    return size if amount >= 0 else -size


def _each_day(low: date, high: date) -> list[date]:
    return [low + timedelta(days=number) for number in range((high - low).days + 1)]


def is_in_force(policy: Policy, parameters: ParameterSet, on: date) -> bool:
    """Whether every parameter of the rule has a value on the day; before, there was no rule to ask."""
    try:
        for key in parameters_used(policy):
            parameters.at(key, on=on)
    except ParameterError:
        return False
    return True


@lru_cache(maxsize=512)
def alone(policy: Policy) -> Rulebook:
    """Return a book of one policy, so that asking it for many months binds nothing else."""
    book = Rulebook(policy.key, policy.title)
    book.policies[policy.key] = policy
    return book


@lru_cache(maxsize=512)
def _lasting(policy: Policy) -> Rulebook:
    """Return a book that says for how many months a policy lasts, and nothing else."""
    book = Rulebook(policy.key, policy.title)
    if policy.period.lasts is not None:
        book.define(_LASTS, Text("持续月数", "months it lasts"), policy.period.lasts)
    return book
