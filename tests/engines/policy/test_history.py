"""Facts with a history: each day has what held true then, and a history that cannot be read is refused."""

from __future__ import annotations

from datetime import date

import pytest
from tests.engines.policy.random_rules import seeded
from tests.engines.policy.small import PARAMETERS, f, words
from tests.engines.policy.test_schedule import STANDARD, found, history, ruled

from minsheng.engines.policy import dsl, scalar
from minsheng.engines.policy.history import HouseholdHistory
from minsheng.engines.policy.households import HouseholdError, HouseholdFacts
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Policy, Rulebook
from minsheng.engines.policy.schedule import Why


def test_a_household_of_which_only_the_present_is_known_was_always_so():
    facts = HouseholdFacts({}, ({"is_ill": True},), 140729)

    assert HouseholdHistory.unchanging(facts).at(date(1950, 1, 1)).facts is facts


def test_each_day_has_the_facts_of_the_span_it_lies_in():
    past = history(
        wage_fen=[{"value": 1, "to": "2026-01-31"}, {"value": 2, "from": "2026-01-15", "to": "2026-03-01"}],
        is_ill=True,
    )

    said = {
        day: past.at(day).facts.persons[0].get("wage_fen")
        for day in (
            date(2026, 1, 14),
            date(2026, 1, 15),
            date(2026, 1, 31),
            date(2026, 3, 1),
            date(2026, 3, 2),
        )
    }

    assert list(said.values()) == [1, 2, 2, 2, None]
    assert past.at(date(2030, 1, 1)).facts.persons[0] == {"is_ill": True}


def test_every_month_of_a_random_history_is_what_the_evaluator_says_on_its_first_day():
    random = seeded(5)
    policy = ruled(
        f("is_ill") | (f("wage_fen") < dsl.money("t.standard")), period=Period(begins=at_once(), ends=())
    )
    for _ in range(20):
        cuts = sorted(random.sample(range(1, 28 * 12), 4))
        days = [date(2026, 1 + cut // 28, 1 + cut % 28) for cut in cuts]
        past = history(
            is_ill=[{"value": random.choice([True, False, None]), "from": str(day)} for day in days[:2]],
            wage_fen=[
                {"value": random.choice([STANDARD - 1, STANDARD]), "from": str(day)} for day in days[2:]
            ],
        )

        for line in found(policy, past):
            facts = past.at(line.first_day).facts
            result = scalar.evaluate(facts, _book(policy), PARAMETERS, on=line.first_day).of("rule", 0)
            expected = {"eligible": Why.DUE, "not_eligible": Why.NOT_ELIGIBLE, "unknown": Why.UNKNOWN}
            assert line.why is expected[result.status]
            assert line.amount_fen == result.amount_fen


def _book(policy: Policy) -> Rulebook:
    book = Rulebook("t", words("book"))
    book.policies["rule"] = policy
    return book


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"wage_fen": [{"value": 1, "since": "2026-01-01"}]}, "may have 'from' and 'to'"),
        ({"wage_fen": []}, "empty list"),
        ({"wage_fen": [{"value": 1, "from": "2026-02-01", "to": "2026-01-01"}]}, "before it begins"),
        ({"wage_fen": [{"value": 1, "from": "1 May"}]}, "is not a day"),
        ({"wage_fen": [{"value": True}, {"value": 2}]}, "must be a whole number of fen"),
        ({"wages": [{"value": 1}]}, "Did you mean wage_fen"),
    ],
)
def test_a_history_that_cannot_be_read_is_refused_with_the_fact(facts, message):
    with pytest.raises(HouseholdError, match=message):
        history(**facts)
