"""Conditions on the columns of the register, for indicators that measure a share of it."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from minsheng.engines.formulas.age import MissingDay, anniversary
from minsheng.kernel.pledges.from_runs import Condition

MONTHS_IN_A_YEAR = 12


def lives_here(persons: pa.Table) -> pa.ChunkedArray:
    """Everybody who is known to live here."""
    return persons.column("lives_here")


def age_at_least(years: int, *, on: date) -> Condition:
    """Everybody who has reached an age on a day."""
    # Asked on 29 February about a common year of birth: whoever was born on 1 March is not that old yet.
    born_by = anniversary(on, -years * MONTHS_IN_A_YEAR, missing_day=MissingDay.LAST_OF_MONTH)

    def holds(persons: pa.Table) -> pa.ChunkedArray:
        return pc.less_equal(persons.column("born_on"), pa.scalar(born_by, pa.date32()))

    return holds


def both(first: Condition, second: Condition) -> Condition:
    """Everybody for whom two conditions hold."""
    return lambda persons: pc.and_kleene(first(persons), second(persons))


def day_from(column: str, *, first: date) -> Condition:
    """Everybody whose day in a column is this one or later."""
    return lambda persons: pc.greater_equal(persons.column(column), pa.scalar(first, pa.date32()))


def day_within(column: str, *, first: date, last: date) -> Condition:
    """Everybody whose day in a column lies in a span."""

    def holds(persons: pa.Table) -> pa.ChunkedArray:
        days = persons.column(column)
        return pc.and_kleene(
            pc.greater_equal(days, pa.scalar(first, pa.date32())),
            pc.less_equal(days, pa.scalar(last, pa.date32())),
        )

    return holds
