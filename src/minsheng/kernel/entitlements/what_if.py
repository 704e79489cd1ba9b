"""What a reform would do, as an analyst reads it: totals, groups, distribution, examples. Free of Django.

    told = what_if(register, rulebooks(), parameters, reform, on=day)
    told["policies"]["hard_to_employ"]["counts"]["gains"]

Everything in the answer may be shown to an analyst: counts below five are hidden (null) together with what would give
them away, and examples carry no name, number, place or amount of anybody. Nothing is decided by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from minsheng.engines.policy import batch
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.rulebook import Per, Rulebook, fingerprint, parameters_used
from minsheng.engines.policy.simulate import (
    MONTHS_IN_A_YEAR,
    Evaluate,
    Outcome,
    PolicyChange,
    Simulation,
    simulate,
)
from minsheng.engines.policy.simulate_breakdown import Group, bars, groups, household_gainers
from minsheng.engines.policy.simulate_privacy import SMALLEST_SHOWN, hidden_cells, shown
from minsheng.engines.policy.simulate_reform import Reform, parameter_changes, read_reform
from minsheng.engines.policy.text import Text
from minsheng.kernel.entitlements.findings import facts_of_rules
from minsheng.kernel.entitlements.what_if_dimensions import FACTS_OF_GROUPS, dimensions
from minsheng.kernel.entitlements.what_if_examples import examples
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.city import City

PRIVACY = Text(
    f"少于{SMALLEST_SHOWN}人的数已隐去，并同时隐去能推算出它的数；例子不含姓名、号码、住址和金额。"
    "不同次测算之间的对比仍可能推算，报告仅供政策分析岗使用。",
    f"Counts below {SMALLEST_SHOWN} are hidden, together with those that would give them away; examples carry no name, "
    "number, place or amount. Comparing several simulations may still reveal a count: for analysts only.",
)
NOT_A_DECISION = Text(
    "测算只回答“如果这样改会怎样”，不改变任何人的待遇。",
    "A simulation says what would be; it changes nobody's benefits.",
)


def read_reform_file(path: Path, books: Sequence[Rulebook], parameters: ParameterSet) -> Reform:
    """Read a reform file against the rules and parameters of a city; raise ReformError naming every fault."""
    return read_reform(
        path.read_text(encoding="utf-8"),
        name=path.name,
        books=books,
        vocabulary=FACTS,
        parameters=parameters,
    )


def facts_needed(books: Iterable[Rulebook], reform: Reform) -> Collection[str]:
    """Return the facts that a register must load for a simulation: of both versions, and of the groups."""
    return {*facts_of_rules(books), *facts_of_rules(reform.books), *FACTS_OF_GROUPS}


def what_if(
    register: Register,
    books: Iterable[Rulebook],
    parameters: ParameterSet,
    reform: Reform,
    *,
    on: date,
    counties: dict[int, Text],
    evaluate: Evaluate = batch.evaluate,
    threads: int = 1,
    is_synthetic: bool = False,
) -> dict[str, Any]:
    """Simulate a reform and return everything an analyst may read, in plain JSON types.

    counties: the names by six-digit code. Raises what ``simulate`` raises.
    """
    found = simulate(register, books, parameters, reform, on=on, evaluate=evaluate, threads=threads)
    parts = dimensions(register, on=on, counties=counties)
    policies = {
        key: _policy(change, found, [group for part in parts for group in groups(change, part)])
        for key, change in found.items()
    }
    return {
        "reform": _reform(found),
        "on": on.isoformat(),
        "is_synthetic": is_synthetic,
        "persons": register.person_count,
        "households": register.household_count,
        "policies": policies,
        "households_by_money": household_gainers(found),
        "dimensions": {part.key: part.title.as_dict() for part in parts},
        "outcomes": {outcome.key: outcome.wording.as_dict() for outcome in Outcome},
        "examples": examples(found),
        "privacy": PRIVACY.as_dict(),
        "not_a_decision": NOT_A_DECISION.as_dict(),
    }


def county_names(city: City) -> dict[int, Text]:
    """Return the names of the counties of a city by six-digit code."""
    return {int(county.code[:6]): Text(county.name, county.name) for county in city.counties}


def says_synthetic(file: Path) -> bool:
    """Say whether a Parquet file says of itself that nobody in it is real; other files say nothing."""
    if file.suffix != ".parquet":
        return False
    return (pa.parquet.read_schema(file).metadata or {}).get(b"is_synthetic") == b"true"


def _reform(found: Simulation) -> dict[str, Any]:
    reform = found.reform
    return {
        "title": reform.title.as_dict(),
        "note": None if reform.note is None else reform.note.as_dict(),
        "from": None if reform.starting is None else reform.starting.isoformat(),
        "parameters": [
            {"before": before, "after": after}
            for before, after in parameter_changes(reform, found.parameters, on=found.on)
        ],
        "truths": [
            book.variables[name].label.as_dict()
            for book in found.books
            for name in reform.changed_truths
            if name in book.variables
        ],
        "conditions": {
            key: [told.as_dict() for told in done] for key, done in reform.changed_conditions.items()
        },
    }


def _policy(change: PolicyChange, found: Simulation, parted: list[Group]) -> dict[str, Any]:
    policy = change.policy
    keys = parameters_used(policy)
    counts = _masked({outcome.key: change.counts()[outcome.key] for outcome in Outcome})
    return {
        "title": policy.title.as_dict(),
        "subject": str(policy.subject),
        "per": str(policy.per),
        "benefit": str(policy.benefit),
        "gives_money": policy.amount is not None,
        "subjects": len(change.outcome),
        "counts": counts,
        "people": _hidden_alike({one.key: change.people(one) for one in Outcome}, counts),
        "households": _hidden_alike({one.key: change.households(one) for one in Outcome}, counts),
        "eligible": _hidden_alike_net(change, counts),
        **_money(change, counts),
        "amounts_left_open": change.amounts_left_open,
        "groups": [asdict(group) | {"label": group.label.as_dict()} for group in parted],
        "distribution": [asdict(bar) for bar in bars(change.change_fen)],
        "rule_fingerprint": fingerprint(policy),
        "parameters_fingerprint": found.parameters.fingerprint(keys, on=found.on),
        "unconfirmed_parameters": sorted(
            key for key in keys if found.parameters.at(key, on=found.on).status == "L"
        ),
    }


def _masked(counts: dict[str, int]) -> dict[str, int | None]:
    table = np.array([list(counts.values())], dtype=np.int64)
    hidden = hidden_cells(table, spare=Outcome.UNCHANGED)[0]
    return {
        key: shown(count, is_hidden=bool(one))
        for (key, count), one in zip(counts.items(), hidden, strict=True)
    }


def _hidden_alike(counts: dict[str, int], like: dict[str, int | None]) -> dict[str, int | None]:
    """Hide what stands beside a hidden count, and what is small by itself."""
    return {
        key: shown(count, is_hidden=like[key] is None or 0 < count < SMALLEST_SHOWN)
        for key, count in counts.items()
    }


def _hidden_alike_net(change: PolicyChange, counts: dict[str, int | None]) -> dict[str, int | None]:
    """Return how many are eligible before and after; their difference must not give a hidden count away."""
    is_hidden = None in counts.values()
    before, after = change.before.counts()["eligible"], change.after.counts()["eligible"]
    return {
        "before": shown(before, is_hidden=0 < before < SMALLEST_SHOWN),
        "after": shown(after, is_hidden=is_hidden or 0 < after < SMALLEST_SHOWN),
    }


def _money(change: PolicyChange, counts: dict[str, int | None]) -> dict[str, int | None]:
    """Return what the reform costs more (or less) in a month, in a year, and once; None where a count is hidden."""
    if counts["gains"] is None or counts["loses"] is None:
        return {"month_fen": None, "year_fen": None, "once_fen": None}
    per, total = change.policy.per, int(change.change_fen.sum())
    year = int(change.change_year_fen.sum())
    return {
        "month_fen": total if per is Per.MONTH else round(year / MONTHS_IN_A_YEAR),
        "year_fen": year,
        "once_fen": total if per is Per.ONCE else 0,
    }
