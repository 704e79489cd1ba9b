"""Disability, illness, care and what doctors and assessors have on record."""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.ages import FEMALE, MALE
from minsheng.engines.synthetic.lodgings import Lodging
from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.means import means
from minsheng.engines.synthetic.streams import Bools, Ints, by_age, chance, draw

# With a certificate or found by the census of disability: about 6 % of all people.
DISABLED = ((0, 0.008), (15, 0.014), (30, 0.024), (45, 0.046), (60, 0.100), (75, 0.190), (90, 0.290))
KINDS = (15.0, 24.0, 1.5, 29.5, 6.7, 7.4, 15.9)  # visual, hearing, speech, physical, of the mind, multiple
KINDS_OF_THE_YOUNG = (7.0, 10.0, 5.0, 28.0, 26.0, 8.0, 16.0)
GRADES = (11.0, 16.0, 28.0, 45.0)
VISUAL, PHYSICAL, INTELLECTUAL, MENTAL, MULTIPLE = 1, 4, 5, 6, 7

SEVERELY_ILL = ((0, 0.001), (30, 0.003), (45, 0.008), (60, 0.020), (80, 0.032))
HYPERTENSION = ((20, 0.004), (35, 0.05), (50, 0.20), (65, 0.42), (80, 0.50))
DIABETES = ((20, 0.002), (40, 0.035), (60, 0.13), (80, 0.17))
TUBERCULOSIS, SEVERE_MENTAL = 0.0005, 0.0035
PREGNANT = ((19, 0.0), (22, 0.055), (27, 0.085), (33, 0.050), (39, 0.014), (45, 0.0))
WORK_INJURY = 0.0004

CHILDLESS_ELDERS = 0.012  # of couples without a child here, those who lost their only one
IN_INSTITUTION = ((59, 0.0), (60, 0.001), (75, 0.008), (90, 0.030))
ASSESSED = ((59, 0.0), (60, 0.025), (75, 0.07), (85, 0.18), (95, 0.28))
ASSESSED_IF_DISABLED, ASSESSED_IF_POOR, ASSESSED_IN_INSTITUTION = 0.18, 0.30, 0.85
LEVELS = (46.0, 26.0, 14.0, 9.0, 5.0)  # of those assessed: able, mild, moderate, severe, complete
LEVELS_OF_THE_FRAIL = (12.0, 25.0, 26.0, 22.0, 15.0)
DAYS_SINCE_ASSESSMENT = 900
UNMET_BY_LEVEL = ((0, 0), (0, 1), (1, 3), (3, 5), (5, 6))  # of six items, at least and at most
LONG_TERM_CARE_INSURANCE = 0.004


def put_health(making: Making) -> None:
    """Put disability, illness and pregnancy."""
    _put_disability(making)
    r, persons, rng = making.residents, making.persons, making.rng("illness")
    mental = persons["disability_kind"] == MENTAL
    grown = r.age >= 18
    persons.put("is_severely_ill", chance(rng, by_age(r.age, SEVERELY_ILL)))
    persons.put("has_hypertension", chance(rng, np.where(r.age < 20, 0.0, by_age(r.age, HYPERTENSION))))
    persons.put("has_diabetes", chance(rng, np.where(r.age < 20, 0.0, by_age(r.age, DIABETES))))
    persons.put("has_tuberculosis", grown & chance(rng, TUBERCULOSIS, len(r)))
    persons.put(
        "has_severe_mental_disorder",
        (grown & chance(rng, SEVERE_MENTAL, len(r))) | (mental & grown & chance(rng, 0.8, len(r))),
    )
    may_be_pregnant = (r.sex == FEMALE) & (r.marital == 2)
    persons.put("is_pregnant", may_be_pregnant & chance(rng, by_age(r.age, PREGNANT)))
    worked = (r.sex == MALE) & (r.age >= 35)
    persons.put("has_work_injury_care", worked & chance(rng, WORK_INJURY, len(r)))


def _put_disability(making: Making) -> None:
    r, rng = making.residents, making.rng("disability")
    disabled = chance(rng, by_age(r.age, DISABLED))
    kind = np.where(r.age < 30, draw(rng, len(r), KINDS_OF_THE_YOUNG), draw(rng, len(r), KINDS)) + 1
    grade = draw(rng, len(r), GRADES) + 1
    making.persons.put("disability_kind", np.where(disabled, kind, 0))
    making.persons.put("disability_grade", np.where(disabled, grade, 0))
    of_the_mind = (kind == INTELLECTUAL) | (kind == MENTAL)
    making.is_severe = disabled & ((grade <= 2) | (of_the_mind & (grade == 3)))


def put_care(making: Making) -> None:
    """Put institutions, assessments and what people can no longer do for themselves."""
    r, persons, rng = making.residents, making.persons, making.rng("care")
    disabled = persons["disability_grade"] > 0
    home_for_elders = r.lodging[r.home] == Lodging.ELDERS
    inside = home_for_elders | (~r.is_lodger & chance(rng, by_age(r.age, IN_INSTITUTION)))
    inside &= r.age >= 60
    frail = inside | making.is_severe | (r.age >= 88)
    rate = by_age(r.age, ASSESSED) + ASSESSED_IF_DISABLED * (disabled & (r.age >= 60))
    rate = np.where(_is_poor(making), np.maximum(rate, ASSESSED_IF_POOR), rate)
    rate = np.where(inside | (making.is_destitute & (r.age >= 60)), ASSESSED_IN_INSTITUTION, rate)
    assessed = chance(rng, rate)
    level = np.where(frail, draw(rng, len(r), LEVELS_OF_THE_FRAIL), draw(rng, len(r), LEVELS))
    persons.put("in_care_institution", inside)
    persons.put("care_level", level, assessed)
    persons.put("assessed_on", making.today - 1 - rng.integers(0, DAYS_SINCE_ASSESSMENT, len(r)), assessed)
    persons.put(
        "has_long_term_care_insurance",
        assessed & (level >= 3) & chance(rng, LONG_TERM_CARE_INSURANCE, len(r)),
    )
    looked_at = assessed | making.is_destitute | (making.is_severe & chance(rng, 0.6, len(r)))
    persons.put("self_care_unmet", _unmet(level, rng), looked_at)


def _is_poor(making: Making) -> Bools:
    """Return the old people of households with little income, whom the townships have assessed first."""
    r, what = making.residents, means(making)
    has_little = what.income_fen < making.standards.edge_multiple * what.need_fen
    return np.asarray(has_little[r.home] & (r.age >= 60) & ~r.is_lodger)


def _unmet(level: Ints, rng: np.random.Generator) -> Ints:
    low, high = np.array(UNMET_BY_LEVEL).T
    return np.asarray(low[level] + rng.integers(0, (high - low + 1)[level]))


FAMILY_DOCTOR, FAMILY_DOCTOR_OF_PRIORITY_GROUPS = 0.33, 0.79
CONTRACT_STILL_RUNS = 0.93
CHECKED_THIS_YEAR, CHECKED_BEFORE = 0.70, 0.18  # of people of 65 and over
CHECKED_YOUNGER = 0.10


def put_doctors(making: Making) -> None:
    """Put contracts with family doctors and yearly health checks."""
    r, persons, rng = making.residents, making.persons, making.rng("doctors")
    signed = chance(rng, np.where(_has_priority(making), FAMILY_DOCTOR_OF_PRIORITY_GROUPS, FAMILY_DOCTOR))
    runs = chance(rng, CONTRACT_STILL_RUNS, len(r))
    until = making.today + np.where(runs, rng.integers(1, 366, len(r)), -rng.integers(1, 300, len(r)))
    persons.put("family_doctor_until", until, signed)
    luck = rng.random(len(r))
    old = r.age >= 65
    this_year = np.where(old, luck < CHECKED_THIS_YEAR, luck < CHECKED_YOUNGER)
    before = old & ~this_year & (luck < CHECKED_THIS_YEAR + CHECKED_BEFORE)
    ago = np.where(this_year, rng.integers(1, 330, len(r)), rng.integers(366, 900, len(r)))
    persons.put("health_check_on", np.maximum(making.today - ago, r.born), this_year | before)
    lost = (r.age >= 49) & (r.marital >= 2) & ~_has_child_here(making) & chance(rng, CHILDLESS_ELDERS, len(r))
    lost[r.spouse[lost & (r.spouse >= 0)]] = True
    persons.put("is_only_child_lost_parent", lost & (r.age >= 45))


def _has_priority(making: Making) -> Bools:
    r, persons = making.residents, making.persons
    ill = persons["has_hypertension"] | persons["has_diabetes"] | persons["has_tuberculosis"]
    frail = persons["has_severe_mental_disorder"] | persons["is_pregnant"] | (persons["disability_grade"] > 0)
    return np.asarray((r.age >= 65) | (r.age <= 6) | ill | frail)


def _has_child_here(making: Making) -> Bools:
    r = making.residents
    has = np.zeros(len(r), dtype=bool)
    has[r.father[r.father >= 0]] = True
    has[r.mother[r.mother >= 0]] = True
    return has
