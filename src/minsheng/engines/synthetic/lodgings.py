"""People who live in dormitories and homes: the collective households (集体户), some of them large."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from minsheng.engines.synthetic.ages import MALE, Crowd
from minsheng.engines.synthetic.streams import Ints, some_of

# The smallest and the largest house. Households of more than 64 members are what engines get wrong.
SIZES_OF_DORMITORIES, SIZES_OF_HOMES = (65, 500), (24, 150)
# At least this many people before a county has a dormitory at all.
PEOPLE_FOR_A_DORMITORY = 900
STUDENTS_IN_DORMITORIES = 0.22
WORKERS_IN_DORMITORIES = 0.013
ELDERS_IN_HOMES = 0.007
CHILDREN_HOME_PER_PERSON = 0.0004


class Lodging(IntEnum):
    """The kind of house."""

    NONE = 0
    STUDENTS = 1
    WORKERS = 2
    ELDERS = 3  # 敬老院
    CHILDREN = 4  # 儿童福利院


@dataclass(frozen=True, slots=True)
class Houses:
    """Which house each lodger lives in, and of what kind each house is."""

    house: Ints  # for every person: number of the house, or -1
    kinds: Ints  # for every house

    def __len__(self) -> int:
        return len(self.kinds)


def lodgings(crowd: Crowd, *, has_childrens_home: bool, rng: np.random.Generator) -> Houses:
    """Choose who lives in a dormitory or home and fill the houses."""
    house = np.full(len(crowd), -1, dtype=np.int32)
    kinds: list[int] = []
    if len(crowd) >= PEOPLE_FOR_A_DORMITORY:
        age, men = crowd.age, crowd.sex == MALE
        quotas = (
            (Lodging.STUDENTS, (age >= 18) & (age <= 21), STUDENTS_IN_DORMITORIES),
            (
                Lodging.WORKERS,
                (age >= 20) & (age <= 50) & (men | (rng.random(len(crowd)) < 0.3)),
                WORKERS_IN_DORMITORIES,
            ),
            (Lodging.ELDERS, age >= 65, ELDERS_IN_HOMES),
        )
        for kind, fits, share in quotas:
            quota = round(share * int(fits.sum()))
            if kind is Lodging.WORKERS:
                quota = max(quota, SIZES_OF_DORMITORIES[0] + 1)
            free = fits & (house < 0)
            smallest, largest = SIZES_OF_HOMES if kind is Lodging.ELDERS else SIZES_OF_DORMITORIES
            sizes = _sizes(min(quota, int(free.sum())), smallest, largest, rng)
            _fill(house, kinds, kind, some_of(rng, free, sum(sizes)), sizes, rng)
    if has_childrens_home:
        members = some_of(
            rng, (crowd.age >= 1) & (crowd.age < 18), round(len(crowd) * CHILDREN_HOME_PER_PERSON)
        )
        _fill(house, kinds, Lodging.CHILDREN, members, [len(members)], rng)
    return Houses(house, np.array(kinds, dtype=np.int8))


def _sizes(people: int, smallest: int, largest: int, rng: np.random.Generator) -> list[int]:
    """Split people into houses; those who would make too small a house stay at home."""
    sizes = []
    left = people
    while left >= smallest:
        size = int(min(left, largest, smallest + rng.exponential((largest - smallest) / 4)))
        sizes.append(size)
        left -= size
    return sizes


def _fill(
    house: Ints, kinds: list[int], kind: Lodging, members: Ints, sizes: list[int], rng: np.random.Generator
) -> None:
    if not len(members):
        return
    numbers = np.repeat(np.arange(len(sizes)), sizes) + len(kinds)
    house[rng.permutation(members)] = numbers
    kinds.extend([int(kind)] * len(sizes))
