"""How far a synthetic city is from the figures it was made to match, county by county."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from minsheng.engines.synthetic.ages import MALE
from minsheng.engines.synthetic.blueprint import AgeBand
from minsheng.engines.synthetic.streams import Ints
from minsheng.engines.synthetic.tables import SyntheticCity, SyntheticCounty


@dataclass(frozen=True, slots=True)
class Deviation:
    """One figure: the share that was wanted and the share that was made, of ``people`` people."""

    county: str
    what: str
    wanted: float
    made: float
    people: int

    @property
    def in_persons(self) -> float:
        """How many persons too many (or, below zero, too few)."""
        return (self.made - self.wanted) * self.people

    @property
    def relative(self) -> float:
        """The difference as a share of what was wanted."""
        return (self.made - self.wanted) / self.wanted if self.wanted else 0.0


def deviations(city: SyntheticCity) -> list[Deviation]:
    """Return the deviations of every county: each age band, men, and people in communities."""
    return [found for county in city.counties for found in _of_county(city, county)]


def deviations_of_city(city: SyntheticCity) -> list[Deviation]:
    """Return the deviations of the whole city, each figure weighted by the people of the counties."""
    by_figure: dict[str, list[Deviation]] = {}
    for found in deviations(city):
        by_figure.setdefault(found.what, []).append(found)
    return [
        Deviation(
            county=city.blueprint.key,
            what=what,
            wanted=sum(one.wanted * one.people for one in ones) / city.people,
            made=sum(one.made * one.people for one in ones) / city.people,
            people=city.people,
        )
        for what, ones in by_figure.items()
    ]


def _of_county(city: SyntheticCity, county: SyntheticCounty) -> Iterator[Deviation]:
    r, structure = county.making.residents, city.blueprint.age_structure
    figures = [(_name(band), band.share, _share_of(band, r.age)) for band in structure.bands]
    figures.append(("male", structure.male_share, float(np.mean(r.sex == MALE))))
    figures.append(("urban", r.county.urban_share, float(np.mean(r.in_town))))
    for what, wanted, made in figures:
        yield Deviation(county.code, what, wanted, made, len(r))


def _name(band: AgeBand) -> str:
    return f"{band.from_age}+" if band.to_age is None else f"{band.from_age}-{band.to_age}"


def _share_of(band: AgeBand, age: Ints) -> float:
    last = np.iinfo(np.int16).max if band.to_age is None else band.to_age
    return float(np.mean((age >= band.from_age) & (age <= last)))
