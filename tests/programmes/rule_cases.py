"""The rule cases of all programmes, read once for all tests; ``engines/policy/cases.py`` says how they are written."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from minsheng.engines.policy.cases import Expected, RuleCase
from minsheng.kernel.entitlements.policy_tests import case_files, parameters_of, read_cases, read_steps

__all__ = ["HERE", "Expected", "RuleCase", "all_cases", "cases_of", "parameters_of", "steps"]

HERE = Path(__file__).parent


@cache
def cases_of(programme: str) -> tuple[RuleCase, ...]:
    """Read every case of a programme."""
    return read_cases(case_files([HERE / programme / "cases"]))


def all_cases() -> tuple[RuleCase, ...]:
    """Read the cases of all programmes."""
    folders = sorted(path.parent.name for path in HERE.glob("*/cases"))
    return tuple(case for folder in folders for case in cases_of(folder))


@cache
def steps() -> dict[str, object]:
    """Return how much "a little" is, by parameter, where it is not the smallest step."""
    return read_steps([HERE])
