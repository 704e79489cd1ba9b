"""``minsheng test-policies``: cases are run as data, what they leave untried is named, and a fault says where it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.faces.cli.test_commands import minsheng

HEALTH_CHECK = Path(__file__).parents[2] / "programmes" / "elder_health" / "cases"
CASES = """\
base:
  on: 2026-11-24
  city: jinzhong
  person: {born_on: 1950-01-01, lives_here: true}
cases:
  - name: an older person
    expect: {health_check_65: {status: STATUS}}
"""


def run(*words: str) -> tuple[int, str]:
    done = minsheng("test-policies", *words)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def write(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_cases_that_come_out_as_written_end_with_0():
    code, said = run(str(HEALTH_CHECK), "--policy", "health_check_65", "--json")
    (report,) = json.loads(said)["policies"]

    assert code == 0
    assert report["policy"] == "health_check_65"
    assert report["cases"] > 0
    assert (report["failed"], report["answers_without_case"]) == (0, [])


def test_a_case_that_comes_out_otherwise_ends_with_1_and_says_where(write):
    path = write(CASES.replace("STATUS", "not_eligible"))

    code, said = run(str(path))

    assert code == 1
    assert f"{path}:6: an older person" in said
    assert "health_check_65 of 0: status is eligible, expected not_eligible" in said


def test_numbers_and_conditions_that_no_case_pins_are_named(write):
    code, said = run(str(write(CASES.replace("STATUS", "eligible"))), "--sides", "--json")
    answer = json.loads(said)

    assert code == 1
    assert answer["failures"] == []
    assert answer["policies"][0]["answers_without_case"] == ["not_eligible", "unknown"]
    assert {
        "number": "elder_health.health_check_from_age",
        "no_case_notices": ["larger", "smaller"],
    } in answer["untried"]


@pytest.mark.parametrize(
    ("wrong", "right", "sentence"),
    [
        (
            "health_check_65:",
            "health_check_66:",
            "no policy is called 'health_check_66'. Did you mean health_check_65?",
        ),
        ("lives_here", "live_here", "'live_here' is not a fact of a person. Did you mean lives_here?"),
        (
            "status: STATUS",
            "status: perhaps",
            "status 'perhaps' is not one of not_eligible, eligible, unknown",
        ),
        ("status: STATUS", "status: unknown", "an unknown answer says which facts are missing"),
        ("    expect", "    except", "unknown field 'except'"),
        ("  on: 2026-11-24\n", "", "give the day and the city"),
    ],
)
def test_a_case_that_cannot_be_read_ends_with_2_and_says_where_and_what_to_do(write, wrong, right, sentence):
    path = write(CASES.replace(wrong, right).replace("STATUS", "eligible"))
    line = 6 - (0 if "2026" in path.read_text("utf-8") else 1)

    code, said = run(str(path))

    assert code == 2
    assert f"{path}:{line}: case 'an older person': " in said
    assert sentence in said


def test_a_place_without_cases_and_an_unknown_policy_end_with_2(tmp_path):
    assert run(str(tmp_path)) == (
        2,
        f"There are no cases at {tmp_path}. Name a .yaml file of cases or a folder with such files.\n",
    )
    assert run("--policy", "dibaoo")[0] == 2


def test_the_rules_and_the_numbers_of_all_cities_have_nothing_to_put_right():
    code, said = run("--lint", "--on", "2026-11-24", "--json")

    assert json.loads(said)["findings"] == []
    assert code == 0
