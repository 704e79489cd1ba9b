"""The smallest change of one fact that would make somebody eligible, verified by evaluating again."""

from __future__ import annotations

from datetime import date

import pytest
from tests.engines.policy.random_rules import random_book, random_register, seeded
from tests.engines.policy.small import P, book_of, evaluated, f, household

from minsheng.engines.policy import dsl
from minsheng.engines.policy.nearest import changes, nearest
from minsheng.engines.policy.rulebook import Rulebook

STANDARD = dsl.money("t.standard")


def nearest_of(book: Rulebook, facts: dict[str, object], member: int | None = 0):
    return nearest(evaluated(book, facts), "rule", member)


def test_an_income_on_the_line_is_one_fen_too_much():
    change = nearest_of(book_of(f("wage_fen") < STANDARD, subject=P), household({"wage_fen": 72000}))

    assert (change.now, change.then, change.size) == (72000, 71999, 1)
    assert change.sentence.zh == "第1位家庭成员的月工资由720.00元变为719.99元（少0.01元），即符合"
    assert (
        change.sentence.en
        == "monthly wage of member 1 from ¥720.00 to ¥719.99 (¥0.01 less) would make it eligible"
    )


def test_the_change_of_one_member_carries_the_whole_household():
    book = book_of(dsl.total(f("wage_fen")) < STANDARD * dsl.household_size())

    found = changes(evaluated(book, household({"wage_fen": 100000}, {"wage_fen": 47700})), "rule")

    assert [(change.member, change.then, change.size) for change in found] == [
        (0, 96299, 3701),
        (1, 43999, 3701),
    ]


def test_a_number_that_is_not_negative_stays_so():
    book = book_of(dsl.total(f("wage_fen")) < STANDARD)

    found = changes(evaluated(book, household({"wage_fen": 80000}, {"wage_fen": 100})), "rule")

    assert [(change.member, change.then) for change in found] == [(0, 71899)]


def test_a_window_that_doubling_steps_over_is_found_by_its_gap():
    exactly = dsl.total(f("wage_fen")) == STANDARD

    change = nearest_of(book_of(exactly), household({"wage_fen": 10}), None)

    assert change.then == 72000


def test_growing_may_be_the_way_too():
    change = nearest_of(book_of(f("cars") >= 3), household(cars=1), None)

    assert (change.then, change.size) == (3, 2)


def test_yes_no_and_codes_are_tried():
    assert nearest_of(book_of(f("is_ill"), subject=P), household({"is_ill": False})).then is True
    change = nearest_of(book_of(dsl.one_of(f("grade"), [1, 2]), subject=P), household({"grade": 4}))
    assert (change.then, change.size) == (2, None)
    assert change.sentence.en == "grade of member 1 from grade 4 to grade 2 would make it eligible"


def test_money_is_offered_before_numbers_and_numbers_before_the_rest():
    book = book_of(f("is_ill") | (f("cars") < 1) | (f("wage_fen") < STANDARD), subject=P)

    found = changes(evaluated(book, household({"is_ill": False, "wage_fen": 99999}, cars=1)), "rule", 0)

    assert [change.fact.name for change in found] == ["wage_fen", "cars", "is_ill"]


def test_what_nobody_can_change_is_not_suggested():
    is_old = dsl.age_in_years(f("born_on")) >= dsl.number("t.old")

    assert nearest_of(book_of(is_old, subject=P), household({"born_on": date(2000, 1, 1)})) is None
    assert nearest_of(book_of(f("is_urban")), household(is_urban=False), None) is None


def test_two_failures_that_no_single_fact_mends_have_no_nearest():
    book = book_of(f("is_ill"), f("wage_fen") < STANDARD, subject=P)

    assert nearest_of(book, household({"is_ill": False, "wage_fen": 99999})) is None
    assert nearest_of(book, household({"wage_fen": 99999})) is None


def test_only_a_clear_no_has_a_counterfactual():
    book = book_of(f("is_ill"), subject=P)

    assert nearest_of(book, household({"is_ill": True})) is None
    assert nearest_of(book, household({})) is None


@pytest.mark.parametrize("seed", range(60))
def test_every_change_works_and_the_next_smaller_one_does_not(seed):
    random = seeded(seed)
    book, register = random_book(random, depth=3), random_register(random, households=3, largest=3)

    for row in range(register.household_count):
        facts = register.household(row)
        for result in evaluated(book, facts).results:
            for change in changes(evaluated(book, facts), result.policy.key, result.member):

                def status_with(value: object, change=change, facts=facts, result=result) -> str:
                    varied = facts.with_fact(change.fact.name, value, member=change.member)
                    return evaluated(book, varied).of(result.policy.key, result.member).status

                assert status_with(change.then) == "eligible"
                if change.size is not None:
                    one_less = change.then + (1 if change.then < change.now else -1)
                    assert status_with(one_less) != "eligible"


def test_how_far_from_the_line_is_said():
    below = f("wage_fen") < STANDARD

    def line(book: Rulebook, *persons: dict[str, object], **facts: object) -> tuple[str, str]:
        told = nearest_of(
            book, household(*persons, **facts), 0 if book.policies["rule"].subject is P else None
        )
        return told.line.zh, told.line.en

    assert line(book_of(below, subject=P), {"wage_fen": 75_700}) == (
        "比标准高37.00元",
        "¥37.00 over the line",
    )
    assert line(book_of(below, subject=P), {"wage_fen": 72_000}) == ("正好等于标准", "exactly on the line")
    assert line(book_of(~below, subject=P), {"wage_fen": 71_999}) == (
        "比标准低0.01元",
        "¥0.01 below the line",
    )
    assert line(book_of(f("wage_fen") < STANDARD, subject=P), {"wage_fen": 72_100})[0] == "比标准高1.00元"
    whole = book_of(dsl.total(f("wage_fen")) < STANDARD * dsl.household_size())
    assert line(whole, {"wage_fen": 100_000}, {"wage_fen": 47_700})[0] == "比标准高37.00元"
    assert line(book_of(f("cars") <= 1), cars=3) == ("比标准高2", "2 over the line")


def test_a_yes_or_no_has_no_line():
    change = nearest_of(book_of(f("is_local"), subject=P), household({"is_local": False}))

    assert change.line is None
    assert change.as_dict()["line"] is None
