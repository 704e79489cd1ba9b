"""What is on record of births and small children: deliveries, leave, nursery places, applications for the subsidy."""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.ages import FEMALE, days
from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.rolls import Rolls, enrol_persons
from minsheng.engines.synthetic.service_records import DAYS_OF_A_YEAR, days_ago, is_yes, known, record
from minsheng.engines.synthetic.standards import YUAN
from minsheng.engines.synthetic.streams import Bools, Ints, chance
from minsheng.engines.synthetic.work import EMPLOYED

BIRTH, DIFFICULT, EARLY_LOSS, LATE_LOSS = 1, 2, 3, 4
DIFFICULT_BIRTHS, LOST_PREGNANCIES, LATE_LOSSES = 0.14, 0.0035, 0.3
INSURED, AVERAGE_WAGE_YUAN = 0.86, (3600, 9200)
REGISTERED_WHEN_PREGNANT, REGISTERED_AFTER_BIRTH = 0.83, 0.96
TOOK_ALL_CARE_LEAVE, CARE_LEAVE, PARENTAL_LEAVE = 0.85, 15, 15
WANTS_A_PLACE, HAS_A_PLACE = 0.30, 0.55
APPLIED_LATE, RENEWED = 0.02, 0.95
MOVED_AWAY = 0.25  # of small children registered elsewhere, those who were registered here before
FIRST_DAY_OF_APPLYING = (2025, 8, 28)
LEAVE_DAYS = {BIRTH: 158, DIFFICULT: 173, EARLY_LOSS: 15, LATE_LOSS: 42}


def put_birth_records(making: Making, rolls: Rolls) -> None:
    """Put the records, then enrol the mothers who draw a maternity allowance."""
    _put_deliveries(making)
    _put_parents(making)
    _put_nursery(making)
    _put_applications(making, rolls)
    _enrol_mothers(making, rolls)


def _born_within(making: Making, most_days: int) -> Ints:
    """Return the rows of the children born within so many days."""
    return np.flatnonzero(making.today - making.residents.born < most_days)


def _put_deliveries(making: Making) -> None:
    r, persons, rng = making.residents, making.persons, making.rng("deliveries")
    children = _born_within(making, DAYS_OF_A_YEAR)
    children = children[r.mother[children] >= 0]
    mothers = r.mother[children]
    day = np.zeros(len(r), dtype=np.int64)
    np.maximum.at(day, mothers, r.born[children].astype(np.int64))
    gave_birth = day > 0
    babies = np.zeros(len(r), dtype=np.int64)
    np.add.at(babies, mothers[r.born[children] == day[mothers]], 1)
    fertile = (r.sex == FEMALE) & (r.age >= 21) & (r.age <= 43) & (r.marital == 2)
    lost = fertile & ~gave_birth & ~persons["is_pregnant"] & chance(rng, LOST_PREGNANCIES, len(r))
    late = chance(rng, LATE_LOSSES, len(r))
    difficult = chance(rng, DIFFICULT_BIRTHS, len(r))
    kind = np.where(lost, np.where(late, LATE_LOSS, EARLY_LOSS), np.where(difficult, DIFFICULT, BIRTH))
    day = np.where(lost, days_ago(making, rng, 3, 360), day)
    ended = gave_birth | lost
    record(making, "delivered_on", ended, day)
    persons.put("delivery_kind", kind, ended)
    record(making, "babies_born", ended, babies)
    works = ended & (persons["employment"] == EMPLOYED)
    record(making, "is_insured_for_birth", ended, works & chance(rng, INSURED, len(r)))
    low, high = AVERAGE_WAGE_YUAN
    record(making, "employer_average_wage_fen", works, rng.integers(low, high, len(r)) * YUAN)
    pregnant = persons["is_pregnant"]
    registered = chance(rng, np.where(gave_birth, REGISTERED_AFTER_BIRTH, REGISTERED_WHEN_PREGNANT))
    registered &= gave_birth | pregnant
    record(making, "birth_registered_on", registered, days_ago(making, rng, 3, 200))
    fathers = np.zeros(len(r), dtype=np.int64)
    has_father = r.father[children] >= 0
    np.maximum.at(fathers, r.father[children][has_father], r.born[children][has_father].astype(np.int64))
    record(making, "spouse_delivered_on", fathers > 0, fathers)
    took_all = chance(rng, TOOK_ALL_CARE_LEAVE, len(r))
    taken = np.where(took_all, CARE_LEAVE, rng.integers(0, CARE_LEAVE, len(r)))
    record(making, "care_leave_days", (fathers > 0) & (persons["employment"] == EMPLOYED), taken)


def _put_parents(making: Making) -> None:
    r, rng = making.residents, making.rng("parents of small children")
    children = _born_within(making, 3 * DAYS_OF_A_YEAR + 1)
    youngest = np.zeros(len(r), dtype=np.int64)
    for parent in (r.mother, r.father):
        has = parent[children] >= 0
        np.maximum.at(youngest, parent[children][has], r.born[children][has].astype(np.int64))
    record(making, "youngest_child_born_on", youngest > 0, youngest)
    taken = np.where(chance(rng, 0.6, len(r)), PARENTAL_LEAVE, rng.integers(0, PARENTAL_LEAVE, len(r)))
    record(making, "parental_leave_days", (youngest > 0) & (making.persons["employment"] == EMPLOYED), taken)


def _put_nursery(making: Making) -> None:
    r, rng = making.residents, making.rng("nursery")
    age = making.today - r.born
    small = (age > 150) & (age < 3 * DAYS_OF_A_YEAR + 20)
    wants = chance(rng, WANTS_A_PLACE, len(r))
    record(making, "wants_nursery_place", small, wants)
    record(making, "in_nursery", small, wants & chance(rng, HAS_A_PLACE, len(r)))


def _put_applications(making: Making, rolls: Rolls) -> None:
    r, rng = making.residents, making.rng("applications for the childcare subsidy")
    listed = rolls.persons_on("childcare_subsidy", len(r))
    first = days(making.on.replace(*FIRST_DAY_OF_APPLYING))
    last = days(making.on.replace(year=2025, month=12, day=31))
    born = r.born.astype(np.int64)
    opened = np.minimum(np.maximum(born + 20, first), making.today)
    on_time = np.minimum(opened + rng.integers(0, 110, len(r)), np.maximum(opened, last))
    late = (born < days(making.on.replace(year=2025, month=1, day=1))) & chance(rng, APPLIED_LATE, len(r))
    applied = np.where(late, last + rng.integers(5, 200, len(r)), on_time)
    applied = np.clip(applied, born, making.today)
    record(making, "childcare_applied_on", listed, applied)
    year_began = making.today - making.on.timetuple().tm_yday + 1
    in_time = chance(rng, RENEWED, len(r)) | (applied >= year_began)
    this_year = np.clip(applied + rng.integers(5, 30, len(r)), year_began, making.today)
    confirmed = np.where(in_time, this_year, np.minimum(applied + 20, year_began - 1))
    record(making, "childcare_confirmed_on", listed & ~late, np.maximum(confirmed, born))
    _put_moves(making, rng, born, year_began)


def _put_moves(making: Making, rng: np.random.Generator, born: Ints, year_began: int) -> None:
    """Small children whose registration has moved to another city; some were confirmed here before."""
    r, persons = making.residents, making.persons
    small = making.today - born < 3 * DAYS_OF_A_YEAR
    moved: Bools = small & ~persons["has_local_hukou"] & chance(rng, MOVED_AWAY, len(r))
    day = np.maximum(days_ago(making, rng, 1, 500), born)
    record(making, "hukou_moved_out_on", moved, day)
    confirmed = moved & (day > year_began + 30) & (born < year_began)
    for fact, value in (
        ("childcare_applied_on", year_began + 10),
        ("childcare_confirmed_on", year_began + 25),
    ):
        values = np.where(confirmed, np.maximum(value, born), known(making, fact))
        record(making, fact, persons.is_known(fact) | confirmed, values)


def _enrol_mothers(making: Making, rolls: Rolls) -> None:
    kind, babies = known(making, "delivery_kind"), known(making, "babies_born")
    leave = np.select([kind == code for code in LEAVE_DAYS], list(LEAVE_DAYS.values()), 0)
    leave = leave + 15 * np.maximum(babies - 1, 0)
    amount = known(making, "employer_average_wage_fen") * leave // 30
    insured = is_yes(making, "is_insured_for_birth")
    enrol_persons(making, rolls, "maternity_allowance", insured & (amount > 0), amount, from_age=16)
