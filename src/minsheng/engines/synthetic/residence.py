"""Where people are registered and where they live: hukou, work far away, prison."""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.ages import MALE
from minsheng.engines.synthetic.lodgings import Lodging
from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.streams import Bools, by_age, chance

LOCAL_HUKOU_IN_TOWN, LOCAL_HUKOU_IN_VILLAGE = 0.89, 0.985
LOCAL_HUKOU_OF_LODGERS = {Lodging.STUDENTS: 0.35, Lodging.WORKERS: 0.55}
SPOUSE_FROM_ELSEWHERE = 0.02
RURAL_HUKOU_IN_TOWN, RURAL_HUKOU_IN_VILLAGE = 0.36, 0.94
# Both parents of a child away while its grandparents are in the household; one of them; by town and village.
BOTH_AWAY_WITH_GRANDPARENTS = (0.06, 0.30)
ONE_AWAY = (0.03, 0.12)
SINGLE_AWAY = ((17, 0.0), (18, 0.20), (24, 0.24), (35, 0.10), (50, 0.04), (60, 0.0))
DETAINED = {"men": 0.0016, "women": 0.00015}
LEFT_THE_FAMILY = 0.0004
EXIT_LIST_IN_VILLAGES = 0.075


def put_residence(making: Making) -> None:
    """Put hukou, presence and custody."""
    r, persons = making.residents, making.persons
    rng = making.rng("residence")
    persons.put("born_on", r.born)
    persons.put("sex", r.sex)
    persons.put("relation", r.relation)
    persons.put("marital", r.marital)
    is_local = np.where(r.is_urban, LOCAL_HUKOU_IN_TOWN, LOCAL_HUKOU_IN_VILLAGE)
    local = chance(rng, is_local)[r.home]
    local &= ~((r.spouse >= 0) & chance(rng, SPOUSE_FROM_ELSEWHERE, len(r)))
    for lodging, share in LOCAL_HUKOU_OF_LODGERS.items():
        members = r.lodging[r.home] == lodging
        local[members] = chance(rng, share, int(members.sum()))
    rural = chance(rng, np.where(r.is_urban, RURAL_HUKOU_IN_TOWN, RURAL_HUKOU_IN_VILLAGE))[r.home]
    on_exit_list = (chance(rng, EXIT_LIST_IN_VILLAGES, len(r.size)) & ~r.is_urban & (r.lodging == 0))[r.home]
    grown = (r.age >= 18) & (r.age <= 62) & ~r.is_lodger
    detained = grown & chance(rng, np.where(r.sex == MALE, DETAINED["men"], DETAINED["women"]))
    left = (r.age >= 25) & ~r.is_lodger & (r.marital != 2) & chance(rng, LEFT_THE_FAMILY, len(r))
    persons.put("has_local_hukou", local)
    persons.put("has_rural_hukou", rural)
    persons.put("is_detained", detained)
    persons.put("left_family_over_three_years", left)
    persons.put("on_poverty_exit_list", on_exit_list & local)
    persons.put("lives_here", ~_away(making) & ~detained & ~left)


def _away(making: Making) -> Bools:
    """Return who works or studies far from home for more than half a year."""
    r, rng = making.residents, making.rng("away")
    away = np.zeros(len(r), dtype=bool)
    children = np.flatnonzero((r.age < 16) & ((r.father >= 0) | (r.mother >= 0)))
    father, mother = r.father[children], r.mother[children]
    parent = np.where(mother >= 0, mother, father)
    grandparents = _has_parents(making)[np.where(father >= 0, father, parent)] | _has_parents(making)[parent]
    # One draw for a family, not for a child: it hangs on the mother's row.
    luck = rng.random(len(r))[parent]
    town = r.in_town[children].astype(int)
    both = grandparents & (luck < np.where(town, *BOTH_AWAY_WITH_GRANDPARENTS))
    one = ~both & (father >= 0) & (mother >= 0) & (luck > 1 - np.where(town, *ONE_AWAY))
    away[father[both & (father >= 0)]] = True
    away[mother[both & (mother >= 0)]] = True
    away[father[one]] = True
    single = (r.marital == 1) & (r.age >= 18) & (r.relation != 1) & ~r.is_lodger
    away |= single & chance(rng, by_age(r.age, SINGLE_AWAY))
    return away


def _has_parents(making: Making) -> Bools:
    r = making.residents
    return np.asarray((r.father >= 0) | (r.mother >= 0))
