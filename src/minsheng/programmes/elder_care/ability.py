"""The ability of an older person by GB/T 42195-2022: 26 items, a total of 90, five levels.

Higher is better. An item that was refused or left blank gives no total and no level, only the
list of what is still to be assessed. Levels of the old standard MZ/T 039-2013 are never mapped
to these.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORST_LEVEL = 4
RISK_EVENTS_THAT_COUNT = 2


@dataclass(frozen=True, slots=True)
class AbilityItem:
    """One item of form B: its code in the standard, its key here, and its best score."""

    code: str
    key: str
    text: Text
    best: int


@dataclass(frozen=True, slots=True)
class AbilityLevel:
    """One of the five levels; 0 is intact ability, 4 complete disability."""

    level: int
    text: Text
    from_total: int


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What changes the level besides the scores (C.4)."""

    is_in_coma: bool
    has_dementia_or_mental_disorder: bool
    risk_events_in_30_days: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """The outcome; ``total`` and ``level`` are None while items are missing."""

    total: int | None
    subtotals: dict[str, int | None]
    level_by_total: int | None
    level: int | None
    missing: tuple[str, ...]
    changes: tuple[str, ...]


@lru_cache(maxsize=1)
def _standard() -> dict[str, Any]:
    text = files("minsheng.programmes.elder_care").joinpath("data/gbt42195_2022.json").read_text("utf-8")
    standard: dict[str, Any] = json.loads(text)
    return standard


def items() -> tuple[AbilityItem, ...]:
    """Return the 26 items in the order of the form."""
    return tuple(
        AbilityItem(row["code"], row["key"], Text(row["zh"], row["en"]), row["max"])
        for row in _standard()["items"]
    )


def levels() -> tuple[AbilityLevel, ...]:
    """Return the five levels, the best first."""
    return tuple(
        AbilityLevel(row["level"], Text(row["zh"], row["en"]), row["from"]) for row in _standard()["levels"]
    )


def level_for_total(total: int) -> int:
    """Return the level for a total of 0 to 90. Raises ValueError outside.

    Source: GB/T 42195-2022; worked example E2-3.
    """
    best_total = sum(item.best for item in items())
    if not 0 <= total <= best_total:
        raise ValueError(f"A total lies between 0 and {best_total}, got {total}.")
    return min(level.level for level in levels() if total >= level.from_total)


def assess(
    scores: Mapping[str, int | None], circumstances: Circumstances, *, every_change_counts: bool = False
) -> Assessment:
    """Return total, subtotals and level of one assessment.

    scores: item key to score; a missing key or None means not assessed. Dementia or a mental
    disorder, and two or more care-risk events in 30 days, make the level one step worse: one
    step in all ("以下情况之一"), or one each when ``every_change_counts``. Coma is level 4 at once,
    also while items are missing. Raises ValueError for an unknown item or an impossible score.
    """
    _must_be_possible(scores)
    missing = tuple(item.key for item in items() if scores.get(item.key) is None)
    total = None if missing else sum(scores[item.key] or 0 for item in items())
    by_total = None if total is None else level_for_total(total)
    changes = _changes(circumstances)
    return Assessment(
        total=total,
        subtotals=_subtotals(scores),
        level_by_total=by_total,
        level=_changed(by_total, changes, every_change_counts=every_change_counts),
        missing=missing,
        changes=changes,
    )


def _must_be_possible(scores: Mapping[str, int | None]) -> None:
    best = {item.key: item.best for item in items()}
    for key, score in scores.items():
        if key not in best:
            raise ValueError(f"There is no item {key!r} in GB/T 42195-2022.")
        if score is not None and not 0 <= score <= best[key]:
            raise ValueError(f"The item {key} is scored 0 to {best[key]}, got {score}.")


def _subtotals(scores: Mapping[str, int | None]) -> dict[str, int | None]:
    subtotals: dict[str, int | None] = {}
    for dimension in _standard()["dimensions"]:
        given = [scores.get(item.key) for item in items() if item.code.startswith(dimension["code"] + ".")]
        known = [score for score in given if score is not None]
        subtotals[dimension["key"]] = sum(known) if len(known) == len(given) else None
    return subtotals


def _changes(circumstances: Circumstances) -> tuple[str, ...]:
    found = {
        "coma": circumstances.is_in_coma,
        "dementia_or_mental_disorder": circumstances.has_dementia_or_mental_disorder,
        "risk_events": circumstances.risk_events_in_30_days >= RISK_EVENTS_THAT_COUNT,
    }
    return tuple(name for name, is_found in found.items() if is_found)


def _changed(by_total: int | None, changes: tuple[str, ...], *, every_change_counts: bool) -> int | None:
    if "coma" in changes:
        return WORST_LEVEL
    if by_total is None:
        return None
    steps = len(changes) if every_change_counts else min(1, len(changes))
    return min(WORST_LEVEL, by_total + steps)
