"""Cliffs and overlaps on the synthetic city (nobody in it is real), with the real rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register
from minsheng.engines.synthetic.city import synthesise
from minsheng.kernel.entitlements import analysing, rolls
from minsheng.kernel.entitlements.findings import screen
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.city import load_city
from minsheng.kernel.registry.loading import rulebooks

ON = date(2026, 11, 24)
CITIES = Path(__file__).resolve().parents[3] / "cities"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("synthetic")
    synthesise(load_city(CITIES / "jinzhong"), people=20_000, seed=5, on=ON).write(made)
    return made


@pytest.fixture(scope="module")
def parameters() -> ParameterSet:
    return ParameterSet.load(CITIES / "jinzhong" / "parameters")


@pytest.fixture(scope="module")
def register(folder: Path) -> Register:
    return Register.read(
        folder / "persons.parquet", folder / "households.parquet", FACTS,
        only=analysing.facts_for_cliffs(rulebooks()),
    )  # fmt: skip


def test_the_earner_has_the_highest_known_wage_of_the_household(register: Register) -> None:
    found = analysing.earners(register)
    wages, known = register.persons["wage_fen"].values, register.persons["wage_fen"].known

    for row in range(0, register.household_count, 97):
        members = range(register.offsets[row], register.offsets[row + 1])
        best = [int(wages[one]) for one in members if known is None or known[one]]
        assert (found[row] < 0) == (not best)
        assert not best or wages[found[row]] == max(best)


def test_households_stand_near_a_cliff(register: Register, parameters: ParameterSet) -> None:
    told = analysing.cliff_report(register, rulebooks(), parameters, on=ON)

    assert 0 < told["near"] < told["asked"] < told["households"]
    assert told["median_loss_fen"] > 0
    assert {one["policy"] for one in told["by_policy"]} >= {"dibao", "disability_living"}


def test_a_curve_falls_where_the_minimum_living_allowance_ends(
    register: Register, parameters: ParameterSet
) -> None:
    earner = analysing.earners(register)
    told = []
    for row in np.flatnonzero(earner >= 0)[:400]:
        member = int(earner[row] - register.offsets[row])
        told.append(
            analysing.household_curve(register, int(row), rulebooks(), parameters, on=ON, member=member)
        )
        if any("dibao" in point.by_policy and point.by_policy["dibao"] for point in told[-1]):
            break
    points = told[-1]

    assert points[0].by_policy["dibao"] > 0
    assert points[-1].by_policy["dibao"] == 0
    assert [point.income_fen for point in points] == list(range(0, 300_001, 5_000))


def test_who_draws_two_benefits_that_exclude_one_another_is_to_be_looked_at(
    folder: Path, register: Register, parameters: ParameterSet
) -> None:
    found = screen(register, rolls.read_received(folder / "received.parquet"), rulebooks(), parameters, on=ON)

    told = analysing.overlap_report(found)
    ask = analysing.to_look_at(found)

    pairs = {(one["policy"], one["excludes"]) for one in told["exclusions"]}
    assert {
        ("dibao_edge", "dibao"),
        ("disability_care", "tekun"),
        ("disability_living", "orphan_allowance"),
    } <= pairs
    for one in told["exclusions"]:
        held = [
            line for line in ask if (line["policy"], line["excludes"]) == (one["policy"], one["excludes"])
        ]
        assert one["drawn_both"] == (None if 0 < len(held) < 5 else len(held))
    # A complement is never owed together.
    assert (
        next(
            one for one in told["exclusions"] if one["policy"] == "dibao_edge" and one["excludes"] == "dibao"
        )["owed_both"]
        == 0
    )


def test_no_small_count_is_told(folder: Path, register: Register, parameters: ParameterSet) -> None:
    found = screen(register, rolls.read_received(folder / "received.parquet"), rulebooks(), parameters, on=ON)

    told = analysing.overlap_report(found)

    counts = {count for name in ("owed", "drawn") for line in told[name] for count in line}
    assert not counts & {1, 2, 3, 4}
    assert len(counts) > 20
