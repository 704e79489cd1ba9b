"""Our engine beside OpenFisca: the country template's rules in our tree, its own tests, and random households."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.peers.country_template import parameters, rules, their_cases

from minsheng.engines.policy import batch, fused, scalar
from minsheng.engines.policy.batch import Register

PYTHON = Path(os.environ.get("MINSHENG_PEERS", Path(__file__).parents[2] / ".venv-peers")) / "bin" / "python"
ON_THEIR_SIDE = Path(__file__).parent / "country_template" / "on_their_side.py"
PERIODS = ("2013-01", "2015-11", "2015-12", "2016-12", "2017-01", "2018-07", "2026-11")
HOUSEHOLDS = 4_000
DOCUMENT = Path(__file__).parents[2] / "docs" / "openfisca.md"
# Where a parameter has no value yet, OpenFisca stops; the rules as written here give nothing.
REFUSED_BEFORE_DECEMBER_2015 = {"parenting_allowance", "disposable_income"}
BINARY_ERROR = 1e-6  # OpenFisca counts in 32-bit floating point


@pytest.fixture(scope="session")
def package() -> Path:
    """The folder of the installed country template."""
    if not PYTHON.exists():
        pytest.fail(f"{PYTHON} is not there. Run make test once: it installs requirements/peers.lock.")
    where = "import openfisca_country_template as t, pathlib; print(pathlib.Path(t.__file__).parent)"
    return Path(
        subprocess.run([PYTHON, "-c", where], capture_output=True, text=True, check=True).stdout.strip()
    )


def test_our_engine_answers_the_tests_of_the_country_template_as_they_expect(package):
    answered = their_cases.answer(package)
    assert not answered.different
    assert f"all {answered.compared} outputs" in DOCUMENT.read_text("utf-8")
    assert [name for name, _ in answered.left_out] == [
        'We will dynamically add a new variable "goes_to_school" thanks to a reform'
    ]


def test_a_wrong_expectation_is_noticed(package, monkeypatch):
    right = their_cases._outputs
    monkeypatch.setattr(
        their_cases,
        "_outputs",
        lambda test: ((who, what, when, _one_more(said)) for who, what, when, said in right(test)),
    )
    answered = their_cases.answer(package)
    assert len(answered.different) == answered.compared


def _one_more(said: Any) -> Any:
    if isinstance(said, list):
        return [_one_more(one) for one in said]
    return (
        f"{said} + 1"
        if isinstance(said, str) and said[0].isdigit()
        else f"not {said}"
        if isinstance(said, str)
        else said + 1
    )


@pytest.mark.parametrize("period", PERIODS)
def test_random_households_get_from_us_what_openfisca_gives_them(package, tmp_path, period):
    given = random_households(np.random.default_rng(int(period.replace("-", ""))))
    theirs = ask_openfisca(given, period, tmp_path)
    ours = ask_us(given, period, package, batch.evaluate)
    assert set(ours) - set(theirs) == (REFUSED_BEFORE_DECEMBER_2015 if period < "2015-12" else set())
    for name in set(ours) & set(theirs):
        np.testing.assert_allclose(
            ours[name], theirs[name], rtol=BINARY_ERROR, atol=tolerance(name), err_msg=f"{name} in {period}"
        )


@pytest.mark.parametrize("period", PERIODS[-2:])
def test_the_compiled_evaluator_agrees_too(package, period):
    given = random_households(np.random.default_rng(7))
    expected, found = (ask_us(given, period, package, how) for how in (batch.evaluate, fused.evaluate))
    for name, answers in expected.items():
        np.testing.assert_array_equal(found[name], answers, err_msg=name)


def test_ages_agree_with_openfisca_on_every_kind_of_day(package, tmp_path):
    """Born on the last days of months and on 29 February; OpenFisca, too, turns these on 1 March of common years."""
    days = [
        f"{year}-{day}"
        for year in (1996, 2000, 2003)
        for day in ("02-28", "03-01", "12-31", "01-01", "04-30")
    ]
    given = random_households(np.random.default_rng(3))
    given["birth"] = np.resize(
        np.array([*days, "1996-02-29", "2000-02-29"], "datetime64[D]"), len(given["birth"])
    )
    for period in ("2015-01", "2016-02", "2016-03", "2017-03", "2018-12"):
        theirs = ask_openfisca(given, period, tmp_path)
        on = date.fromisoformat(f"{period}-01")
        values = parameters.read(package)
        for row in range(len(days) + 2):
            facts = {"born_on": given["birth"][row].item()}
            household = scalar.HouseholdFacts({}, ({**their_cases.DEFAULTS, **facts, "is_adult": True},))
            found = scalar.evaluate(household, rules.BOOK, values, on=on).value(rules.age, 0)
            assert found == theirs["age"][row], (facts, period)


def tolerance(name: str) -> float:
    """Half a cent for each rounding on our side: brackets, members and totals add theirs up."""
    return 0.25 if name in ("total_taxes", "disposable_income") else 0.021


def random_households(random: np.random.Generator) -> dict[str, np.ndarray]:
    """Households of one to eight, with values on, below and above every threshold of the template."""
    sizes = random.integers(1, 9, HOUSEHOLDS)
    people = int(sizes.sum())
    steps = np.array(
        [0, 0, 1, 249, 250, 499, 500, 501, 1000, 2000, 6000, 6001, 12000, 12100, 12200, 12400, 40000]
    )
    salary = np.where(
        random.random(people) < 0.5, random.choice(steps, people), random.integers(0, 3e6, people) / 100
    )
    births = np.datetime64("1930-01-01") + random.integers(0, 30_000, people)
    return {
        "household": np.repeat(np.arange(HOUSEHOLDS), sizes),
        "is_adult": random.random(people) < 0.6,
        "birth": births.astype("datetime64[D]"),
        "salary": salary,
        "capital_returns": np.where(
            random.random(people) < 0.8, 0, random.integers(0, 100_000, people) / 100
        ),
        "rent": random.integers(0, 300_000, HOUSEHOLDS) / 100,
        "accommodation_size": random.integers(0, 400, HOUSEHOLDS),
        "housing_occupancy_status": random.integers(0, 4, HOUSEHOLDS),
    }


def ask_openfisca(given: dict[str, np.ndarray], period: str, folder: Path) -> dict[str, np.ndarray]:
    """Return the template's own answers for the month."""
    np.savez(folder / "given.npz", **given)
    subprocess.run([PYTHON, ON_THEIR_SIDE, folder / "given.npz", period, folder / "answers.npz"], check=True)
    return dict(np.load(folder / "answers.npz"))


def ask_us(
    given: dict[str, np.ndarray], period: str, package: Path, evaluate: Callable[..., batch.BatchResults]
) -> dict[str, np.ndarray]:
    """Return our answers for the month, in euros, by the template's names."""
    register = Register.from_tables(*tables(given), rules.FACTS)
    on = date.fromisoformat(f"{period}-01")
    found = evaluate(register, rules.BOOK, parameters.read(package), on=on)
    return {name: one.amount_fen / 100 for name, one in found.items() if name != "new_tax"}


def tables(given: dict[str, np.ndarray]) -> tuple[pa.Table, pa.Table]:
    """Return the same households as the two tables of a register."""
    cents = {
        name: np.rint(given[name] * 100).astype(np.int64) for name in ("salary", "capital_returns", "rent")
    }
    people = len(given["household"])
    persons = {
        "person_no": np.arange(people),
        "household_no": given["household"],
        "born_on": given["birth"],
        "salary": cents["salary"],
        "capital_returns": cents["capital_returns"],
        "is_adult": given["is_adult"],
        "has_car": np.ones(people, dtype=bool),
    }
    households = {
        "household_no": np.arange(HOUSEHOLDS),
        "division": ["140700000000"] * HOUSEHOLDS,
        "rent": cents["rent"],
        "accommodation_size": given["accommodation_size"].astype(np.int32),
        "housing_occupancy_status": given["housing_occupancy_status"].astype(np.int16),
    }
    return pa.table(persons), pa.table(households)
