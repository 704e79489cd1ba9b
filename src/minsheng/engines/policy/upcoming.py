"""Who will become entitled, or stop being so, in the next months by date alone: birthdays and new parameters.

    ahead = upcoming(register, BOOKS, parameters, on=day, months=3)
    for turns in ahead.turns: turns.policy.key, turns.month, turns.rows, turns.kind, turns.after_fen

All other facts stay as they are. Each month is asked on its last day and compared with the one before, so a turn on any
day of a month belongs to that month. Most households cannot turn: what depends on the day is found in the rules
(``day_tests``), asked for everybody, and only where one of these few tests changes are all rules asked again. The
result equals asking everything for everybody month by month. It announces; nothing begins or stops because of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy import batch
from minsheng.engines.policy.dated import ParameterError
from minsheng.engines.policy.days import end_of_month
from minsheng.engines.policy.facts import Entity, Kind
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Benefit, Policy, Rulebook, parameters_used, roots
from minsheng.engines.policy.terms import Condition, EvaluationDay, Variable
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Constant, Expression

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_LABEL = Text("随日期变化", "changes with the day")
_ANSWERS = (Kind.BOOL, Kind.MONEY)  # what the roots of every policy are, so every path ends in one


class Turn(IntEnum):
    """What happens to an answer when only time passes."""

    GAINS = 1
    LOSES = 2
    AMOUNT = 3
    ASKS = 4  # a fact that was not needed before keeps the answer open

    @property
    def key(self) -> str:
        return self.name.lower()

    @property
    def wording(self) -> Text:
        return _WORDING[self]


_WORDING = {
    Turn.GAINS: Text("将符合", "will become entitled"),
    Turn.LOSES: Text("将不再符合", "will stop being entitled"),
    Turn.AMOUNT: Text("金额将变", "the amount will change"),
    Turn.ASKS: Text("到时要补信息", "a fact will be needed"),
}


@dataclass(frozen=True, eq=False)
class Turns:
    """The subjects whose answer of one policy turns in one month, by row of the register in ascending order."""

    policy: Policy
    month: date  # its first day
    rows: Ints
    kind: npt.NDArray[np.int8]
    before_fen: Ints
    after_fen: Ints

    def rows_of(self, turn: Turn) -> Ints:
        """Return the rows with one kind of turn."""
        rows: Ints = self.rows[self.kind == turn]
        return rows


@dataclass(frozen=True, eq=False)
class Ahead:
    """What turns in some months. ``left_out`` are policies whose parameters do not reach that far."""

    on: date
    months: tuple[date, ...]
    turns: tuple[Turns, ...]
    left_out: tuple[str, ...]
    households_asked: int  # in how many household-months all rules were asked

    def counts(self) -> dict[str, dict[str, dict[str, int]]]:
        """Return how many turn, by policy, month and kind; nothing where nobody does."""
        counted: dict[str, dict[str, dict[str, int]]] = {}
        for one in self.turns:
            found = {turn.key: int((one.kind == turn).sum()) for turn in Turn}
            counted.setdefault(one.policy.key, {})[f"{one.month:%Y-%m}"] = {
                key: count for key, count in found.items() if count
            }
        return counted


def upcoming(
    register: Register,
    books: Rulebook | Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    months: int,
    policies: Collection[str] | None = None,
    threads: int = 1,
) -> Ahead:
    """Return every turn in the rest of this month and in the months after it.

    months: how many months after the present one. policies: the keys to ask, None for all. Raises ValueError for a
    negative number of months, and what ``batch.evaluate`` raises.
    """
    asked_on = asked_days(on, months)
    given = (books,) if isinstance(books, Rulebook) else tuple(books)
    wanted = [
        policy
        for book in given
        for key, policy in book.policies.items()
        if policies is None or key in policies
    ]
    chosen = [policy for policy in wanted if _reaches(policy, parameters, asked_on)]
    looking = _Looking(register, chosen, parameters, threads)
    turns: list[Turns] = []
    asked = 0
    for before, after in pairwise(asked_on):
        rows = looking.households_that_may_turn(before, after)
        asked += len(rows)
        turns += looking.turns(rows, before, after)
    return Ahead(
        on=on,
        months=tuple(day.replace(day=1) for day in asked_on[1:]),
        turns=tuple(turns),
        left_out=tuple(policy.key for policy in wanted if policy not in chosen),
        households_asked=asked,
    )


def asked_days(on: date, months: int) -> list[date]:
    """Return the day itself and the last days of its month and of the months that follow.

    >>> asked_days(date(2026, 1, 31), 1)
    [datetime.date(2026, 1, 31), datetime.date(2026, 1, 31), datetime.date(2026, 2, 28)]
    """
    if months < 0:
        raise ValueError(f"Looking ahead takes a number of months, not {months}.")
    days = [on, end_of_month(on)]
    for _ in range(months):
        days.append(end_of_month(days[-1] + timedelta(days=1)))
    return days


def day_tests(policies: Iterable[Policy]) -> list[Expression]:
    """Return the lowest tests and amounts of the rules that depend on the day.

    Every rule depends on the day through these alone: where none of them changes, no answer does.
    """
    gathering = _Gathering()
    for policy in policies:
        for root in roots(policy):
            gathering.day_shows_through(root)
    return list(gathering.found)


class _Gathering:
    """Walks the rules once and collects the tests through which they depend on the day."""

    def __init__(self) -> None:
        self.found: dict[Expression, None] = {}
        self._shows: dict[Expression, bool] = {}

    def day_shows_through(self, node: Expression) -> bool:
        """Return whether the node depends on the day without a test in between; collect the tests below it."""
        if node not in self._shows:
            self._shows[node] = self._look(node)
        return self._shows[node]

    def _look(self, node: Expression) -> bool:
        if isinstance(node, EvaluationDay):
            return True
        children = (node.expression,) if isinstance(node, Variable) else node.children
        # Every child is walked, also after one that shows the day.
        shows = sum(self.day_shows_through(child) for child in children) > 0
        if shows and node.kind in _ANSWERS:
            self.found[node] = None
            return False
        return shows


def _reaches(policy: Policy, parameters: ParameterSet, days: Sequence[date]) -> bool:
    try:
        for key in parameters_used(policy):
            for day in days:
                parameters.at(key, on=day)
    except ParameterError:
        return False
    return True


class _Looking:
    """One register, and what was asked of it so far."""

    def __init__(
        self, register: Register, policies: Sequence[Policy], parameters: ParameterSet, threads: int
    ) -> None:
        self.register, self.policies, self.parameters, self.threads = register, policies, parameters, threads
        self.rules = _book(policies)
        self.tests = _book([_as_policy(number, test) for number, test in enumerate(day_tests(policies))])
        self.keys = sorted({key for policy in policies for key in parameters_used(policy)})
        self._tested: dict[date, batch.BatchResults] = {}

    def households_that_may_turn(self, before: date, after: date) -> Ints:
        """Return the rows of the households in which a test changes, or whose county has another parameter."""
        may_turn = np.zeros(self.register.household_count, dtype=np.bool_)
        if before != after:
            earlier, later = self._test(before), self._test(after)
            for key in earlier:
                changed = _differs(earlier[key], later[key])
                if earlier[key].policy.subject is Entity.PERSON:
                    may_turn[self.register.household_row[changed]] = True
                else:
                    may_turn |= changed
            may_turn |= self._has_other_parameters(before, after)
            self._tested = {after: later}
        return np.flatnonzero(may_turn)

    def _test(self, day: date) -> batch.BatchResults:
        if day not in self._tested:
            self._tested[day] = self._asked(self.register, self.tests, day)
        return self._tested[day]

    def _asked(self, register: Register, book: Rulebook, day: date) -> batch.BatchResults:
        return batch.evaluate(register, book, self.parameters, on=day, threads=self.threads)

    def _has_other_parameters(self, before: date, after: date) -> Mask:
        counties = np.unique(self.register.county)
        other = np.zeros(len(counties), dtype=np.bool_)
        for key in self.keys:
            old, new = self.parameters.at(key, on=before), self.parameters.at(key, on=after)
            if old is not new:
                other |= [old.for_county(int(code)) != new.for_county(int(code)) for code in counties]
        changed: Mask = np.isin(self.register.county, counties[other])
        return changed

    def turns(self, households: Ints, before: date, after: date) -> Iterator[Turns]:
        """Ask every rule about some households on two days and yield what turns."""
        if not len(households):
            return
        some = self.register.subset(households)
        earlier, later = self._asked(some, self.rules, before), self._asked(some, self.rules, after)
        persons = _persons_of(self.register, households)
        for policy in self.policies:
            rows = persons if policy.subject is Entity.PERSON else households
            found = _turned(earlier[policy.key], later[policy.key], rows, after.replace(day=1))
            if len(found.rows):
                yield found


def _book(policies: Iterable[Policy]) -> Rulebook:
    book = Rulebook("upcoming", _LABEL)
    book.policies.update({policy.key: policy for policy in policies})
    return book


def _as_policy(number: int, test: Expression) -> Policy:
    """Wrap a test or an amount so that the evaluators answer it for everybody."""
    is_amount = test.kind is Kind.MONEY
    return Policy(
        key=f"test_{number}",
        title=_LABEL,
        subject=test.entity or Entity.HOUSEHOLD,
        conditions=(Condition(_LABEL, Constant(True) if is_amount else test),),
        benefit=Benefit.RECOGNITION,
        amount=test if is_amount else None,
    )


def _differs(earlier: batch.PolicyResults, later: batch.PolicyResults) -> Mask:
    differs: Mask = earlier.status != later.status
    if earlier.policy.amount is not None:
        differs = differs | (earlier.amount_fen != later.amount_fen) | (_is_open(earlier) != _is_open(later))
    return differs


def _is_open(results: batch.PolicyResults) -> Mask:
    is_open = np.zeros(len(results.status), dtype=np.bool_)
    is_open[results.missing.rows] = True
    return is_open


def _turned(earlier: batch.PolicyResults, later: batch.PolicyResults, rows: Ints, month: date) -> Turns:
    was, will = earlier.status, later.status
    eligible, unknown = Eligibility.ELIGIBLE, Eligibility.UNKNOWN
    both = (was == eligible) & (will == eligible)
    opened = _is_open(later) & ~_is_open(earlier)
    cases: list[tuple[Any, Turn]] = [
        ((was != eligible) & (will == eligible), Turn.GAINS),
        ((was == eligible) & (will == Eligibility.NOT_ELIGIBLE), Turn.LOSES),
        (((was != unknown) & (will == unknown)) | (both & opened), Turn.ASKS),
        (both & (earlier.amount_fen != later.amount_fen), Turn.AMOUNT),
    ]
    kind = np.select([case for case, _ in cases], [turn for _, turn in cases], default=0).astype(np.int8)
    places = np.flatnonzero(kind)
    return Turns(
        later.policy, month, rows[places], kind[places], earlier.amount_fen[places], later.amount_fen[places]
    )


def _persons_of(register: Register, households: Ints) -> Ints:
    """Return the rows of the members of some households, in the order of ``Register.subset``."""
    starts, sizes = register.offsets[households], np.diff(register.offsets)[households]
    ends = np.cumsum(sizes)
    rows: Ints = np.repeat(starts - (ends - sizes), sizes) + np.arange(ends[-1] if len(ends) else 0)
    return rows
