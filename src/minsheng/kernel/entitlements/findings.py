"""The main job: what the rules find for everybody, beside what everybody receives. Free of Django and of a database.

    found = screen_tables(persons, households, received, books, parameters, on=day)
    found["dibao"].rows(Comparison.OWED_MISSING)

A difference is a question to a person, never a decision. Counts hold together for every policy:
eligible = agreeing + amount_differs + owed_missing + nothing_due, and
receiving = agreeing + amount_differs + received_not_owed + received_unknown + strangers (people not in the register).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from minsheng.engines.policy import batch, fused
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Policy, Rulebook, facts_used, fingerprint, parameters_used
from minsheng.engines.policy.text import Text
from minsheng.kernel.entitlements.missing_patterns import Patterns
from minsheng.kernel.entitlements.rolls import Roll, Rolls, match
from minsheng.kernel.people.facts import FACTS

Ints = npt.NDArray[np.int64]


class Comparison(IntEnum):
    """How what a rule finds stands to what the roll pays, for one subject and one policy."""

    NOT_OWED = 0
    OWED_MISSING = 1
    AGREEING = 2
    AMOUNT_DIFFERS = 3
    RECEIVED_NOT_OWED = 4
    RECEIVED_UNKNOWN = 5
    OPEN = 6  # a fact is missing, and nothing is received
    NOTHING_DUE = 7  # eligible, but the amount comes to nothing, and nothing is received

    @property
    def key(self) -> str:
        return self.name.lower()

    @property
    def wording(self) -> Text:
        return _WORDING[self]


_WORDING = {
    Comparison.NOT_OWED: Text("不符合且未享受", "not owed, not received"),
    Comparison.OWED_MISSING: Text("应享未享", "owed, not received"),
    Comparison.AGREEING: Text("应享已享", "owed and received"),
    Comparison.AMOUNT_DIFFERS: Text("金额待核", "amount to be checked"),
    Comparison.RECEIVED_NOT_OWED: Text("已享待核", "received, to be checked"),
    Comparison.RECEIVED_UNKNOWN: Text("已享、信息不足", "received, a fact is missing"),
    Comparison.OPEN: Text("信息不足", "not known yet"),
    Comparison.NOTHING_DUE: Text("符合但无应发金额", "eligible, nothing due"),
}
COMPILED_FROM_PEOPLE = 1_000_000
# The differences that a person looks into; those of strangers come from the roll.
LEADS = (Comparison.OWED_MISSING, Comparison.RECEIVED_NOT_OWED, Comparison.AMOUNT_DIFFERS)


class EngineError(ValueError):
    """An engine was asked for that this installation does not have."""


@dataclass(frozen=True, eq=False)
class PolicyFindings:
    """One policy: what the rule finds, what the roll says, and how the two compare, in the order of the register."""

    register: Register
    results: batch.PolicyResults
    roll: Roll

    @property
    def policy(self) -> Policy:
        return self.results.policy

    @property
    def is_personal(self) -> bool:
        return self.policy.subject is Entity.PERSON

    @cached_property
    def is_amount_open(self) -> npt.NDArray[np.bool_]:
        """Where somebody is eligible and a missing fact keeps the amount open."""
        is_open = np.zeros(len(self.results.status), dtype=np.bool_)
        is_open[self.results.missing.rows] = True
        is_open &= self.results.status == Eligibility.ELIGIBLE
        return is_open

    @cached_property
    def comparison(self) -> npt.NDArray[np.int8]:
        """The comparison of every subject, see ``Comparison``."""
        status, receives = self.results.status, self.roll.is_receiving
        is_eligible, is_unknown = status == Eligibility.ELIGIBLE, status == Eligibility.UNKNOWN
        gives_money = self.policy.amount is not None
        is_compared = self.roll.is_amount_known & ~self.is_amount_open & gives_money
        differs = is_compared & (self.roll.amount_fen != self.results.amount_fen)
        is_nothing = gives_money & ~self.is_amount_open & (self.results.amount_fen == 0)
        chosen = [
            (is_unknown & receives, Comparison.RECEIVED_UNKNOWN),
            (is_unknown, Comparison.OPEN),
            (is_eligible & receives & differs, Comparison.AMOUNT_DIFFERS),
            (is_eligible & receives, Comparison.AGREEING),
            (is_eligible & is_nothing, Comparison.NOTHING_DUE),
            (is_eligible, Comparison.OWED_MISSING),
            (receives, Comparison.RECEIVED_NOT_OWED),
        ]
        cases, codes = zip(*chosen, strict=True)
        compared: npt.NDArray[np.int8] = np.select(cases, codes, default=Comparison.NOT_OWED).astype(np.int8)
        return compared

    def rows(self, comparison: Comparison) -> Ints:
        """Return the rows of the subjects with one comparison."""
        return np.flatnonzero(self.comparison == comparison)

    @cached_property
    def household_rows(self) -> Ints:
        """The row of the household of every subject."""
        return self.register.household_row if self.is_personal else np.arange(self.register.household_count)

    @cached_property
    def missing_patterns(self) -> Patterns:
        """The sets of facts that keep answers open."""
        return Patterns.of(self.results.missing)

    @property
    def divisions(self) -> Ints:
        """The twelve-digit division of every subject, as a number."""
        return self.register.division[self.household_rows]

    def counts(self) -> dict[str, int]:
        """Return the counts of the whole register, as ``counting`` gives them by county."""
        by_comparison = np.bincount(self.comparison, minlength=len(Comparison))
        found = {comparison.key: int(by_comparison[comparison]) for comparison in Comparison}
        owed = self.rows(Comparison.OWED_MISSING)
        return self.results.counts() | found | {
            "receiving": int(self.roll.is_receiving.sum()) + len(self.roll.strangers),
            "strangers": len(self.roll.strangers),
            "owed_missing_fen": int(self.results.amount_fen[owed].sum()),
        }  # fmt: skip


class Screening(Mapping[str, PolicyFindings]):
    """Everything found for one register on one day, by policy."""

    def __init__(
        self,
        register: Register,
        findings: Iterable[PolicyFindings],
        *,
        rolls: Rolls,
        parameters: ParameterSet,
        on: date,
        engine: str,
    ) -> None:
        self.register, self.rolls, self.parameters = register, rolls, parameters
        self.on, self.engine = on, engine
        self._findings = {found.policy.key: found for found in findings}

    def __getitem__(self, policy: str) -> PolicyFindings:
        return self._findings[policy]

    def __iter__(self) -> Iterator[str]:
        return iter(self._findings)

    def __len__(self) -> int:
        return len(self._findings)


def screen_tables(
    persons: pa.Table,
    households: pa.Table,
    received: pa.Table | None,
    books: Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    engine: str = "numpy",
    threads: int = 1,
) -> Screening:
    """Screen two tables of facts and, where there is one, the table of what people receive.

    Raises RegisterError, RollError, RuleError or ParameterError naming what does not fit, and EngineError.
    """
    chosen = tuple(books)
    register = Register.from_tables(persons, households, FACTS, only=facts_of_rules(chosen))
    return screen(register, received, chosen, parameters, on=on, engine=engine, threads=threads)


def screen(
    register: Register,
    received: pa.Table | None,
    books: Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    engine: str = "numpy",
    threads: int = 1,
) -> Screening:
    """Screen a register that is loaded already."""
    evaluate = engine_called(engine)
    results = evaluate(register, tuple(books), parameters, on=on, threads=threads)
    return screening_of(results, received, parameters, engine=engine)


def screening_of(
    results: batch.BatchResults, received: pa.Table | None, parameters: ParameterSet, *, engine: str
) -> Screening:
    """Set what an engine has found beside what people receive."""
    register, on = results.register, results.on
    rolls = match(received, register, [found.policy for found in results.values()], on=on)
    findings = (PolicyFindings(register, found, rolls.by_policy[key]) for key, found in results.items())
    return Screening(register, findings, rolls=rolls, parameters=parameters, on=on, engine=engine)


def facts_of_rules(books: Iterable[Rulebook]) -> Collection[str]:
    """Return the names of the facts that any policy of the books may ask for."""
    return {name for book in books for policy in book.policies.values() for name in facts_used(policy)}


def rules_fingerprint(books: Iterable[Rulebook]) -> str:
    """Return a short hash of what all policies of the books say."""
    said = {policy.key: fingerprint(policy) for book in books for policy in book.policies.values()}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def parameters_fingerprint(books: Iterable[Rulebook], parameters: ParameterSet, *, on: date) -> str:
    """Return a short hash of the values that the parameters of all policies have on a day."""
    keys = {key for book in books for policy in book.policies.values() for key in parameters_used(policy)}
    return parameters.fingerprint(keys, on=on)


def engine_called(name: str, *, people: int = 0) -> Callable[..., batch.BatchResults]:
    """Return the evaluator of a name. Raises EngineError.

    ``auto`` is the compiled one where it is installed and there are enough people for compiling to be worth it.
    """
    engines = {"numpy": batch.evaluate, "numba": fused.evaluate}
    if name == "auto":
        is_worth_compiling = people >= COMPILED_FROM_PEOPLE and fused.is_installed()
        return engines["numba" if is_worth_compiling else "numpy"]
    if name not in engines:
        raise EngineError(f"There is no engine {name!r} here. Choose one of: {', '.join(engines)}.")
    if name == "numba" and not fused.is_installed():
        raise EngineError(fused.HOW_TO_INSTALL)
    return engines[name]
