"""The statutory retirement age since 2025, which moves month by month (渐进式延迟法定退休年龄).

Source: decision of the NPC Standing Committee of 2024-09-13, in force since 2025-01-01. Men
go from 60 to 63 and women of the 55 group to 58, one month for every four months of birth;
women of the 50 group go to 55, one month for every two.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from minsheng.engines.formulas.age import MissingDay, anniversary
from minsheng.engines.formulas.months import Month

if TYPE_CHECKING:
    from datetime import date


class RetirementGroup(StrEnum):
    """Whose table applies: it depends on sex and, for women, on the kind of post."""

    MAN = "man"
    WOMAN_55 = "woman_55"
    WOMAN_50 = "woman_50"


@dataclass(frozen=True, slots=True)
class _Schedule:
    first_delayed_birth: Month
    base_years: int
    birth_months_per_delay: int
    longest_delay: int


_SCHEDULES = {
    RetirementGroup.MAN: _Schedule(Month(1965, 1), 60, 4, 36),
    RetirementGroup.WOMAN_55: _Schedule(Month(1970, 1), 55, 4, 36),
    RetirementGroup.WOMAN_50: _Schedule(Month(1975, 1), 50, 2, 60),
}


@dataclass(frozen=True, slots=True)
class RetirementAge:
    """A statutory retirement age in years and months, and the delay it contains."""

    total_months: int
    delay_months: int

    @property
    def years(self) -> int:
        return self.total_months // 12

    @property
    def months(self) -> int:
        return self.total_months % 12


def retirement_age(born_on: date, group: RetirementGroup) -> RetirementAge:
    """Return the statutory retirement age of somebody born in that month.

    >>> from datetime import date
    >>> age = retirement_age(date(1968, 3, 1), RetirementGroup.MAN)
    >>> (age.years, age.months)
    (60, 10)
    """
    schedule = _SCHEDULES[group]
    since_start = schedule.first_delayed_birth.until(Month.of(born_on))
    # Each delay month covers a whole step of birth months, so a begun step counts.
    begun_steps = since_start // schedule.birth_months_per_delay + 1
    delay = min(schedule.longest_delay, max(0, begun_steps))
    return RetirementAge(total_months=schedule.base_years * 12 + delay, delay_months=delay)


def retirement_month(born_on: date, group: RetirementGroup) -> Month:
    """Return the month in which the statutory retirement age is reached."""
    return Month.of(born_on).plus(retirement_age(born_on, group).total_months)


def reaches_retirement_age_on(born_on: date, group: RetirementGroup) -> date:
    """Return the day on which the statutory retirement age is reached.

    Without such a day in the month it is the last one (民法典 art. 202), so the month stays right.
    """
    months = retirement_age(born_on, group).total_months
    return anniversary(born_on, months, missing_day=MissingDay.LAST_OF_MONTH)


def months_to_retirement(born_on: date, group: RetirementGroup, *, on: date) -> int:
    """Return the months from the month of ``on`` to the month of retirement; 0 once it is reached."""
    return max(0, Month.of(on).until(retirement_month(born_on, group)))


def is_near_retirement(born_on: date, group: RetirementGroup, *, on: date, within_months: int) -> bool:
    """Tell whether less than ``within_months`` remain (距法定退休年龄不足5年), and retirement is still ahead.

    Exactly five years left is not yet less than five years.
    """
    retires_on = reaches_retirement_age_on(born_on, group)
    horizon = anniversary(on, within_months, missing_day=MissingDay.LAST_OF_MONTH)
    return on < retires_on < horizon
