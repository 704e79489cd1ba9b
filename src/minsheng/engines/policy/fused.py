"""Evaluating a whole register with one compiled function; equal to ``batch`` and ``scalar`` cell by cell, but faster.

    found = fused.evaluate(register, BOOKS, parameters, on=day, threads=2)
    found["dibao"].status, found["dibao"].amount_fen, found["dibao"].missing.counts()

The first evaluation of a rule set compiles it, in kernels of a few policies each; that takes a second or two for every
policy, and the machine code is kept on disk. Changed parameters, days, counties and people need no new compilation;
changed rules do, but only in the kernels they belong to, and so does a register in which other facts are unknown for
somebody. Needs Numba (``pip install minsheng[fast]``). Changed households alone are evaluated by
``evaluate(register.subset(rows), ...)``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from queue import SimpleQueue
from typing import Any

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy import calendars, fused_kernel
from minsheng.engines.policy.batch import BatchResults, MissingFacts, PolicyResults
from minsheng.engines.policy.binding import BoundRules, bind
from minsheng.engines.policy.facts import Entity, Fact, Kind
from minsheng.engines.policy.fused_kernel import HOW_TO_INSTALL, Kernel, NotInstalledError, is_installed
from minsheng.engines.policy.fused_source import COUNTY_ARGUMENTS, Source
from minsheng.engines.policy.fused_steps import in_groups
from minsheng.engines.policy.fused_tables import CountyNumbers
from minsheng.engines.policy.fused_tile import COLUMN_TYPES
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.register_files import filler
from minsheng.engines.policy.rulebook import Rulebook

__all__ = ["HOW_TO_INSTALL", "NotInstalledError", "evaluate", "is_installed"]

BLOCK_HOUSEHOLDS = 16_384
_FEWEST_HOUSEHOLDS = 1_024  # smaller blocks than that are not made only to keep threads busy
_LINE = 64  # bytes that a processor moves at once

Array = npt.NDArray[Any]


def evaluate(
    register: Register,
    books: Rulebook | Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    block_households: int = BLOCK_HOUSEHOLDS,
    policies: Collection[str] | None = None,
    threads: int = 1,
    may_be_unknown: Collection[str] = (),
) -> BatchResults:
    """Evaluate policies for everybody in a register on a day, as ``batch.evaluate`` does.

    block_households: how many households one call of the kernel computes. threads: how many calls run side by side.
    may_be_unknown: facts to be ready for although this register knows them for everybody; for the parts of one
    register, which shall share one kernel. Raises NotInstalledError without Numba, and what ``batch.evaluate`` raises.
    """
    return evaluate_with(
        fused_kernel.compiled,
        register,
        books,
        parameters,
        on=on,
        block_households=block_households,
        policies=policies,
        threads=threads,
        may_be_unknown=may_be_unknown,
    )


def evaluate_with(
    make: Callable[[Source], Kernel],
    register: Register,
    books: Rulebook | Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    block_households: int = BLOCK_HOUSEHOLDS,
    policies: Collection[str] | None = None,
    threads: int = 1,
    may_be_unknown: Collection[str] = (),
) -> BatchResults:
    """Evaluate as ``evaluate`` does, with a kernel made from its source in a way of one's own."""
    if block_households < 1 or threads < 1:
        raise ValueError("block_households and threads must be at least 1.")
    rules = bind(books, parameters, on=on)
    chosen = tuple(key for key in rules.policies if policies is None or key in policies)
    open_facts = frozenset(_open_facts(register, rules.facts.values()) | set(may_be_unknown))
    counties = _Counties(*_ranked(register.county))
    blocks = _blocks(register.household_count, block_households, threads)
    results: list[PolicyResults] = []
    for group in _groups(rules, chosen):
        ready = _ready(rules, group, open_facts, make)
        results += _run(_Run(ready, rules, register, counties), blocks, threads=threads)
    return BatchResults(register, rules.on, results)


def _blocks(households: int, most: int, threads: int) -> list[tuple[int, int]]:
    """Return the first household of each block and the one after its last; so many that no thread waits for long."""
    size = most if threads == 1 else min(most, max(_FEWEST_HOUSEHOLDS, -(-households // (4 * threads))))
    return [(first, min(first + size, households)) for first in range(0, households, size)]


def _open_facts(register: Register, facts: Iterable[Fact]) -> set[str]:
    """Return the facts that are unknown for somebody."""
    columns = ((fact.name, register.columns(fact.entity).get(fact.name)) for fact in facts)
    return {name for name, column in columns if column is None or column.known is not None}


@dataclass(frozen=True, eq=False)
class _Ready:
    """A source and its kernel, ready to run."""

    source: Source
    kernel: Kernel


@lru_cache(maxsize=64)
def _groups(rules: BoundRules, policies: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(in_groups(rules, policies))


@lru_cache(maxsize=256)
def _ready(
    rules: BoundRules,
    policies: tuple[str, ...],
    open_facts: frozenset[str],
    make: Callable[[Source], Kernel],
) -> _Ready:
    source = Source(rules, [rules.policies[key] for key in policies], open_facts)
    return _Ready(source, make(source))


def _run(run: _Run, blocks: Sequence[tuple[int, int]], *, threads: int) -> list[PolicyResults]:
    room = run.room_for(blocks)
    buffers: SimpleQueue[_Buffers] = SimpleQueue()
    for _ in range(min(threads, len(blocks))):
        buffers.put(_Buffers(run.source, room))

    def compute(block: tuple[int, int]) -> list[_OpenRows]:
        own = buffers.get()
        try:
            return run.compute(block, own)
        finally:
            buffers.put(own)

    if threads == 1 or len(blocks) == 1:
        found = [compute(block) for block in blocks]
    else:
        with ThreadPoolExecutor(threads) as pool:
            found = list(pool.map(compute, blocks))
    return run.results(found)


_OpenRows = tuple[Array, Array]  # rows of the register, and their bits (rows, words)


class _Buffers:
    """Where one thread's kernel puts the open rows of a block, for every answer."""

    def __init__(self, source: Source, room: dict[Entity, int]) -> None:
        self.counts = np.zeros(max(1, len(source.answers)), dtype=np.uint64)
        self.open: dict[int, _OpenRows] = {
            number: (
                np.empty(room[answer.policy.subject], dtype=np.int64),
                np.empty((room[answer.policy.subject], source.page.word_count), dtype=np.uint64),
            )
            for number, answer in enumerate(source.answers)
            if source.can_be_open(answer)
        }

    def take(self, number: int) -> _OpenRows:
        """Return the open rows of an answer found since the last block."""
        rows, bits = self.open[number]
        count = int(self.counts[number])
        return rows[:count].copy(), bits[:count].copy()


class _Run:
    """One register going through one kernel."""

    def __init__(self, ready: _Ready, rules: BoundRules, register: Register, counties: _Counties) -> None:
        self._ready, self.source, self._register = ready, ready.source, register
        self._given = _given(ready, rules, register, counties)
        sizes = {Entity.PERSON: register.person_count, Entity.HOUSEHOLD: register.household_count}
        self._status, self._amount = _answer_columns(self.source, sizes)

    def room_for(self, blocks: Sequence[tuple[int, int]]) -> dict[Entity, int]:
        """Return how many subjects the largest block has."""
        offsets = self._register.offsets
        return {
            Entity.PERSON: max((int(offsets[after] - offsets[first]) for first, after in blocks), default=0),
            Entity.HOUSEHOLD: max((after - first for first, after in blocks), default=0),
        }

    def compute(self, block: tuple[int, int], buffers: _Buffers) -> list[_OpenRows]:
        """Compute the households of a block and return the open rows of each answer that can be open."""
        buffers.counts[:] = 0
        given = self._given | {
            "first": np.uint64(block[0]),
            "after": np.uint64(block[1]),
            "counts": buffers.counts,
        }
        answers = [
            argument for number in range(len(self._status)) for argument in self._answer(number, buffers)
        ]
        fixed = [given[name] for name in self.source.arguments[: -len(answers) or None]]
        self._ready.kernel.households(*fixed, *answers)
        return [buffers.take(number) for number in buffers.open]

    def _answer(self, number: int, buffers: _Buffers) -> list[Array]:
        amount = self._amount[number]
        return [self._status[number], *([] if amount is None else [amount]), *buffers.open.get(number, ())]

    def results(self, found: Sequence[Sequence[_OpenRows]]) -> list[PolicyResults]:
        """Return the results of all policies once every block is computed."""
        source = self.source
        can_be_open = [number for number, answer in enumerate(source.answers) if source.can_be_open(answer)]
        places = {number: place for place, number in enumerate(can_be_open)}
        return [
            self._result(number, [block[places[number]] for block in found] if number in places else [])
            for number in range(len(source.answers))
        ]

    def _result(self, number: int, parts: Sequence[_OpenRows]) -> PolicyResults:
        status, amount = self._status[number], self._amount[number]
        rows = [np.empty(0, dtype=np.int64), *(rows for rows, _ in parts)]
        bits = [np.empty((0, self.source.page.word_count), dtype=np.uint64), *(bits for _, bits in parts)]
        return PolicyResults(
            policy=self.source.answers[number].policy,
            status=status,
            amount_fen=np.broadcast_to(np.int64(0), status.shape) if amount is None else amount,
            missing=MissingFacts(self.source.page.open_facts, np.concatenate(rows), np.concatenate(bits)),
        )


def _answer_columns(source: Source, sizes: Mapping[Entity, int]) -> tuple[list[Array], list[Array | None]]:
    """Return empty columns for the status and the amount of every answer, as parts of one piece of memory.

    One large piece is handed out by the system faster than many, and its parts do not all begin at the start of a
    page, so that they do not fight for the same places in the processor's cache.
    """
    wanted: list[tuple[int, Any]] = []
    for answer in source.answers:
        size = sizes[answer.policy.subject]
        wanted += [(size, np.int8), (size if answer.amount is not None else 0, np.int64)]
    starts, total = [], 0
    for size, kind in wanted:
        starts.append(total)
        total += -(-size * np.dtype(kind).itemsize // _LINE) * _LINE + _LINE
    memory = np.zeros(total, dtype=np.uint8)
    columns = [
        memory[start : start + size * np.dtype(kind).itemsize].view(kind)
        for start, (size, kind) in zip(starts, wanted, strict=True)
    ]
    amounts = zip(source.answers, columns[1::2], strict=True)
    return columns[::2], [None if answer.amount is None else column for answer, column in amounts]


# What a kernel is given.


@dataclass(frozen=True)
class _Counties:
    """The counties of a register in ascending order, and the rank of each household's county."""

    codes: tuple[int, ...]
    rank: Array


def _given(ready: _Ready, rules: BoundRules, register: Register, counties: _Counties) -> dict[str, Any]:
    """Return the arguments that are the same for every block, by name."""
    source = ready.source
    given = {
        "offsets": np.ascontiguousarray(register.offsets, dtype=np.int64),
        "county": counties.rank,
        **_of_counties(ready, rules, counties.codes),
    }
    for fact in source.facts.values():
        given |= zip(source.fact_arguments(fact.name), _column(register, fact), strict=False)
    return given


@lru_cache(maxsize=256)
def _of_counties(ready: _Ready, rules: BoundRules, counties: tuple[int, ...]) -> dict[str, Any]:
    """Return what depends on nothing but the parameters, by name; not to be written to."""
    page = ready.source.page
    numbers = CountyNumbers(rules.values, counties, amounts=list(page.amounts), tables=list(page.tables))
    given = {
        "today": calendars.day_number(rules.on),
        **{name: getattr(numbers, name) for name in ("amounts", "keys", "entries", "firsts", "afters")},
        "own": np.zeros((len(counties), max(1, len(page.owned))), dtype=np.int64),
    }
    ready.kernel.of_counties(*(given[name] for name in COUNTY_ARGUMENTS))
    return given


def _ranked(county: Array) -> tuple[tuple[int, ...], Array]:
    """Return the counties of a register in ascending order, and the rank of each household's county."""
    if county.size == 0:
        return (), np.empty(0, dtype=np.int32)
    lowest = int(county.min())
    steps = county - lowest
    is_present = np.zeros(int(steps.max()) + 1, dtype=np.int32)
    is_present[steps] = 1
    rank_of = np.cumsum(is_present, dtype=np.int32) - 1
    return tuple(int(step) + lowest for step in np.flatnonzero(is_present)), rank_of[steps]


def _column(register: Register, fact: Fact) -> tuple[Array, Array]:
    """Return a fact's values and where they are known, in the types the kernel takes."""
    kind = np.dtype(COLUMN_TYPES[fact.kind])
    column = register.columns(fact.entity).get(fact.name)
    size = register.person_count if fact.entity is Entity.PERSON else register.household_count
    if column is None:
        value = 0 if fact.kind is Kind.BOOL else filler(fact)
        return np.full(size, value, dtype=kind), np.zeros(size, dtype=np.bool_)
    known = np.ones(size, dtype=np.bool_) if column.known is None else column.known
    return np.ascontiguousarray(column.values, dtype=kind), np.ascontiguousarray(known)
