"""Names: the surname of the father (seldom the mother), a given name of one's generation, and a telephone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from minsheng.engines.synthetic.ages import MALE
from minsheng.engines.synthetic.given_names import FEMALE_NAMES, GENERATIONS, MALE_NAMES, GivenNames
from minsheng.engines.synthetic.residents import Residents
from minsheng.engines.synthetic.streams import Ints, chance, draw

SURNAME_OF_THE_MOTHER = 0.03
CHILD_OF_A_LONE_MOTHER_HAS_HERS = 0.35
RARER_NAMES_BEGIN_AT = 9.0  # the weight of the k-th character is 1 / (k + this)
DEEPEST_FAMILY = 5
# All telephones of made-up people begin so and end in four digits: a form, not numbers to call.
PHONE_BLOCK = "1990000"
HAS_A_PHONE, PHONE_FROM_AGE = 0.86, 14


def surnames(residents: Residents, weights: Mapping[str, float], rng: np.random.Generator) -> Ints:
    """Return the position of everybody's surname in the list."""
    r = residents
    listed = list(weights.values())
    surname, of_absent_father = draw(rng, len(r), listed), draw(rng, len(r), listed)
    luck = rng.random(len(r))
    parent = np.where(r.mother >= 0, r.mother, r.father)
    takes_mothers = (r.mother >= 0) & (luck[r.mother] < SURNAME_OF_THE_MOTHER)
    lone_mother = (r.mother >= 0) & (r.father < 0)
    hers = lone_mother & (luck[r.mother] < CHILD_OF_A_LONE_MOTHER_HAS_HERS)
    for _ in range(DEEPEST_FAMILY):
        surname = np.where(r.kin >= 0, surname[r.kin], surname)
        surname = np.where(r.father >= 0, surname[r.father], surname)
        surname = np.where(lone_mother & ~hers, of_absent_father[parent], surname)
        surname = np.where(takes_mothers | hers, surname[r.mother], surname)
    return surname


def full_names(
    surname: Ints, weights: Mapping[str, float], sex: Ints, year: Ints, rng: np.random.Generator
) -> pa.Array:
    """Return the full names of people with these surnames, sexes and years of birth."""
    characters, first, second = _given(sex, year, rng)
    listed = pa.array(list(weights), pa.string())
    pool = pa.array(characters, pa.string())
    parts = [listed.take(pa.array(surname)), pool.take(pa.array(first)), pool.take(pa.array(second))]
    return pc.binary_join_element_wise(*parts, "")


def _given(sex: Ints, year: Ints, rng: np.random.Generator) -> tuple[list[str], Ints, Ints]:
    """Return a pool of characters and the positions of everybody's first and second one (0 is none)."""
    pool = [""]
    first, second = np.zeros(len(sex), dtype=np.int64), np.zeros(len(sex), dtype=np.int64)
    generation = np.searchsorted(GENERATIONS, year, side="right") - 1
    for number, (men, women) in enumerate(zip(MALE_NAMES, FEMALE_NAMES, strict=True)):
        for names, is_meant in ((men, sex == MALE), (women, sex != MALE)):
            rows = np.flatnonzero(is_meant & (generation == number))
            first[rows], second[rows] = _of_generation(names, len(rows), len(pool), rng)
            pool += [*names.first, *names.second, *names.alone]
    return pool, first, second


def _of_generation(names: GivenNames, count: int, start: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    def positions(characters: str, begin: int) -> Ints:
        weights = [1 / (place + RARER_NAMES_BEGIN_AT) for place in range(len(characters))]
        return begin + draw(rng, count, weights)

    seconds = start + len(names.first)
    alone = chance(rng, names.share_alone, count)
    first = positions(names.first, start)
    second = positions(names.second, seconds)
    single = positions(names.alone, seconds + len(names.second))
    return np.where(alone, single, first), np.where(alone, 0, second)


def phones(age: Ints, rng: np.random.Generator) -> pa.Array:
    """Return telephone numbers out of the block kept for made-up people; not everybody has one."""
    numbers = pa.array([f"{PHONE_BLOCK}{last:04d}" for last in range(10_000)], pa.string())
    has_none = (age < PHONE_FROM_AGE) | ~chance(rng, HAS_A_PHONE, len(age))
    return numbers.take(pa.array(rng.integers(0, 10_000, len(age)), mask=has_none))
