"""Relatives who join a small family: unmarried brothers and sisters, grown-ups with their grandparents, others."""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.ages import Crowd
from minsheng.engines.synthetic.families import Families, Marital, Role
from minsheng.engines.synthetic.matching import gaps, matched
from minsheng.engines.synthetic.streams import Bools, Ints, chance

BROTHERS_AND_SISTERS = gaps(3.0, 3.0, 0, 9)
GRANDPARENT_AND_GROWN_UP = gaps(52.0, 4.0, 42, 62)
BACHELORS_WITH_A_SIBLING = 0.18
GROWN_UPS_WITH_GRANDPARENTS = 0.05
LODGE_WITH_OTHERS = 0.008


def attach_relatives(crowd: Crowd, made: Families, *, rng: np.random.Generator) -> None:
    """Move some people who are a unit alone into the unit of a relative, and drop the units left empty."""
    person = np.maximum(made.husband, made.wife)
    is_alone = np.minimum(made.husband, made.wife) < 0
    is_member = (made.role >= Role.CHILD) & (made.unit >= 0)
    is_free = is_alone & (np.bincount(made.unit[is_member], minlength=len(person)) == 0)
    single = made.marital[person] == Marital.SINGLE
    age = crowd.age[person]

    moves = (
        (Role.SIBLING, single & (age >= 40), BACHELORS_WITH_A_SIBLING, BROTHERS_AND_SISTERS, age, ~is_free),
        (Role.GRANDCHILD, single & (age >= 18) & (age <= 33), GROWN_UPS_WITH_GRANDPARENTS,
         GRANDPARENT_AND_GROWN_UP, made.parent_age(crowd.age), made.parent_age(crowd.age) >= 60),
        (Role.OTHER, (age >= 18) & (age < 80), LODGE_WITH_OTHERS, gaps(0.0, 20.0, 0, 60), age, ~is_free),
    )  # fmt: skip
    stays = np.ones(len(person), dtype=bool)
    for role, may_move, share, weights, host_age, may_host in moves:
        movers = np.flatnonzero(is_free & stays & may_move & chance(rng, share, len(person)))
        hosts = np.flatnonzero(may_host & stays & ~np.isin(np.arange(len(person)), movers))
        _move(
            made, person, movers, hosts, role, matched(age[movers], host_age[hosts], weights, rng=rng), stays
        )
        is_free[made.unit[person[movers]]] = False
    _drop_empty_units(made, stays)


def _move(
    made: Families, person: Ints, movers: Ints, hosts: Ints, role: Role, found: Ints, stays: Bools
) -> None:
    movers, hosts = movers[found >= 0], hosts[found[found >= 0]]
    made.unit[person[movers]] = hosts
    made.role[person[movers]] = role
    stays[movers] = False


def _drop_empty_units(made: Families, stays: Bools) -> None:
    new_number = np.cumsum(stays) - 1
    made.husband, made.wife = made.husband[stays], made.wife[stays]
    made.unit = np.where(made.unit >= 0, new_number[made.unit], -1)
