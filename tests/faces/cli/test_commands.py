"""The command line on files: what it prints, what it leaves, and how it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PEOPLE = "1500"
COMMANDS = (
    "screen",
    "check",
    "calc",
    "synth",
    "check-city",
    "load-city",
    "doctor",
    "keys",
    "serve",
    "demo",
    "import",
    "pledges",
    "test-policies",
    "worker",
)


def minsheng(*words: str, given: str = "", folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from minsheng.faces.cli.main import main; main()", *words],
        input=given, capture_output=True, text=True, cwd=folder, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small synthetic city as files."""
    folder = tmp_path_factory.mktemp("city")
    made = minsheng("synth", "--people", PEOPLE, "--seed", "7", "--on", "2026-11-24", "--out", str(folder))
    assert made.returncode == 0, made.stderr
    return folder


def _screen(city: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return minsheng(
        "screen", "--people", str(city / "persons.parquet"), "--households", str(city / "households.parquet"),
        "--received", str(city / "received.parquet"), "--on", "2026-11-24", "--out", str(out), *more,
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    shown = minsheng(command, "--help")

    assert shown.returncode == 0
    assert f"minsheng {command}" in shown.stdout.split("Example")[1]


def test_screening_files_that_show_somebody_left_out_ends_with_a_finding(city: Path, tmp_path: Path) -> None:
    run = _screen(city, tmp_path / "found", "--json")

    summary = json.loads(run.stdout)
    assert run.returncode == 1
    assert summary["persons"] == int(PEOPLE)
    assert sum(one["owed_missing"] for one in summary["policies"].values()) > 0


def test_screening_counts_everybody_once_for_every_policy(city: Path, tmp_path: Path) -> None:
    summary = json.loads(_screen(city, tmp_path / "found", "--json").stdout)

    for one in summary["policies"].values():
        whole = one["eligible"] + one["not_eligible"] + one["unknown"]
        assert whole in (summary["persons"], summary["households"])


def test_screening_twice_gives_the_same_findings(city: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        _screen(city, tmp_path / name)

    first, second = ((tmp_path / name / "findings.parquet").read_bytes() for name in ("one", "two"))
    assert first == second


def test_a_file_that_is_not_there_is_said_in_a_sentence_and_ends_with_two(tmp_path: Path) -> None:
    run = minsheng(
        "screen",
        "--people",
        "nowhere.parquet",
        "--households",
        "nowhere.parquet",
        "--out",
        str(tmp_path / "found"),
    )

    assert run.returncode == 2
    assert "nowhere.parquet" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_day_that_does_not_exist_is_refused(city: Path, tmp_path: Path) -> None:
    run = minsheng(
        "screen", "--people", str(city / "persons.parquet"), "--households", str(city / "households.parquet"),
        "--on", "2026-02-30", "--out", str(tmp_path / "found"),
    )  # fmt: skip

    assert run.returncode == 2
    assert "2026-02-30" in run.stderr


def test_nothing_is_written_when_the_input_is_refused(tmp_path: Path) -> None:
    minsheng("screen", "--people", "a.parquet", "--households", "b.parquet", "--out", str(tmp_path / "found"))

    assert not (tmp_path / "found").exists()


def test_a_calculator_answers_its_own_example() -> None:
    example = minsheng("calc", "phq-9", "--example").stdout

    answer = json.loads(minsheng("calc", "phq-9", given=example).stdout)

    assert answer["needs_follow_up_today"] is True


def test_a_calculator_that_is_misspelt_is_refused_with_the_nearest_name() -> None:
    run = minsheng("calc", "phq9", given="{}")

    assert run.returncode == 2
    assert "phq-9" in run.stderr


@pytest.mark.parametrize("given", ["", "[]", "{", '"text"'])
def test_a_calculator_refuses_what_is_not_a_json_object(given: str) -> None:
    run = minsheng("calc", "phq-9", given=given)

    assert run.returncode == 2
    assert "JSON" in run.stderr


def test_a_household_is_checked_from_its_own_example(tmp_path: Path) -> None:
    (tmp_path / "household.json").write_text(minsheng("check", "--example").stdout, encoding="utf-8")

    run = minsheng("check", "household.json", "--on", "2026-11-24", "--json", folder=tmp_path)

    answer = json.loads(run.stdout)
    assert run.returncode == 0, run.stderr
    assert {one["status"] for one in answer["results"]} <= {"eligible", "not_eligible", "unknown"}


def test_a_wrong_fact_of_a_household_is_named(tmp_path: Path) -> None:
    (tmp_path / "household.json").write_text('{"persons": [{"born_onn": "1950-01-01"}]}', encoding="utf-8")

    run = minsheng("check", "household.json", folder=tmp_path)

    assert run.returncode == 2
    assert "born_onn" in run.stderr


def test_the_city_of_jinzhong_is_without_fault() -> None:
    run = minsheng("check-city", "jinzhong", "--json")

    report = json.loads(run.stdout)
    assert run.returncode == 0, run.stderr
    assert report["counties"] == 11
