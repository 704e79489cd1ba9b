"""The files of a screening: everything is in them once, and the same register gives the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as parquet
from tests.kernel.entitlements.invented import VILLAGE, Land, person

from minsheng.engines.policy.facts import Entity
from minsheng.kernel.entitlements import result_files


def _land() -> Land:
    land = Land()
    land.family(person(), person(lives_here=None), vehicles=0)
    land.family(person(wage_fen=None), vehicles=0)
    land.pays("allowance", person=21, amount_fen=90_00)
    land.pays("allowance", person=999, amount_fen=1)
    return land


def test_every_subject_has_its_answers(tmp_path: Path) -> None:
    result_files.write(_land().screened(), tmp_path)

    assert parquet.read_table(tmp_path / "results_persons.parquet").to_pylist() == [
        {"person_no": 11, "household_no": 1, "allowance": "eligible", "allowance_fen": 100_00},
        {"person_no": 12, "household_no": 1, "allowance": "unknown", "allowance_fen": None},
        {"person_no": 21, "household_no": 2, "allowance": "eligible", "allowance_fen": 100_00},
    ]
    assert result_files.read_results(tmp_path, Entity.HOUSEHOLD).to_pylist() == [
        {"household_no": 1, "relief": "eligible", "relief_fen": 1400_00},
        {"household_no": 2, "relief": "unknown", "relief_fen": None},
    ]


def test_every_difference_is_listed_once(tmp_path: Path) -> None:
    result_files.write(_land().screened(), tmp_path)

    rows = parquet.read_table(tmp_path / "findings.parquet").to_pylist()

    assert [(row["policy"], row["kind"], row["person_no"], row["household_no"]) for row in rows] == [
        ("allowance", "owed_missing", 11, 1),
        ("allowance", "amount_differs", 21, 2),
        ("allowance", "not_in_register", 999, None),
        ("relief", "owed_missing", None, 1),
    ]
    assert [(row["amount_fen"], row["received_fen"]) for row in rows] == [
        (100_00, None), (100_00, 90_00), (None, 1), (1400_00, None),
    ]  # fmt: skip
    assert rows[0]["division"] == VILLAGE


def test_every_open_answer_names_the_facts_it_waits_for(tmp_path: Path) -> None:
    land = _land()
    land.family(person(wage_fen=None), vehicles=None)

    result_files.write(land.screened(), tmp_path)

    rows = parquet.read_table(tmp_path / "open_results.parquet").to_pylist()
    assert [(row["policy"], row["person_no"], row["household_no"], row["missing"]) for row in rows] == [
        ("allowance", 12, 1, "lives_here"),
        ("relief", None, 2, "wage_fen"),
        ("relief", None, 3, "vehicles;wage_fen"),
    ]


def test_the_summary_adds_up_and_names_its_sources(tmp_path: Path) -> None:
    result_files.write(_land().screened(), tmp_path)

    said = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))

    assert (said["persons"], said["households"], said["on"], said["engine"]) == (3, 2, "2026-11-24", "numpy")
    assert said["rolls"] == {
        "lines": 2, "matched": 1, "not_in_register": 1, "not_begun": 0, "without_rule": 0,
    }  # fmt: skip
    assert said["policies"]["allowance"]["eligible"] == 2
    assert said["policies"]["allowance"]["unconfirmed_parameters"] == ["invented.allowance"]
    assert said["policies"]["relief"]["unconfirmed_parameters"] == []
    assert [one["fact"] for one in said["missing_facts"]] == ["lives_here", "wage_fen"]
    assert {one["key"] for one in said["parameters"]} == {
        "invented.allowance", "invented.allowance_from_age", "invented.standard",
    }  # fmt: skip


def test_the_same_register_gives_the_same_bytes(tmp_path: Path) -> None:
    result_files.write(_land().screened(), tmp_path / "one")
    result_files.write(_land().screened(), tmp_path / "two")

    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_parts_do_not_change_the_files(tmp_path: Path, monkeypatch: object) -> None:
    result_files.write(_land().screened(), tmp_path / "whole")

    monkeypatch.setattr(result_files, "ROWS_AT_ONCE", 1)  # type: ignore[attr-defined]
    result_files.write(_land().screened(), tmp_path / "parts")

    for name in ("results_persons", "results_households", "findings", "open_results"):
        whole = parquet.read_table(tmp_path / "whole" / f"{name}.parquet")
        parts = parquet.read_table(tmp_path / "parts" / f"{name}.parquet")
        assert parts.to_pylist() == whole.to_pylist()


def test_an_empty_register_leaves_files_that_can_be_read(tmp_path: Path) -> None:
    said = result_files.write(Land().screened(), tmp_path)

    assert said["persons"] == 0
    assert parquet.read_table(tmp_path / "results_persons.parquet").num_rows == 0
