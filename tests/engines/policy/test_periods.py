"""From which day on and until which day an entitlement counts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from tests.engines.policy.random_rules import seeded
from tests.engines.policy.small import PARAMETERS, P, book_of, f, words

from minsheng.engines.policy import dsl
from minsheng.engines.policy.dated import ParameterError
from minsheng.engines.policy.days import completed_months, completed_years, end_of_month
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.periods import (
    APPLIED,
    BORN,
    CONFIRMED,
    DIED,
    MOVED_AWAY,
    Moment,
    Period,
    Takes,
    after_months,
    at_once,
    by_day,
    day_of,
    month_after,
    month_of,
    month_of_age,
    months_between,
    unknown_events,
    year_of,
)
from minsheng.engines.policy.rulebook import Benefit, Rulebook, fingerprint, parameters_used
from minsheng.engines.policy.terms import Rounding
from minsheng.engines.policy.tree import RuleError


@pytest.mark.parametrize(
    ("happened_on", "day", "month", "after", "year"),
    [
        (date(2026, 8, 20), date(2026, 8, 20), date(2026, 8, 1), date(2026, 9, 1), date(2026, 1, 1)),
        (date(2026, 12, 31), date(2026, 12, 31), date(2026, 12, 1), date(2027, 1, 1), date(2026, 1, 1)),
        (date(2024, 2, 29), date(2024, 2, 29), date(2024, 2, 1), date(2024, 3, 1), date(2024, 1, 1)),
    ],
)
def test_what_counts_of_the_event_it_begins_with(happened_on, day, month, after, year):
    moments = (day_of(APPLIED), month_of(APPLIED), month_after(APPLIED), year_of(APPLIED))

    assert [moment.first_day(happened_on) for moment in moments] == [day, month, after, year]


@pytest.mark.parametrize(
    ("happened_on", "day", "month", "after", "year"),
    [
        (date(2026, 1, 31), date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 28), date(2026, 12, 31)),
        (date(2024, 2, 1), date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 31), date(2024, 12, 31)),
        (date(2026, 12, 1), date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 31), date(2026, 12, 31)),
    ],
)
def test_what_counts_of_the_event_it_ends_with(happened_on, day, month, after, year):
    moments = (day_of(DIED), month_of(DIED), month_after(DIED), year_of(DIED))

    assert [moment.last_day(happened_on) for moment in moments] == [day, month, after, year]


def test_a_policy_that_says_nothing_begins_after_confirmation_and_ends_with_the_month_of_death():
    period = book_of(f("is_ill"), subject=P).policies["rule"].period

    assert period.first_day({CONFIRMED: date(2026, 8, 20)}, PARAMETERS) == date(2026, 9, 1)
    assert period.last_day({DIED: date(2027, 2, 3)}, PARAMETERS) == date(2027, 2, 28)
    assert period.first_day({}, PARAMETERS) is None
    assert period.last_day({}, PARAMETERS) is None


def test_the_first_event_that_happens_ends_it():
    days = {DIED: date(2027, 5, 9), MOVED_AWAY: date(2026, 3, 4)}

    assert Period().last_day(days, PARAMETERS) == date(2026, 3, 31)


def test_an_age_begins_its_month_by_the_lowest_band_that_pays():
    period = Period(begins=month_of_age("t.by_age"))

    assert period.first_day({BORN: date(1946, 8, 20)}, PARAMETERS) == date(2026, 8, 1)


def test_an_age_on_29_february_is_reached_on_1_march():
    assert month_of_age("t.by_age").happened_on({BORN: date(1944, 2, 29)}, PARAMETERS) == date(2024, 2, 29)
    assert month_of_age("t.old").happened_on({BORN: date(1964, 2, 29)}, PARAMETERS) == date(2024, 2, 29)
    assert month_of_age("t.old").happened_on({BORN: date(1967, 2, 28)}, PARAMETERS) == date(2027, 2, 28)
    assert month_of_age("t.old").happened_on({BORN: date(1966, 2, 28)}, PARAMETERS) == date(2026, 2, 28)
    assert Period(begins=month_of_age("a.age")).first_day({BORN: date(1948, 2, 29)}, AGE_LOWERED) == date(
        2026, 7, 1
    )


AGE_LOWERED = ParameterSet.from_texts(
    {
        "a": """
a.age:
  label: {zh: 起领年龄, en: age}
  unit: years
  values:
    - {from: 2020-01-01, value: 80, status: V, document: 文件}
    - {from: 2026-07-01, value: 78, status: V, document: 文件}
a.ended:
  label: {zh: 起领年龄, en: age}
  unit: years
  values: [{from: 2020-01-01, to: 2025-12-31, value: 80, status: V, document: 文件}]
"""
    }
)


@pytest.mark.parametrize(
    ("born_on", "reached_on"),
    [
        (date(1945, 3, 4), date(2025, 3, 4)),  # 80 while 80 was the age
        (date(1946, 6, 30), date(2026, 6, 30)),  # the last day of the old age
        (date(1946, 7, 1), date(2026, 7, 1)),  # 80 on the day of the change
        (date(1947, 1, 1), date(2026, 7, 1)),  # 79 already when 78 became enough
        (date(1948, 7, 2), date(2026, 7, 2)),
    ],
)
def test_a_lowered_age_is_reached_on_the_day_of_the_change_at_the_earliest(born_on, reached_on):
    assert month_of_age("a.age").happened_on({BORN: born_on}, AGE_LOWERED) == reached_on


def test_an_age_whose_rule_is_over_begins_nothing():
    assert month_of_age("a.ended").happened_on({BORN: date(1945, 12, 31)}, AGE_LOWERED) == date(2025, 12, 31)
    with pytest.raises(ParameterError, match="nothing begins"):
        month_of_age("a.ended").happened_on({BORN: date(1946, 1, 1)}, AGE_LOWERED)


def test_what_waits_for_no_event_may_be_due_on_any_day():
    assert Period(begins=at_once()).first_day({}, PARAMETERS) == date.min


def test_a_period_that_cannot_mean_anything_is_refused():
    with pytest.raises(RuleError, match="label=Text"):
        month_of("left_on")
    with pytest.raises(RuleError, match="number of months"):
        Period(lasts=dsl.money("t.standard"))
    with pytest.raises(RuleError, match="ends with an event"):
        Period(ends=(at_once(),))
    with pytest.raises(RuleError, match="begins with an event"):
        Period(begins=at_once(), lasts=dsl.number("t.months"))


def test_an_event_of_its_own_must_be_a_date_among_the_facts():
    period = Period(begins=month_of("since", label=words("start")))

    assert unknown_events([period], ["since"]) == []
    assert unknown_events([period, Period()], ["born_on"]) == ["since"]


def test_a_period_is_said_in_words():
    period = Period(begins=month_of(APPLIED), lasts=dsl.number("t.months"))

    assert period.beginning.zh == "从申请当月起"
    assert period.beginning.en == "from the month of application on"
    assert period.ending.zh == "到死亡当月或迁出当月为止，满规定月数即止"
    assert Period(begins=at_once(), ends=()).ending.en == "without an end"


def _ruled(period: Period) -> Rulebook:
    book = Rulebook("t", words("book"))
    test = dsl.condition(words("ill"), f("is_ill"))
    book.policy("rule", words("rule"), subject=P, conditions=[test], benefit=Benefit.CASH, period=period)
    return book


def test_the_period_counts_in_the_fingerprint_of_the_rule():
    periods = [
        Period(),
        Period(begins=month_of(APPLIED)),
        Period(ends=(year_of(DIED),)),
        Period(counted=by_day(Rounding.CEIL)),
        Period(counted=by_day(Rounding.FLOOR)),
        Period(lasts=dsl.number("t.months")),
        Period(begins=month_of_age("t.old")),
    ]

    said = {fingerprint(_ruled(period).policies["rule"]) for period in periods}

    assert len(said) == len(periods)
    assert fingerprint(_ruled(Period()).policies["rule"]) in said


def test_the_parameters_of_the_period_are_quoted_with_the_rule():
    period = Period(begins=month_of_age("t.old"), lasts=dsl.number("t.months"))

    assert parameters_used(_ruled(period).policies["rule"]) == {"t.old", "t.months"}


# Properties, over random days.

DAYS = [date(1900, 1, 1) + timedelta(days=seeded(7 + number).randrange(60_000)) for number in range(300)]
DAYS += [date(2024, 2, 29), date(2023, 2, 28), date(2024, 1, 31), date(2024, 12, 31), date(2000, 2, 29)]


@pytest.mark.parametrize("months", [0, 1, 2, 11, 12, 13, 36, 12 * 80])
def test_after_some_months_exactly_so_many_are_completed_and_the_day_before_not(months):
    for start in DAYS:
        day = after_months(start, months)

        assert completed_months(start, day) == months
        if months:
            assert completed_months(start, day - timedelta(days=1)) == months - 1


@pytest.mark.parametrize("takes", list(Takes)[:4])
def test_a_beginning_and_an_end_of_one_event_meet(takes):
    moment = Moment(APPLIED, takes)
    for day in DAYS:
        first, last = moment.first_day(day), moment.last_day(day)

        assert first <= last
        assert (first <= day <= last) is (takes is not Takes.MONTH_AFTER)


def test_months_between_two_days_follow_one_another_and_touch_both():
    for start, end in zip(DAYS, reversed(DAYS), strict=True):
        start, end = min(start, end), max(start, end)
        months = months_between(start, end)

        assert (months[0], months[-1]) == (start.replace(day=1), end.replace(day=1))
        assert all(end_of_month(one) + timedelta(days=1) == other for one, other in pairwise(months))


def test_the_calendar_ends_without_an_error():
    last = date(9999, 12, 31)

    assert after_months(date(9999, 6, 1), 12) == last
    assert months_between(date(9999, 11, 5), last) == [date(9999, 11, 1), date(9999, 12, 1)]
    assert month_after(APPLIED).last_day(last) == month_after(APPLIED).first_day(last) == last


def test_the_month_of_an_age_is_the_first_in_which_the_age_counts_at_its_end():
    for born_on in DAYS:
        first = Period(begins=month_of_age("t.old")).first_day({BORN: born_on}, PARAMETERS)

        assert first is not None
        assert completed_years(born_on, end_of_month(first)) == 60
        assert completed_years(born_on, first - timedelta(days=1)) == 59
