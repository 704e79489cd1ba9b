"""Addresses: a house number in a village, a block, entrance and flat in a community, a name for a dormitory."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from minsheng.engines.synthetic.lodgings import Lodging
from minsheng.engines.synthetic.residents import Residents
from minsheng.engines.synthetic.streams import Ints

LODGING_NAMES = {
    Lodging.STUDENTS: "学生公寓",
    Lodging.WORKERS: "职工宿舍",
    Lodging.ELDERS: "敬老院",
    Lodging.CHILDREN: "儿童福利院",
}
BLOCKS, ENTRANCES, STOREYS = 30, 5, 7
# What the committee of a village or community is called beside the place it is named after.
COMMITTEES = ("村民委员会", "村委会", "社区居民委员会", "社区居委会", "居民委员会", "居委会")


def place_name(division: str) -> str:
    """Return what people call a village or community: 南岭村 for 南岭村委会, 羊毫街社区 for its committee."""
    for ending in COMMITTEES:
        stem = division.removesuffix(ending)
        if stem and stem != division:
            return stem + ("村" if ending.startswith("村") else "社区")
    return division


def addresses(residents: Residents, rng: np.random.Generator) -> pa.Array:
    """Return the address of every household."""
    r = residents
    before = pa.array(
        [f"{r.county.name}{village.township}{place_name(village.name)}" for village in r.county.villages],
        pa.string(),
    )
    count = len(r.size)
    place = before.take(pa.array(r.village))
    in_town = _numbers(rng, count, BLOCKS, "号楼") + _numbers(rng, count, ENTRANCES, "单元")
    flat = _text(rng.integers(1, STOREYS, count) * 100 + rng.integers(1, 4, count))
    house = _text(rng.integers(1, 400, count))
    town = pc.binary_join_element_wise(place, *in_town, flat, "室", "")
    village = pc.binary_join_element_wise(place, house, "号", "")
    names = pa.array(["", *LODGING_NAMES.values()], pa.string()).take(pa.array(r.lodging))
    lodging = pc.binary_join_element_wise(place, names, "")
    return pc.if_else(pa.array(r.lodging > 0), lodging, pc.if_else(pa.array(r.is_urban), town, village))


def _numbers(rng: np.random.Generator, count: int, highest: int, unit: str) -> list[pa.Array | str]:
    return [_text(rng.integers(1, highest + 1, count)), unit]


def _text(numbers: Ints) -> pa.Array:
    return pa.array(numbers).cast(pa.string())
