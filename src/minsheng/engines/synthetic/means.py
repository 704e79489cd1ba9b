"""What a household has to live on, counted as an official would, by the generator's own reading of the rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.standards import YUAN
from minsheng.engines.synthetic.streams import Bools, Ints

MONTHS = 12
REGISTERED_CAPITAL_ALLOWED_FEN = 100_000 * YUAN
SMALL_DWELLING_M2 = 40
COUNTED = ("business_fen", "property_fen", "pension_fen", "transfer_fen")


@dataclass(frozen=True, slots=True)
class Means:
    """Per household: members that count, their income and need a month in fen, and whether property is no obstacle."""

    members: Ints
    income_fen: Ints
    standard_fen: Ints
    property_is_modest: Bools

    @property
    def need_fen(self) -> Ints:
        return self.members * self.standard_fen


def counts(making: Making) -> Bools:
    """Return who is a member of the household in the sense of assistance."""
    r, persons = making.residents, making.persons
    stays = persons["lives_here"] | (r.relation <= 2) | (r.age < 18)
    stays |= ((persons["schooling"] >= 2) & (persons["schooling"] <= 5)) | making.is_severe
    left_out = persons["is_detained"] | persons["left_family_over_three_years"] | making.is_destitute
    return np.asarray(stays & ~left_out)


def own_income(making: Making) -> Ints:
    """Return everybody's own monthly income in fen, without the basic pension."""
    persons, standards = making.persons, making.standards
    cap = (standard(making)[making.residents.home] * standards.work_cost_share).astype(np.int64)
    cost = np.where(persons.is_known("work_cost_fen"), persons["work_cost_fen"], 0)
    income = np.maximum(persons["wage_fen"] - np.minimum(cost, cap), 0)
    for name in COUNTED:
        income = income + persons[name]
    return np.asarray(income)


def standard(making: Making) -> Ints:
    """Return the minimum living standard of every household, in fen a head and month."""
    urban, rural = making.standards.minimum_urban_fen, making.standards.minimum_rural_fen
    return np.where(making.residents.is_urban, urban, rural).astype(np.int64)


def means(making: Making) -> Means:
    """Return what every household has to live on."""
    r = making.residents
    counted = counts(making)
    return Means(
        members=r.in_home(counted),
        income_fen=r.sum_in_home(np.where(counted, own_income(making), 0)),
        standard_fen=standard(making),
        property_is_modest=property_is_modest(making),
    )


def assets_allowed(making: Making) -> Ints:
    """Return the limit of financial assets of every household, in fen."""
    a_head = standard(making) * MONTHS * making.standards.assets_in_yearly_standards
    persons = making.persons
    family = counts(making) | (making.is_destitute & ~persons["is_detained"])
    return a_head * making.residents.in_home(family)


def property_is_modest(making: Making) -> Bools:
    """Return which households have no property that stands in the way of assistance."""
    own = making.households
    small = (own["dwellings"] == 2) & (own["dwelling_m2_per_person"] <= SMALL_DWELLING_M2)
    return np.asarray(
        (own["financial_assets_fen"] < assets_allowed(making))
        & (own["vehicles"] == 0)
        & ((own["dwellings"] <= 1) | small)
        & ~own["has_shop"]
        & (own["registered_capital_fen"] <= REGISTERED_CAPITAL_ALLOWED_FEN)
    )
