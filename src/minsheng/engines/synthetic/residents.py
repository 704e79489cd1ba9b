"""The residents of one county: people in households in villages, in the order in which they are written.

Everything that is found out about a person later (work, health, income) hangs on these rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

import numpy as np

from minsheng.engines.synthetic.ages import Crowd, crowd
from minsheng.engines.synthetic.blueprint import AgeStructure, County, Village
from minsheng.engines.synthetic.families import Families, Role, families
from minsheng.engines.synthetic.households import Homes, homes
from minsheng.engines.synthetic.lodgings import Lodging, lodgings
from minsheng.engines.synthetic.relatives import attach_relatives
from minsheng.engines.synthetic.streams import Bools, Floats, Ints, steady_fraction, stream

# How much a household leans to the town; only the order matters, and chance blurs it.
TOWN_CHANCE = 1.2
TOWN_YOUNG_HEAD, TOWN_ELDERS_ONLY, TOWN_GENERATIONS, TOWN_LEFT_BEHIND = 0.9, -0.8, -0.35, -1.2
TOWN_BY_LODGING = {Lodging.STUDENTS: 9.0, Lodging.WORKERS: 9.0, Lodging.ELDERS: -9.0, Lodging.CHILDREN: 9.0}
# Villages of one county differ in size like this, whatever the seed.
VILLAGE_SPREAD, SMALLEST_VILLAGE, LARGEST_VILLAGE = 0.55, 0.3, 4.0


@dataclass(frozen=True, slots=True)
class Residents:
    """One row for every person, by household and birthday; one for every household, by village. -1 is nobody."""

    county: County
    home: Ints
    age: Ints
    sex: Ints
    born: Ints  # days since 1970-01-01
    marital: Ints
    relation: Ints
    role: Ints
    father: Ints  # row of the father, if he is in the household
    mother: Ints
    spouse: Ints
    kin: Ints  # row of the grandfather or brother whose surname one shares
    has_no_parent_here: Bools  # raised by grandparents or others, or in a home
    # Households.
    village: Ints
    is_urban: Bools
    lodging: Ints
    first: Ints
    size: Ints

    def __len__(self) -> int:
        return len(self.home)

    @property
    def is_lodger(self) -> Bools:
        return np.asarray(self.lodging[self.home] > 0)

    @property
    def in_town(self) -> Bools:
        return np.asarray(self.is_urban[self.home])

    def in_home(self, where: Bools) -> Ints:
        """Return for every household how many of its members are meant."""
        return np.bincount(self.home[where], minlength=len(self.size))

    def sum_in_home(self, amounts: Ints) -> Ints:
        """Return for every household the sum of whole numbers over its members."""
        if not len(amounts):
            return np.zeros(len(self.size), dtype=np.int64)
        return np.add.reduceat(amounts.astype(np.int64), self.first)


def residents(
    county: County,
    structure: AgeStructure,
    people: int,
    *,
    seed: int,
    on: date,
    has_childrens_home: bool = False,
) -> Residents:
    """Make up the people of a county."""

    def rng(subject: str) -> np.random.Generator:
        return stream(seed, county.code, subject)

    everybody = crowd(structure, people, on=on, rng=rng("ages"))
    houses = lodgings(everybody, has_childrens_home=has_childrens_home, rng=rng("lodgings"))
    made = families(everybody, houses.house >= 0, on=on, rng=rng("families"))
    attach_relatives(everybody, made, rng=rng("relatives"))
    built = homes(everybody, made, houses, rng=rng("households"))
    village = _places(county, everybody, made, built, rng("villages"))
    return _in_order(county, everybody, made, built, village, rng("order"))


def _places(county: County, people: Crowd, made: Families, built: Homes, rng: np.random.Generator) -> Ints:
    """Return the village of every household: the urban share in communities, the rest in villages."""
    size = np.bincount(built.home, minlength=len(built))
    leaning = _leaning(people, made, built, size, rng)
    by_leaning = np.argsort(-leaning, kind="stable")
    communities = [i for i, village in enumerate(county.villages) if village.is_community]
    villages = [i for i, village in enumerate(county.villages) if not village.is_community]
    share = county.urban_share if communities and villages else float(bool(communities))
    before = np.cumsum(size[by_leaning]) - size[by_leaning]
    is_urban = np.zeros(len(built), dtype=bool)
    is_urban[by_leaning] = before + size[by_leaning] / 2 < share * len(people)
    village = np.zeros(len(built), dtype=np.int64)
    for places, where in ((communities, is_urban), (villages, ~is_urban)):
        weights = _weights([county.villages[i] for i in places])
        for rows in (
            np.flatnonzero(where & (built.lodging == 0)),
            np.flatnonzero(where & (built.lodging > 0)),
        ):
            village[rng.permutation(rows)] = _spread(size, rows, places, weights, rng)
    return village


def _leaning(people: Crowd, made: Families, built: Homes, size: Ints, rng: np.random.Generator) -> Floats:
    def any_of(where: Bools) -> Bools:
        return np.bincount(built.home[where], minlength=len(built)) > 0

    elders = np.bincount(built.home[people.age >= 60], minlength=len(built)) == size
    stacked = np.isin(made.unit, np.flatnonzero(built.above >= 0))
    leaning = TOWN_CHANCE * rng.standard_normal(len(built))
    leaning += TOWN_YOUNG_HEAD * any_of((built.relation == 1) & (people.age < 40))
    leaning += TOWN_ELDERS_ONLY * elders + TOWN_GENERATIONS * any_of(stacked)
    leaning += TOWN_LEFT_BEHIND * any_of(made.grows_up_without_parents)
    for kind, weight in TOWN_BY_LODGING.items():
        leaning[built.lodging == kind] = weight
    return leaning


def _weights(villages: Sequence[Village]) -> Floats:
    bell = NormalDist()
    fractions = [steady_fraction("village", village.code) for village in villages]
    return np.exp([VILLAGE_SPREAD * bell.inv_cdf(one) for one in fractions]).clip(
        SMALLEST_VILLAGE, LARGEST_VILLAGE
    )


def _spread(size: Ints, rows: Ints, places: list[int], weights: Floats, rng: np.random.Generator) -> Ints:
    """Return a village for each of ``rows``, in their order, so that every village gets its share of people."""
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    bounds = np.cumsum(weights) / weights.sum()
    middle = (np.cumsum(size[rows]) - size[rows] / 2) / size[rows].sum()
    return np.asarray(np.array(places)[np.searchsorted(bounds, middle).clip(max=len(places) - 1)])


def _in_order(
    county: County, people: Crowd, made: Families, built: Homes, village: Ints, rng: np.random.Generator
) -> Residents:
    by_village = np.lexsort((rng.random(len(built)), village))
    number = np.empty(len(built), dtype=np.int64)
    number[by_village] = np.arange(len(built))
    home = number[built.home]
    order = np.lexsort((built.relation, people.born, home))
    row = np.empty(len(order), dtype=np.int64)
    row[order] = np.arange(len(order))

    def rows_of(person: Ints) -> Ints:
        return np.where(person >= 0, row[person], -1)[order]

    father, mother = _parents(made, built)
    size = np.bincount(home, minlength=len(built))
    is_community = np.array([one.is_community for one in county.villages])
    return Residents(
        county=county,
        home=home[order],
        age=people.age[order],
        sex=people.sex[order],
        born=people.born[order],
        marital=made.marital[order],
        relation=built.relation[order],
        role=made.role[order],
        father=rows_of(father),
        mother=rows_of(mother),
        spouse=rows_of(_spouses(made)),
        kin=rows_of(_kin(made)),
        has_no_parent_here=((father < 0) & (mother < 0) & (people.age < 18))[order],
        village=village[by_village],
        is_urban=is_community[village[by_village]],
        lodging=built.lodging[by_village],
        first=np.cumsum(size) - size,
        size=size,
    )


def _parents(made: Families, built: Homes) -> tuple[Ints, Ints]:
    """Return father and mother of everybody who lives with them."""
    unit_of_parents = np.where((made.role == Role.CHILD) & (made.unit >= 0), made.unit, -1)
    stacked = np.flatnonzero(built.above >= 0)
    unit_of_parents[built.blood[stacked]] = built.above[stacked]
    has_parents = unit_of_parents >= 0
    return (
        np.where(has_parents, made.husband[unit_of_parents], -1),
        np.where(has_parents, made.wife[unit_of_parents], -1),
    )


def _spouses(made: Families) -> Ints:
    spouse = np.full(len(made.unit), -1, dtype=np.int64)
    couples = (made.husband >= 0) & (made.wife >= 0)
    spouse[made.husband[couples]] = made.wife[couples]
    spouse[made.wife[couples]] = made.husband[couples]
    return spouse


def _kin(made: Families) -> Ints:
    shares = (made.role == Role.GRANDCHILD) | (made.role == Role.SIBLING)
    return np.where(shares, made.husband[made.unit], -1)
