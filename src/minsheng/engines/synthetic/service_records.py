"""Writing down what a service has on record: a fact of some people, unknown of everybody else."""

from __future__ import annotations

from typing import Any

import numpy as np

from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.streams import Bools, Ints

DAYS_OF_A_YEAR = 365


def record(making: Making, fact: str, where: Bools, values: Any) -> None:
    """Put a fact where it is on record; ``values`` is one value or one for every person."""
    making.persons.put(fact, np.where(where, values, 0), where)


def known(making: Making, fact: str, otherwise: int = 0) -> Ints:
    """Return a fact of everybody, and the other value where it is unknown."""
    return np.where(making.persons.is_known(fact), making.persons[fact], otherwise)


def is_yes(making: Making, fact: str) -> Bools:
    """Return of whom a yes is on record."""
    return np.asarray(known(making, fact) > 0)


def days_ago(making: Making, rng: np.random.Generator, fewest: int, most: int) -> Ints:
    """Return a day for everybody, between so many days ago, and never before birth."""
    r = making.residents
    return np.maximum(making.today - rng.integers(fewest, most + 1, len(r)), r.born.astype(np.int64))


def this_year(making: Making, rng: np.random.Generator) -> Ints:
    """Return a day of this calendar year for everybody, today at the latest."""
    day_of_year = making.on.timetuple().tm_yday
    return making.today - rng.integers(0, day_of_year, len(making.residents))


def last_year(making: Making, rng: np.random.Generator) -> Ints:
    """Return a day of the last calendar year for everybody, but not before birth."""
    r, day_of_year = making.residents, making.on.timetuple().tm_yday
    day = making.today - day_of_year - rng.integers(0, DAYS_OF_A_YEAR, len(r))
    return np.maximum(day, r.born.astype(np.int64))
