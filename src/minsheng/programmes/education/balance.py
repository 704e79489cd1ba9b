"""Balance between the schools of a county (义务教育优质均衡): seven resources, and how unequal they are.

Each school needs six of seven resources at the threshold and the last one at 85 % of it; each
resource's difference coefficient, weighted by pupils, stays within a limit.

Source: 教督〔2017〕6号, formula of 教督〔2012〕3号; worked examples E10-1 and E10-3.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHARE_OF_THE_LAST = Fraction(85, 100)
RESOURCES_BELOW_ALLOWED = 1


class SchoolStage(StrEnum):
    """Primary or junior secondary."""

    PRIMARY = "primary"
    JUNIOR = "junior"


@dataclass(frozen=True, slots=True)
class Resource:
    """One of the seven resources and its threshold for each stage."""

    code: str
    text: Text
    unit: str
    thresholds: Mapping[SchoolStage, Fraction]


@lru_cache(maxsize=1)
def _document() -> dict[str, Any]:
    text = (
        files("minsheng.programmes.education")
        .joinpath("data/balanced_compulsory_2017.json")
        .read_text("utf-8")
    )
    document: dict[str, Any] = json.loads(text)
    return document


def resources() -> tuple[Resource, ...]:
    """Return the seven resources L1 to L7."""
    return tuple(
        Resource(
            row["code"],
            Text(row["zh"], row["en"]),
            row["unit"],
            {stage: Fraction(row[stage.value]) for stage in SchoolStage},
        )
        for row in _document()["indicators"]
    )


def cv_limit(stage: SchoolStage) -> Fraction:
    """Return the largest difference coefficient that still passes."""
    return Fraction(_document()["cv_at_most"][stage.value])


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and variance of a per-pupil resource, weighted by pupils; exact."""

    mean: Fraction
    variance: Fraction

    @property
    def deviation(self) -> float:
        return float(_root(self.variance))

    @property
    def cv(self) -> float:
        return float(_root(self.variance / self.mean**2))

    def is_within(self, limit: Fraction) -> bool:
        """Tell whether the coefficient is at most the limit, compared without rounding."""
        return self.variance <= (limit * self.mean) ** 2


def _root(value: Fraction) -> Decimal:
    context = Context(prec=40)
    return context.sqrt(context.divide(Decimal(value.numerator), Decimal(value.denominator)))


def weighted_spread(values: Sequence[Fraction], pupils: Sequence[int]) -> Spread:
    """Return mean and variance of a county's schools, weighted by pupils.

    values: per-pupil resource of each school. pupils: enrolment of each school, > 0. Raises
    ValueError naming the school whose enrolment is not positive, without schools, or when no
    school has anything.
    """
    for number, enrolled in enumerate(pupils, start=1):
        if enrolled <= 0:
            raise ValueError(f"School {number} has an enrolment of {enrolled}; it must be positive.")
    if not values or len(values) != len(pupils):
        raise ValueError(f"Every school needs a value and an enrolment, got {len(values)} and {len(pupils)}.")
    everybody = sum(pupils)
    mean = (
        sum((value * enrolled for value, enrolled in zip(values, pupils, strict=True)), Fraction(0))
        / everybody
    )
    if mean <= 0:
        raise ValueError(f"The mean is {mean}; without any resource there is no difference to measure.")
    squares = ((value - mean) ** 2 * enrolled for value, enrolled in zip(values, pupils, strict=True))
    return Spread(mean, sum(squares, Fraction(0)) / everybody)


def weighted_cv(values: Sequence[Fraction], pupils: Sequence[int]) -> float:
    """Return the pupil-weighted difference coefficient (差异系数) of a county's schools.

    values: per-pupil resource of each school, shape (schools,). pupils: enrolment, same shape, > 0.
    Returns S / mean, dimensionless. Raises ValueError naming the school whose enrolment is not positive.
    Source: 教督〔2017〕6号; worked example E10-1 in SPEC.md gives 0.5153.
    """
    return weighted_spread(values, pupils).cv


class SchoolOutcome(StrEnum):
    """Whether a school meets the six-of-seven rule."""

    MEETS = "meets"
    FAILS = "fails"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SchoolFinding:
    """The outcome and the codes of the resources behind it."""

    outcome: SchoolOutcome
    met: tuple[str, ...]
    nearly: tuple[str, ...]
    below: tuple[str, ...]
    missing: tuple[str, ...]


def school_finding(values: Mapping[str, Fraction | None], stage: SchoolStage) -> SchoolFinding:
    """Return whether a school has six resources at the threshold and the last at 85 % of it.

    values: resource code to value; a missing code or None is not known, and then a school that
    does not fail already is unknown.
    """
    sorted_by_kind: dict[str, list[str]] = {"met": [], "nearly": [], "below": [], "missing": []}
    for resource in resources():
        sorted_by_kind[_kind(values.get(resource.code), resource.thresholds[stage])].append(resource.code)
    found = {kind: tuple(codes) for kind, codes in sorted_by_kind.items()}
    return SchoolFinding(_outcome(found), **found)


def _outcome(found: Mapping[str, tuple[str, ...]]) -> SchoolOutcome:
    if found["below"] or len(found["nearly"]) > RESOURCES_BELOW_ALLOWED:
        return SchoolOutcome.FAILS
    return SchoolOutcome.UNKNOWN if found["missing"] else SchoolOutcome.MEETS


def _kind(value: Fraction | None, threshold: Fraction) -> str:
    if value is None:
        return "missing"
    if value >= threshold:
        return "met"
    return "nearly" if value >= threshold * SHARE_OF_THE_LAST else "below"
