"""The work bench: the residents of a county and what has been made up about them so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from minsheng.engines.synthetic.ages import days
from minsheng.engines.synthetic.columns import HOUSEHOLD_FACTS, PERSON_FACTS, Facts
from minsheng.engines.synthetic.residents import Residents
from minsheng.engines.synthetic.standards import Standards
from minsheng.engines.synthetic.streams import Bools, Ints, stream


@dataclass(slots=True)
class Making:
    """One county in the making. Each module puts its facts here; later ones read the earlier."""

    residents: Residents
    seed: int
    on: date
    standards: Standards
    shows_rare_cases: bool  # the county that must have every category, however rare
    persons: Facts
    households: Facts
    is_destitute: Bools  # persons without work, means and supporter
    is_severe: Bools  # persons with a disability that keeps them from work
    draws_pension: Bools  # persons with the pension of employees

    @classmethod
    def begin(
        cls, residents: Residents, *, seed: int, on: date, standards: Standards, shows_rare_cases: bool
    ) -> Making:
        """Lay out the bench for a county."""
        nobody = np.zeros(len(residents), dtype=bool)
        return cls(
            residents=residents,
            seed=seed,
            on=on,
            standards=standards,
            shows_rare_cases=shows_rare_cases,
            persons=Facts(PERSON_FACTS, len(residents)),
            households=Facts(HOUSEHOLD_FACTS, len(residents.size)),
            is_destitute=nobody,
            is_severe=nobody,
            draws_pension=nobody,
        )

    @property
    def today(self) -> int:
        """The day, as days since 1970-01-01."""
        return days(self.on)

    def rng(self, subject: str) -> np.random.Generator:
        """Return the random stream of a subject in this county."""
        return stream(self.seed, self.residents.county.code, subject)

    def school_age(self) -> Ints:
        """Return everybody's age on the last 31 August, which decides about school."""
        year, month, _ = calendar(self.residents.born)
        school_year = self.on.year if self.on.month >= 9 else self.on.year - 1
        return school_year - year - (month > 8)


def calendar(born: Ints) -> tuple[Ints, Ints, Ints]:
    """Return year, month and day of days since 1970-01-01."""
    day = born.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    year = month.astype("datetime64[Y]")
    return (
        year.astype(np.int64) + 1970,
        (month - year.astype("datetime64[M]")).astype(np.int64) + 1,
        (day - month.astype("datetime64[D]")).astype(np.int64) + 1,
    )


def month_start(day: Ints) -> Ints:
    """Return the first day of the month of each day."""
    return day.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
