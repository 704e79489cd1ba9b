"""Giving children to parents: pairs by difference of age, so that nobody is a mother at five or at seventy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from minsheng.engines.synthetic.streams import Floats, Ints, draw, rank_within

ROUNDS = 5


def gaps(mean: float, spread: float, low: int, high: int) -> Floats:
    """Return the weights of the differences of age 0 … ``high``: a bell, cut off at ``low`` and ``high``."""
    years = np.arange(high + 1)
    weights = np.exp(-(((years - mean) / spread) ** 2) / 2)
    weights[:low] = 0.0
    return weights


def matched(
    younger: Ints,
    older: Ints,
    weights: Floats,
    *,
    places: Sequence[float] = (1.0,),
    first: Floats | None = None,
    rng: np.random.Generator,
) -> Ints:
    """Return for every younger person the position of the older one he or she belongs to, or -1.

    younger, older: ages in full years. weights: how likely each difference of age is; only those occur.
    places: the share of older people with room for a first, a second, a third younger one.
    first: older people with a smaller value are served first; without it the order is random.
    Within one age of the older ones, the first places go to the oldest children, so that siblings lie years apart.
    """
    owner, number = _places(len(older), places, rng)
    turn = (rng.random(len(older)) if first is None else first)[owner]
    is_taken = np.zeros(len(owner), dtype=bool)
    found = np.full(len(younger), -1, dtype=np.int64)
    for _ in range(ROUNDS):
        waiting = np.flatnonzero(found < 0)
        free = np.flatnonzero(~is_taken)
        if not len(waiting) or not len(free):
            break
        wanted = younger[waiting].astype(np.int64) + draw(rng, len(waiting), list(weights))
        child, place = _served(wanted, older[owner[free]], turn[free], number[free], younger[waiting], rng)
        found[waiting[child]] = owner[free[place]]
        is_taken[free[place]] = True
    return found


def _places(count: int, shares: Sequence[float], rng: np.random.Generator) -> tuple[Ints, Ints]:
    owners, numbers = [], []
    room = rng.random(count)
    for number, share in enumerate(shares):
        has_room = np.flatnonzero(room < share)
        owners.append(has_room)
        numbers.append(np.full(len(has_room), number))
    return np.concatenate(owners), np.concatenate(numbers)


def _served(
    wanted: Ints, offered: Ints, turn: Floats, number: Ints, age: Ints, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Return the positions of children and of places that belong together in this round."""
    demand = np.bincount(wanted, minlength=256)[:256]
    supply = np.bincount(offered, minlength=256)[:256]
    served = np.minimum(demand, supply)
    # The places of one parent come one after the other, so that some parents get two before others get one.
    by_turn = np.lexsort((number, turn, offered))
    chosen = by_turn[rank_within(offered[by_turn]) < served[offered[by_turn]]]
    places = chosen[np.lexsort((turn[chosen], number[chosen], offered[chosen]))]
    by_chance = np.lexsort((rng.random(len(wanted)), wanted))
    lucky = by_chance[rank_within(wanted[by_chance]) < served[wanted[by_chance]]]
    children = lucky[np.lexsort((rng.random(len(lucky)), -age[lucky], wanted[lucky]))]
    return children, places
