"""Who is poor: some households are given too little to live on, all others enough, so that shares can be steered.

First the destitute, then by a score of hardship the poor, those at the edge, and those whom illness or school ruins.
"""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.ages import MALE
from minsheng.engines.synthetic.health import INTELLECTUAL, MENTAL, MULTIPLE, PHYSICAL, VISUAL
from minsheng.engines.synthetic.income import COUNTS_IN_YUAN, may_declare_costs
from minsheng.engines.synthetic.lodgings import Lodging
from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.means import MONTHS, assets_allowed, counts, means, own_income
from minsheng.engines.synthetic.standards import YUAN
from minsheng.engines.synthetic.streams import Bools, Floats, Ints, chance
from minsheng.engines.synthetic.work import EMPLOYED, FLEXIBLE

# Shares of all people. China had about 2.8 % in minimum living and 0.33 % destitute in 2023.
DESTITUTE_ELDERS_ALONE = 0.0024
DESTITUTE_DISABLED_ALONE = 0.0005
POOR, EDGE, RIGID, POOR_BUT_PROPERTIED = 0.0285, 0.0170, 0.0080, 0.0030

# Income a head as a share of the standard.
POOR_HAVE, EDGE_HAVE, RIGID_HAVE = (0.15, 0.96), (1.03, 1.46), (1.60, 3.00)
ENOUGH = 1.62  # of the standard: what everybody else has at least
ENOUGH_SPREAD = 0.5
RIGID_SPEND, OTHERS_SPEND_AT_MOST = (0.65, 1.60), 0.50  # of a year's income
DECLARES_COSTS, COST_YUAN = 0.25, (60, 200)
SAVINGS_OF_THE_POOR = 0.7  # of the limit, at most

INCOMES = ("wage_fen", "business_fen", "property_fen", "transfer_fen")


def put_hardship(making: Making) -> None:
    """Rearrange incomes and property so that the intended shares of people are in hardship."""
    rng = making.rng("hardship")
    _make_destitute(making, rng)
    declares = may_declare_costs(making) & chance(rng, 0.08, len(making.residents))
    groups = _groups(making, rng)
    poor, edge, rigid, propertied = (groups == number for number in (1, 2, 3, 4))
    low = poor | edge | propertied
    declares |= (
        low[making.residents.home]
        & may_declare_costs(making)
        & chance(rng, DECLARES_COSTS, len(making.residents))
    )
    cost = rng.integers(*COST_YUAN, len(making.residents)) // COUNTS_IN_YUAN * COUNTS_IN_YUAN * YUAN
    making.persons.put("work_cost_fen", np.where(declares, cost, 0), declares)
    for group, span in ((poor | propertied, POOR_HAVE), (edge, EDGE_HAVE), (rigid, RIGID_HAVE)):
        _set_income(making, group, rng.uniform(*span, len(group)))
    enough = ENOUGH + ENOUGH_SPREAD * rng.exponential(1.0, len(groups))
    _set_income(making, (groups == 0) & _has_less(making, ENOUGH), enough)
    _simplify_property(making, poor | edge | rigid | _is_home_of_destitute(making), rng)
    _give_property(making, propertied, rng)
    _set_spending(making, rigid, rng)


def _make_destitute(making: Making, rng: np.random.Generator) -> None:
    r, persons = making.residents, making.persons
    alone = (r.size == 1)[r.home] & ~making.draws_pension & ~persons["is_detained"]
    bachelors = alone & (r.age >= 60) & (r.sex == MALE) & (r.marital == 1)
    others = alone & (r.age >= 62) & ~bachelors
    disabled = alone & _cannot_work(making) & (r.age >= 18) & (r.age < 60)
    wanted = round(DESTITUTE_ELDERS_ALONE * len(r))
    score = (
        np.where(bachelors, 1.0, np.where(others, 0.0, -9.0)) + 0.4 * ~r.in_town + 0.5 * rng.random(len(r))
    )
    chosen = np.argsort(-score, kind="stable")[:wanted]
    destitute = np.zeros(len(r), dtype=bool)
    destitute[chosen[score[chosen] > -1]] = True
    few = np.flatnonzero(disabled)[: round(DESTITUTE_DISABLED_ALONE * len(r))]
    destitute[few] = True
    destitute |= r.lodging[r.home] == Lodging.ELDERS
    making.is_destitute = destitute & persons["lives_here"]
    for name in ("wage_fen", "property_fen", "pension_fen"):
        persons.put(name, np.where(making.is_destitute, 0, persons[name]))
    for name in ("business_fen", "transfer_fen"):
        persons.put(name, np.where(making.is_destitute, np.minimum(persons[name], 120 * YUAN), persons[name]))
    persons.put("employment", np.where(making.is_destitute, 0, persons["employment"]))
    for name in ("wants_work", "unemployed_since"):
        persons.forget(name, making.is_destitute)


def _cannot_work(making: Making) -> Bools:
    """Return whose disability rules out work in the sense of support for the destitute."""
    kind, grade = making.persons["disability_kind"], making.persons["disability_grade"]
    of_the_mind = ((kind == INTELLECTUAL) | (kind == MENTAL)) & (grade >= 1) & (grade <= 3)
    of_the_body = ((kind == PHYSICAL) | (kind == MULTIPLE)) & (grade >= 1) & (grade <= 2)
    return np.asarray(of_the_mind | of_the_body | ((kind == VISUAL) & (grade == 1)))


def _is_home_of_destitute(making: Making) -> Bools:
    return np.asarray(making.residents.in_home(making.is_destitute) > 0)


def _groups(making: Making, rng: np.random.Generator) -> Ints:
    """Return for every household 1 poor, 2 edge, 3 ruined by expenses, 4 poor with property, 0 none of them."""
    r = making.residents
    able = (r.lodging == 0) & ~_is_home_of_destitute(making) & (r.in_home(counts(making)) > 0)
    retired = r.in_home(making.draws_pension) > 0
    score = _score(making) + rng.gumbel(size=len(r.size))
    score[~able | retired] = -np.inf
    groups = np.zeros(len(r.size), dtype=np.int8)
    for number, share in ((1, POOR), (2, EDGE), (4, POOR_BUT_PROPERTIED)):
        _choose(groups, number, np.where(groups == 0, score, -np.inf), r.size, share * len(r))
        score = score + rng.gumbel(size=len(score))
    burden = making.households["rigid_expenses_year_fen"] / (1_000 * YUAN * r.size) + 2 * rng.gumbel(
        size=len(score)
    )
    _choose(groups, 3, np.where((groups == 0) & able, burden, -np.inf), r.size, RIGID * len(r))
    return groups


def _score(making: Making) -> Floats:
    r, persons = making.residents, making.persons

    def any_of(where: Bools) -> Ints:
        return (r.in_home(where) > 0).astype(np.int64)

    works = (persons["employment"] >= EMPLOYED) & (persons["employment"] <= 3)
    lone_parent = (r.role <= 1) & (r.marital >= 3) & (r.age < 55) & (r.spouse < 0)
    return np.asarray(
        1.7 * (r.in_home(works) == 0)
        + 1.5 * any_of(making.is_severe)
        + 1.2 * any_of(persons["is_severely_ill"])
        + 0.9 * any_of(r.has_no_parent_here)
        + 0.7 * any_of(lone_parent)
        + 0.5 * any_of(persons["on_poverty_exit_list"])
        + 0.5 * ~r.is_urban
        - 0.9 * any_of(persons["wage_fen"] >= 4000 * YUAN)
    )


def _choose(groups: Ints, number: int, score: Floats, size: Ints, people: float) -> None:
    """Mark the households with the highest scores until the number of people is reached."""
    order = np.argsort(-score, kind="stable")
    order = order[np.isfinite(score[order])]
    before = np.cumsum(size[order]) - size[order]
    groups[order[before < people]] = number


def _has_less(making: Making, multiple: float) -> Bools:
    what = means(making)
    return np.asarray((what.income_fen < multiple * what.need_fen) & (making.residents.lodging == 0))


def _set_income(making: Making, where: Bools, multiple: Floats) -> None:
    """Give the chosen households this multiple of their need: less of everything, or more support from outside."""
    r, persons = making.residents, making.persons
    what = means(making)
    where = where & (what.members > 0)
    ten_yuan = COUNTS_IN_YUAN * YUAN
    target = np.floor(multiple * what.need_fen / ten_yuan).astype(np.int64) * ten_yuan
    factor = np.where(where & (what.income_fen > target), target / np.maximum(what.income_fen, 1), 1.0)
    for name in INCOMES:
        scaled = np.floor(persons[name] * factor[r.home] / ten_yuan).astype(np.int64) * ten_yuan
        persons.put(name, np.where(factor[r.home] < 1.0, scaled, persons[name]))
    _let_low_earners_do_odd_jobs(making)
    rest = np.where(where, target - _counted_income(making), 0)
    receiver = _receivers(making)
    transfer = persons["transfer_fen"]
    chosen = np.flatnonzero(where & (rest > 0) & (receiver >= 0))
    transfer[receiver[chosen]] += rest[chosen]


def _counted_income(making: Making) -> Ints:
    counted = counts(making)
    return making.residents.sum_in_home(np.where(counted, own_income(making), 0))


def _receivers(making: Making) -> Ints:
    """Return for every household the eldest member that counts."""
    r = making.residents
    rows = np.flatnonzero(counts(making))[::-1]
    first = np.full(len(r.size), -1, dtype=np.int64)
    first[r.home[rows]] = rows
    return first


def _let_low_earners_do_odd_jobs(making: Making) -> None:
    persons = making.persons
    work, wage = persons["employment"], persons["wage_fen"]
    low = (work == EMPLOYED) & (wage < making.standards.minimum_wage_fen)
    work[low] = FLEXIBLE


def _simplify_property(making: Making, where: Bools, rng: np.random.Generator) -> None:
    own, homes = making.households, len(where)
    limit = assets_allowed(making)
    share = SAVINGS_OF_THE_POOR * rng.random(homes) ** 2
    savings = np.floor(limit * share / (100 * YUAN)).astype(np.int64) * 100 * YUAN
    own.put(
        "financial_assets_fen",
        np.where(where, np.minimum(savings, own["financial_assets_fen"]), own["financial_assets_fen"]),
    )
    own.put("vehicles", np.where(where, 0, own["vehicles"]))
    own.put("dwellings", np.where(where, np.minimum(own["dwellings"], 1), own["dwellings"]))
    own.put("has_shop", own["has_shop"] & ~where)
    own.put("registered_capital_fen", np.where(where, 0, own["registered_capital_fen"]))


def _give_property(making: Making, where: Bools, rng: np.random.Generator) -> None:
    """Give households with a low income one thing that stands in the way of assistance."""
    own, luck = making.households, rng.random(len(where))
    own.put("vehicles", np.where(where & (luck < 0.5), 1, own["vehicles"]))
    own.put("dwellings", np.where(where & (luck >= 0.5) & (luck < 0.7), 3, own["dwellings"]))
    savings = np.maximum(own["financial_assets_fen"], 2 * assets_allowed(making))
    own.put("financial_assets_fen", np.where(where & (luck >= 0.7), savings, own["financial_assets_fen"]))


def _set_spending(making: Making, rigid: Bools, rng: np.random.Generator) -> None:
    """Let the ruined spend more than they may, and other households of small means clearly less."""
    own, what, standards = making.households, means(making), making.standards
    year = what.income_fen * MONTHS
    much = np.floor(year * rng.uniform(*RIGID_SPEND, len(rigid)) / (100 * YUAN)).astype(np.int64) * 100 * YUAN
    little = np.floor(year * OTHERS_SPEND_AT_MOST / (100 * YUAN)).astype(np.int64) * 100 * YUAN
    above_the_edge = what.income_fen >= standards.edge_multiple * what.need_fen
    small = above_the_edge & (year < standards.average_income_year_fen * what.members)
    spent = own["rigid_expenses_year_fen"]
    own.put(
        "rigid_expenses_year_fen", np.where(rigid, much, np.where(small, np.minimum(spent, little), spent))
    )
