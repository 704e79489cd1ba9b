"""What clinics have on record: follow-ups, screenings of older people with their results, and what came of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.service_records import days_ago, known, last_year, record, this_year
from minsheng.engines.synthetic.streams import Bools, Ints, chance, draw

OLD = 65
SERVED_BY_THE_DOCTOR, FOLLOWED_UP, FOLLOWED_UP_BEFORE = 0.80, 0.82, 0.10
TCM_THIS_YEAR, TCM_BEFORE = 0.72, 0.14
ASSESSED_AT_HOME = 0.55
# Screened within a year, earlier, of people from 65 on.
SCREENED = {"mna_on": 0.68, "mood_screened_on": 0.58, "ad8_on": 0.63, "hearing_screened_on": 0.52}
SCREENED_BEFORE = 0.10
NUTRITION = (*(0.4,) * 4, *(0.7,) * 4, *(3.0, 4.0, 5.0, 6.0), 22.0, 27.0, 30.0)  # scores 0 to 14
DEPRESSION = (30.0, 22.0, 15.0, 10.0, 8.0, 4.0, 3.0, 2.0, 1.5, 1.2, 1.0, 0.8, 0.6, 0.4, 0.3, 0.2)
SELF_HARM = (98.4, 1.0, 0.4, 0.2)
DEMENTIA = (62.0, 18.0, 7.0, 4.5, 3.0, 2.0, 1.5, 1.0, 1.0)
HEARING = (2.0, 3.0, 6.0, 9.0, 14.0, 22.0, 44.0)
SELF_CARE = ((92.0, 5.0, 2.0, 1.0), ((0, 3), (4, 8), (9, 18), (19, 32)))
VISIT_AFTER, SPOKEN_TO = 0.66, 0.8


def put_clinic_records(making: Making) -> None:
    """Put what the clinics have written down."""
    _put_follow_ups(making)
    old = making.residents.age >= OLD
    _put_management(making, old)
    _put_nutrition(making, old)
    _put_mood(making, old)
    _put_cognition(making, old)
    _put_hearing(making, old)


def _put_follow_ups(making: Making) -> None:
    r, persons, rng = making.residents, making.persons, making.rng("follow-ups")
    has_doctor = persons.is_known("family_doctor_until")
    served = has_doctor & chance(rng, SERVED_BY_THE_DOCTOR, len(r))
    record(making, "family_doctor_served_on", served, days_ago(making, rng, 1, 360))
    for illness, fact in (
        ("has_hypertension", "hypertension_followed_on"),
        ("has_diabetes", "diabetes_followed_on"),
    ):
        luck = rng.random(len(r))
        recent = luck < FOLLOWED_UP
        day = np.where(recent, days_ago(making, rng, 1, 330), days_ago(making, rng, 380, 900))
        record(making, fact, persons[illness] & (luck < FOLLOWED_UP + FOLLOWED_UP_BEFORE), day)


def _put_management(making: Making, old: Bools) -> None:
    r, persons, rng = making.residents, making.persons, making.rng("health management")
    luck = rng.random(len(r))
    day = np.where(luck < TCM_THIS_YEAR, this_year(making, rng), last_year(making, rng))
    record(making, "tcm_health_on", old & (luck < TCM_THIS_YEAR + TCM_BEFORE), day)
    shares, spans = SELF_CARE
    level = draw(rng, len(r), shares)
    low, high = np.array(spans).T
    checked = old & persons.is_known("health_check_on")
    record(making, "self_care_score", checked, low[level] + rng.integers(0, (high - low + 1)[level]))
    frail = old & ((known(making, "care_level") >= 2) | (checked & (level == 3)))
    assessed = frail & chance(rng, ASSESSED_AT_HOME, len(r))
    record(making, "home_assessed_on", assessed, this_year(making, rng))


def _screened(making: Making, fact: str, old: Bools, rng: np.random.Generator) -> Bools:
    luck = rng.random(len(making.residents))
    recent = luck < SCREENED[fact]
    screened = old & (luck < SCREENED[fact] + SCREENED_BEFORE)
    record(
        making,
        fact,
        screened,
        np.where(recent, days_ago(making, rng, 1, 350), days_ago(making, rng, 380, 900)),
    )
    return screened


def _after(
    making: Making, fact: str, screened_on: str, where: Bools, rate: float, rng: np.random.Generator
) -> None:
    """Record what followed a screening for some of those concerned, on a day from the screening on."""
    began: Ints = known(making, screened_on)
    luck = rng.random(len(making.residents))
    day = began + np.floor(luck * (making.today - began + 1)).astype(np.int64)
    record(making, fact, where & chance(rng, rate, len(luck)), np.minimum(day, making.today))


def _scores(making: Making, rng: np.random.Generator, weights: tuple[float, ...]) -> Any:
    return draw(rng, len(making.residents), weights)


def _put_nutrition(making: Making, old: Bools) -> None:
    rng = making.rng("nutrition")
    screened = _screened(making, "mna_on", old, rng)
    record(making, "mna_score", screened, _scores(making, rng, NUTRITION))
    at_risk = screened & (known(making, "mna_score") <= 11)
    _after(making, "nutrition_advised_on", "mna_on", at_risk, VISIT_AFTER, rng)


def _put_mood(making: Making, old: Bools) -> None:
    rng = making.rng("mood")
    screened = _screened(making, "mood_screened_on", old, rng)
    record(making, "gds_score", screened, _scores(making, rng, DEPRESSION))
    record(making, "phq9_self_harm", screened, _scores(making, rng, SELF_HARM))
    low = screened & (known(making, "gds_score") >= 5)
    at_risk = screened & (known(making, "phq9_self_harm") >= 1)
    _after(making, "mood_contacted_on", "mood_screened_on", at_risk, SPOKEN_TO, rng)
    _after(making, "mood_visit_on", "mood_screened_on", low, VISIT_AFTER, rng)


def _put_cognition(making: Making, old: Bools) -> None:
    rng = making.rng("cognition")
    screened = _screened(making, "ad8_on", old, rng)
    record(making, "ad8_score", screened, _scores(making, rng, DEMENTIA))
    positive = screened & (known(making, "ad8_score") >= 2)
    _after(making, "moca_on", "ad8_on", positive, VISIT_AFTER, rng)
    tested = making.persons.is_known("moca_on")
    record(making, "moca_score", tested, rng.integers(8, 30, len(making.residents)))
    _after(
        making,
        "cognition_visit_on",
        "moca_on",
        tested & (known(making, "moca_score") <= 24),
        VISIT_AFTER,
        rng,
    )


def _put_hearing(making: Making, old: Bools) -> None:
    rng = making.rng("hearing")
    screened = _screened(making, "hearing_screened_on", old, rng)
    record(making, "hearing_items_passed", screened, _scores(making, rng, HEARING))
    failed = screened & (known(making, "hearing_items_passed") < 3)
    _after(making, "audiometry_on", "hearing_screened_on", failed, VISIT_AFTER, rng)
