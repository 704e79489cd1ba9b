"""What if: both versions of the rules over a whole register, and who gains, loses or becomes unknown.

    reform = read_reform(text, name="reform.yaml", books=BOOKS, vocabulary=FACTS, parameters=parameters)
    found = simulate(register, BOOKS, parameters, reform, on=day)
    found["hard_to_employ"].counts(), found["hard_to_employ"].change_fen.sum()

Only policies that can change are evaluated. A subject is in exactly one of: unchanged, gains, loses, newly unknown
(a fact is needed now that was not needed before) and newly known. Nothing is decided by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy import batch
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Per, Policy, Rulebook, fingerprint, parameters_used
from minsheng.engines.policy.simulate_reform import Reform, ReformError, must_hold_on
from minsheng.engines.policy.text import Text

__all__ = ["MONTHS_IN_A_YEAR", "Outcome", "PolicyChange", "Simulation", "simulate"]

MONTHS_IN_A_YEAR = 12

Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Evaluate = Callable[..., batch.BatchResults]


class Outcome(IntEnum):
    """What a reform does to one subject of one policy."""

    UNCHANGED = 0
    GAINS = 1
    LOSES = 2
    NEWLY_UNKNOWN = 3
    NEWLY_KNOWN = 4

    @property
    def key(self) -> str:
        return self.name.lower()

    @property
    def wording(self) -> Text:
        return _WORDING[self]


_WORDING = {
    Outcome.UNCHANGED: Text("不变", "unchanged"),
    Outcome.GAINS: Text("受益", "gain"),
    Outcome.LOSES: Text("受损", "lose"),
    Outcome.NEWLY_UNKNOWN: Text("变为信息不足", "newly unknown"),
    Outcome.NEWLY_KNOWN: Text("由信息不足变为可判定", "newly known"),
}


@dataclass(frozen=True, eq=False)
class PolicyChange:
    """One policy before and after the reform, for every subject in the order of the register."""

    register: Register
    before: batch.PolicyResults
    after: batch.PolicyResults

    @property
    def policy(self) -> Policy:
        return self.before.policy

    @property
    def is_personal(self) -> bool:
        return self.policy.subject is Entity.PERSON

    @cached_property
    def household_rows(self) -> Ints:
        """The row of the household of every subject."""
        return self.register.household_row if self.is_personal else np.arange(self.register.household_count)

    @cached_property
    def is_amount_compared(self) -> Truths:
        """Where both amounts are known; whoever is not eligible has the known amount of nothing."""
        compared: Truths = _is_amount_known(self.before) & _is_amount_known(self.after)
        return compared

    @cached_property
    def change_fen(self) -> Ints:
        """By how much the amount of one period changes; 0 where it is not known on both sides."""
        change: Ints = np.where(self.is_amount_compared, self.after.amount_fen - self.before.amount_fen, 0)
        return change

    @cached_property
    def outcome(self) -> npt.NDArray[np.int8]:
        """The outcome of every subject, see ``Outcome``."""
        old, new = self.before.status, self.after.status
        was_known, is_known = old != Eligibility.UNKNOWN, new != Eligibility.UNKNOWN
        both = was_known & is_known
        stays_eligible = both & (old == Eligibility.ELIGIBLE) & (new == Eligibility.ELIGIBLE)
        amount_was_known, amount_is_known = _is_amount_known(self.before), _is_amount_known(self.after)
        chosen = [
            (both & (new > old), Outcome.GAINS),
            (both & (new < old), Outcome.LOSES),
            (was_known & ~is_known, Outcome.NEWLY_UNKNOWN),
            (~was_known & is_known, Outcome.NEWLY_KNOWN),
            (stays_eligible & amount_was_known & ~amount_is_known, Outcome.NEWLY_UNKNOWN),
            (stays_eligible & ~amount_was_known & amount_is_known, Outcome.NEWLY_KNOWN),
            (self.change_fen > 0, Outcome.GAINS),
            (self.change_fen < 0, Outcome.LOSES),
        ]
        cases, codes = zip(*chosen, strict=True)
        found: npt.NDArray[np.int8] = np.select(cases, codes, default=Outcome.UNCHANGED).astype(np.int8)
        return found

    def rows(self, outcome: Outcome) -> Ints:
        """Return the rows of the subjects with one outcome."""
        return np.flatnonzero(self.outcome == outcome)

    def counts(self) -> dict[str, int]:
        """Return how many subjects have each outcome."""
        counted = np.bincount(self.outcome, minlength=len(Outcome))
        return {outcome.key: int(counted[outcome]) for outcome in Outcome}

    @cached_property
    def change_year_fen(self) -> Ints:
        """The change of a whole year; what is paid once counts once, in ``change_fen`` only."""
        if self.policy.per is Per.ONCE:
            return np.zeros_like(self.change_fen)
        return self.change_fen * (MONTHS_IN_A_YEAR if self.policy.per is Per.MONTH else 1)

    @property
    def amounts_left_open(self) -> int:
        """How many gain or lose by an amount that a missing fact keeps open, so that no sum contains it."""
        moved = (self.outcome == Outcome.GAINS) | (self.outcome == Outcome.LOSES)
        return int((moved & ~self.is_amount_compared).sum()) if self.policy.amount is not None else 0

    def people(self, outcome: Outcome) -> int:
        """Return how many people live behind an outcome: the subjects, or all members of the households."""
        rows = self.rows(outcome)
        if self.is_personal:
            return len(rows)
        return int((self.register.offsets[rows + 1] - self.register.offsets[rows]).sum())

    def households(self, outcome: Outcome) -> int:
        """Return in how many households somebody, or the household itself, has an outcome."""
        return len(np.unique(self.household_rows[self.rows(outcome)]))


def _is_amount_known(results: batch.PolicyResults) -> Truths:
    known: Truths = results.status != Eligibility.UNKNOWN
    is_eligible = results.status == Eligibility.ELIGIBLE
    has_missing = np.zeros(len(known), dtype=np.bool_)
    has_missing[results.missing.rows] = True
    amount_known: Truths = known & ~(is_eligible & has_missing)
    return amount_known


class Simulation(Mapping[str, PolicyChange]):
    """Everything a reform changes in one register on one day, by policy."""

    def __init__(
        self,
        register: Register,
        changes: Iterable[PolicyChange],
        *,
        reform: Reform,
        books: tuple[Rulebook, ...],
        parameters: ParameterSet,
        on: date,
    ) -> None:
        self.register, self.reform, self.books = register, reform, books
        self.parameters, self.on = parameters, on
        self._changes = {change.policy.key: change for change in changes}

    def __getitem__(self, policy: str) -> PolicyChange:
        return self._changes[policy]

    def __iter__(self) -> Iterator[str]:
        return iter(self._changes)

    def __len__(self) -> int:
        return len(self._changes)

    @cached_property
    def household_year_fen(self) -> Ints:
        """By how much all benefits of a household together change in a year, in the order of the register."""
        total = np.zeros(self.register.household_count, dtype=np.int64)
        for change in self.values():
            np.add.at(total, change.household_rows, change.change_year_fen)
        return total


def affected_policies(books: Iterable[Rulebook], reform: Reform) -> list[str]:
    """Return the keys of the policies that a reform can change, in the order of the books."""
    keys = set(reform.changed_keys)
    new = {key: policy for book in reform.books for key, policy in book.policies.items()}
    return [
        key
        for book in books
        for key, policy in book.policies.items()
        if (policy is not new[key] and fingerprint(policy) != fingerprint(new[key]))
        or keys & (parameters_used(policy) | parameters_used(new[key]))
    ]


def simulate(
    register: Register,
    books: Iterable[Rulebook],
    parameters: ParameterSet,
    reform: Reform,
    *,
    on: date,
    evaluate: Evaluate = batch.evaluate,
    threads: int = 1,
) -> Simulation:
    """Evaluate the rules as they are and as they would be, and compare.

    register: with the facts of both versions (``facts_needed``). evaluate: ``batch.evaluate`` or ``fused.evaluate``.
    Raises ReformError if the reform can change no policy or begins after the day.
    """
    must_hold_on(reform, on=on)
    chosen = tuple(books)
    keys = affected_policies(chosen, reform)
    if not keys:
        raise ReformError(
            "No policy rests on what this reform changes. Changed: "
            f"{', '.join((*reform.changed_keys, *reform.changed_truths))}. Name one that a policy uses."
        )
    before = evaluate(register, chosen, parameters, on=on, policies=keys, threads=threads)
    after = evaluate(register, reform.books, reform.parameters, on=on, policies=keys, threads=threads)
    changes = (PolicyChange(register, before[key], after[key]) for key in keys)
    return Simulation(register, changes, reform=reform, books=chosen, parameters=parameters, on=on)
