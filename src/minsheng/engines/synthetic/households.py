"""Households: units under one roof, and who is the head of each.

Units stack up: a couple may live with the husband's (seldom the wife's) parents, who may live with theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from minsheng.engines.synthetic.ages import Crowd
from minsheng.engines.synthetic.families import MOTHER_AND_CHILD, Families, Marital, Role
from minsheng.engines.synthetic.lodgings import Houses
from minsheng.engines.synthetic.matching import matched
from minsheng.engines.synthetic.relations import relations
from minsheng.engines.synthetic.streams import Ints, by_age, chance

# Share of couples and lone parents who live with the parents of one of them, by the age of the older partner.
LIVE_WITH_PARENTS = ((22, 0.50), (26, 0.40), (30, 0.30), (40, 0.20), (50, 0.15), (60, 0.10), (66, 0.0))
HUSBANDS_PARENTS = 0.87
WIDOWED_PARENT_IS_TAKEN_IN = 0.25  # before a couple is asked
HUSBAND_IS_HEAD = 0.82
# The older generation hands the household over, by the age of its older partner.
YOUNGER_GENERATION_IS_HEAD = ((45, 0.05), (60, 0.35), (70, 0.75), (80, 0.92))
GROWN_GRANDCHILD_IS_HEAD = 0.5


@dataclass(frozen=True, slots=True)
class Homes:
    """Households: which one each person is in, the head, and how units stand above one another. -1 is none."""

    home: Ints  # of every person
    lodging: Ints  # of every home: kind of lodging, 0 for a family
    relation: Ints  # of every person
    above: Ints  # of every unit: the unit of the older generation
    blood: Ints  # of every unit: the partner who is a child of the unit above

    def __len__(self) -> int:
        return len(self.lodging)


def homes(crowd: Crowd, made: Families, houses: Houses, *, rng: np.random.Generator) -> Homes:
    """Put units together into households and name a head for each."""
    blood = np.where(rng.random(len(made.husband)) < HUSBANDS_PARENTS, made.husband, made.wife)
    blood = np.where(blood >= 0, blood, np.maximum(made.husband, made.wife))
    above = _stack(crowd, made, blood, rng)
    below = np.full(len(above), -1, dtype=np.int64)
    below[above[above >= 0]] = np.flatnonzero(above >= 0)
    roots, home_of_unit = np.unique(_roots(above), return_inverse=True)
    home = np.where(made.unit >= 0, home_of_unit[made.unit], len(roots) + houses.house)
    head_unit, head = _heads(crowd, made, roots, below, blood, rng)
    relation = relations(
        made, above=above, below=below, blood=blood, head_unit=head_unit[home_of_unit], head=head
    )
    _, first_lodgers = np.unique(np.where(houses.house >= 0, houses.house, len(houses)), return_index=True)
    relation[first_lodgers[: len(houses)]] = 1
    lodging = np.concatenate([np.zeros(len(roots), dtype=np.int8), houses.kinds])
    return Homes(home=home, lodging=lodging, relation=relation, above=above, blood=blood)


def _stack(crowd: Crowd, made: Families, blood: Ints, rng: np.random.Generator) -> Ints:
    """Return for every unit the unit of parents it lives with, or -1."""
    age = made.older_partner_age(crowd.age)
    one = np.maximum(made.husband, made.wife)
    is_couple = (made.husband >= 0) & (made.wife >= 0)
    has_been_married = is_couple | (made.marital[one] >= Marital.WIDOWED)
    goes = (
        has_been_married & (age >= 20) & chance(rng, by_age(age.clip(min=0), LIVE_WITH_PARENTS) * (age < 66))
    )
    younger = np.flatnonzero(goes)
    parent_age = made.parent_age(crowd.age)
    may_be_parents = ~is_couple | made.husband_is_old_enough(crowd.age)
    elders = np.flatnonzero(has_been_married & (parent_age >= 40) & may_be_parents)
    asked = rng.random(len(elders)) - WIDOWED_PARENT_IS_TAKEN_IN * ~is_couple[elders]
    found = matched(crowd.age[blood[younger]], parent_age[elders], MOTHER_AND_CHILD, first=asked, rng=rng)
    above = np.full(len(age), -1, dtype=np.int64)
    above[younger[found >= 0]] = elders[found[found >= 0]]
    return above


def _roots(above: Ints) -> Ints:
    root = np.arange(len(above))
    while (above[root] >= 0).any():
        root = np.where(above[root] >= 0, above[root], root)
    return root


def _heads(
    crowd: Crowd, made: Families, roots: Ints, below: Ints, blood: Ints, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Return for every family household the unit of its head, and the head."""
    age = made.older_partner_age(crowd.age)[roots]
    hands_over = (below[roots] >= 0) & chance(rng, by_age(age.clip(min=0), YOUNGER_GENERATION_IS_HEAD))
    unit = np.where(hands_over, below[roots], roots)
    husband, wife = made.husband[unit], made.wife[unit]
    is_husband = (wife < 0) | ((husband >= 0) & (rng.random(len(unit)) < HUSBAND_IS_HEAD))
    head = np.where(hands_over, blood[unit], np.where(is_husband, husband, wife))
    grown = np.flatnonzero((made.role == Role.GRANDCHILD) & (crowd.age >= 18))
    takes_over = grown[chance(rng, GROWN_GRANDCHILD_IS_HEAD, len(grown))]
    place = np.searchsorted(roots, made.unit[takes_over]).clip(max=len(roots) - 1)
    is_root = (roots[place] == made.unit[takes_over]) & (below[made.unit[takes_over]] < 0)
    head[place[is_root]] = takes_over[is_root]
    return unit, head
