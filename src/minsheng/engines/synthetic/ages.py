"""How many people of each age and sex there are, exactly as the age structure says, and their birthdays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from minsheng.engines.synthetic.blueprint import AgeStructure, shared_out
from minsheng.engines.synthetic.streams import Floats, Ints, by_age

OLDEST = 105
MALE, FEMALE = 1, 2
# Of those who reach the open band, the share that lives on for one more year.
SURVIVAL_OF_THE_OLDEST = 0.72
# Boys are born more often, women live longer; the level is shifted to the male share of the blueprint.
MALE_SHARE_BY_AGE = ((0, 0.525), (15, 0.530), (30, 0.517), (60, 0.505), (75, 0.480), (90, 0.410), (105, 0.34))
DAYS_OF_A_YEAR_OF_AGE = 365


@dataclass(frozen=True, slots=True)
class Crowd:
    """People before they have families: one row each, the youngest first."""

    age: Ints
    sex: Ints
    born: Ints  # days since 1970-01-01

    def __len__(self) -> int:
        return len(self.age)


def crowd(structure: AgeStructure, people: int, *, on: date, rng: np.random.Generator) -> Crowd:
    """Return ``people`` people whose ages and sexes keep to the structure to the person."""
    counts = counts_by_age(structure, people)
    men = _men(counts, structure.male_share)
    cells = np.stack([men, counts - men], axis=1).ravel()
    ages = np.repeat(np.repeat(np.arange(OLDEST + 1, dtype=np.int16), 2), cells)
    sexes = np.repeat(np.tile(np.array([MALE, FEMALE], dtype=np.int8), OLDEST + 1), cells)
    return Crowd(ages, sexes, birthdays(ages, on=on, rng=rng))


def counts_by_age(structure: AgeStructure, people: int) -> Ints:
    """Return how many people have each age from 0 to 105; every band gets its share to the person."""
    below = structure.shares_below()
    knots = list(below)
    shares = [below[high] - below[low] for low, high in pairwise(knots)]
    bands = shared_out(people, [*shares, 1.0 - below[knots[-1]]])
    # Where the open band begins, the curve is as steep as that band.
    at_the_end = (1.0 - below[knots[-1]]) * (1 - SURVIVAL_OF_THE_OLDEST)
    curve = _smooth(knots, list(below.values()), at_the_end)
    counts = np.zeros(OLDEST + 1, dtype=np.int64)
    for low, high, members in zip(knots, knots[1:], bands, strict=False):
        counts[low:high] = shared_out(members, list(np.diff(curve[low : high + 1]).clip(min=1e-9)))
    oldest = OLDEST + 1 - knots[-1]
    counts[knots[-1] :] = shared_out(bands[-1], [SURVIVAL_OF_THE_OLDEST**years for years in range(oldest)])
    return counts


def _smooth(knots: list[int], shares: list[float], slope_at_the_end: float) -> Floats:
    """Return the cumulative share at every whole age, on a monotone cubic through the knots.

    Source: Fritsch and Carlson (1980), with the weighted harmonic mean of Fritsch and Butland (1984).
    """
    x, y = np.array(knots, dtype=float), np.array(shares)
    width, slope = np.diff(x), np.diff(y) / np.diff(x)
    tangent = np.r_[slope[0], np.zeros(len(slope) - 1), slope_at_the_end]
    first = 2 * width[1:] + width[:-1]
    second = width[1:] + 2 * width[:-1]
    with np.errstate(divide="ignore"):
        tangent[1:-1] = (first + second) / (first / slope[:-1] + second / slope[1:])
    ages = np.arange(knots[-1] + 1)
    piece = np.searchsorted(x, ages, side="right").clip(1, len(width)) - 1
    t = (ages - x[piece]) / width[piece]
    return np.asarray(
        y[piece] * (1 + 2 * t) * (1 - t) ** 2
        + y[piece + 1] * t * t * (3 - 2 * t)
        + width[piece] * (tangent[piece] * t * (1 - t) ** 2 - tangent[piece + 1] * t * t * (1 - t))
    )


def _men(counts: Ints, male_share: float) -> Ints:
    shape = by_age(np.arange(OLDEST + 1), MALE_SHARE_BY_AGE)
    people = max(int(counts.sum()), 1)
    shift = male_share - float((counts * shape).sum()) / people
    running = np.rint(np.cumsum(counts * (shape + shift))).astype(np.int64)
    return np.asarray(np.clip(np.diff(np.r_[0, running]), 0, counts))


def birthdays(ages: Ints, *, on: date, rng: np.random.Generator) -> Ints:
    """Return a birthday for everybody that gives exactly this age on the day."""
    into_the_year = rng.integers(0, DAYS_OF_A_YEAR_OF_AGE, len(ages))
    return (latest_birthdays(on)[ages] - into_the_year).astype(np.int32)


def latest_birthdays(on: date) -> Ints:
    """Return for every age the last day on which one can have been born to have that age on the day."""
    return np.array([days(_years_before(on, age)) for age in range(OLDEST + 1)])


def days(day: date) -> int:
    """Return a day as days since 1970-01-01."""
    return day.toordinal() - date(1970, 1, 1).toordinal()


def _years_before(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # 29 February
        return on.replace(year=on.year - years, day=28)
