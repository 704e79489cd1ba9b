"""An answer that was kept is worked out again byte for byte, whatever the parameters say by then."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.engines.policy.random_rules import random_book, random_register, seeded
from tests.engines.policy.small import FACTS, ON, PARAMETERS, P, book_of, f, household

from minsheng.engines.policy import dsl
from minsheng.engines.policy.households import HouseholdFacts
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.replay import Kept, RuleChangedError, keep, replay
from minsheng.kernel.registry.city import find_city, load_city

BOOK = book_of(
    f("wage_fen") < dsl.money("t.standard"), dsl.age_in_years(f("born_on")) >= dsl.number("t.old"),
    amount=dsl.money("t.standard") - f("wage_fen"), subject=P,
)  # fmt: skip
POLICY = BOOK.policies["rule"]
FAMILY = HouseholdFacts.from_mapping(
    household({"wage_fen": 50000, "born_on": date(1950, 2, 28), "is_ill": True}, county="140702", cars=3)
)


def stored(kept: Kept) -> Kept:
    """Return an answer after a journey through a file."""
    return Kept.from_dict(json.loads(json.dumps(kept.as_dict())))


def test_the_same_bytes_come_out():
    kept = keep(FAMILY, POLICY, PARAMETERS, on=ON, member=0)

    assert replay(stored(kept), POLICY).encode() == kept.answer.encode()
    assert json.loads(kept.answer)["result"]["amount_fen"] == 76050 - 50000


def test_a_parameter_changed_or_corrected_afterwards_changes_nothing():
    kept = keep(FAMILY, POLICY, PARAMETERS, on=ON, member=0)
    corrected = PARAMETERS.with_changes({"t.standard": "400"})

    assert keep(FAMILY, POLICY, corrected, on=ON, member=0).answer != kept.answer
    assert replay(stored(kept), POLICY) == kept.answer


def test_only_the_facts_the_rule_may_ask_for_are_kept():
    kept = keep(FAMILY, POLICY, PARAMETERS, on=ON, member=0)

    assert kept.facts == {
        "household": {}, "persons": [{"wage_fen": 50000, "born_on": "1950-02-28"}], "county": 140702,
    }  # fmt: skip


def test_a_changed_rule_says_that_it_cannot_be_asked_as_it_was():
    kept = keep(FAMILY, POLICY, PARAMETERS, on=ON, member=0)
    other = book_of(f("wage_fen") <= dsl.money("t.standard"), subject=P).policies["rule"]

    with pytest.raises(RuleChangedError, match="'rule' was asked on 2026-11-24"):
        replay(kept, other)


def test_a_changed_fact_or_parameter_in_the_store_shows():
    kept = keep(FAMILY, POLICY, PARAMETERS, on=ON, member=0)
    forged = replace(kept, facts={**kept.facts, "persons": [{"wage_fen": 50001, "born_on": "1950-02-28"}]})

    assert replay(forged, POLICY) != kept.answer


@pytest.mark.parametrize("seed", range(12))
def test_any_rule_and_any_household_come_out_the_same(seed):
    random = seeded(seed)
    book, people = random_book(random), random_register(random, households=6)
    for row in range(people.household_count):
        home = people.household(row)
        for policy in book.policies.values():
            member = 0 if policy.subject is P else None
            kept = keep(home, policy, PARAMETERS, on=ON, member=member)
            assert replay(stored(kept), policy) == kept.answer


def test_every_parameter_of_the_city_comes_back_as_it_was():
    from minsheng.engines.policy.replay import _read, _written

    city = ParameterSet.load(load_city(find_city("jinzhong")).parameters_folder)
    for parameters in (city, PARAMETERS):
        for key in parameters:
            for dated in parameters.history(key):
                back = _read(json.loads(json.dumps(_written(dated))))
                assert back == dated, key
    assert set(FACTS)  # the small vocabulary is that of the small parameters
