"""Which benefits exclude one another, as the rules say it, and who holds several."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from tests.engines.policy.small import FACTS, H, P, f, words

from minsheng.engines.policy import dsl
from minsheng.engines.policy.overlap import Holdings, exclusions
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.rulebook import Benefit, Rulebook
from minsheng.engines.policy.tree import Expression


def book_with(*tests: Expression) -> Rulebook:
    """Return a book with the policy "sick", and "other" with some conditions."""
    book = Rulebook("t", words("book"))
    is_sick = book.define("is_sick", words("is sick"), f("is_ill"))
    book.policy(
        "sick", words("sick"), subject=P, benefit=Benefit.CASH,
        conditions=[dsl.condition(words("sick"), is_sick), dsl.condition(words("local"), f("is_local"))],
    )  # fmt: skip
    book.policy(
        "other", words("other"), subject=P, benefit=Benefit.CASH,
        conditions=[dsl.condition(words(f"condition {number}"), test) for number, test in enumerate(tests)],
    )  # fmt: skip
    return book


def pairs(book: Rulebook, **stands_for: tuple[str, ...]) -> list[tuple[str, str, str]]:
    return [(one.policy, one.excludes, one.because.en) for one in exclusions([book], stands_for=stands_for)]


def test_a_denied_fact_that_stands_for_a_benefit_excludes_it():
    book = book_with(f("is_local"), ~dsl.or_else(f("is_ill"), False))

    assert pairs(book, is_ill=("sick",)) == [("other", "sick", "condition 1")]
    assert pairs(book) == []


def test_a_denied_condition_of_another_policy_excludes_it():
    book = book_with(f("is_local"))
    book.policy(
        "well", words("well"), subject=P, benefit=Benefit.CASH,
        conditions=[dsl.condition(words("not sick"), ~book.variables["is_sick"])],
    )  # fmt: skip

    assert pairs(book) == [("well", "sick", "not sick")]


def test_a_denied_answer_of_another_policy_excludes_it():
    book = book_with(f("is_local"))
    meets = book.define("meets_other", words("meets"), book.policies["other"].eligible)
    book.policy(
        "rest", words("rest"), subject=P, benefit=Benefit.CASH,
        conditions=[dsl.condition(words("no other"), ~meets)],
    )  # fmt: skip

    assert pairs(book) == [("rest", "other", "no other")]


def test_one_of_several_ways_excludes_nothing():
    assert pairs(book_with(~f("is_ill") | f("is_local")), is_ill=("sick",)) == []


def test_neither_of_two_excludes_both():
    assert pairs(book_with(~(f("is_ill") | f("is_local"))), is_ill=("sick",)) == [
        ("other", "sick", "condition 0")
    ]


def test_a_choice_excludes_what_both_of_its_branches_deny():
    both = ~dsl.choose(f("is_local"), f("is_ill"), dsl.or_else(f("is_ill"), False))
    one = ~dsl.choose(f("is_local"), f("is_ill"), f("is_local"))

    assert pairs(book_with(both), is_ill=("sick",)) == [("other", "sick", "condition 0")]
    assert pairs(book_with(one), is_ill=("sick",)) == []


def test_a_benefit_of_the_household_is_held_by_every_member():
    book = book_with(f("is_local"))
    book.policy(
        "home", words("home"), subject=H, benefit=Benefit.CASH,
        conditions=[dsl.condition(words("urban"), f("is_urban"))],
    )  # fmt: skip
    persons = pa.table({"person_no": [1, 2, 3], "household_no": [1, 1, 2]})
    households = pa.table({"household_no": [1, 2], "division": ["140729001001"] * 2})
    register = Register.from_tables(persons, households, FACTS)
    held = {"home": np.array([True, False]), "sick": np.array([False, True, True])}

    holdings = Holdings(register, held, book.policies)

    assert holdings.matrix().tolist() == [[2, 1], [1, 2]]
    assert holdings.both("home", "sick").tolist() == [1]
    assert holdings.how_many().tolist() == [0, 2, 1]
