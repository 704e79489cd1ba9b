"""People who died or moved away within the last year, and what still runs in their names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from minsheng.engines.synthetic.ages import FEMALE, MALE, OLDEST
from minsheng.engines.synthetic.making import Making, month_start
from minsheng.engines.synthetic.streams import Bools, Ints, by_age

# Yearly deaths by age, rounded from the life table of China in 2020.
DIES = (
    (0, 0.0006),
    (30, 0.0008),
    (50, 0.0030),
    (60, 0.0075),
    (70, 0.020),
    (80, 0.060),
    (90, 0.17),
    (105, 0.45),
)
MOVES = ((0, 0.004), (18, 0.011), (30, 0.009), (45, 0.004), (70, 0.002), (105, 0.001))
LIVED_ALONE = 0.35  # their household is gone as well
STILL_ON_ROLLS = {
    "advanced_age_allowance": 0.22,
    "disability_care": 0.012,
    "tekun": 0.006,
    "childcare_subsidy": 0.30,
    "visiting_care": 0.06,
}


@dataclass(frozen=True, slots=True)
class Gone:
    """Former residents: where they lived, and the day of death (or else of the move)."""

    neighbour: Ints  # row of a resident in whose household, or village, they lived
    household_is_gone: Bools
    age: Ints
    sex: Ints
    born: Ints
    died: Bools
    day: Ints
    is_local: Bools

    def __len__(self) -> int:
        return len(self.age)


@dataclass(frozen=True, slots=True)
class StillPaid:
    """Rows of rolls in the names of people who are gone."""

    policy: str
    gone: Ints
    amount_fen: Ints
    since: Ints


def gone(making: Making) -> Gone:
    """Make up who died or moved away; they are not counted as residents any more."""
    r, rng = making.residents, making.rng("gone")
    family = ~r.is_lodger
    dead = np.flatnonzero(family & (rng.random(len(r)) < by_age(r.age, DIES)))
    moved = np.flatnonzero(family & (rng.random(len(r)) < by_age(r.age, MOVES)))
    neighbour = np.concatenate([dead, moved])
    died = np.arange(len(neighbour)) < len(dead)
    # A widow's neighbour in this sense is herself: the dead was her husband.
    widowed = died & (r.marital[neighbour] == 3)
    other = np.where(r.sex[neighbour] == MALE, FEMALE, MALE)
    chance_sex = np.where(rng.random(len(neighbour)) < 0.52, MALE, FEMALE)
    sex = np.where(widowed, other, np.where(died, chance_sex, r.sex[neighbour]))
    age = (r.age[neighbour].astype(np.int64) + rng.integers(-2, 3, len(neighbour))).clip(0, OLDEST)
    years = age - r.age[neighbour]
    born = r.born[neighbour].astype(np.int64) - years * 365 - rng.integers(0, 40, len(neighbour))
    day = making.today - 1 - rng.integers(0, 360, len(neighbour))
    return Gone(
        neighbour=neighbour,
        household_is_gone=rng.random(len(neighbour)) < np.where(widowed, 0.1, LIVED_ALONE),
        age=age,
        sex=sex.astype(np.int8),
        born=np.minimum(born, day - 1),
        died=died,
        day=day,
        is_local=making.persons["has_local_hukou"][neighbour],
    )


def still_paid(making: Making, left: Gone) -> list[StillPaid]:
    """Return what is still paid to them, because the roll has not heard of it."""
    rng, standards = making.rng("still paid"), making.standards
    floors, amounts = zip(*standards.advanced_age_fen, strict=True)
    band = (np.searchsorted(floors, left.age, side="right") - 1).clip(min=0)
    may = {
        "advanced_age_allowance": (left.age >= 80) & left.is_local,
        "disability_care": left.died & left.is_local & (left.age >= 30),
        "tekun": left.died & left.is_local & (left.age >= 62),
        "childcare_subsidy": ~left.died & left.is_local & (left.age < 2),
        "visiting_care": left.died & (left.age >= 65),
    }
    amount = {
        "advanced_age_allowance": np.array(amounts, dtype=np.int64)[band],
        "disability_care": np.full(len(left), standards.disability_care_fen[1], dtype=np.int64),
        "tekun": np.full(len(left), int(standards.minimum_rural_fen * standards.destitute_multiple) + 19_800),
        "childcare_subsidy": np.full(len(left), standards.childcare_year_fen, dtype=np.int64),
        "visiting_care": np.zeros(len(left), dtype=np.int64),
    }
    rows = []
    for policy, share in STILL_ON_ROLLS.items():
        who = np.flatnonzero(may[policy] & (rng.random(len(left)) < share))
        since = month_start(np.maximum(left.born[who], left.day[who] - rng.integers(40, 1500, len(who))))
        rows.append(StillPaid(policy, who, amount[policy][who], since))
    return rows
