"""Which missing facts keep how many answers open, and how many people would have to be asked."""

from __future__ import annotations

from tests.kernel.entitlements.invented import NEIGHBOUR, VILLAGE, Land, person

from minsheng.kernel.entitlements.open_questions import OpenQuestion, open_questions, ranked


def test_a_persons_own_fact_is_asked_of_that_person() -> None:
    land = Land()
    land.family(person(lives_here=None), person(), vehicles=1)

    assert open_questions(land.screened()) == [
        OpenQuestion(division=VILLAGE, fact="lives_here", subjects=1, open_results=1, settles_alone=1)
    ]


def test_a_household_policy_asks_every_member_of_whom_the_fact_is_unknown() -> None:
    land = Land()
    land.family(person(wage_fen=None), person(wage_fen=None), person(), vehicles=0)

    assert open_questions(land.screened()) == [
        OpenQuestion(division=VILLAGE, fact="wage_fen", subjects=2, open_results=1, settles_alone=1)
    ]


def test_a_fact_of_the_household_is_asked_once() -> None:
    land = Land()
    land.family(person(), person(), vehicles=None)

    assert open_questions(land.screened()) == [
        OpenQuestion(division=VILLAGE, fact="vehicles", subjects=1, open_results=1, settles_alone=1)
    ]


def test_two_facts_that_are_missing_together_settle_nothing_alone() -> None:
    land = Land()
    land.family(person(wage_fen=None), vehicles=None)

    by_fact = {one.fact: one for one in open_questions(land.screened())}

    assert set(by_fact) == {"vehicles", "wage_fen"}
    assert [one.settles_alone for one in by_fact.values()] == [0, 0]


def test_a_fact_that_cannot_change_the_answer_is_not_asked() -> None:
    land = Land()
    land.family(person(wage_fen=None), vehicles=1)

    assert open_questions(land.screened()) == []


def test_villages_are_counted_apart_and_ranked_together() -> None:
    land = Land()
    land.family(person(lives_here=None), vehicles=None)
    land.family(person(), vehicles=None, division=NEIGHBOUR)

    questions = open_questions(land.screened())

    assert [(one.division, one.fact) for one in questions] == [
        (VILLAGE, "lives_here"), (VILLAGE, "vehicles"), (NEIGHBOUR, "vehicles"),
    ]  # fmt: skip
    assert ranked(questions) == [
        {"fact": "vehicles", "open_results": 2, "settles_alone": 2, "subjects": 2},
        {"fact": "lives_here", "open_results": 1, "settles_alone": 1, "subjects": 1},
    ]
