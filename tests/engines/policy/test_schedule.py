"""What is due month by month, with the facts and the parameters of then, beside what was paid."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from tests.engines.policy.random_rules import seeded
from tests.engines.policy.small import FACTS, PARAMETERS, H, P, f, words

from minsheng.engines.policy import dsl
from minsheng.engines.policy.balance import Payment, owed_and_paid
from minsheng.engines.policy.days import end_of_month
from minsheng.engines.policy.history import HouseholdHistory, Stretch
from minsheng.engines.policy.households import HouseholdFacts
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.periods import (
    APPLIED,
    CONFIRMED,
    DIED,
    Period,
    at_once,
    by_day,
    day_of,
    month_of,
    year_of,
)
from minsheng.engines.policy.rulebook import Benefit, Per, Policy, Rulebook
from minsheng.engines.policy.schedule import Schedule, Why, rounded, schedule
from minsheng.engines.policy.terms import Rounding
from minsheng.engines.policy.tree import Expression

JANUARY, DECEMBER = date(2026, 1, 1), date(2026, 12, 31)
STANDARD = 72000


def ruled(
    *conditions: Expression,
    period: Period | None = None,
    per: Per = Per.MONTH,
    subject=P,
    amount="t.standard",
) -> Policy:
    book = Rulebook("t", words("book"))
    tests = [dsl.condition(words("condition"), test) for test in conditions]
    return book.policy(
        "rule", words("rule"), subject=subject, conditions=tests, benefit=Benefit.CASH, per=per, period=period,
        amount=dsl.money(amount),
    )  # fmt: skip


def history(**facts: object) -> HouseholdHistory:
    return HouseholdHistory.read({"persons": [facts], "county": "140729"}, vocabulary=FACTS)


def found(policy: Policy, past: HouseholdHistory, *, from_=JANUARY, to=DECEMBER, **days: date) -> Schedule:
    return schedule(policy, past, PARAMETERS, from_=from_, to=to, days=days, member=0)


def months(lines: Schedule, why: Why) -> list[int]:
    return [line.first_day.month for line in lines if line.why is why]


ILL = ruled(f("is_ill"), period=Period(begins=month_of(APPLIED)))


def test_it_begins_with_the_month_of_application_and_ends_with_the_month_of_death():
    lines = found(ILL, history(is_ill=True), applied_on=date(2026, 8, 20), died_on=date(2026, 10, 5))

    assert months(lines, Why.NOT_BEGUN) == [1, 2, 3, 4, 5, 6, 7]
    assert months(lines, Why.DUE) == [8, 9, 10]
    assert months(lines, Why.ENDED) == [11, 12]
    assert lines.total_fen == 3 * STANDARD


def test_without_an_application_nothing_has_begun():
    assert months(found(ILL, history(is_ill=True)), Why.NOT_BEGUN) == list(range(1, 13))


def test_who_died_before_it_began_was_never_owed_it():
    lines = found(ILL, history(is_ill=True), applied_on=date(2026, 8, 20), died_on=date(2026, 7, 31))

    assert not lines.due


def test_the_month_it_begins_is_asked_on_the_day_of_the_event():
    ill_from_the_tenth = history(
        is_ill=[{"value": False, "to": "2026-08-09"}, {"value": True, "from": "2026-08-10"}]
    )

    assert months(found(ILL, ill_from_the_tenth, applied_on=date(2026, 8, 10)), Why.DUE)[0] == 8
    assert months(found(ILL, ill_from_the_tenth, applied_on=date(2026, 8, 9)), Why.DUE)[0] == 9


def test_a_loss_counts_from_the_next_month():
    lost = history(is_ill=[{"value": True, "to": "2026-09-01"}, {"value": False, "from": "2026-09-02"}])

    assert months(found(ILL, lost, applied_on=date(2026, 7, 1)), Why.DUE) == [7, 8, 9]


def test_an_unknown_month_is_neither_due_nor_refused():
    known_until_may = history(is_ill=[{"value": True, "to": "2026-05-31"}])

    lines = found(ILL, known_until_may, applied_on=JANUARY)

    assert months(lines, Why.DUE) == [1, 2, 3, 4, 5]
    assert months(lines, Why.UNKNOWN) == [6, 7, 8, 9, 10, 11, 12]
    assert lines[6].missing == ("is_ill",)
    assert lines[6].amount_fen is None


def test_each_month_has_the_parameters_of_then():
    raised = PARAMETERS.with_changes(
        {"t.standard": {"value": "780", "counties": {}}}, starting=date(2026, 7, 1)
    )

    lines = schedule(
        ILL, history(is_ill=True), raised, from_=JANUARY, to=DECEMBER, days={APPLIED: JANUARY}, member=0
    )

    assert [line.amount_fen for line in lines] == [72000] * 6 + [78000] * 6


def test_before_its_parameters_there_was_no_rule():
    lines = found(
        ILL, history(is_ill=True), from_=date(2024, 11, 1), to=date(2025, 2, 1), applied_on=date(2024, 11, 3)
    )

    assert [line.why for line in lines] == [Why.NO_RULE_YET] * 2 + [Why.DUE] * 2


def test_a_member_is_asked_about_only_while_he_belongs_to_the_household():
    here = HouseholdFacts({}, ({"is_ill": True},), 140729)
    with_mother = HouseholdFacts({}, ({"is_ill": False}, {"is_ill": True}), 140729)
    past = HouseholdHistory(
        [
            Stretch(date(2026, 3, 1), here, ("son",)),
            Stretch(date(2026, 6, 15), with_mother, ("mother", "son")),
            Stretch(date(2026, 11, 1), None),
        ]
    )

    lines = schedule(ILL, past, PARAMETERS, from_=JANUARY, to=DECEMBER, days={APPLIED: JANUARY}, member="son")

    assert months(lines, Why.NOT_A_MEMBER) == [1, 2, 11, 12]
    assert months(lines, Why.DUE) == [3, 4, 5, 6, 7, 8, 9, 10]


def test_a_policy_about_persons_needs_a_member_and_one_about_households_none():
    past = history(is_ill=True)
    home = ruled(dsl.any_member(f("is_ill")), subject=H, period=Period(begins=at_once()))

    assert len(schedule(home, past, PARAMETERS, from_=JANUARY, to=DECEMBER).due) == 12
    with pytest.raises(ValueError, match="does not fit"):
        schedule(home, past, PARAMETERS, from_=JANUARY, to=DECEMBER, member=0)
    with pytest.raises(ValueError, match="does not fit"):
        schedule(ILL, past, PARAMETERS, from_=JANUARY, to=DECEMBER)
    with pytest.raises(ValueError, match="later one"):
        found(ILL, past, from_=DECEMBER, to=JANUARY)


@pytest.mark.parametrize(
    ("confirmed_on", "last_day"),
    [(date(2024, 1, 10), date(2026, 1, 9)), (date(2024, 2, 29), date(2026, 2, 28)), (JANUARY, None)],
)
def test_it_ends_by_itself_after_its_months(confirmed_on, last_day):
    limited = ruled(f("is_ill"), period=Period(begins=day_of(CONFIRMED), lasts=dsl.number("t.months")))

    lines = found(
        limited,
        history(is_ill=True),
        from_=date(2025, 12, 1),
        to=date(2027, 12, 1),
        confirmed_on=confirmed_on,
    )

    last = lines.due[-1]
    assert last.last_day == (end_of_month(last_day) if last_day else date(2027, 12, 31))


def test_months_earned_by_somebody_are_asked_on_the_first_day_and_unknown_ones_keep_it_open():
    earned = ruled(f("is_ill"), period=Period(begins=month_of(APPLIED), lasts=f("items")))

    lines = found(earned, history(is_ill=True, items=3), applied_on=date(2026, 2, 10))
    open_lines = found(earned, history(is_ill=True), applied_on=date(2026, 2, 10))

    assert months(lines, Why.DUE) == [2, 3, 4]
    assert months(open_lines, Why.UNKNOWN) == list(range(2, 13))
    assert open_lines[3].missing == ("items",)


# Days.

BY_DAY = Period(begins=day_of(APPLIED), ends=(day_of(DIED),), counted=by_day(Rounding.HALF_UP))


def test_a_month_counts_by_its_days():
    lines = found(
        ruled(f("is_ill"), period=BY_DAY), history(is_ill=True), from_=date(2024, 2, 1), to=date(2027, 1, 1),
        applied_on=date(2026, 2, 10), died_on=date(2026, 4, 30),
    )  # fmt: skip

    assert [(line.amount_fen, line.share) for line in lines.due] == [
        (48857, Fraction(19, 28)),  # 72000 * 19 / 28 = 48857.14
        (72000, Fraction(1)),
        (72000, Fraction(1)),
    ]


@pytest.mark.parametrize(
    ("rounding", "fen"), [(Rounding.FLOOR, 2482), (Rounding.HALF_UP, 2483), (Rounding.CEIL, 2483)]
)
def test_one_day_of_a_leap_february_is_a_29th(rounding, fen):
    leap = ParameterSet(
        {
            **PARAMETERS.periods,
            "t.standard": PARAMETERS.with_changes({"t.standard": "720"}).periods["t.standard"],
        }
    )
    period = Period(begins=day_of(APPLIED), counted=by_day(rounding))
    policy = ruled(f("is_ill"), period=period, amount="t.old_standard")
    old = ParameterSet.from_texts({"t": OLD_STANDARD})

    lines = schedule(
        policy, history(is_ill=True), ParameterSet({**leap.periods, **old.periods}), from_=date(2024, 2, 1),
        to=date(2024, 2, 29), days={APPLIED: date(2024, 2, 29)}, member=0,
    )  # fmt: skip

    assert lines.due[0].amount_fen == fen  # 72000 / 29 = 2482.76


OLD_STANDARD = """
t.old_standard:
  label: {zh: 标准, en: standard}
  unit: yuan/month
  values: [{from: 2020-01-01, value: 720, status: L, document: 文件}]
"""


def test_days_without_the_conditions_do_not_count():
    policy = ruled(f("is_ill"), period=BY_DAY)
    on_and_off = history(
        is_ill=[
            {"value": True},
            {"value": False, "from": "2026-04-11", "to": "2026-04-20"},
            {"value": True, "from": "2026-04-21"},
        ]
    )

    april = found(policy, on_and_off, applied_on=JANUARY)[3]

    assert (april.amount_fen, april.share) == (48000, Fraction(2, 3))


def test_the_shares_of_days_are_added_exactly_and_rounded_once():
    random = seeded(3)
    policy = ruled(f("is_ill"), period=BY_DAY)
    for _ in range(12):
        cut = date(2026, random.randint(1, 12), random.randint(1, 28))
        past = history(is_ill=[{"value": True, "to": str(cut)}, {"value": False, "from": str(cut)}])

        line = found(policy, past, applied_on=JANUARY)[cut.month - 1]

        # The span that begins later counts, so the day of the cut is lost.
        length = end_of_month(cut).day
        expected = rounded(Fraction(STANDARD * (cut.day - 1), length), Rounding.HALF_UP)
        assert line.amount_fen == expected


@pytest.mark.parametrize(
    ("amount", "floor", "half_up", "ceil"),
    [("7/2", 3, 4, 4), ("-7/2", -4, -4, -3), ("2/3", 0, 1, 1), ("5", 5, 5, 5)],
)
def test_rounding_is_as_in_the_rules(amount, floor, half_up, ceil):
    assert rounded(Fraction(amount), Rounding.FLOOR) == floor
    assert rounded(Fraction(amount), Rounding.HALF_UP) == half_up
    assert rounded(Fraction(amount), Rounding.CEIL) == ceil


# Years and single amounts.


def test_a_year_is_due_as_soon_as_one_of_its_months_is():
    yearly = ruled(f("is_ill"), per=Per.YEAR, period=Period(begins=at_once(), ends=(year_of(DIED),)))
    ill_in_autumn = history(
        is_ill=[
            {"value": False},
            {"value": True, "from": "2026-09-15", "to": "2026-11-15"},
            {"value": False, "from": "2026-11-16"},
        ]
    )

    lines = found(yearly, ill_in_autumn, from_=date(2025, 1, 1), to=date(2027, 1, 1))

    assert [(line.first_day.year, line.why, line.asked_on) for line in lines] == [
        (2025, Why.NOT_ELIGIBLE, None),
        (2026, Why.DUE, date(2026, 10, 1)),
        (2027, Why.NOT_ELIGIBLE, None),
    ]


def test_the_year_of_death_is_still_due_and_the_next_is_not():
    yearly = ruled(f("is_ill"), per=Per.YEAR, period=Period(begins=at_once(), ends=(year_of(DIED),)))

    lines = found(yearly, history(is_ill=True), to=date(2028, 1, 1), died_on=date(2027, 1, 1))

    assert [line.why for line in lines] == [Why.DUE, Why.DUE, Why.ENDED]


def test_a_single_amount_is_due_once():
    once = ruled(f("is_ill"), per=Per.ONCE, period=Period(begins=month_of(APPLIED)))
    past = history(is_ill=True)

    first = found(once, past, applied_on=date(2026, 3, 9))
    later = found(once, past, from_=date(2026, 5, 1), applied_on=date(2026, 3, 9))

    assert [(line.why, line.asked_on, line.amount_fen) for line in first] == [
        (Why.DUE, date(2026, 3, 9), STANDARD)
    ]
    assert [(line.why, line.amount_fen) for line in later] == [(Why.PAID_ALREADY, 0)]


# Payments.


def test_what_is_owed_and_not_paid_is_paid_back_and_more_than_owed_is_looked_into():
    lines = found(ILL, history(is_ill=True), applied_on=date(2026, 8, 20), died_on=date(2026, 10, 5))

    balance = owed_and_paid(
        lines,
        [
            Payment(date(2026, 9, 1), STANDARD),
            Payment(date(2026, 9, 30), 100),
            Payment(date(2026, 11, 2), STANDARD),
        ],
    )

    assert [line.due.first_day.month for line in balance.back_payments] == [8, 10]
    assert balance.back_payment_fen == 2 * STANDARD
    assert balance.look_into_fen == STANDARD + 100


def test_an_open_month_owes_nothing_and_is_not_overpaid():
    lines = found(ILL, history(is_ill=[{"value": True, "to": "2026-05-31"}]), applied_on=date(2026, 5, 1))

    balance = owed_and_paid(lines, [Payment(date(2026, 6, 1), STANDARD)])

    assert balance.is_open
    assert balance.back_payment_fen == STANDARD  # May
    assert balance.look_into_fen == 0


def test_a_payment_outside_the_months_asked_about_is_not_dropped():
    lines = found(ILL, history(is_ill=True), applied_on=JANUARY)

    with pytest.raises(ValueError, match="2027-01-01 lies outside the schedule"):
        owed_and_paid(lines, [Payment(date(2027, 1, 1), 1)])


def test_owed_is_paid_and_back_payment_less_what_is_looked_into():
    random = seeded(11)
    for _ in range(50):
        lines = found(
            ILL, history(is_ill=True), applied_on=date(2026, random.randint(1, 12), random.randint(1, 28))
        )
        paid = [
            Payment(date(2026, random.randint(1, 12), random.randint(1, 28)), random.randint(0, 2 * STANDARD))
            for _ in range(random.randint(0, 20))
        ]

        balance = owed_and_paid(lines, paid)

        assert sum(line.paid_fen for line in balance) == sum(payment.fen for payment in paid)
        assert lines.total_fen == sum(p.fen for p in paid) + balance.back_payment_fen - balance.look_into_fen
