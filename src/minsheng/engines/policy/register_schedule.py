"""What one policy gives everybody of a register month by month; equal to ``schedule`` subject by subject.

    for month in schedule_register(register, policy, parameters, from_=first, to=last, days={APPLIED: applied}):
        month.first_day, month.count(Why.DUE), month.amount_fen

``days`` are the days of events as days since 1970-01-01, one for each subject, ``UNKNOWN_DAY`` where nothing is known;
dates among the facts of the register are found there. Where facts were others in other months, give a function that
returns the register of a day, with the same subjects in the same order. Months are yielded one by one, so memory does
not grow with their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy import batch
from minsheng.engines.policy.calendars import EPOCH, day_number
from minsheng.engines.policy.days import end_of_month
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.periods import Moment, Takes, months_between
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Per, Policy
from minsheng.engines.policy.schedule import Why, alone, is_in_force
from minsheng.engines.policy.tree import RuleError

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

UNKNOWN_DAY = np.iinfo(np.int64).max
WHYS = tuple(Why)  # the codes of ``RegisterMonth.why``
_FAR = 10**7  # days: beyond every calendar, so that an end that is not known comes after every month


@dataclass(frozen=True, eq=False)
class RegisterMonth:
    """One month of everybody. ``amount_fen`` is 0 where nothing is due, or a missing fact keeps the amount open."""

    first_day: date
    why: npt.NDArray[np.int8]
    amount_fen: Ints

    def count(self, why: Why) -> int:
        """Return how many subjects have one outcome in this month."""
        return int((self.why == WHYS.index(why)).sum())

    @property
    def total_fen(self) -> int:
        """What is due and known in this month."""
        return int(self.amount_fen.sum())


def schedule_register(
    register: Register | Callable[[date], Register],
    policy: Policy,
    parameters: ParameterSet,
    *,
    from_: date,
    to: date,
    days: Mapping[str, Ints] | None = None,
    threads: int = 1,
) -> Iterator[RegisterMonth]:
    """Yield every month that two days and the time between them touch.

    Raises RuleError for a policy whose months are not whole or that ends by itself (ask ``schedule`` for each subject),
    and ValueError if the registers of two days do not hold the same subjects.
    """
    period = policy.period
    if policy.per is not Per.MONTH or period.counted.by_days or period.lasts is not None:
        raise RuleError(
            f"Policy {policy.key!r} is not counted by whole months, or ends by itself. Ask schedule() for each subject."
        )
    of_day = register if callable(register) else lambda _: register
    whole = _Everybody(of_day, policy, parameters, days or {}, of_day(from_), threads)
    for start in months_between(from_, to):
        yield whole.month(start)


class _Everybody:
    def __init__(
        self,
        of_day: Callable[[date], Register],
        policy: Policy,
        parameters: ParameterSet,
        days: Mapping[str, Ints],
        first: Register,
        threads: int,
    ) -> None:
        self.of_day, self.policy, self.parameters, self.threads = of_day, policy, parameters, threads
        self.is_personal = policy.subject is Entity.PERSON
        self.size = first.person_count if self.is_personal else first.household_count
        self.subjects = first.person_no if self.is_personal else first.household_no
        self.household_row = first.household_row if self.is_personal else np.arange(first.household_count)
        self.household_of_person = first.household_row
        happened = _Happened(policy, parameters, days, first)
        begins, began = policy.period.begins, happened.on(policy.period.begins)
        if begins.takes is Takes.AT_ONCE:
            self.first = self.asked_from = np.full(self.size, -_FAR)
        else:
            self.first = _edge(begins.takes, began, is_end=False)
            self.asked_from = np.maximum(self.first, began)
        ends = [_edge(moment.takes, happened.on(moment), is_end=True) for moment in policy.period.ends]
        self.last = np.min([np.full(self.size, _FAR), *ends], axis=0)

    def month(self, start: date) -> RegisterMonth:
        low, high = day_number(start), day_number(end_of_month(start))
        why = np.full(self.size, WHYS.index(Why.NOT_BEGUN), dtype=np.int8)
        amount = np.zeros(self.size, dtype=np.int64)
        begun = self.first <= high
        ended = begun & ((self.last < low) | (self.last < self.first))
        why[ended] = WHYS.index(Why.ENDED)
        asked = begun & ~ended
        asked_on = np.maximum(self.asked_from, low)
        for day in np.unique(asked_on[asked]):
            self._ask(
                np.flatnonzero(asked & (asked_on == day)), EPOCH + timedelta(days=int(day)), why, amount
            )
        return RegisterMonth(start, why, amount)

    def _ask(self, rows: Ints, on: date, why: npt.NDArray[np.int8], amount: Ints) -> None:
        if not is_in_force(self.policy, self.parameters, on):
            why[rows] = WHYS.index(Why.NO_RULE_YET)
            return
        register = self._register(on)
        households = np.unique(self.household_row[rows])
        if len(households) < register.household_count:
            register = register.subset(households)
        found = batch.evaluate(register, alone(self.policy), self.parameters, on=on, threads=self.threads)
        places = self._places(rows, households)
        results = found[self.policy.key]
        why[rows] = _WHY_OF[results.status[places]]
        amount[rows] = results.amount_fen[places]

    def _places(self, rows: Ints, households: Ints) -> Ints:
        """Return where some subjects stand in the register of their households alone."""
        among = (
            np.flatnonzero(np.isin(self.household_of_person, households)) if self.is_personal else households
        )
        places: Ints = np.searchsorted(among, rows)
        return places

    def _register(self, on: date) -> Register:
        register = self.of_day(on)
        subjects = register.person_no if self.is_personal else register.household_no
        if not np.array_equal(subjects, self.subjects):
            raise ValueError(f"The register of {on} does not hold the same subjects in the same order.")
        return register


class _Happened:
    """The days of events, one for each subject."""

    def __init__(
        self, policy: Policy, parameters: ParameterSet, days: Mapping[str, Ints], register: Register
    ) -> None:
        self.policy, self.parameters, self.days, self.register = policy, parameters, days, register

    def on(self, moment: Moment) -> Ints:
        """Return the days of a moment; far ahead where nothing of the kind is known."""
        known = self._known(moment.event)
        if not moment.age_key:
            return known
        counties = self.register.county[self._household_rows()]
        pairs, place = np.unique(np.stack([known, counties]), axis=1, return_inverse=True)
        reached = [self._reached(moment, int(day), int(county)) for day, county in pairs.T]
        return np.asarray(reached, dtype=np.int64)[place.reshape(-1)]

    def _reached(self, moment: Moment, born: int, county: int) -> int:
        if born >= _FAR:
            return _FAR
        born_on = EPOCH + timedelta(days=born)
        day = moment.happened_on({moment.event: born_on}, self.parameters, county=county)
        return _FAR if day is None else day_number(day)

    def _household_rows(self) -> Ints:
        is_personal = self.policy.subject is Entity.PERSON
        return self.register.household_row if is_personal else np.arange(self.register.household_count)

    def _known(self, event: str) -> Ints:
        size = len(self._household_rows())
        if event in self.days:
            return np.minimum(self.days[event], _FAR)
        column = self.register.columns(self.policy.subject).get(event)
        if column is None:
            return np.full(size, _FAR)
        values = column.values.astype(np.int64)
        return values if column.known is None else np.where(column.known, values, _FAR)


def _edge(takes: Takes, happened: Ints, *, is_end: bool) -> Ints:
    """Return the first (or last) days that count, as ``Moment.first_day`` and ``last_day`` do for one."""
    known = happened < _FAR
    days: Any = np.where(known, happened, 0).astype("M8[D]")
    unit = "M8[Y]" if takes is Takes.YEAR else "M8[M]"
    after = int(takes is Takes.MONTH_AFTER) + int(is_end)
    edge = days if takes is Takes.DAY else (days.astype(unit) + after).astype("M8[D]") - int(is_end)
    return np.where(known, edge.astype(np.int64), _FAR)


_WHY_OF = np.zeros(len(Eligibility), dtype=np.int8)
_WHY_OF[Eligibility.ELIGIBLE] = WHYS.index(Why.DUE)
_WHY_OF[Eligibility.NOT_ELIGIBLE] = WHYS.index(Why.NOT_ELIGIBLE)
_WHY_OF[Eligibility.UNKNOWN] = WHYS.index(Why.UNKNOWN)
