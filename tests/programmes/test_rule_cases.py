"""The cases of the rules are complete: no answer, and no number that a rule uses, is left without a case.

``engines/policy/case_coverage.py`` says when a number is pinned.
"""

from datetime import date
from functools import cache

import pytest
from tests.programmes.rule_cases import all_cases, parameters_of, steps

from minsheng.engines.policy.case_coverage import Coverage, keys_of_answer
from minsheng.engines.policy.check import problems
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import policies, rulebooks

CITIES = ("jinzhong", "_example")
KEYS = sorted({key for policy in policies().values() for key in keys_of_answer(policy)})


@cache
def coverage() -> Coverage:
    return Coverage(all_cases(), policies(), steps())


@pytest.mark.parametrize("key", policies())
def test_every_policy_has_a_case_for_every_answer(key):
    assert coverage().answers_without_case(key) == []


@pytest.mark.parametrize("key", KEYS)
def test_a_case_notices_every_change_of_a_number(key):
    assert coverage().untried_sides(key) == []


@pytest.mark.parametrize("key", policies())
def test_a_case_notices_when_a_condition_is_left_out(key):
    found = coverage().conditions_not_missed(key)

    assert [policies()[key].conditions[position].label.en for position in found] == []


@pytest.mark.parametrize("key", steps())
def test_a_larger_step_is_only_asked_for_where_a_rule_uses_the_number(key):
    assert key in KEYS


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("on", [date(2025, 1, 1), date(2026, 6, 30), date(2026, 11, 24), date(2027, 12, 31)])
def test_the_parameters_of_a_city_fit_the_rules(city, on):
    assert problems(rulebooks(), parameters_of(city), on=on, vocabulary=FACTS) == []


@pytest.mark.parametrize("policy", policies().values(), ids=lambda policy: policy.key)
def test_a_policy_tells_a_resident_what_why_and_where(policy):
    assert policy.summary is not None
    assert policy.window is not None
    assert policy.sources
    assert all(condition.source for condition in policy.conditions)
