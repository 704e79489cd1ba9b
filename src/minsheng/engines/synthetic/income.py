"""What people earn and own before anybody is made poor: incomes by work, pensions, property."""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.standards import YUAN
from minsheng.engines.synthetic.streams import Bools, Floats, Ints, chance, draw
from minsheng.engines.synthetic.work import EMPLOYED, FARMING, FLEXIBLE

# Monthly yuan, median in town and village, and the spread of the logarithm.
WAGE, WAGE_SPREAD = (4300, 3500), 0.40
ODD_JOBS, ODD_JOBS_SPREAD = (2900, 2500), 0.45
FARM, FARM_SPREAD = 1100, 0.55
OWN_BUSINESS_OF_FLEXIBLE = 0.35
PENSION, PENSION_SPREAD = (3300, 2700), 0.26
LOWEST_WAGE, LOWEST_ODD_JOBS, LOWEST_PENSION = 1980, 500, 1500
BASIC_PENSION, BASIC_PENSION_FROM_AGE, DRAWS_BASIC_PENSION = (168, 260), 60, 0.97
RENT, RENT_SPREAD, HAS_RENT = 650, 0.6, 0.055
SUPPORT_OF_CHILDREN, SUPPORT_SPREAD, HAS_SUPPORT = 380, 0.5, 0.55
COUNTS_IN_YUAN = 10

SAVINGS, SAVINGS_SPREAD = 32_000, 1.05
CARS, DWELLINGS = (54.0, 39.0, 7.0), (6.0, 79.0, 13.5, 1.5)
METRES_A_HEAD, METRES_SPREAD = 38.0, 0.30
HAS_SHOP, HAS_CAPITAL, CAPITAL, CAPITAL_SPREAD = 0.025, 0.03, 110_000, 0.9

OWN_SPENDING_OF_ILL, OWN_SPENDING_SPREAD = 17_000, 0.6
OWN_SPENDING_OF_DISABLED, TUITION, ORDINARY_SPENDING = 3_500, 9_000, 1_600


def put_income(making: Making) -> None:
    """Put the monthly incomes of everybody, in fen."""
    r, persons, rng = making.residents, making.persons, making.rng("income")
    work, town = persons["employment"], r.in_town
    own_business = (work == FLEXIBLE) & chance(rng, OWN_BUSINESS_OF_FLEXIBLE, len(r))
    odd_jobs = _yuan(np.where(town, *ODD_JOBS), ODD_JOBS_SPREAD, rng, at_least=LOWEST_ODD_JOBS)
    wage = np.where(work == EMPLOYED, _yuan(np.where(town, *WAGE), WAGE_SPREAD, rng, at_least=LOWEST_WAGE), 0)
    wage = np.where((work == FLEXIBLE) & ~own_business, odd_jobs, wage)
    farm = _yuan(np.full(len(r), FARM), FARM_SPREAD, rng)
    business = np.where(
        work == FARMING, np.where(r.age >= 60, farm // 2, farm), np.where(own_business, odd_jobs, 0)
    )
    pension = _yuan(np.where(town, *PENSION), PENSION_SPREAD, rng, at_least=LOWEST_PENSION)
    basic = (
        (r.age >= BASIC_PENSION_FROM_AGE) & ~making.draws_pension & chance(rng, DRAWS_BASIC_PENSION, len(r))
    )
    persons.put("wage_fen", wage * YUAN)
    persons.put("business_fen", business * YUAN)
    persons.put("pension_fen", np.where(making.draws_pension, pension, 0) * YUAN)
    persons.put("basic_pension_fen", np.where(basic, rng.integers(*BASIC_PENSION, len(r)), 0) * YUAN)
    rents = (r.relation == 1) & ~r.is_lodger & chance(rng, HAS_RENT, len(r))
    persons.put("property_fen", np.where(rents, _yuan(np.full(len(r), RENT), RENT_SPREAD, rng), 0) * YUAN)
    supported = (r.age >= 60) & ~making.draws_pension & ~r.is_lodger & chance(rng, HAS_SUPPORT, len(r))
    support = _yuan(np.full(len(r), SUPPORT_OF_CHILDREN), SUPPORT_SPREAD, rng)
    persons.put("transfer_fen", np.where(supported, support, 0) * YUAN)
    persons.put("work_cost_fen", 0, np.zeros(len(r), dtype=bool))


def _yuan(median: Floats | Ints, spread: float, rng: np.random.Generator, *, at_least: int = 0) -> Ints:
    """Return amounts around a median, in whole tens of yuan."""
    amount = median * np.exp(spread * rng.standard_normal(len(median)))
    tens = np.rint(amount / COUNTS_IN_YUAN).astype(np.int64) * COUNTS_IN_YUAN
    return np.maximum(tens, at_least)


def put_property(making: Making) -> None:
    """Put what households own and what they must spend."""
    r, households, rng = making.residents, making.households, making.rng("property")
    homes = len(r.size)
    family = r.lodging == 0
    savings = _yuan(SAVINGS * r.size.astype(float) ** 0.7, SAVINGS_SPREAD, rng)
    households.put("is_urban", r.is_urban)
    households.put("household_kind", np.where(family, 1, 2))
    households.put("financial_assets_fen", np.where(family, savings, 0) * YUAN)
    households.put("vehicles", np.where(family, draw(rng, homes, CARS), 0))
    dwellings = draw(rng, homes, DWELLINGS)
    households.put("dwellings", np.where(family, dwellings, 0))
    metres = np.rint(METRES_A_HEAD * np.exp(METRES_SPREAD * rng.standard_normal(homes))).clip(8, 150)
    households.put("dwelling_m2_per_person", np.where(family, metres, 12))
    households.put("has_shop", family & chance(rng, HAS_SHOP, homes))
    has_capital = family & chance(rng, HAS_CAPITAL, homes)
    capital = _yuan(np.full(homes, CAPITAL), CAPITAL_SPREAD, rng)
    households.put("registered_capital_fen", np.where(has_capital, capital, 0) * YUAN)
    households.put("rigid_expenses_year_fen", np.where(family, _spending(making, rng), 0) * YUAN)


def _spending(making: Making, rng: np.random.Generator) -> Ints:
    r, persons = making.residents, making.persons
    ill = _yuan(np.full(len(r), OWN_SPENDING_OF_ILL), OWN_SPENDING_SPREAD, rng)
    spent = np.where(persons["is_severely_ill"], ill, 0)
    spent += np.where(making.is_severe, OWN_SPENDING_OF_DISABLED, 0)
    spent += np.where(persons["schooling"] >= 5, TUITION, 0)
    spent += rng.integers(0, 2 * ORDINARY_SPENDING // 100, len(r)) * 100 // 2
    return r.sum_in_home(spent)


def may_declare_costs(making: Making) -> Bools:
    """Return who goes to work for wages and may declare what it costs."""
    work = making.persons["employment"]
    return np.asarray((work == EMPLOYED) | (work == FLEXIBLE)) & (making.persons["wage_fen"] > 0)
