"""Which questions are asked, and which never are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random

import pytest
from tests.engines.policy.random_rules import random_book, random_register, random_value, seeded
from tests.engines.policy.small import FACTS, H, P, book_of, evaluated, f, household, words

from minsheng.engines.policy import dsl
from minsheng.engines.policy.evaluation import Evaluation, Result
from minsheng.engines.policy.households import HouseholdFacts
from minsheng.engines.policy.questions import next_questions
from minsheng.engines.policy.results import MissingFact
from minsheng.engines.policy.rulebook import Benefit, Rulebook


def asked(evaluation: Evaluation, **how: object) -> list[tuple[str, int | None]]:
    return [(question.fact.name, question.member) for question in next_questions(evaluation, FACTS, **how)]


def test_only_unknown_facts_that_matter_are_asked():
    book = book_of(f("is_urban"), f("cars") < 1, f("assets_fen") < dsl.money("t.standard"))

    assert asked(evaluated(book, household(is_urban=True, cars=0))) == [("assets_fen", None)]
    assert asked(evaluated(book, household(is_urban=False))) == []
    assert asked(evaluated(book, household(is_urban=True, cars=0, assets_fen=1))) == []


def test_a_fact_without_a_question_is_never_asked():
    assert asked(evaluated(book_of(f("pension_fen") > 0, subject=P), household({}))) == []


def test_the_fact_that_keeps_most_rules_open_comes_first():
    book = book_of(f("cars") < 1, key="one")
    for key in ("two", "three"):
        book.policy(
            key, words(key), subject=H, benefit=Benefit.SERVICE,
            conditions=[dsl.condition(words("c"), f("assets_fen") < dsl.money("t.standard"))],
        )  # fmt: skip

    found = next_questions(evaluated(book, household()), FACTS)

    assert [question.fact.name for question in found] == ["assets_fen", "cars"]
    assert found[0].policies == ("two", "three")


def test_among_equals_the_one_that_settles_alone_comes_first():
    book = book_of(f("is_urban") & (f("cars") < 1))
    book.policy(
        "other", words("o"), subject=H, benefit=Benefit.SERVICE,
        conditions=[dsl.condition(words("c"), f("assets_fen") < dsl.money("t.standard"))],
    )  # fmt: skip

    assert asked(evaluated(book, household()))[0] == ("assets_fen", None)


def test_each_member_is_asked_for_what_is_missing_of_them():
    book = book_of(dsl.total(f("wage_fen")) < dsl.money("t.standard"))

    assert asked(evaluated(book, household({}, {"wage_fen": 1}, {}))) == [("wage_fen", 0), ("wage_fen", 2)]


def test_a_question_carries_its_words_and_choices():
    (question,) = next_questions(evaluated(book_of(f("grade") == 1, subject=P), household({})), FACTS)

    assert question.text.zh == "残疾等级?"
    assert question.as_dict()["codes"]["2"] == {"zh": "grade 2(中)", "en": "grade 2"}


def test_only_the_policies_asked_about_count():
    book = book_of(f("cars") < 1)

    assert asked(evaluated(book, household()), policies=["other"]) == []


def test_the_eldest_is_asked_for_births():
    book = book_of(dsl.of_the_eldest(f("is_ill")))
    facts = household({"is_ill": True}, {"is_ill": True, "born_on": date(1950, 1, 1)})

    assert asked(evaluated(book, facts)) == [("born_on", 0)]


def answered(facts: HouseholdFacts, missing: Iterable[MissingFact], random: Random) -> HouseholdFacts:
    for fact in missing:
        value = random_value(random, FACTS[fact.name], known=True)
        facts = facts.with_fact(fact.name, value, member=fact.member)
    return facts


def unknown_facts(facts: HouseholdFacts) -> list[MissingFact]:
    return [
        MissingFact(fact.name, member)
        for fact in FACTS.values()
        for member in ([None] if fact.entity is H else range(len(facts.persons)))
        if facts.of(member).get(fact.name) is None
    ]


def open_results(random: Random) -> Iterator[tuple[HouseholdFacts, Rulebook, Result]]:
    book = random_book(random, depth=3, monotone=True)
    register = random_register(random, households=5, largest=3)
    for row in range(register.household_count):
        facts = register.household(row)
        for result in evaluated(book, facts).results:
            if result.missing:
                yield facts, book, result


@pytest.mark.parametrize("seed", range(40))
def test_answering_all_missing_facts_settles_the_answer(seed):
    random = seeded(seed)

    for facts, book, result in open_results(random):
        again = evaluated(book, answered(facts, result.missing, random)).of(result.policy.key, result.member)

        assert again.status != "unknown"
        if result.status == "eligible":
            assert (again.status, again.missing) == ("eligible", ())


@pytest.mark.parametrize("seed", range(40))
def test_answering_any_other_fact_changes_nothing(seed):
    random = seeded(seed)

    for facts, book, result in open_results(random):
        others = [fact for fact in unknown_facts(facts) if fact not in result.missing]

        again = evaluated(book, answered(facts, others, random)).of(result.policy.key, result.member)

        assert (again.status, again.amount_fen, again.missing) == (
            result.status, result.amount_fen, result.missing,
        )  # fmt: skip
