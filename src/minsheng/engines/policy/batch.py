"""Evaluating a whole register with NumPy, block by block; equal to ``scalar`` cell by cell.

    register = Register.read(folder / "persons.parquet", folder / "households.parquet", FACTS)
    found = batch.evaluate(register, BOOKS, parameters, on=day)
    found["dibao"].status, found["dibao"].amount_fen, found["dibao"].missing.counts()

A block ends between two households, so memory grows with the results and not with the number of variables. Changed
households alone are evaluated by ``evaluate(register.subset(rows), ...)``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy.binding import bind
from minsheng.engines.policy.blocks import Block, Program
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register, RegisterError
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Policy, Rulebook
from minsheng.engines.policy.vectors import Vector

__all__ = ["BatchResults", "MissingFacts", "PolicyResults", "Register", "RegisterError", "evaluate"]

BLOCK_HOUSEHOLDS = 16_384
_BITS_PER_WORD = 64

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class MissingFacts:
    """Which facts keep which rows of one policy open, as a set of bits per open row.

    ``rows`` are the open rows in ascending order; bit f of ``bits[i]`` (word f // 64) says that ``facts[f]`` is missing
    for ``rows[i]``. Rows that are settled do not occur.
    """

    facts: tuple[str, ...]
    rows: Ints
    bits: npt.NDArray[np.uint64]  # (rows, words)

    def of(self, row: int) -> tuple[str, ...]:
        """Return the names of the facts missing for one row, in alphabetical order."""
        place = int(np.searchsorted(self.rows, row))
        if place == len(self.rows) or self.rows[place] != row:
            return ()
        return tuple(
            name
            for number, name in enumerate(self.facts)
            if self._has(self.bits[place : place + 1], number)[0]
        )

    def rows_of(self, fact: str) -> Ints:
        """Return the rows that one fact keeps open."""
        return (
            self.rows[self._has(self.bits, self.facts.index(fact))] if fact in self.facts else self.rows[:0]
        )

    def counts(self) -> dict[str, int]:
        """Return for each missing fact how many rows it keeps open, the most frequent first."""
        counted = {name: int(self._has(self.bits, number).sum()) for number, name in enumerate(self.facts)}
        return {name: count for name, count in sorted(counted.items(), key=lambda pair: -pair[1]) if count}

    @staticmethod
    def _has(bits: npt.NDArray[np.uint64], number: int) -> npt.NDArray[np.bool_]:
        word, bit = divmod(number, _BITS_PER_WORD)
        has: npt.NDArray[np.bool_] = bits[:, word] & np.uint64(1 << bit) != 0
        return has


@dataclass(frozen=True, eq=False)
class PolicyResults:
    """The answers of one policy for every subject, in the order of the register.

    ``status``: 0 not eligible, 1 eligible, 2 unknown (see ``Eligibility``). ``amount_fen``: 0 where not eligible or
    not known; an eligible row with missing facts is one whose amount is still open.
    """

    policy: Policy
    status: npt.NDArray[np.int8]
    amount_fen: Ints
    missing: MissingFacts

    def rows(self, eligibility: Eligibility) -> Ints:
        """Return the rows of the subjects with one answer."""
        return np.flatnonzero(self.status == eligibility)

    def counts(self) -> dict[str, int]:
        """Return how many subjects have each answer: eligible, not_eligible, unknown."""
        counted = np.bincount(self.status, minlength=len(Eligibility))
        return {answer.key: int(counted[answer]) for answer in Eligibility}


class BatchResults(Mapping[str, PolicyResults]):
    """The results of all policies by key, for one register on one day."""

    def __init__(self, register: Register, on: date, results: Iterable[PolicyResults]) -> None:
        self.register = register
        self.on = on
        self._results = {found.policy.key: found for found in results}

    def __getitem__(self, policy: str) -> PolicyResults:
        try:
            return self._results[policy]
        except KeyError:
            known = ", ".join(self._results)
            raise KeyError(f"Policy {policy!r} was not evaluated; evaluated were: {known}.") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._results)

    def __len__(self) -> int:
        return len(self._results)


def evaluate(
    register: Register,
    books: Rulebook | Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    block_households: int = BLOCK_HOUSEHOLDS,
    policies: Collection[str] | None = None,
    threads: int = 1,
) -> BatchResults:
    """Evaluate policies for everybody in a register on a day.

    block_households: how many households are computed at once. policies: the keys to evaluate, None for all.
    threads: how many blocks are computed side by side. Raises RuleError if the books do not fit the parameters and
    ParameterError if a county of the register has no value.
    """
    if block_households < 1 or threads < 1:
        raise ValueError("block_households and threads must be at least 1.")
    rules = bind(books, parameters, on=on)
    chosen = [policy for key, policy in rules.policies.items() if policies is None or key in policies]
    program = Program(rules, register, chosen)
    outputs = [_Output(policy, register) for policy in chosen]
    starts = range(0, register.household_count, block_households)

    def compute(first: int) -> list[_Missing]:
        block = Block(program, first, min(first + block_households, register.household_count))
        block.run()
        return [output.take(block) for output in outputs]

    if threads == 1:
        missing = [compute(first) for first in starts]
    else:
        with ThreadPoolExecutor(threads) as pool:
            missing = list(pool.map(compute, starts))
    per_policy = zip(*missing, strict=True) if missing else ([] for _ in outputs)
    results = [
        output.finished(program, list(parts)) for output, parts in zip(outputs, per_policy, strict=True)
    ]
    return BatchResults(register, on, results)


_Missing = tuple[Ints, Any]  # rows of the register, and their bits (rows, words)


class _Output:
    """The growing result of one policy. Blocks write disjoint rows, so they may come in any order."""

    def __init__(self, policy: Policy, register: Register) -> None:
        self.policy = policy
        is_personal = policy.subject is Entity.PERSON
        self.size = register.person_count if is_personal else register.household_count
        self.status = np.zeros(self.size, dtype=np.int8)
        self.amount = np.zeros(self.size, dtype=np.int64) if policy.amount is not None else None

    def take(self, block: Block) -> _Missing:
        """Write the answers of a block and return its open rows."""
        rows = block.rows(self.policy.subject)
        eligible = block.result(self.policy.eligible, self.policy.subject)
        status = self.status[rows]
        status[:] = eligible.values
        if eligible.known is not None:
            status[~eligible.known] = Eligibility.UNKNOWN
        missing = eligible.missing
        if self.policy.amount is not None and self.amount is not None:
            amount = block.result(self.policy.amount, self.policy.subject)
            is_eligible = status == Eligibility.ELIGIBLE
            self.amount[rows] = np.where(_known_where(is_eligible, amount), amount.values, 0)
            missing = _joined(missing, amount, is_eligible)
        if missing is None:
            return np.empty(0, dtype=np.int64), None
        is_open = np.flatnonzero(missing.any(axis=0))
        return is_open + rows.start, missing[:, is_open].T

    def finished(self, program: Program, parts: list[_Missing]) -> PolicyResults:
        """Return the result once every block is in."""
        rows = [found for found, bits in parts if bits is not None]
        bits = [bits for _, bits in parts if bits is not None]
        nothing = np.empty((0, program.words), dtype=np.uint64)
        amount = np.broadcast_to(np.int64(0), (self.size,)) if self.amount is None else self.amount
        return PolicyResults(
            policy=self.policy,
            status=self.status,
            amount_fen=amount,
            missing=MissingFacts(
                facts=program.facts,
                rows=np.concatenate(rows) if rows else np.empty(0, dtype=np.int64),
                bits=np.concatenate(bits) if bits else nothing,
            ),
        )


def _known_where(chosen: npt.NDArray[np.bool_], vector: Vector) -> npt.NDArray[np.bool_]:
    return chosen if vector.known is None else chosen & vector.known


def _joined(missing: Any, amount: Vector, is_eligible: npt.NDArray[np.bool_]) -> Any:
    """Add the facts missing from the amount of those who are eligible."""
    if amount.missing is None:
        return missing
    of_amount = np.where(is_eligible, amount.missing, np.uint64(0))
    return of_amount if missing is None else missing | of_amount
