"""The report's own example on the synthetic city (nobody in it is real), checked against a count made by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register
from minsheng.engines.synthetic.city import synthesise
from minsheng.kernel.entitlements import what_if, what_if_files
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.city import City, load_city
from minsheng.kernel.registry.loading import rulebooks

ON = date(2026, 11, 24)
CITIES = Path(__file__).resolve().parents[3] / "cities"
REFORMS = CITIES / "jinzhong" / "reforms"
PEOPLE, SEED = 30_000, 3


@pytest.fixture(scope="module")
def city() -> City:
    return load_city(CITIES / "jinzhong")


@pytest.fixture(scope="module")
def folder(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("synthetic")
    synthesise(city, people=PEOPLE, seed=SEED, on=ON).write(made)
    return made


def told(city: City, folder: Path, reform_file: str) -> dict[str, Any]:
    books, parameters = rulebooks(), ParameterSet.load(city.parameters_folder)
    reform = what_if.read_reform_file(REFORMS / reform_file, books, parameters)
    register = Register.read(
        folder / "persons.parquet", folder / "households.parquet", FACTS,
        only=what_if.facts_needed(books, reform),
    )  # fmt: skip
    return what_if.what_if(
        register, books, parameters, reform, on=ON, counties=what_if.county_names(city),
        is_synthetic=what_if.says_synthetic(folder / "persons.parquet"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def relaxed(city: City, folder: Path) -> dict[str, Any]:
    return told(city, folder, "relax_hard_to_employ.yaml")


def _years(born: date) -> int:
    return ON.year - born.year - ((ON.month, ON.day) < (born.month, born.day))


def _months(since: date) -> int:
    return (ON.year - since.year) * 12 + ON.month - since.month - (ON.day < since.day)


def test_the_reports_own_example_gains_whom_a_count_by_hand_finds(
    relaxed: dict[str, Any], folder: Path
) -> None:
    """Of the registered unemployed who want work: newly older (38-39, 48-49), or 6 to 11 months without work.

    By hand: whoever was recognised by neither age nor months before, and is now. Those recognised by another of the
    nine categories do not gain, so the hand count is an upper bound; the age and month limits are the lower one.
    """
    rows = pq.read_table(folder / "persons.parquet").to_pylist()
    may_gain = 0
    for one in rows:
        known = all(one[name] is not None for name in ("born_on", "sex", "wants_work", "unemployed_since"))
        if not known or one["employment"] != 4 or not one["wants_work"]:
            continue
        age, months, floor = (
            _years(one["born_on"]),
            _months(one["unemployed_since"]),
            50 if one["sex"] == 1 else 40,
        )
        was = age >= floor or months >= 12
        now = age >= floor - 2 or months >= 6
        may_gain += now and not was
    gains = relaxed["policies"]["hard_to_employ"]["counts"]["gains"]

    assert 0.5 * may_gain <= gains <= may_gain
    assert gains > 10


def test_nobody_loses_when_conditions_are_relaxed(relaxed: dict[str, Any]) -> None:
    assert relaxed["policies"]["hard_to_employ"]["counts"]["loses"] == 0


def test_a_report_on_synthetic_people_says_so(relaxed: dict[str, Any]) -> None:
    assert relaxed["is_synthetic"]
    assert "合成数据" in what_if_files.markdown(relaxed, "zh")
    assert "Synthetic data" in what_if_files.page(relaxed, "en")


def test_no_count_below_five_is_told(relaxed: dict[str, Any]) -> None:
    policy = relaxed["policies"]["hard_to_employ"]
    counts = [count for group in policy["groups"] for count in group["counts"].values()]
    counts += [*policy["counts"].values(), *policy["people"].values(), *policy["households"].values()]
    counts += [bar["count"] for bar in policy["distribution"]]

    assert len(counts) > 100
    assert not {1, 2, 3, 4} & set(counts)


def test_ten_examples_say_what_changed_and_not_who(relaxed: dict[str, Any], folder: Path) -> None:
    examples = relaxed["examples"]
    text = json.dumps(examples, ensure_ascii=False)
    numbers = {
        str(number) for number in pq.read_table(folder / "persons.parquet").column("person_no").to_pylist()
    }

    assert len(examples) == 10
    assert len({one["code"] for one in examples}) == 10
    assert all(one["changed"] or one["missing"] for one in examples)
    assert not {one["code"] for one in examples} & numbers
    assert "person_no" not in text
    assert "household_no" not in text
    assert "_fen" not in text
    reasons = {
        why["label"]["zh"] for one in examples for change in one["changed"] for why in change["because"]
    }
    assert reasons & {"长期失业人员", "大龄失业人员"}


def test_the_same_simulation_gives_the_same_report(city: City, folder: Path, relaxed: dict[str, Any]) -> None:
    assert told(city, folder, "relax_hard_to_employ.yaml") == relaxed


def test_the_five_files_say_the_same(relaxed: dict[str, Any], tmp_path: Path) -> None:
    written = what_if_files.write(relaxed, tmp_path, language="zh")
    gains = str(relaxed["policies"]["hard_to_employ"]["counts"]["gains"])

    assert [path.name for path in written] == list(what_if_files.FILES)
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8")) == json.loads(
        json.dumps(relaxed)
    )
    assert f"| 受益 | {gains} |" in (tmp_path / "report.md").read_text(encoding="utf-8")
    assert f"<td>受益</td><td>{gains}</td>" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "平遥县" in (tmp_path / "groups.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("file", sorted(path.name for path in REFORMS.glob("*.yaml")))
def test_every_reform_of_the_city_changes_something(city: City, folder: Path, file: str) -> None:
    found = told(city, folder, file)

    assert any(policy["counts"]["unchanged"] != policy["subjects"] for policy in found["policies"].values())


def test_a_higher_standard_costs_what_the_gainers_get(city: City, folder: Path) -> None:
    found = told(city, folder, "raise_rural_dibao.yaml")["policies"]["dibao"]
    rural = [one for one in found["groups"] if one["dimension"] == "is_urban"]

    assert found["month_fen"] > 0
    assert found["year_fen"] == 12 * found["month_fen"]
    assert {one["label"]["zh"]: one["change_fen"] for one in rural}["城镇"] == 0
