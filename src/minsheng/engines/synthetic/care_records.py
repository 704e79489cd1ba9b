"""What civil affairs and the insurance have on record: checks, visits, files of children, costs of illness, alerts."""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.benefits import DIBAO, EDGE
from minsheng.engines.synthetic.children import WORKING_AWAY
from minsheng.engines.synthetic.income import COUNTS_IN_YUAN
from minsheng.engines.synthetic.making import Making, month_start
from minsheng.engines.synthetic.means import means
from minsheng.engines.synthetic.rolls import NOBODY, Roll, Rolls
from minsheng.engines.synthetic.standards import YUAN
from minsheng.engines.synthetic.streams import Bools, Floats, Ints, chance
from minsheng.engines.synthetic.work import EMPLOYED

# Old people.
DAYS_SINCE_LIFE_CHECK, SUSPENDED, CHECKED_LATE = 430, 0.015, 0.5
LEGACY_ASSESSMENT, BLANK_ITEMS, RISK_EVENTS_A_MONTH = 0.015, 0.006, 0.25
EATS_IN_CANTEEN, MEALS, MEAL_YUAN = 0.06, (4, 56), (8, 16)
HIGH_RISK, HIGH_RISK_OF_THE_VERY_OLD, DAYS_BETWEEN_VISITS = 0.015, 0.06, 14.0

# Children.
NO_GUARDIAN, DANGEROUS_GUARDIAN, DROPPED_OUT, SUSPECTED_HARM = 0.001, 0.004, 0.001, 0.0006
WITH_STRANGER = 0.002
ENTRUSTED, CARER_AGE, CARER_DISABLED = 0.7, (45, 79), 0.06
DAYS_SINCE_CONTACT, DAYS_SINCE_CHILD_VISIT, DAYS_SINCE_CHILD_REVIEW = 10, 25.0, 410
SCHOOL_AGE, OUT_OF_SCHOOL_AND_DROPPED_OUT = (7, 15), 0.5  # of compulsory schooling

# Insurance and illness. Of what a household must spend, this share went to doctors, more where somebody is ill.
INSURED, MEDICAL_SHARE, MEDICAL_SHARE_OF_ILL, IN_SCOPE = 0.96, (0.1, 0.4), (0.6, 0.95), (0.55, 0.85)
WEIGHT_OF_ILL = 12
CERTIFIED_DAYS, STOPPED, STOPPED_DAYS = (30, 3600), 0.006, (5, 700)

# Households.
EMERGENCY, TEMPORARY_AID, TEMPORARY_AID_YUAN = 0.0015, 0.01, (500, 6000)
RISEN_DAYS, DAYS_SINCE_REVIEW, DAYS_RECOGNISED = (10, 300), 400, (30, 1500)
ON_THE_WAY_OUT, LEFT_OF_THE_ALLOWANCE = 0.04, 5  # of edge households; a fifth of the need
EARNER_DIED, EARNER_DIED_DAYS, DIBAO_ENDED, DIBAO_ENDED_DAYS = 0.0015, (5, 800), 0.002, (10, 900)
USE_FALLS_PERCENT, VISITED, DAYS_SINCE_HOUSEHOLD_VISIT, ADAPTED = 18.0, 0.12, 400, 0.02


def put_care_records(making: Making, rolls: Rolls) -> None:
    """Put what the offices keep; it rests on the rolls, because the offices visit and review those on them."""
    _keep_some_on_the_roll(making, rolls)
    _put_elders(making, rolls)
    _put_children(making)
    _put_illness(making)
    _put_households(making)


def _ago(making: Making, rng: np.random.Generator, span: tuple[int, int], count: int) -> Ints:
    return making.today - rng.integers(*span, count)


def _keep_some_on_the_roll(making: Making, rolls: Rolls) -> None:
    """Let a few households that have risen to the edge keep minimum living for a while (渐退)."""
    households, rng, what = making.households, making.rng("way out of minimum living"), means(making)
    edge = (households["assistance_class"] == EDGE) & (what.income_fen >= what.need_fen) & (what.members > 0)
    kept = np.flatnonzero(edge & chance(rng, ON_THE_WAY_OUT, len(edge)))
    amount = -(-what.need_fen[kept] // (LEFT_OF_THE_ALLOWANCE * YUAN)) * YUAN
    since = month_start(_ago(making, rng, (400, 1500), len(kept)))
    rolls.add(Roll("dibao", np.full(len(kept), NOBODY), kept, amount, since))
    classes = households["assistance_class"].copy()
    classes[kept] = DIBAO
    households.put("assistance_class", classes)


def _put_elders(making: Making, rolls: Rolls) -> None:
    r, persons, rng = making.residents, making.persons, making.rng("care records of elders")
    old, paid = r.age >= 60, (r.age >= 80) & persons["has_local_hukou"]
    checked = _ago(making, rng, (0, DAYS_SINCE_LIFE_CHECK), len(r))
    suspended = paid & chance(rng, SUSPENDED, len(r))
    since = _ago(making, rng, (60, 400), len(r))
    late = chance(rng, CHECKED_LATE, len(r))
    after, before = _ago(making, rng, (0, 30), len(r)), since - 370
    persons.put("life_checked_on", np.where(suspended, np.where(late, after, before), checked), paid)
    persons.put("allowance_suspended_on", since, suspended)
    never = old & ~persons.is_known("care_level")
    persons.put("has_legacy_assessment", never & chance(rng, LEGACY_ASSESSMENT, len(r)), old)
    persons.put("assessment_is_incomplete", never & chance(rng, BLANK_ITEMS, len(r)), old)
    events = rng.poisson(RISK_EVENTS_A_MONTH, len(r))
    persons.put("care_risk_events_month", events, persons.is_known("care_level"))
    eats = old & chance(rng, EATS_IN_CANTEEN, len(r))
    persons.put("canteen_meals_month", np.where(eats, rng.integers(*MEALS, len(r)), 0), old)
    persons.put("meal_price_fen", rng.integers(*MEAL_YUAN, len(r)) * YUAN, eats)
    risk = np.where(r.age >= 80, HIGH_RISK_OF_THE_VERY_OLD, HIGH_RISK)
    persons.put("is_high_visiting_risk", old & chance(rng, risk), old)
    gap = np.rint(rng.exponential(DAYS_BETWEEN_VISITS, len(r))).astype(np.int64)
    visited = rolls.persons_on("visiting_care", len(r)) | (old & chance(rng, VISITED, len(r)))
    persons.put("last_visited_on", making.today - gap, visited)


def _put_children(making: Making) -> None:
    r, persons, rng = making.residents, making.persons, making.rng("care records of children")
    child = r.age < 18
    at_school_age = (r.age >= SCHOOL_AGE[0]) & (r.age < SCHOOL_AGE[1])
    rare = (
        ("has_no_guardian", child, NO_GUARDIAN),
        ("guardian_is_dangerous", child, DANGEROUS_GUARDIAN),
        ("has_dropped_out", at_school_age & (persons["schooling"] == 0), OUT_OF_SCHOOL_AND_DROPPED_OUT),
        ("is_suspected_harmed", child, SUSPECTED_HARM),
        ("lives_with_stranger", child, WITH_STRANGER),
    )
    hits = {name: among & chance(rng, rate, len(r)) for name, among, rate in rare}
    hits["has_dropped_out"] |= at_school_age & chance(rng, DROPPED_OUT, len(r))
    for name, hit in hits.items():
        persons.put(name, hit, child)
    away = [persons[f"{parent}_status"] == WORKING_AWAY for parent in ("father", "mother")]
    both, any_away = child & away[0] & away[1], child & (away[0] | away[1])
    entrusted = both & chance(rng, ENTRUSTED, len(r))
    persons.put("care_is_entrusted", entrusted, both)
    carer_age = rng.integers(*CARER_AGE, len(r)) * 365 + rng.integers(0, 365, len(r))
    persons.put("entrusted_carer_born_on", making.today - carer_age, entrusted)
    persons.put("entrusted_carer_is_disabled", chance(rng, CARER_DISABLED, len(r)), entrusted)
    persons.put("parents_contacted_on", _ago(making, rng, (0, DAYS_SINCE_CONTACT), len(r)), any_away)
    gap = np.rint(rng.exponential(DAYS_SINCE_CHILD_VISIT, len(r))).astype(np.int64)
    persons.put("child_visited_on", making.today - gap, child & _has_a_file(making, both, hits))
    reviewed = _ago(making, rng, (0, DAYS_SINCE_CHILD_REVIEW), len(r))
    persons.put("child_reviewed_on", np.maximum(reviewed, r.born), persons["is_orphan_supported"])


def _has_a_file(making: Making, both_away: Bools, hits: dict[str, Bools]) -> Bools:
    persons = making.persons
    is_poor = (making.households["assistance_class"] > 0)[making.residents.home]
    frail = (persons["disability_grade"] > 0) | persons["is_severely_ill"]
    in_danger = hits["has_no_guardian"] | hits["guardian_is_dangerous"]
    return np.asarray(both_away | is_poor | frail | in_danger | persons["is_orphan_supported"])


def _put_illness(making: Making) -> None:
    r, persons, rng = making.residents, making.persons, making.rng("costs of illness")
    insured = ~making.draws_pension & (persons["employment"] != EMPLOYED)
    persons.put("in_resident_insurance", insured & chance(rng, INSURED, len(r)))
    ill = persons["is_severely_ill"]
    shares = np.where(
        r.in_home(ill) > 0,
        rng.uniform(*MEDICAL_SHARE_OF_ILL, len(r.size)),
        rng.uniform(*MEDICAL_SHARE, len(r.size)),
    )
    weight = rng.integers(1, 10, len(r)) * np.where(ill, WEIGHT_OF_ILL, 1) * np.where(r.age >= 60, 3, 1)
    own = shares * making.households["rigid_expenses_year_fen"]
    own_pay = _in_tens(own[r.home] * weight / np.maximum(r.sum_in_home(weight), 1)[r.home])
    persons.put("own_pay_fen", own_pay)
    persons.put("in_scope_own_pay_fen", _in_tens(own_pay * rng.uniform(*IN_SCOPE, len(r))))
    certified = np.maximum(_ago(making, rng, CERTIFIED_DAYS, len(r)), r.born)
    persons.put("disability_certified_on", certified, persons["disability_grade"] > 0)
    stopped = (r.age >= 18) & (r.age < 60) & chance(rng, STOPPED, len(r))
    persons.put("contributions_stopped_on", _ago(making, rng, STOPPED_DAYS, len(r)), stopped)


def _in_tens(fen: Floats) -> Ints:
    unit = COUNTS_IN_YUAN * YUAN
    return np.floor(fen / unit).astype(np.int64) * unit


def _put_households(making: Making) -> None:
    r, households, rng = making.residents, making.households, making.rng("care records of households")
    homes, what, family = len(r.size), means(making), r.lodging == 0
    recognised = households["assistance_class"] > 0
    on_dibao = households["assistance_class"] == DIBAO
    households.put("has_emergency", family & chance(rng, EMERGENCY, homes))
    aided = family & chance(rng, TEMPORARY_AID, homes)
    aid = rng.integers(*TEMPORARY_AID_YUAN, homes) // COUNTS_IN_YUAN * COUNTS_IN_YUAN * YUAN
    households.put("temporary_aid_year_fen", np.where(aided, aid, 0))
    risen = on_dibao & (what.income_fen >= what.need_fen)
    households.put("income_above_since", _ago(making, rng, RISEN_DAYS, homes), risen)
    reviewed = _ago(making, rng, (0, DAYS_SINCE_REVIEW), homes)
    households.put("class_reviewed_on", reviewed, recognised)
    households.put("class_recognised_on", reviewed - rng.integers(*DAYS_RECOGNISED, homes), recognised)
    died = family & chance(rng, EARNER_DIED, homes)
    households.put("earner_died_on", _ago(making, rng, EARNER_DIED_DAYS, homes), died)
    falls = np.rint(rng.exponential(USE_FALLS_PERCENT, homes)).clip(0, 100)
    old_and_alone = family & (r.size == 1) & (r.in_home(r.age >= 60) == 1)
    households.put("utility_drop_percent", falls, old_and_alone)
    ended = family & ~recognised & chance(rng, DIBAO_ENDED, homes)
    households.put("dibao_ended_on", _ago(making, rng, DIBAO_ENDED_DAYS, homes), ended)
    visited = _ago(making, rng, (0, DAYS_SINCE_HOUSEHOLD_VISIT), homes)
    households.put("household_visited_on", visited, recognised | chance(rng, VISITED, homes))
    has_old = r.in_home(r.age >= 60) > 0
    households.put("home_is_adapted", family & has_old & chance(rng, ADAPTED, homes))
