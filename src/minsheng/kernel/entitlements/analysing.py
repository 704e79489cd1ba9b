"""Cliffs and overlaps of benefits over a register, as an analyst reads them. Free of Django.

    told = cliff_report(register, rulebooks(), parameters, on=day)
    told = overlap_report(screening)

Counts below five are hidden (null). A pair of benefits that exclude one another and are held together is a question
for a person to look at, never a finding against anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy import batch
from minsheng.engines.policy.cliffs import YUAN, Classes, Cliffs, Evaluate, Point, cliffs, curve
from minsheng.engines.policy.overlap import Exclusion, Holdings, exclusions
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.simulate_privacy import hidden_cells, is_small, shown
from minsheng.kernel.entitlements.findings import Screening, facts_of_rules
from minsheng.kernel.registry.loading import (
    policies,
    policies_behind_facts,
    recognised_classes,
    rulebooks,
)

Ints = npt.NDArray[np.int64]

INCOME = "wage_fen"
WITHIN_YUAN = (1, 50, 100, 200, 500)


def facts_for_cliffs(books: Iterable[Rulebook]) -> Collection[str]:
    """Return the facts that a register must load."""
    return {*facts_of_rules(books), INCOME, "born_on"}


def the_classes() -> Classes | None:
    """Return the class of households that follows the rules, if a programme declares one."""
    for fact, codes in recognised_classes().items():
        return Classes(fact, codes)
    return None


def earners(register: Register) -> Ints:
    """Return for every household the row of the member with the highest known wage, the eldest of several; else -1."""
    column = register.persons.get(INCOME)
    found = np.full(register.household_count, -1, dtype=np.int64)
    if column is None or not register.person_count:
        return found
    wages = np.where(True if column.known is None else column.known, column.values, -1)
    highest = np.maximum.reduceat(wages, register.offsets[:-1])
    candidates = np.flatnonzero((wages >= 0) & (wages == highest[register.household_row]))
    # Written backwards, so that the first of a household is written last.
    found[register.household_row[candidates[::-1]]] = candidates[::-1]
    return found


def cliff_report(
    register: Register,
    books: Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    within_yuan: int = WITHIN_YUAN[-1],
    evaluate: Evaluate = batch.evaluate,
) -> dict[str, Any]:
    """Return how many households stand near a cliff, how near, by which policies, and what they would lose a month."""
    chosen = tuple(books)
    found = cliffs(
        register, chosen, parameters, on=on, income=INCOME, earner=earners(register), classes=the_classes(),
        within_fen=within_yuan * YUAN, evaluate=evaluate,
    )  # fmt: skip
    rows = found.rows
    losses = found.loss_fen[rows]
    return {
        "on": on.isoformat(),
        "households": register.household_count,
        "asked": int(found.is_asked.sum()),
        "within_yuan": within_yuan,
        "near": _masked_number(len(rows)),
        "median_loss_fen": None if is_small(len(rows)) or not len(rows) else int(np.median(losses)),
        "largest_loss_fen": None if len(rows) < 5 else int(np.sort(losses)[-5]),
        "by_distance": _by_distance(found, within_yuan),
        "by_policy": _by_policy(found),
    }


def _by_distance(found: Cliffs, within_yuan: int) -> list[dict[str, Any]]:
    distances = found.distance_fen[found.rows]
    bounds = [bound for bound in WITHIN_YUAN if bound < within_yuan] + [within_yuan]
    places = np.searchsorted(np.array(bounds) * YUAN, distances, side="left")
    counts = np.bincount(places, minlength=len(bounds)).astype(np.int64)
    hidden = hidden_cells(counts[np.newaxis, :])[0]
    return [
        {"above_yuan": low, "to_yuan": high, "households": shown(int(count), is_hidden=bool(one))}
        for low, high, count, one in zip([0, *bounds[:-1]], bounds, counts, hidden, strict=True)
    ]


def _by_policy(found: Cliffs) -> list[dict[str, Any]]:
    told = []
    for key, lost in found.lost_by_policy.items():
        losers = lost[found.rows]
        losers = losers[losers > 0]
        if len(losers):
            is_hidden = is_small(len(losers))
            told.append(
                {
                    "policy": key,
                    "households": None if is_hidden else len(losers),
                    "lost_fen": None if is_hidden else int(losers.sum()),
                    "median_lost_fen": None if is_hidden else int(np.median(losers)),
                }
            )
    return sorted(told, key=lambda one: -(one["households"] or 0))


def household_curve(
    register: Register,
    row: int,
    books: Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    member: int,
    to_yuan: int = 3_000,
    step_yuan: int = 50,
) -> list[Point]:
    """Return what one household draws in a month while one member's wage rises from nothing."""
    return curve(
        register, row, books, parameters, on=on, income=INCOME, member=member, classes=the_classes(),
        to_fen=to_yuan * YUAN, step_fen=step_yuan * YUAN,
    )  # fmt: skip


def overlap_report(found: Screening) -> dict[str, Any]:
    """Return who is owed and who draws several benefits, and where both of an excluding pair come together."""
    known = policies()
    keys = list(found)
    owed = Holdings(
        found.register,
        {key: one.results.status == Eligibility.ELIGIBLE for key, one in found.items()},
        known,
    )
    drawn = Holdings(found.register, {key: one.roll.is_receiving for key, one in found.items()}, known)
    pairs = exclusions(rulebooks(), stands_for=policies_behind_facts())
    return {
        "on": found.on.isoformat(),
        "persons": found.register.person_count,
        "policies": keys,
        "owed": _matrix(owed),
        "drawn": _matrix(drawn),
        "owed_how_many": _masked_line(owed.how_many()),
        "drawn_how_many": _masked_line(drawn.how_many()),
        "exclusions": [
            _pair(pair, owed, drawn) for pair in pairs if {pair.policy, pair.excludes} <= set(keys)
        ],
    }


def to_look_at(found: Screening) -> list[dict[str, Any]]:
    """Return every person who draws both of two benefits that exclude one another: for a worker, not for analysts."""
    drawn = Holdings(found.register, {key: one.roll.is_receiving for key, one in found.items()}, policies())
    register = found.register
    told = []
    for pair in exclusions(rulebooks(), stands_for=policies_behind_facts()):
        if {pair.policy, pair.excludes} <= set(found):
            for row in drawn.both(pair.policy, pair.excludes):
                home = register.household_row[row]
                told.append(
                    {
                        "person_no": int(register.person_no[row]),
                        "household_no": int(register.household_no[home]),
                        "division": str(register.division[home]),
                        "policy": pair.policy,
                        "excludes": pair.excludes,
                        "because": pair.because.zh,
                    }
                )
    return told


def _pair(pair: Exclusion, owed: Holdings, drawn: Holdings) -> dict[str, Any]:
    return {
        "policy": pair.policy,
        "excludes": pair.excludes,
        "because": pair.because.as_dict(),
        "source": pair.source,
        "owed_both": _masked_number(len(owed.both(pair.policy, pair.excludes))),
        "drawn_both": _masked_number(len(drawn.both(pair.policy, pair.excludes))),
    }


def _matrix(held: Holdings) -> list[list[int | None]]:
    return [[_masked_number(int(count)) for count in line] for line in held.matrix()]


def _masked_line(counts: Ints) -> list[int | None]:
    hidden = hidden_cells(counts[np.newaxis, :].astype(np.int64), spare=0)[0]
    return [shown(int(count), is_hidden=bool(one)) for count, one in zip(counts, hidden, strict=True)]


def _masked_number(count: int) -> int | None:
    return shown(count, is_hidden=is_small(count))
