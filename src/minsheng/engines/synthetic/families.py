"""Marriages, parents and children: the people of a county become small families (units) that households are made of.

A unit is a couple, or one adult, with the children who live with them. Every person is in exactly one unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np

from minsheng.engines.synthetic.ages import DAYS_OF_A_YEAR_OF_AGE, FEMALE, MALE, Crowd, latest_birthdays
from minsheng.engines.synthetic.matching import gaps, matched
from minsheng.engines.synthetic.streams import Bools, Ints, by_age, chance

# Shares of the people of each age; what is left is married. China, census 2020, rounded (ASSUMPTIONS.md).
NEVER_MARRIED = {
    MALE: (
        (21, 1.0),
        (22, 0.97),
        (25, 0.80),
        (28, 0.50),
        (30, 0.34),
        (35, 0.15),
        (40, 0.085),
        (50, 0.05),
        (80, 0.04),
    ),
    FEMALE: (
        (19, 1.0),
        (20, 0.97),
        (23, 0.80),
        (26, 0.46),
        (28, 0.29),
        (30, 0.18),
        (35, 0.07),
        (45, 0.02),
        (60, 0.005),
    ),
}
WIDOWED = {
    MALE: (
        (30, 0.001),
        (40, 0.004),
        (50, 0.012),
        (60, 0.045),
        (70, 0.12),
        (80, 0.30),
        (90, 0.55),
        (105, 0.8),
    ),
    FEMALE: (
        (30, 0.002),
        (40, 0.009),
        (50, 0.030),
        (60, 0.085),
        (70, 0.24),
        (80, 0.52),
        (90, 0.80),
        (105, 0.95),
    ),
}
DIVORCED = {
    MALE: ((23, 0.0), (30, 0.03), (40, 0.05), (50, 0.045), (60, 0.022), (70, 0.012), (80, 0.006)),
    FEMALE: ((22, 0.0), (30, 0.03), (40, 0.048), (50, 0.042), (60, 0.022), (70, 0.012), (80, 0.006)),
}
WITH_THEIR_PARENTS = ((17, 1.0), (18, 0.95), (22, 0.85), (25, 0.66), (30, 0.48), (35, 0.42), (40, 0.38))
OLDEST_WITH_PARENTS = 40
# Children raised by grandparents while no parent is on the register of the household.
RAISED_BY_GRANDPARENTS = 0.022
OLDEST_RAISED_BY_GRANDPARENTS = 15
WIFE_IS_YOUNGER_BY = 1.8
SPREAD_BETWEEN_SPOUSES = 2.0

MOTHER_AND_CHILD = gaps(27.0, 4.6, 19, 44)
GRANDMOTHER_AND_CHILD = gaps(53.0, 5.0, 42, 65)
ROOM_FOR_CHILDREN = (1.0, 0.46, 0.07)
SHORTEST_BETWEEN_BIRTHS = 290


class Marital(IntEnum):
    """Codes of the fact ``marital``."""

    SINGLE = 1
    MARRIED = 2
    WIDOWED = 3
    DIVORCED = 4


class Role(IntEnum):
    """What a person is in his or her unit."""

    HUSBAND = 0
    WIFE = 1
    CHILD = 2
    GRANDCHILD = 3
    SIBLING = 4
    OTHER = 5
    LODGER = 6


@dataclass(slots=True)
class Families:
    """Units and who is in them. -1 stands for nobody."""

    marital: Ints
    unit: Ints  # of every person; lodgers have none
    role: Ints
    husband: Ints  # of every unit
    wife: Ints
    grows_up_without_parents: Bools  # of every person: the household register has no parent

    def parent_age(self, age: Ints) -> Ints:
        """Return for every unit the age of its mother, or what a lone father stands in for."""
        mother = np.where(self.wife >= 0, age[self.wife], age[self.husband] - 2)
        return mother.astype(np.int64)

    def husband_is_old_enough(self, age: Ints) -> Bools:
        """Return which couples can have children by the age of the wife: the husband is hardly younger."""
        return np.asarray(age[self.husband].astype(np.int64) >= age[self.wife].astype(np.int64) - 2)

    def older_partner_age(self, age: Ints) -> Ints:
        """Return for every unit the age of the older partner."""
        wife = np.where(self.wife >= 0, age[self.wife], -1)
        return np.maximum(wife, np.where(self.husband >= 0, age[self.husband], -1))


def families(crowd: Crowd, is_lodger: Bools, *, on: date, rng: np.random.Generator) -> Families:
    """Marry people, give children to parents, and leave the others as units of one."""
    marital = _marital(crowd, is_lodger, rng)
    husband, wife = _couples(crowd, marital, is_lodger, rng)
    stays = ~is_lodger & (marital == Marital.SINGLE)
    stays &= chance(
        rng, np.where(crowd.age > OLDEST_WITH_PARENTS, 0.0, by_age(crowd.age, WITH_THEIR_PARENTS))
    )
    with_grandparents = stays & (crowd.age <= OLDEST_RAISED_BY_GRANDPARENTS)
    with_grandparents &= rng.random(len(crowd)) < RAISED_BY_GRANDPARENTS
    made = _units(crowd, marital, husband, wife, ~is_lodger & ~stays)
    _give_children_to_parents(crowd, made, np.flatnonzero(stays & ~with_grandparents), rng)
    _give_children_to_grandparents(crowd, made, is_lodger, rng)
    _let_grown_ups_live_alone(crowd, made, is_lodger)
    _space_births(crowd, made, latest_birthdays(on), rng)
    return made


def _marital(crowd: Crowd, is_lodger: Bools, rng: np.random.Generator) -> Ints:
    luck = rng.random(len(crowd))
    marital = np.full(len(crowd), Marital.MARRIED, dtype=np.int8)
    for sex in (MALE, FEMALE):
        rows = np.flatnonzero(crowd.sex == sex)
        age = crowd.age[rows]
        never = by_age(age, NEVER_MARRIED[sex])
        widowed = never + by_age(age, WIDOWED[sex])
        divorced = widowed + by_age(age, DIVORCED[sex])
        marital[rows] = np.select(
            [luck[rows] < never, luck[rows] < widowed, luck[rows] < divorced],
            [Marital.SINGLE, Marital.WIDOWED, Marital.DIVORCED],
            Marital.MARRIED,
        )
    # A married lodger would leave a spouse without a home on this register.
    marital[is_lodger & (marital == Marital.MARRIED)] = Marital.SINGLE
    return marital


def _couples(crowd: Crowd, marital: Ints, is_lodger: Bools, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Pair married men and women by age; those who are too many of one sex are not married after all."""
    married = ~is_lodger & (marital == Marital.MARRIED)
    men: Ints = np.flatnonzero(married & (crowd.sex == MALE))
    women: Ints = np.flatnonzero(married & (crowd.sex == FEMALE))
    pairs = min(len(men), len(women))
    men, women = _only(men, pairs, crowd, marital, rng), _only(women, pairs, crowd, marital, rng)

    def in_order(rows: Ints, shift: float) -> Ints:
        wanted = (
            crowd.age[rows] + shift + SPREAD_BETWEEN_SPOUSES * rng.standard_normal(len(rows)).clip(-2.5, 2.5)
        )
        return rows[np.argsort(wanted, kind="stable")]

    return in_order(men, -WIFE_IS_YOUNGER_BY), in_order(women, 0.0)


def _only(rows: Ints, count: int, crowd: Crowd, marital: Ints, rng: np.random.Generator) -> Ints:
    surplus = rng.permutation(rows)[: len(rows) - count]
    marital[surplus] = np.where(crowd.age[surplus] < 50, Marital.DIVORCED, Marital.WIDOWED)
    return np.setdiff1d(rows, surplus, assume_unique=True)


def _units(crowd: Crowd, marital: Ints, husband: Ints, wife: Ints, has_unit: Bools) -> Families:
    alone = has_unit.copy()
    alone[husband] = alone[wife] = False
    men = np.flatnonzero(alone & (crowd.sex == MALE))
    women = np.flatnonzero(alone & (crowd.sex == FEMALE))
    nobody_for_men, nobody_for_women = np.full(len(men), -1), np.full(len(women), -1)
    made = Families(
        marital=marital,
        unit=np.full(len(crowd), -1, dtype=np.int64),
        role=np.full(len(crowd), Role.LODGER, dtype=np.int8),
        husband=np.concatenate([husband, men, nobody_for_women]),
        wife=np.concatenate([wife, nobody_for_men, women]),
        grows_up_without_parents=np.zeros(len(crowd), dtype=bool),
    )
    for partner, role in ((made.husband, Role.HUSBAND), (made.wife, Role.WIFE)):
        units = np.flatnonzero(partner >= 0)
        made.unit[partner[units]] = units
        made.role[partner[units]] = role
    return made


def _give_children_to_parents(crowd: Crowd, made: Families, children: Ints, rng: np.random.Generator) -> None:
    one = np.where(made.husband >= 0, made.husband, made.wife)
    is_couple = (made.husband >= 0) & (made.wife >= 0)
    was_married = made.marital[one] >= Marital.WIDOWED
    raises = np.where(made.wife >= 0, 0.75, 0.40)
    alone = ~is_couple & was_married & (rng.random(len(one)) < raises)
    parents = np.flatnonzero(alone | (is_couple & made.husband_is_old_enough(crowd.age)))
    ages = made.parent_age(crowd.age)[parents]
    found = matched(crowd.age[children], ages, MOTHER_AND_CHILD, places=ROOM_FOR_CHILDREN, rng=rng)
    _join(made, children[found >= 0], parents[found[found >= 0]], Role.CHILD)


def _give_children_to_grandparents(
    crowd: Crowd, made: Families, is_lodger: Bools, rng: np.random.Generator
) -> None:
    """Give the children who are still without a unit to units of grandparents."""
    children = np.flatnonzero((made.unit < 0) & ~is_lodger & (crowd.age < 18))
    ages = made.parent_age(crowd.age)
    elders = np.flatnonzero((ages >= 42) & (ages <= 82))
    found = matched(crowd.age[children], ages[elders], GRANDMOTHER_AND_CHILD, places=(1.0, 0.3), rng=rng)
    _join(made, children[found >= 0], elders[found[found >= 0]], Role.GRANDCHILD)
    made.grows_up_without_parents[children] = True
    left = children[found < 0]
    grown = np.flatnonzero(ages >= 20)
    if len(left) and len(grown):  # tiny places without any grandparents: another family takes the child in
        _join(made, left, grown[rng.integers(0, len(grown), len(left))], Role.OTHER)


def _join(made: Families, persons: Ints, units: Ints, role: Role) -> None:
    made.unit[persons] = units
    made.role[persons] = role


def _let_grown_ups_live_alone(crowd: Crowd, made: Families, is_lodger: Bools) -> None:
    alone = np.flatnonzero((made.unit < 0) & ~is_lodger)
    units = np.arange(len(alone)) + len(made.husband)
    is_man = crowd.sex[alone] == MALE
    made.unit[alone] = units
    made.role[alone] = np.where(is_man, Role.HUSBAND, Role.WIFE)
    made.husband = np.concatenate([made.husband, np.where(is_man, alone, -1)])
    made.wife = np.concatenate([made.wife, np.where(is_man, -1, alone)])


def _space_births(crowd: Crowd, made: Families, latest: Ints, rng: np.random.Generator) -> None:
    """Move birthdays, within the same age, so that brothers and sisters are twins or far enough apart."""
    children = np.flatnonzero(made.role == Role.CHILD)
    order = children[np.lexsort((children, crowd.born[children], made.unit[children]))]
    for _ in range(3):
        older, younger = order[:-1], order[1:]
        between = crowd.born[younger] - crowd.born[older]
        close = (made.unit[older] == made.unit[younger]) & (between > 0) & (between < SHORTEST_BETWEEN_BIRTHS)
        if not close.any():
            return
        same_age = close & (crowd.age[older] == crowd.age[younger])
        crowd.born[younger[same_age]] = crowd.born[older[same_age]]
        apart = close & ~same_age
        # The elder moves to the beginning of the year of age, the younger to its end.
        elder, junior = older[apart], younger[apart]
        crowd.born[elder] = (
            latest[crowd.age[elder]] - (DAYS_OF_A_YEAR_OF_AGE - 1) + rng.integers(0, 40, len(elder))
        )
        crowd.born[junior] = latest[crowd.age[junior]] - rng.integers(0, 40, len(junior))
        order = children[np.lexsort((children, crowd.born[children], made.unit[children]))]
