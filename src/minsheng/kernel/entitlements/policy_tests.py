"""Trying out the rules of all programmes: which case files there are, what they find, and what they leave untried.

``minsheng test-policies`` and the tests of the repository both stand on this. Free of Django and of a database.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import yaml

import minsheng
from minsheng.engines.policy.case_coverage import Coverage, Step
from minsheng.engines.policy.cases import CaseError, CaseReader, RuleCase
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.city import find_city
from minsheng.kernel.registry.loading import policies, rulebooks

CASES_VARIABLE = "MINSHENG_CASES"  # names another folder of cases
STEPS_FILE = "steps.yaml"


@cache
def parameters_of(city: str) -> ParameterSet:
    """Return the parameters of a city pack."""
    return ParameterSet.load(find_city(city) / "parameters")


def reader() -> CaseReader:
    """Return what reads cases about the policies of all programmes."""
    return CaseReader(rulebooks(), FACTS, parameters_of)


def home_of_cases(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder with the cases of all programmes. Raises CaseError where there is none, as in a wheel."""
    if named := environ.get(CASES_VARIABLE):
        return Path(named)
    beside = Path(minsheng.__file__).resolve().parents[2] / "tests" / "programmes"
    if not beside.is_dir():
        raise CaseError(
            "The cases of the rules lie in tests/programmes of a clone, and this is an installed package. "
            f"Name a folder or files of cases, or set {CASES_VARIABLE}."
        )
    return beside


def case_files(places: Sequence[Path]) -> list[Path]:
    """Return the files of cases at some places: a file itself, and every .yaml below a folder but ``steps.yaml``.

    Raises CaseError for a place that is not there or holds no cases.
    """
    files: list[Path] = []
    for place in places:
        found = [place] if place.is_file() else sorted(place.rglob("*.yaml"))
        found = [path for path in found if path.name != STEPS_FILE]
        if not found:
            raise CaseError(
                f"There are no cases at {place}. Name a .yaml file of cases or a folder with such files."
            )
        files += found
    return files


def read_cases(files: Iterable[Path]) -> tuple[RuleCase, ...]:
    """Read the cases of some files. Raises CaseError naming file, line and case of the first fault."""
    everything = reader()
    return tuple(case for path in files for case in everything.read(path))


def read_steps(places: Iterable[Path]) -> dict[str, Step]:
    """Return how much "a little" is for numbers whose smallest change vanishes in a rounding (``steps.yaml``)."""
    steps: dict[str, Step] = {}
    for place in places:
        path = place / STEPS_FILE
        if path.is_file():
            said = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
            steps |= {key: step if isinstance(step, int) else Fraction(step) for key, step in said.items()}
    return steps


@dataclass(frozen=True)
class PolicyReport:
    """What the cases say about one policy."""

    policy: str
    cases: int
    answers: Mapping[str, int]
    failed: int
    answers_without_case: tuple[str, ...]


@dataclass(frozen=True)
class Failure:
    """One case that does not come out as written."""

    place: str
    case: str
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """The outcome of a run of cases."""

    policies: tuple[PolicyReport, ...]
    failures: tuple[Failure, ...]
    cases: int


def run(cases: Sequence[RuleCase], *, only: Collection[str] = ()) -> Report:
    """Evaluate cases; ``only`` names the policies of interest, none for all."""
    chosen = [case for case in cases if not only or any(case.speaks_of(key) for key in only)]
    failures = [found for case in chosen if (found := _failure(case, only)) is not None]
    failed = Counter(key for failure in failures for key in {_policy(said) for said in failure.differences})
    coverage = Coverage(chosen, policies())
    reports = [
        PolicyReport(
            policy=key,
            cases=sum(case.speaks_of(key) for case in chosen),
            answers=dict(
                Counter(one.status for case in chosen for one in case.expected if one.policy == key)
            ),
            failed=failed[key],
            answers_without_case=tuple(coverage.answers_without_case(key)),
        )
        for key in policies()
        if (not only or key in only) and (only or any(case.speaks_of(key) for case in chosen))
    ]
    return Report(tuple(reports), tuple(failures), len(chosen))


def _failure(case: RuleCase, only: Collection[str]) -> Failure | None:
    differences = tuple(said for said in case.differences() if not only or _policy(said) in only)
    return Failure(case.place, case.name, differences) if differences else None


def _policy(difference: str) -> str:
    return difference.split(" ", maxsplit=1)[0]
