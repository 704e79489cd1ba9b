"""The months of a whole register are those of its subjects one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from tests.engines.policy.random_rules import random_book, random_register, seeded
from tests.engines.policy.small import PARAMETERS, H, P, book_of, f, words

from minsheng.engines.policy import dsl
from minsheng.engines.policy.calendars import EPOCH, day_number
from minsheng.engines.policy.history import HouseholdHistory
from minsheng.engines.policy.periods import (
    APPLIED,
    BORN,
    DIED,
    Period,
    at_once,
    by_day,
    day_of,
    month_after,
    month_of,
    month_of_age,
    year_of,
)
from minsheng.engines.policy.register import Column, Register
from minsheng.engines.policy.register_schedule import UNKNOWN_DAY, WHYS, schedule_register
from minsheng.engines.policy.rulebook import Per, Policy
from minsheng.engines.policy.schedule import Why, schedule
from minsheng.engines.policy.terms import Rounding
from minsheng.engines.policy.tree import RuleError

FROM, TO = date(2026, 11, 1), date(2027, 2, 28)
PERIODS = [
    Period(begins=day_of(APPLIED), ends=(day_of(DIED),)),
    Period(begins=month_of(APPLIED), ends=(month_of(DIED),)),
    Period(begins=month_after(APPLIED), ends=(month_after(DIED),)),
    Period(begins=year_of(APPLIED), ends=(year_of(DIED),)),
    Period(begins=at_once(), ends=()),
    Period(begins=month_of_age("t.old")),
    Period(begins=month_of("since", label=words("start"))),
]


def event_days(random: Random, size: int) -> np.ndarray:
    days = [day_number(date(2026, 10, 1)) + random.randint(0, 170) for _ in range(size)]
    return np.array([UNKNOWN_DAY if random.random() < 0.2 else day for day in days])


def one_by_one(people: Register, policy: Policy, parameters, days) -> list[list[tuple[Why, int]]]:
    rows = people.household_row if policy.subject is P else np.arange(people.household_count)
    found = []
    for row, home in enumerate(rows):
        own = {
            event: None if known[row] == UNKNOWN_DAY else EPOCH + timedelta(days=int(known[row]))
            for event, known in days.items()
        }
        past = HouseholdHistory.unchanging(people.household(int(home)))
        member = int(row - people.offsets[home]) if policy.subject is P else None
        lines = schedule(policy, past, parameters, from_=FROM, to=TO, days=own, member=member)
        found.append([(line.why, line.amount_fen or 0) for line in lines])
    return found


@pytest.mark.parametrize("seed", range(14))
def test_everybody_at_once_equals_one_by_one(seed):
    random = seeded(seed)
    raised = PARAMETERS.with_changes({"t.standard": "800"}, starting=date(2026, 12, 1))
    people = random_register(random, households=25)
    for policy in random_book(random, depth=3).policies.values():
        policy = replace(policy, period=PERIODS[seed % len(PERIODS)])
        size = people.person_count if policy.subject is P else people.household_count
        days = {APPLIED: event_days(random, size), DIED: event_days(random, size)}
        if policy.subject is H and policy.period.begins.event in (BORN, "since"):
            continue

        months = list(schedule_register(people, policy, raised, from_=FROM, to=TO, days=days))

        together = [
            [(WHYS[month.why[row]], int(month.amount_fen[row])) for month in months] for row in range(size)
        ]
        assert together == one_by_one(people, policy, raised, days)


def test_each_month_is_asked_with_the_register_of_its_day():
    ill = replace(
        book_of(f("is_ill"), amount=dsl.money("t.standard"), subject=P).policies["rule"],
        period=Period(begins=at_once()),
    )
    people = random_register(seeded(1), households=4)
    sick = replace(people, persons={**people.persons, "is_ill": _truth(people, True)})
    well = replace(people, persons={**people.persons, "is_ill": _truth(people, False)})

    months = list(
        schedule_register(
            lambda day: sick if day < date(2026, 12, 15) else well, ill, PARAMETERS, from_=FROM, to=TO
        )
    )

    assert [month.count(Why.DUE) for month in months] == [people.person_count] * 2 + [0, 0]
    assert [month.total_fen > 0 for month in months] == [True, True, False, False]


def _truth(people: Register, value: bool):
    return Column(np.full(people.person_count, value), None)


def test_registers_of_different_people_are_not_mixed():
    one, other = random_register(seeded(1), households=4), random_register(seeded(2), households=9)
    ill = replace(book_of(f("is_ill"), subject=P).policies["rule"], period=Period(begins=at_once()))

    with pytest.raises(ValueError, match="same subjects"):
        list(schedule_register(lambda day: one if day == FROM else other, ill, PARAMETERS, from_=FROM, to=TO))


@pytest.mark.parametrize(
    "change",
    [
        {"per": Per.YEAR},
        {"period": Period(counted=by_day(Rounding.FLOOR))},
        {"period": Period(lasts=dsl.number("t.months"))},
    ],
)
def test_what_is_not_counted_by_whole_months_is_refused(change):
    policy = replace(book_of(f("is_ill"), subject=P).policies["rule"], **change)

    with pytest.raises(RuleError, match="schedule\\(\\)"):
        list(
            schedule_register(random_register(seeded(1), households=2), policy, PARAMETERS, from_=FROM, to=TO)
        )
