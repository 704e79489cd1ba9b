"""The main job on a synthetic city with the real rules: numbers hold together, and a household checked alone agrees."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from minsheng.engines.policy import scalar
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.synthetic.city import synthesise
from minsheng.kernel.entitlements import result_files, rolls
from minsheng.kernel.entitlements.counting import county_counts
from minsheng.kernel.entitlements.findings import Comparison, Screening, facts_of_rules, screen
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.city import City, load_city
from minsheng.kernel.registry.loading import policies, rulebooks

ON = date(2026, 11, 24)
CITIES = Path(__file__).resolve().parents[3] / "cities"
PEOPLE, SEED = 4_000, 11


@cache
def _city() -> City:
    return load_city(CITIES / "jinzhong")


@pytest.fixture(scope="module")
def parameters() -> ParameterSet:
    return ParameterSet.load(_city().parameters_folder)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, parameters: ParameterSet) -> Screening:
    folder = tmp_path_factory.mktemp("synthetic")
    synthesise(_city(), people=PEOPLE, seed=SEED, on=ON).write(folder)
    books = rulebooks()
    register = Register.read(
        folder / "persons.parquet", folder / "households.parquet", FACTS, only=facts_of_rules(books)
    )
    return screen(register, rolls.read_received(folder / "received.parquet"), books, parameters, on=ON)


def test_every_policy_of_the_city_is_asked_about_everybody(found: Screening) -> None:
    assert set(found) == set(policies())
    for one in found.values():
        counts = one.results.counts()
        assert sum(counts.values()) == (PEOPLE if one.is_personal else found.register.household_count)


def test_every_line_of_the_rolls_is_accounted_for(found: Screening) -> None:
    receiving = sum(one.counts()["receiving"] for one in found.values())
    doubles = found.rolls.matched - sum(int(one.roll.is_receiving.sum()) for one in found.values())

    assert found.rolls.lines > 0
    assert doubles >= 0
    assert receiving + doubles + found.rolls.not_begun + found.rolls.without_rule == found.rolls.lines


def test_counts_hold_together_in_every_county(found: Screening) -> None:
    for one in county_counts(found):
        assert one.eligible == one.agreeing + one.amount_differs + one.owed_missing + one.nothing_due
        assert one.receiving == (
            one.agreeing + one.amount_differs + one.received_not_owed + one.received_unknown + one.strangers
        )


def test_the_gaps_and_errors_that_were_put_in_are_found(found: Screening) -> None:
    totals = {
        comparison: sum(one.rows(comparison).size for one in found.values()) for comparison in Comparison
    }

    assert totals[Comparison.OWED_MISSING] > 0
    assert totals[Comparison.AMOUNT_DIFFERS] > 0
    assert totals[Comparison.RECEIVED_NOT_OWED] > 0
    assert (
        totals[Comparison.AGREEING] > totals[Comparison.AMOUNT_DIFFERS] + totals[Comparison.RECEIVED_NOT_OWED]
    )
    assert found.rolls.strangers > 0


@pytest.mark.parametrize("place", range(0, 100, 5))
def test_a_household_asked_alone_gets_the_same_answers(
    found: Screening, parameters: ParameterSet, place: int
) -> None:
    row = place * found.register.household_count // 100
    first = int(found.register.offsets[row])

    evaluation = scalar.evaluate(found.register.household(row), rulebooks(), parameters, on=ON)

    for result in evaluation.results:
        one = found[result.policy.key]
        at = row if result.member is None else first + result.member
        assert Eligibility(int(one.results.status[at])) is result.eligibility
        assert one.results.missing.of(at) == result.missing_names
        if result.amount_fen is not None:
            assert one.results.amount_fen[at] == result.amount_fen


def test_the_summary_names_every_amount_that_is_not_confirmed(found: Screening, tmp_path: Path) -> None:
    said = result_files.write(found, tmp_path)

    unconfirmed = {key for one in said["policies"].values() for key in one["unconfirmed_parameters"]}
    assert unconfirmed == {one["key"] for one in said["parameters"] if one["status"] == "L"}
    assert unconfirmed
