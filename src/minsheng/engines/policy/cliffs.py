"""Cliffs (陡坡): where one more yuan earned takes away more than a yuan of benefits.

    found = cliffs(register, BOOKS, parameters, on=day, income="wage_fen", earner=rows, classes=classes)
    found.distance_fen, found.loss_fen, found.lost_by_policy["dibao"]
    points = curve(register, row, BOOKS, parameters, on=day, income="wage_fen", member=0, classes=classes)

Only money that comes every month or year counts, a year as twelve months. A benefit that tapers yuan for yuan is no
cliff: the household is left with as much as before. Incomes are raised step by step and a step in which more is lost
than earned is halved down to one yuan; a cliff that another benefit makes up for within the same step is not seen.

A class in which a household is recognised (``classes``) is taken to follow the rules, because it would at the next
review: otherwise what rests on the class would seem never to be lost.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy import batch
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.register_files import Column
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Benefit, Per, Policy, Rulebook, facts_used

YUAN = 100
MONTHS_IN_A_YEAR = 12
PAID = (Benefit.CASH, Benefit.VOUCHER)

Ints = npt.NDArray[np.int64]
Evaluate = Callable[..., batch.BatchResults]


@dataclass(frozen=True, slots=True)
class Classes:
    """A fact of the household that says in which class it is recognised, and the policy behind each code, best first.

    ``none`` is the code of no class. A class without a policy here, and one that is not known yet, stays as it is.
    """

    fact: str
    policies: Mapping[int, str]
    none: int = 0


@dataclass(frozen=True, eq=False)
class Cliffs:
    """The first cliff ahead of each household, in the order of the register; -1 where there is none within the span.

    ``distance_fen``: how much more the earner would have to earn to reach it (the yuan that falls included).
    ``loss_fen``: by how much the household would then have less, the yuan earned set against what is lost.
    ``lost_by_policy``: what each policy pays less at that yuan. ``is_asked``: who has an earner and draws something.
    """

    distance_fen: Ints
    loss_fen: Ints
    lost_by_policy: Mapping[str, Ints]
    is_asked: npt.NDArray[np.bool_]
    within_fen: int

    @property
    def rows(self) -> Ints:
        """The rows of the households with a cliff ahead."""
        return np.flatnonzero(self.distance_fen >= 0)


@dataclass(frozen=True, slots=True)
class Point:
    """One income of the earner with what the household then draws in a month, by policy, and has altogether."""

    income_fen: int
    by_policy: Mapping[str, int]
    benefits_fen: int

    @property
    def together_fen(self) -> int:
        return self.income_fen + self.benefits_fen


@dataclass(frozen=True, eq=False)
class _Question:
    """The rules that are asked again and again with other incomes."""

    books: tuple[Rulebook, ...]
    parameters: ParameterSet
    on: date
    income: str
    classes: Classes | None
    evaluate: Evaluate

    @cached_property
    def paying(self) -> dict[str, Policy]:
        """The policies whose money can change with the income, directly or by the class."""
        moving = {self.income, *(() if self.classes is None else (self.classes.fact,))}
        return {
            key: policy
            for book in self.books
            for key, policy in book.policies.items()
            if policy.amount is not None
            and policy.benefit in PAID
            and policy.per is not Per.ONCE
            and moving & facts_used(policy).keys()
        }

    def benefits(self, register: Register, earner: Ints, incomes: Ints) -> dict[str, Ints]:
        """Return by policy what every household draws in a month (fen) if its earner has an income."""
        asked = _with_income(register, self.income, earner, incomes)
        if self.classes is not None:
            asked = self._recognised(asked, self.classes)
        found = self.evaluate(asked, self.books, self.parameters, on=self.on, policies=list(self.paying))
        return {key: _by_household(asked, one) for key, one in found.items()}

    def _recognised(self, register: Register, classes: Classes) -> Register:
        keys = list(classes.policies.values())
        found = self.evaluate(register, self.books, self.parameters, on=self.on, policies=keys)
        column = register.households.get(classes.fact)
        if column is None:
            return register
        recorded, known = column.values, column.known
        is_managed = np.isin(recorded, [classes.none, *classes.policies])
        is_open = np.any([found[key].status == Eligibility.UNKNOWN for key in keys], axis=0)
        follows = is_managed & ~is_open & (True if known is None else known)
        new = np.select(
            [found[key].status == Eligibility.ELIGIBLE for key in keys], list(classes.policies), classes.none
        )
        values = np.where(follows, new, recorded).astype(recorded.dtype)
        households = {**register.households, classes.fact: Column(values, known)}
        return dataclasses.replace(register, households=households)


def _with_income(register: Register, fact: str, earner: Ints, incomes: Ints) -> Register:
    column = register.persons[fact]
    values, known = column.values.astype(np.int64, copy=True), column.known
    values[earner] = incomes
    if known is not None:
        known = known.copy()
        known[earner] = True
    return dataclasses.replace(register, persons={**register.persons, fact: Column(values, known)})


def _by_household(register: Register, found: batch.PolicyResults) -> Ints:
    amount = found.amount_fen
    if found.policy.per is Per.YEAR:
        amount = amount // MONTHS_IN_A_YEAR
    if found.policy.subject is Entity.HOUSEHOLD:
        return np.asarray(amount, dtype=np.int64)
    total = np.zeros(register.household_count, dtype=np.int64)
    np.add.at(total, register.household_row, amount)
    return total


def _sum(parts: Mapping[str, Ints], size: int) -> Ints:
    total = np.zeros(size, dtype=np.int64)
    for part in parts.values():
        total += part
    return total


def cliffs(
    register: Register,
    books: Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    income: str,
    earner: Ints,
    classes: Classes | None = None,
    within_fen: int = 500 * YUAN,
    step_fen: int = 10 * YUAN,
    evaluate: Evaluate = batch.evaluate,
) -> Cliffs:
    """Find for every household the first cliff ahead of its earner.

    income: the monthly income that is raised. earner: for every household the row of the person whose income it is, -1
    for none. Households that draw nothing, or whose earner's income is not known, are not asked: they lose nothing.
    """
    if within_fen < step_fen or step_fen % YUAN:
        raise ValueError("step_fen is a number of whole yuan and within_fen at least one step.")
    question = _Question(tuple(books), parameters, on, income, classes, evaluate)
    size = register.household_count
    column = register.persons[income]
    has_earner = earner >= 0
    if column.known is not None:
        has_earner &= column.known[np.maximum(earner, 0)]
    rows = np.flatnonzero(has_earner)
    part, who = _part(register, rows, earner)
    base = part.persons[income].values[who].astype(np.int64)
    draws = _sum(question.benefits(part, who, base), len(rows)) > 0
    rows = rows[draws]
    is_asked = np.zeros(size, dtype=np.bool_)
    is_asked[rows] = True
    part, who = _part(register, rows, earner)
    base = part.persons[income].values[who].astype(np.int64)
    top = _first_steps(question, part, who, base, within_fen=within_fen, step_fen=step_fen)
    distance = np.full(size, -1, dtype=np.int64)
    loss = np.zeros(size, dtype=np.int64)
    lost = {key: np.zeros(size, dtype=np.int64) for key in question.paying}
    near = np.flatnonzero(top >= 0)
    if len(near):
        ahead, whose = _part(part, near, who)
        high = _halved(question, ahead, whose, base[near], top[near], step_fen)
        last = question.benefits(ahead, whose, base[near] + high - YUAN)
        then = question.benefits(ahead, whose, base[near] + high)
        distance[rows[near]] = high
        loss[rows[near]] = _sum(last, len(near)) - _sum(then, len(near)) - YUAN
        for key in lost:
            lost[key][rows[near]] = last[key] - then[key]
    return Cliffs(distance, loss, lost, is_asked, within_fen)


def _part(register: Register, rows: Ints, earner: Ints) -> tuple[Register, Ints]:
    """Return some households and where their earners are among their members."""
    part = register.subset(rows)
    return part, part.offsets[:-1] + (earner[rows] - register.offsets[rows])


def _first_steps(
    question: _Question, part: Register, who: Ints, base: Ints, *, within_fen: int, step_fen: int
) -> Ints:
    """Return for every household the end of the first step in which it loses more than it earns; -1 for none."""
    top = np.full(part.household_count, -1, dtype=np.int64)
    before = _sum(question.benefits(part, who, base), part.household_count)
    for end in range(step_fen, within_fen + 1, step_fen):
        after = _sum(question.benefits(part, who, base + end), part.household_count)
        top[(top < 0) & (before - after > step_fen)] = end
        before = after
    return top


def _halved(question: _Question, part: Register, who: Ints, base: Ints, top: Ints, step_fen: int) -> Ints:
    """Return the yuan at which each household falls, within the step that ends at ``top``."""
    low, high = top - step_fen, top.copy()
    while (high - low > YUAN).any():
        middle = low + (high - low) // (2 * YUAN) * YUAN
        middle = np.where(high - low > YUAN, np.maximum(middle, low + YUAN), high)
        have = [_sum(question.benefits(part, who, base + at), len(top)) + at for at in (low, middle, high)]
        falls_early = have[0] - have[1] >= have[1] - have[2]
        is_done = high - low <= YUAN
        high = np.where(is_done | ~falls_early, high, middle)
        low = np.where(is_done | falls_early, low, middle)
    return high


def curve(
    register: Register,
    row: int,
    books: Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    income: str,
    member: int,
    classes: Classes | None = None,
    to_fen: int = 3_000 * YUAN,
    step_fen: int = 50 * YUAN,
    evaluate: Evaluate = batch.evaluate,
) -> list[Point]:
    """Return what one household draws while one member's income rises from nothing, all else as it is."""
    levels = np.arange(0, to_fen + 1, step_fen, dtype=np.int64)
    copies = register.subset(np.full(len(levels), row, dtype=np.int64))
    question = _Question(tuple(books), parameters, on, income, classes, evaluate)
    found = question.benefits(copies, copies.offsets[:-1] + member, levels)
    return [
        Point(
            income_fen=int(level),
            by_policy={key: int(amounts[place]) for key, amounts in found.items() if amounts.any()},
            benefits_fen=int(sum(amounts[place] for amounts in found.values())),
        )
        for place, level in enumerate(levels)
    ]
