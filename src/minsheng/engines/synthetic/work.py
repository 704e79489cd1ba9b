"""School, education and work."""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.ages import FEMALE, MALE, days
from minsheng.engines.synthetic.lodgings import Lodging
from minsheng.engines.synthetic.making import Making, calendar
from minsheng.engines.synthetic.streams import Bools, Floats, Ints, by_age, chance, draw

OUTSIDE, EMPLOYED, FLEXIBLE, FARMING, REGISTERED, UNREGISTERED, RETIRED = range(7)
NO_SCHOOL, KINDERGARTEN, PRIMARY, JUNIOR, UPPER, COLLEGE, POSTGRADUATE = range(7)

KINDERGARTEN_FROM, PRIMARY_FROM, JUNIOR_FROM, UPPER_FROM, COLLEGE_FROM, POSTGRADUATE_FROM = (
    3,
    6,
    12,
    15,
    18,
    22,
)
IN_KINDERGARTEN = 0.89
IN_UPPER_SECONDARY = (0.96, 0.90)  # town, village
IN_COLLEGE = (0.60, 0.46)
STILL_IN_COLLEGE_AT_22 = 0.12
IN_POSTGRADUATE = 0.045
KEPT_FROM_SCHOOL_BY_DISABILITY = 0.25

# Highest education by year of birth: none, primary, junior, upper, junior college, bachelor, postgraduate.
EDUCATION_IN_TOWN = (
    (1945, (14, 40, 27, 13, 4, 2, 0)),
    (1960, (4, 20, 42, 24, 7, 3, 0)),
    (1975, (1, 7, 42, 26, 15, 9, 0)),
    (1990, (0.5, 3, 27, 24, 24, 20, 1.5)),
    (2010, (0.5, 1, 15, 22, 28, 30, 3.5)),
)
EDUCATION_IN_VILLAGE = (
    (1945, (30, 52, 15, 3, 0, 0, 0)),
    (1960, (8, 38, 45, 8, 1, 0, 0)),
    (1975, (2, 15, 68, 11, 3, 1, 0)),
    (1990, (1, 5, 54, 20, 12, 8, 0)),
    (2010, (0.5, 2, 34, 26, 22, 15, 0.5)),
)
GRADUATION_AGE = np.array([0, 12, 15, 18, 21, 22, 25])
GRADUATION_IS_ON_RECORD_FOR_YEARS = 24  # the national register of diplomas began in 2001

# Shares of people of working age out of school: outside, employed, flexible, farming, registered, not registered.
WORK_IN_TOWN = (16.0, 52.0, 23.0, 2.0, 2.6, 4.4)
WORK_IN_VILLAGE = (15.0, 19.0, 24.0, 37.0, 1.6, 3.4)
WORK_OF_GRADUATES = (10.0, 52.0, 14.0, 1.0, 15.0, 8.0)
WORK_OF_SEVERELY_DISABLED = (86.0, 2.0, 3.0, 4.0, 3.0, 2.0)
DRAWS_EMPLOYEE_PENSION = (0.63, 0.07)
FARMS_WHEN_OLD = ((59, 0.0), (60, 0.56), (68, 0.40), (75, 0.12), (80, 0.0))
OLDEST_WORKER, WOMEN_MAY_RETIRE_FROM, MEN_MAY_RETIRE_FROM = 59, 50, 60

MONTHS_UNEMPLOYED, MOST_MONTHS_UNEMPLOYED = 9.0, 48.0
DAYS_OF_A_MONTH = 30.4
WANTS_WORK = {REGISTERED: 0.93, UNREGISTERED: 0.60}
LOST_LAND, VETERAN, CITY_LIST, IN_55_GROUP = 0.012, 0.03, 0.01, 0.35


def put_school(making: Making) -> None:
    """Put stage of schooling, highest education and a recent graduation."""
    r, rng = making.residents, making.rng("school")
    schooling = _schooling(making, rng)
    year, _, _ = calendar(r.born)
    education = np.where(
        r.in_town, _education(year, EDUCATION_IN_TOWN, rng), _education(year, EDUCATION_IN_VILLAGE, rng)
    )
    completed_before = np.array([0, 0, 0, 1, 2, 3, 5])[schooling]
    finished = making.on.year - year - (making.on.month < 7)
    attainable = np.searchsorted(GRADUATION_AGE, finished, side="right") - 1
    education = np.where(schooling > 0, completed_before, np.minimum(education, attainable)).clip(min=0)
    making.persons.put("schooling", schooling)
    making.persons.put("education", education)
    _put_graduation(making, schooling, education, year, rng)


def _schooling(making: Making, rng: np.random.Generator) -> Ints:
    r, age = making.residents, making.school_age()
    luck, town = rng.random(len(r)), r.in_town

    def share(rates: tuple[float, float]) -> Bools:
        return np.asarray(luck < np.where(town, *rates))

    stages = [
        (KINDERGARTEN, (age >= KINDERGARTEN_FROM) & (age < PRIMARY_FROM) & (luck < IN_KINDERGARTEN)),
        (PRIMARY, (age >= PRIMARY_FROM) & (age < JUNIOR_FROM)),
        (JUNIOR, (age >= JUNIOR_FROM) & (age < UPPER_FROM)),
        (UPPER, (age >= UPPER_FROM) & (age < COLLEGE_FROM) & share(IN_UPPER_SECONDARY)),
        (COLLEGE, (age >= COLLEGE_FROM) & (age < POSTGRADUATE_FROM) & share(IN_COLLEGE)),
        (COLLEGE, (age == POSTGRADUATE_FROM) & (luck < STILL_IN_COLLEGE_AT_22)),
        (POSTGRADUATE, (age >= POSTGRADUATE_FROM) & (age < 26) & (luck > 1 - IN_POSTGRADUATE)),
    ]
    schooling = np.select([where for _, where in stages], [stage for stage, _ in stages], NO_SCHOOL)
    schooling[making.is_severe & (rng.random(len(r)) < KEPT_FROM_SCHOOL_BY_DISABILITY)] = NO_SCHOOL
    schooling[(schooling >= COLLEGE) & (r.marital != 1)] = NO_SCHOOL
    schooling[r.lodging[r.home] == Lodging.STUDENTS] = COLLEGE
    schooling[r.lodging[r.home] == Lodging.WORKERS] = NO_SCHOOL
    return schooling


def _education(
    year: Ints, cohorts: tuple[tuple[int, tuple[float, ...]], ...], rng: np.random.Generator
) -> Ints:
    years = [cohort for cohort, _ in cohorts]
    shares = np.array([weights for _, weights in cohorts], dtype=float)
    bounds = np.cumsum(shares / shares.sum(axis=1, keepdims=True), axis=1)
    luck = rng.random(len(year))
    level = np.zeros(len(year), dtype=np.int64)
    for step in range(bounds.shape[1] - 1):
        level += luck >= np.interp(year, years, bounds[:, step])
    return level


def _put_graduation(
    making: Making, schooling: Ints, education: Ints, year: Ints, rng: np.random.Generator
) -> None:
    graduated_in = year + GRADUATION_AGE[education] + (rng.random(len(year)) < 0.4)
    graduated_in = np.minimum(graduated_in, making.on.year - (making.on.month < 7))
    first_of_july = np.array(
        [days(making.on.replace(year=y, month=7, day=1)) for y in range(1900, making.on.year + 1)]
    )
    recent = graduated_in > making.on.year - GRADUATION_IS_ON_RECORD_FOR_YEARS
    known = recent & (schooling == NO_SCHOOL) & (education >= 4)
    making.persons.put("graduated_on", first_of_july[(graduated_in - 1900).clip(min=0)], known)


def put_work(making: Making) -> None:
    """Put employment, unemployment and the lists that go with them."""
    r, persons, rng = making.residents, making.persons, making.rng("work")
    making.draws_pension = _draws_pension(making, rng)
    employment = _employment(making, rng)
    persons.put("employment", employment)
    registered, unregistered = employment == REGISTERED, employment == UNREGISTERED
    _put_unemployed_since(making, registered, rng)
    wants = np.where(
        registered, chance(rng, WANTS_WORK[REGISTERED], len(r)), chance(rng, WANTS_WORK[UNREGISTERED], len(r))
    )
    persons.put("wants_work", wants, registered | unregistered)
    grown = r.age >= 16
    lost_land = grown & persons["has_rural_hukou"] & chance(rng, LOST_LAND, len(r))
    persons.put("lost_land", lost_land, grown)
    served = (r.sex == MALE) & (r.age >= 20) & (r.age < 60)
    persons.put("is_veteran_seeking_work", registered & served & chance(rng, VETERAN, len(r)), grown)
    women = (
        (r.sex == FEMALE)
        & (r.age >= 36)
        & (r.age < 58)
        & np.isin(employment, (EMPLOYED, FLEXIBLE, REGISTERED))
    )
    persons.put("retires_in_55_group", women & chance(rng, IN_55_GROUP, len(r)), women)
    persons.put("on_city_hard_to_employ_list", registered & chance(rng, CITY_LIST, len(r)), grown)


def _employment(making: Making, rng: np.random.Generator) -> Ints:
    r, persons = making.residents, making.persons
    working_age = (r.age >= 16) & (r.age <= OLDEST_WORKER) & (persons["schooling"] == NO_SCHOOL)
    graduate = persons.is_known("graduated_on") & (making.today - persons["graduated_on"] < 2 * 365)
    employment = np.where(r.in_town, draw(rng, len(r), WORK_IN_TOWN), draw(rng, len(r), WORK_IN_VILLAGE))
    employment = np.where(graduate, draw(rng, len(r), WORK_OF_GRADUATES), employment)
    employment = np.where(making.is_severe, draw(rng, len(r), WORK_OF_SEVERELY_DISABLED), employment)
    employment = np.where(r.lodging[r.home] == Lodging.WORKERS, EMPLOYED, employment)
    # Whoever works far away has work, and nobody in custody has.
    away = ~persons["lives_here"]
    employment = np.where(
        away & ~making.is_severe, np.where(rng.random(len(r)) < 0.7, EMPLOYED, FLEXIBLE), employment
    )
    employment = np.where(persons["is_detained"] | ~working_age, OUTSIDE, employment)
    old = r.age > OLDEST_WORKER
    may_farm = old & ~r.in_town & ~r.is_lodger & ~persons["is_detained"]
    farms = may_farm & chance(rng, by_age(r.age, FARMS_WHEN_OLD))
    return np.select([making.draws_pension, farms], [RETIRED, FARMING], employment)


def _draws_pension(making: Making, rng: np.random.Generator) -> Bools:
    r = making.residents
    may = r.age >= np.where(r.sex == FEMALE, WOMEN_MAY_RETIRE_FROM + 1, MEN_MAY_RETIRE_FROM)
    early = np.where((r.sex == FEMALE) & (r.age < 56), 0.55, 1.0)
    rate: Floats = np.where(r.in_town, *DRAWS_EMPLOYEE_PENSION) * early
    return np.asarray(
        may & ~r.is_lodger & ~making.is_severe & ~making.persons["is_detained"] & chance(rng, rate)
    )


def _put_unemployed_since(making: Making, registered: Bools, rng: np.random.Generator) -> None:
    r, persons = making.residents, making.persons
    months = np.minimum(rng.exponential(MONTHS_UNEMPLOYED, len(r)) + 0.2, MOST_MONTHS_UNEMPLOYED)
    since = making.today - np.rint(months * DAYS_OF_A_MONTH).astype(np.int64)
    sixteen = r.born.astype(np.int64) + 16 * 366
    since = np.maximum(since, np.minimum(sixteen, making.today - 1))
    graduated = np.where(persons.is_known("graduated_on"), persons["graduated_on"], 0)
    persons.put(
        "unemployed_since", np.maximum(since, np.minimum(graduated + 20, making.today - 1)), registered
    )
