"""The tables of a synthetic city: persons, households, rolls, identities and addresses, county by county."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from minsheng.engines.policy.facts import Kind
from minsheng.engines.synthetic.addresses import addresses
from minsheng.engines.synthetic.blueprint import Blueprint
from minsheng.engines.synthetic.columns import Facts
from minsheng.engines.synthetic.gone import Gone, StillPaid
from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.rolls import POLICIES, Rolls
from minsheng.engines.synthetic.streams import Bools, Ints
from minsheng.engines.synthetic.writing import array_of, fact_columns, labels, write


@dataclass(slots=True)
class SyntheticCounty:
    """One county: the truth, the register's view of it, the rolls, and who has left."""

    making: Making
    persons: Facts  # as registered
    households: Facts
    rolls: Rolls
    gone: Gone
    still_paid: list[StillPaid]
    names: pa.Array  # of residents, then of those gone
    phones: pa.Array
    areas: Ints
    first_person: int = 0
    first_household: int = 0
    first_gone: int = 0
    first_gone_household: int = 0

    @property
    def code(self) -> str:
        return self.making.residents.county.code

    def villages(self) -> pa.Array:
        """The codes of the villages of the county."""
        return pa.array([village.code for village in self.making.residents.county.villages], pa.string())


@dataclass(slots=True)
class SyntheticCity:
    """All counties, with numbers for persons and households that are unique in the city.

    Every table of it is also a file of ``write``. Numbers begin at 1; those who are gone come after all residents.
    """

    blueprint: Blueprint
    seed: int
    on: date
    counties: list[SyntheticCounty]
    identity_numbers: pa.Array  # of all residents, then of all who are gone

    @property
    def people(self) -> int:
        """How many people live in the city."""
        return sum(len(county.making.residents) for county in self.counties)

    @property
    def household_count(self) -> int:
        return sum(len(county.making.residents.size) for county in self.counties)

    @property
    def labels(self) -> dict[str, str]:
        """What every file says about itself: made up, which city, which seed."""
        return labels(self.blueprint.key, seed=self.seed, people=self.people, on=self.on.isoformat())

    def persons(self, *, truth: bool = False) -> Iterator[pa.Table]:
        """Yield the persons county by county: keys and facts as the register (or the truth) has them."""
        for county in self.counties:
            r = county.making.residents
            facts = county.making.persons if truth else county.persons
            keys = {
                "person_no": county.first_person + np.arange(len(r)),
                "household_no": county.first_household + r.home,
            }
            yield pa.table(keys | fact_columns(facts))

    def households(self, *, truth: bool = False) -> Iterator[pa.Table]:
        """Yield the households county by county: number, division and facts."""
        for county in self.counties:
            r = county.making.residents
            facts = county.making.households if truth else county.households
            keys = {
                "household_no": pa.array(county.first_household + np.arange(len(r.size))),
                "division": county.villages().take(pa.array(r.village)),
            }
            yield pa.table(keys | fact_columns(facts))

    def identities(self) -> Iterator[pa.Table]:
        """Yield names, identity numbers, telephones and villages of everybody, with the day of a death or move."""
        for county in self.counties:
            r, left = county.making.residents, county.gone
            count = len(r) + len(left)
            numbers = pa.concat_arrays(
                [
                    self.identity_numbers.slice(county.first_person - 1, len(r)),
                    self.identity_numbers.slice(county.first_gone - 1, len(left)),
                ]
            )
            home = np.concatenate([r.home, r.home[left.neighbour]])
            left_on = np.concatenate([np.zeros(len(r), dtype=np.int64), left.day])
            is_gone = np.arange(count) >= len(r)
            died = np.concatenate([np.zeros(len(r), dtype=bool), left.died])
            yield pa.table(
                {
                    "person_no": np.concatenate(
                        [county.first_person + np.arange(len(r)), county.first_gone + np.arange(len(left))]
                    ),
                    "household_no": np.concatenate(
                        [county.first_household + r.home, household_of_gone(county)]
                    ),
                    "name": county.names,
                    "id_number": numbers,
                    "phone": county.phones,
                    "village": county.villages().take(pa.array(r.village[home])),
                    "died_on": pa.array(left_on.astype(np.int32), mask=~(is_gone & died)).cast(pa.date32()),
                    "moved_on": pa.array(left_on.astype(np.int32), mask=~(is_gone & ~died)).cast(pa.date32()),
                }
            )

    def addresses(self) -> Iterator[pa.Table]:
        """Yield the address of every household."""
        for county in self.counties:
            r = county.making.residents
            numbers = pa.array(county.first_household + np.arange(len(r.size)))
            yield pa.table({"household_no": numbers, "address": addresses(r, county.making.rng("addresses"))})

    def received(self) -> Iterator[pa.Table]:
        """Yield the benefit rolls; a number that is not among the persons belongs to somebody dead or moved away."""
        for county in self.counties:
            for policy in POLICIES:
                yield from _received(county, policy)

    def write(self, folder: Path, *, truth: bool = False) -> dict[str, int]:
        """Write all tables as Parquet and return the number of rows of each file."""
        folder.mkdir(parents=True, exist_ok=True)
        tables = {
            "persons": self.persons(),
            "households": self.households(),
            "received": self.received(),
            "identities": self.identities(),
            "addresses": self.addresses(),
        }
        if truth:
            tables |= {
                "truth_persons": self.persons(truth=True),
                "truth_households": self.households(truth=True),
            }
        return {name: write(folder / f"{name}.parquet", table, self.labels) for name, table in tables.items()}


def household_of_gone(county: SyntheticCounty) -> Ints:
    """Return the household number of those who are gone; a household that went with them has one of its own."""
    left = county.gone
    own = county.first_gone_household + np.cumsum(left.household_is_gone) - 1
    return np.where(
        left.household_is_gone, own, county.first_household + county.making.residents.home[left.neighbour]
    )


def _received(county: SyntheticCounty, policy: str) -> Iterator[pa.Table]:
    roll = county.rolls[policy]
    yield _roll_table(
        policy,
        person=county.first_person + roll.person,
        is_person=roll.person >= 0,
        household=county.first_household + roll.home,
        amount=roll.amount_fen,
        since=roll.since,
    )
    for rows in county.still_paid:
        if rows.policy == policy and len(rows.gone):
            yield _roll_table(
                policy,
                person=county.first_gone + rows.gone,
                is_person=np.ones(len(rows.gone), dtype=bool),
                household=household_of_gone(county)[rows.gone],
                amount=rows.amount_fen,
                since=rows.since,
            )


def _roll_table(
    policy: str, *, person: Ints, is_person: Bools, household: Ints, amount: Ints, since: Ints
) -> pa.Table:
    return pa.table(
        {
            "policy": pa.array([policy], pa.string()).take(pa.array(np.zeros(len(person), dtype=np.int64))),
            "person_no": pa.array(person.astype(np.int64), mask=~is_person),
            "household_no": household.astype(np.int64),
            "amount_fen": amount.astype(np.int64),
            "since": array_of(since, None, Kind.DATE),
        }
    )
