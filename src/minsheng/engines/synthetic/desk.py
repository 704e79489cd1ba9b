"""What a bureau of one county has on its desk: names, numbers and addresses of its people, and its way of writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from minsheng.engines.synthetic.addresses import addresses
from minsheng.engines.synthetic.residents import Residents
from minsheng.engines.synthetic.sheet_columns import coded, dates, texts_of
from minsheng.engines.synthetic.streams import Ints
from minsheng.engines.synthetic.tables import SyntheticCity, SyntheticCounty, household_of_gone
from minsheng.engines.synthetic.wording import title, words


@dataclass(frozen=True, slots=True)
class Desk:
    """The people of a county, residents first, then those who are gone; a row counts over both."""

    county: SyntheticCounty
    style: int
    on: date
    numbers: pa.Array
    home_addresses: pa.Array

    @property
    def residents(self) -> Residents:
        return self.county.making.residents

    @property
    def name(self) -> str:
        return self.residents.county.name

    def names_of(self, rows: Ints) -> pa.Array:
        """Return names of residents and of those gone."""
        return self.county.names.take(pa.array(rows))

    def numbers_of(self, rows: Ints) -> pa.Array:
        """Return identity numbers."""
        return self.numbers.take(pa.array(rows))

    def phones_of(self, rows: Ints) -> pa.Array:
        """Return telephone numbers."""
        return self.county.phones.take(pa.array(rows))

    def addresses_of(self, rows: Ints) -> pa.Array:
        """Return addresses; those who are gone lived with or near somebody."""
        home = np.concatenate([self.residents.home, self.residents.home[self.county.gone.neighbour]])
        return self.home_addresses.take(pa.array(home[rows]))

    def born_of(self, rows: Ints, style: int) -> pa.Array:
        """Return birthdays as text."""
        return dates(np.concatenate([self.residents.born, self.county.gone.born])[rows], None, style)

    def sex_of(self, rows: Ints, style: int) -> pa.Array:
        """Return the sex in words."""
        sex = np.concatenate([self.residents.sex, self.county.gone.sex])
        return coded(sex[rows], None, words("sex", style))

    def truth(self, fact: str, rows: Ints, style: int) -> pa.Array:
        """Return a fact of residents as it is, not as the register has it."""
        return texts_of(self.county.making.persons, fact, rows, style)

    def registered(self, fact: str, rows: Ints, style: int) -> pa.Array:
        """Return a fact of residents as the register has it, gaps and all."""
        return texts_of(self.county.persons, fact, rows, style)

    def household_numbers(self) -> pa.Array:
        """Return the household number of every resident and of those gone, as text."""
        numbers = np.concatenate(
            [self.county.first_household + self.residents.home, household_of_gone(self.county)]
        )
        return pa.compute.utf8_lpad(pa.array(numbers).cast(pa.string()), 8, "0")

    def head_of(self, homes: Ints) -> Ints:
        """Return the row of the head of each household."""
        return np.asarray(np.flatnonzero(self.residents.relation == 1)[homes])


def desks(city: SyntheticCity) -> list[Desk]:
    """Return the desks of all counties, each with a style of its own."""
    return [
        Desk(
            county=county,
            style=place,
            on=city.on,
            numbers=pa.concat_arrays(
                [
                    city.identity_numbers.slice(county.first_person - 1, len(county.making.residents)),
                    city.identity_numbers.slice(county.first_gone - 1, len(county.gone)),
                ]
            ),
            home_addresses=addresses(county.making.residents, county.making.rng("addresses")),
        )
        for place, county in enumerate(city.counties)
    ]


def person_columns(desk: Desk, rows: Ints, style: int) -> dict[str, pa.Array]:
    """Return the columns with which a list says whom it means."""
    return {
        title("name", style): desk.names_of(rows),
        title("identity", style): desk.numbers_of(rows),
        title("sex", style): desk.sex_of(rows, style),
        title("born_on", style): desk.born_of(rows, style),
        title("address", style): desk.addresses_of(rows),
        title("phone", style): desk.phones_of(rows),
    }


def joined(parts: Sequence[dict[str, pa.Array]]) -> dict[str, pa.Array]:
    """Return the lists of several counties as one."""
    return {name: pa.concat_arrays([part[name].cast(pa.string()) for part in parts]) for name in parts[0]}
