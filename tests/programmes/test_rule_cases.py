"""The cases of the rules are complete: no answer, and no number that a rule uses, is left without a case.

A number is pinned when a case notices that it was made a little larger, and a case notices that it was made a little
smaller; so both sides of every threshold have been tried.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

import pytest
from tests.programmes.rule_cases import RuleCase, all_cases, parameters_of

from minsheng.engines.policy.check import problems
from minsheng.engines.policy.dated import DatedValue, Shape
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Rulebook, parameters_used
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import policies, rulebooks

CITIES = ("jinzhong", "_example")

# How much "a little" is where one fen, one day or a thousandth would vanish in a rounding that the rule asks for.
FEN_OF_A_YEAR = 12
LARGER_STEPS = {
    "social_assistance.minimum_wage": 1_000,  # only shares of it are paid, rounded up to the fen
    "social_assistance.uplift_old_ratio": Fraction(1, 100),  # rounded up to the yuan
    "social_assistance.uplift_minor_ratio": Fraction(1, 100),
    "social_assistance.uplift_severe_disability_ratio": Fraction(1, 100),
    "social_assistance.uplift_severe_illness_ratio": Fraction(1, 100),
    "employment.retirement_men_delay_starts_with_birth_on": 31,  # only its month counts
    "employment.retirement_women_50_delay_starts_with_birth_on": 31,
    "employment.retirement_women_55_delay_starts_with_birth_on": 31,
}
KEYS = sorted({key for policy in policies().values() for key in parameters_used(policy)})


@pytest.mark.parametrize("key", policies())
@pytest.mark.parametrize("status", ["eligible", "not_eligible", "unknown"])
def test_every_policy_has_a_case_for_every_answer(key, status):
    assert [
        case.name
        for case in all_cases()
        for expected in case.expected
        if (expected.policy, expected.status) == (key, status)
    ]


@pytest.mark.parametrize("key", KEYS)
def test_a_case_notices_every_change_of_a_number(key):
    unnoticed = [direction for direction in ("larger", "smaller") if not _is_noticed(key, direction)]

    assert unnoticed == []


@pytest.mark.parametrize(
    ("key", "position"),
    [(key, position) for key, policy in policies().items() for position in range(len(policy.conditions))],
)
def test_a_case_notices_when_a_condition_is_left_out(key, position):
    policy = policies()[key]
    kept = policy.conditions[:position] + policy.conditions[position + 1 :]
    shorter = Rulebook("shorter", policy.title)
    shorter.policies[key] = replace(policy, conditions=kept)
    concerned = [case for case in all_cases() if any(expected.policy == key for expected in case.expected)]

    assert any(case.differences(books=(shorter,)) for case in concerned), policy.conditions[position].label


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


# Changing one number at a time.


def _is_noticed(key: str, direction: str) -> bool:
    """Whether every variant of the change makes at least one case of the policies concerned come out otherwise."""
    concerned = [case for case in all_cases() if key in _keys_of(case)]
    places = {place for case in concerned for place, _ in _variants(_value(case, key), direction)}
    return bool(places) and all(_some_case_notices(concerned, key, direction, place) for place in places)


def _some_case_notices(cases: list[RuleCase], key: str, direction: str, place: object) -> bool:
    for case in cases:
        for at, value in _variants(_value(case, key), direction):
            if at == place and case.differences(parameters=_changed(case.city, key, _frozen(value))):
                return True
    return False


@cache
def _changed(city: str, key: str, value: object) -> ParameterSet:
    plain = dict(value) if isinstance(value, tuple) else value
    return parameters_of(city).with_changes({key: plain})


def _frozen(value: object) -> object:
    return tuple(sorted(value.items())) if isinstance(value, Mapping) else value


@cache
def _keys_of_policy(policy: str) -> frozenset[str]:
    return frozenset(parameters_used(policies()[policy]))


def _keys_of(case: RuleCase) -> set[str]:
    return {key for expected in case.expected for key in _keys_of_policy(expected.policy)}


def _value(case: RuleCase, key: str) -> DatedValue:
    return parameters_of(case.city).at(key, on=case.on)


def _variants(found: DatedValue, direction: str) -> Iterator[tuple[object, object]]:
    """Yield a little larger or smaller values as the files write them, with the entry of the table that changed."""
    value, step = found.value, _step(found)
    sign = 1 if direction == "larger" else -1
    if not isinstance(value, Mapping):
        moved = _moved(value, sign, step)
        if moved != value:
            yield None, _written(moved, found)
        return
    for code, entry in value.items():
        if entry + sign * step >= 0:
            yield ("entry", code), _written_all({**value, code: entry + sign * step}, found)
        if found.shape is Shape.BANDS:
            floors = {code + sign if at == code else at: amount for at, amount in value.items()}
            yield ("floor", code), _written_all(floors, found)


def _step(found: DatedValue) -> int | Fraction:
    if found.key in LARGER_STEPS:
        return LARGER_STEPS[found.key]
    if found.unit == "yuan/year":
        return FEN_OF_A_YEAR
    return Fraction(1, 1000) if found.unit == "ratio" else 1


def _moved(value: object, sign: int, step: int | Fraction) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return value + timedelta(days=sign * step)
    return max(value + sign * step, 0)


def _written_all(table: Mapping[int, object], found: DatedValue) -> dict[int, object]:
    return {code: _written(value, found) for code, value in table.items()}


def _written(value: object, found: DatedValue) -> object:
    if found.kind is Kind.MONEY:
        return f"{value // 100}.{value % 100:02d}"
    if found.unit == "ratio":
        ratio = Fraction(value)
        return f"{ratio.numerator}/{ratio.denominator}"
    return value.isoformat() if isinstance(value, date) else value
