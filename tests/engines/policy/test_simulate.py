"""Both versions over a register: who gains, loses, becomes unknown; groups, distribution and small cells."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.engines.policy.small import FACTS, ON, PARAMETERS, H, P, f, words

from minsheng.engines.policy import dsl, scalar
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.rulebook import Benefit, Per, Rulebook
from minsheng.engines.policy.simulate import Outcome, Simulation, simulate
from minsheng.engines.policy.simulate_breakdown import Dimension, bars, groups
from minsheng.engines.policy.simulate_privacy import hidden_cells
from minsheng.engines.policy.simulate_reform import ReformError, read_reform

GAINS, LOSES = Outcome.GAINS, Outcome.LOSES


def a_book() -> Rulebook:
    book = Rulebook("t", words("book"))
    wages = dsl.total(f("wage_fen"))
    book.policy(
        "poor", words("poor"), subject=H, benefit=Benefit.CASH,
        conditions=[
            dsl.condition(words("little income"), wages < dsl.money("t.standard")),
            dsl.condition(words("no car"), f("cars") == 0),
        ],
        amount=dsl.money("t.standard") - wages,
    )  # fmt: skip
    book.policy(
        "old", words("old"), subject=P, benefit=Benefit.CASH, per=Per.YEAR,
        conditions=[dsl.condition(words("is old"), dsl.age_in_years(f("born_on")) >= dsl.number("t.old"))],
        amount=dsl.bands("t.by_age", dsl.age_in_years(f("born_on"))),
    )  # fmt: skip
    return book


BOOK = a_book()


def register(*homes: dict[str, Any]) -> Register:
    """Return households of one member each, in the county without its own standard."""
    persons = {"person_no": [], "household_no": [], "wage_fen": [], "born_on": []}
    for number, home in enumerate(homes, start=1):
        persons["person_no"].append(number)
        persons["household_no"].append(number)
        persons["wage_fen"].append(home.get("wage_fen"))
        persons["born_on"].append(home.get("born_on"))
    households = pa.table({
        "household_no": pa.array(persons["household_no"], pa.int64()),
        "division": pa.array(["140729001001"] * len(homes)),
        "cars": pa.array([home.get("cars") for home in homes], pa.int32()),
    })  # fmt: skip
    types = {"wage_fen": pa.int64(), "born_on": pa.date32()}
    columns = {name: pa.array(values, types.get(name, pa.int64())) for name, values in persons.items()}
    return Register.from_tables(pa.table(columns), households, FACTS)


def simulated(text: str, *homes: dict[str, Any], on: date = ON) -> Simulation:
    reform = read_reform(
        "reform: {title: {zh: 甲, en: A}}\n" + text,
        name="r.yaml", books=[BOOK], vocabulary=FACTS, parameters=PARAMETERS,
    )  # fmt: skip
    return simulate(register(*homes), [BOOK], PARAMETERS, reform, on=on)


HIGHER = "parameters: {t.standard: 800}"
LOWER = "parameters: {t.standard: 700}"


@pytest.mark.parametrize(
    ("text", "home", "outcome", "change"),
    [
        (HIGHER, {"wage_fen": 71_999, "cars": 0}, GAINS, 8_000),
        (HIGHER, {"wage_fen": 72_000, "cars": 0}, GAINS, 8_000),
        (HIGHER, {"wage_fen": 79_999, "cars": 0}, GAINS, 1),
        (HIGHER, {"wage_fen": 80_000, "cars": 0}, Outcome.UNCHANGED, 0),
        (HIGHER, {"wage_fen": 1, "cars": 1}, Outcome.UNCHANGED, 0),
        (LOWER, {"wage_fen": 69_999, "cars": 0}, LOSES, -2_000),
        (LOWER, {"wage_fen": 70_000, "cars": 0}, LOSES, -2_000),
        (LOWER, {"wage_fen": 72_000, "cars": 0}, Outcome.UNCHANGED, 0),
        (HIGHER, {"wage_fen": 75_000}, Outcome.NEWLY_UNKNOWN, 0),
        (LOWER, {"wage_fen": 71_000}, Outcome.NEWLY_KNOWN, 0),
        (HIGHER, {"wage_fen": 1}, Outcome.UNCHANGED, 0),
    ],
)
def test_every_household_has_one_outcome(
    text: str, home: dict[str, Any], outcome: Outcome, change: int
) -> None:
    found = simulated(text, home)["poor"]

    assert Outcome(found.outcome[0]) is outcome
    assert found.change_fen[0] == change
    assert sum(found.counts().values()) == 1


def test_only_policies_that_can_change_are_evaluated():
    assert list(simulated(HIGHER, {})) == ["poor"]
    assert list(simulated("parameters: {t.old: 50}", {})) == ["old"]


def test_a_year_has_twelve_months_and_a_yearly_amount_counts_once():
    monthly = simulated(HIGHER, {"wage_fen": 0, "cars": 0})
    yearly = simulated("parameters: {t.by_age: {80: 70}}", {"born_on": date(1940, 1, 1)})

    assert monthly.household_year_fen.tolist() == [96_000]
    assert yearly.household_year_fen.tolist() == [2_000]


def test_the_sums_are_those_of_every_household_asked_alone():
    homes = [{"wage_fen": wage, "cars": 0 if wage % 3 else 1} for wage in range(65_000, 85_000, 333)]
    found = simulated(HIGHER, *homes)
    people = found.register
    alone = 0
    for row in range(people.household_count):
        facts = people.household(row)
        amounts = [
            scalar.evaluate(facts, book, parameters, on=ON).of("poor").amount_fen or 0
            for book, parameters in ((BOOK, PARAMETERS), (found.reform.books[0], found.reform.parameters))
        ]
        alone += amounts[1] - amounts[0]

    assert int(found["poor"].change_fen.sum()) == alone > 0


def test_a_reform_that_reaches_no_policy_is_refused():
    with pytest.raises(ReformError, match="No policy rests on what this reform changes"):
        simulated("parameters: {t.months: 3}", {})


def test_a_reform_that_begins_later_is_refused():
    later = read_reform(
        "reform: {title: {zh: 甲, en: A}, from: 2027-01-01}\n" + HIGHER,
        name="r.yaml", books=[BOOK], vocabulary=FACTS, parameters=PARAMETERS,
    )  # fmt: skip

    with pytest.raises(ReformError, match=r"begins on 2027-01-01, after the day asked about \(2026-11-24\)"):
        simulate(register({}), [BOOK], PARAMETERS, later, on=ON)


def test_groups_hold_everybody_once():
    homes = [{"wage_fen": 1_000 * number, "cars": 0} for number in range(100)]
    found = simulated(HIGHER, *homes)["poor"]
    halves = Dimension("half", words("half"), H, np.arange(100) // 50, (words("low"), words("high")))

    low, high = groups(found, halves)

    assert (low.size, low.counts["gains"], low.change_fen) == (50, 50, 50 * 8_000)
    assert (high.size, high.counts["gains"]) == (50, 30)


def test_a_group_of_four_is_hidden_and_so_is_its_money():
    homes = [{"wage_fen": 79_000, "cars": 0}] * 4 + [{"wage_fen": 90_000, "cars": 0}] * 20
    found = simulated(HIGHER, *homes)["poor"]
    one = Dimension("all", words("all"), H, np.zeros(24, dtype=np.int64), (words("all"),))

    (group,) = groups(found, one)

    assert (group.counts["gains"], group.counts["unchanged"], group.change_fen) == (None, None, None)


def test_a_group_of_five_is_shown():
    homes = [{"wage_fen": 79_000, "cars": 0}] * 5 + [{"wage_fen": 90_000, "cars": 0}] * 20
    found = simulated(HIGHER, *homes)["poor"]
    one = Dimension("all", words("all"), H, np.zeros(25, dtype=np.int64), (words("all"),))

    (group,) = groups(found, one)

    assert (group.counts["gains"], group.counts["unchanged"], group.change_fen) == (5, 20, 5 * 1_000)


def test_bars_hold_every_change_and_none_of_nothing():
    change = np.repeat([-5_001, -5_000, 0, 5_000, 5_001, 200_000], 6)

    counted = {(bar.above_yuan, bar.to_yuan): bar.count for bar in bars(change) if bar.count}

    assert counted == {(-100, -50): 12, (0, 50): 6, (50, 100): 6, (1000, None): 6}


@pytest.mark.parametrize("seed", range(20))
def test_no_hidden_cell_can_be_worked_out_from_the_sum_of_its_line(seed: int) -> None:
    table = np.random.default_rng(seed).integers(0, 12, size=(6, 5)).astype(np.int64)

    hidden = hidden_cells(table, spare=0)

    assert hidden[(table > 0) & (table < 5)].all()
    for lines, masks in ((table, hidden), (table.T, hidden.T)):
        for line, mask in zip(lines, masks, strict=True):
            assert not mask.any() or (mask.sum() >= 2 and line[mask].sum() >= 5) or mask.all()
