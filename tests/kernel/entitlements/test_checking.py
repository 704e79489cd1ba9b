"""Checking one household that somebody wrote down: answers with reasons, and faults named with their place."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.kernel.entitlements import invented

from minsheng.engines.policy.parameters import ParameterSet
from minsheng.kernel.entitlements import checking
from minsheng.kernel.entitlements.checking import HouseholdProblem, check_household
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import policies

ON = date(2026, 11, 24)
CITIES = Path(__file__).resolve().parents[3] / "cities"
OLD = {"born_on": "1940-01-01", "lives_here": True, "wage_fen": 0}


def _checked(*persons: dict[str, Any], **household: Any) -> dict[str, Any]:
    payload = {"persons": list(persons), "household": household, "county": "990101"}
    return check_household(payload, invented.PARAMETERS, on=ON, books=[invented.BOOK])


def _problems(payload: object) -> list[tuple[str, str]]:
    with pytest.raises(HouseholdProblem) as caught:
        check_household(payload, invented.PARAMETERS, on=ON, books=[invented.BOOK])
    return [(problem.field, problem.code) for problem in caught.value.problems]


def test_every_policy_answers_for_every_subject() -> None:
    results = _checked(OLD, {**OLD, "born_on": "1990-01-01"}, vehicles=0)["results"]

    assert [(one["policy"], one["member"], one["status"], one["amount_fen"]) for one in results] == [
        ("allowance", 0, "eligible", 100_00),
        ("allowance", 1, "not_eligible", 0),
        ("relief", None, "eligible", 1400_00),
    ]


def test_an_answer_gives_its_reasons_and_its_source() -> None:
    [allowance, _] = _checked(OLD, vehicles=0)["results"]

    assert [reason["holds"] for reason in allowance["reasons"]] == [True, True]
    amounts = [quoted for quoted in allowance["parameters"] if quoted["key"] == "invented.allowance"]
    assert [(quoted["status"], quoted["document"]) for quoted in amounts] == [("L", "示例")]
    assert "未经核实的默认值" in allowance["answer"]["zh"]


def test_what_is_missing_is_named_with_the_question_to_ask() -> None:
    answer = _checked({"born_on": "1940-01-01", "wage_fen": 0}, vehicles=1)

    [missing] = answer["results"][0]["missing"]
    assert (missing["name"], missing["member"], missing["label"]["zh"]) == ("lives_here", 0, "常住本地")
    assert [question["fact"] for question in answer["questions"]] == ["lives_here"]


def test_the_nearest_change_says_how_little_is_too_much() -> None:
    [_, relief] = _checked({**OLD, "wage_fen": 700_00}, vehicles=0)["results"]

    assert (relief["nearest"]["fact"], relief["nearest"]["to"]) == ("wage_fen", 699_99)


def test_the_whole_explanation_is_there_when_asked_for() -> None:
    payload = {"persons": [OLD], "county": "990101"}

    short = check_household(payload, invented.PARAMETERS, on=ON, books=[invented.BOOK])
    full = check_household(payload, invented.PARAMETERS, on=ON, books=[invented.BOOK], in_full=True)

    assert "explanation" not in short["results"][0]
    assert full["results"][0]["explanation"]["status"] == "eligible"


def test_every_fault_is_named_at_once_with_its_place() -> None:
    payload = {
        "household": {"vehicles": "none"},
        "persons": [{"wage_fen": 10.5, "born_on": "1940-13-01"}, {"wages_fen": 1, "disability_kind": 9}],
        "county": "Lingshi",
        "pets": [],
    }

    assert sorted(_problems(payload)) == [
        ("county", "wrong_value"),
        ("household.vehicles", "wrong_value"),
        ("persons.0.born_on", "wrong_value"),
        ("persons.0.wage_fen", "wrong_value"),
        ("persons.1.disability_kind", "wrong_value"),
        ("persons.1.wages_fen", "unknown_name"),
        ("pets", "unknown_name"),
    ]


@pytest.mark.parametrize("payload", [[], "x", None, 7])
def test_something_that_is_no_object_is_refused(payload: object) -> None:
    assert _problems(payload) == [("", "wrong_form")]


@pytest.mark.parametrize("persons", [None, [], {}, "x", [{}] * 201])
def test_the_members_are_listed_one_by_one(persons: object) -> None:
    assert _problems({"persons": persons}) == [("persons", "wrong_form")]


def test_two_hundred_members_are_read() -> None:
    assert len(_checked(*[OLD] * 200)["results"]) == 201


@pytest.mark.parametrize(("county", "is_read"), [("990101", True), ("990101001001", True), ("9901", False)])
def test_a_county_has_six_or_twelve_digits(county: str, is_read: bool) -> None:
    payload = {"persons": [OLD], "county": county}
    if is_read:
        assert check_household(payload, invented.PARAMETERS, on=ON, books=[invented.BOOK])["results"]
    else:
        assert _problems(payload) == [("county", "wrong_value")]


def test_a_truth_value_is_not_a_number_and_a_number_not_a_truth_value() -> None:
    assert _problems({"persons": [{"wage_fen": True, "lives_here": 1}]}) == [
        ("persons.0.wage_fen", "wrong_value"), ("persons.0.lives_here", "wrong_value"),
    ]  # fmt: skip


def test_the_sentence_says_what_to_do_in_both_languages() -> None:
    with pytest.raises(HouseholdProblem) as caught:
        _checked({"wage_fen": 1.5})

    assert caught.value.sentences("zh-hans") == [
        "persons.0.wage_fen：“月工资性收入”不能是 1.5。应为以分为单位的整数（1元写100）。"
        "请改正；不知道就填 null 或不填。"
    ]
    assert "a whole number of fen" in caught.value.sentences("en")[0]


def test_the_schema_has_every_fact_and_nothing_else() -> None:
    made = checking.schema()["properties"]

    assert set(made["household"]["properties"]) | set(made["persons"]["items"]["properties"]) == set(FACTS)
    assert made["household"]["additionalProperties"] is False
    json.dumps(made)


def test_the_example_answers_every_policy_of_the_city_without_a_fault() -> None:
    parameters = ParameterSet.load(CITIES / "jinzhong" / "parameters")

    answer = check_household(checking.EXAMPLE, parameters, on=ON)

    assert {one["policy"] for one in answer["results"]} == set(policies())
    assert {one["status"] for one in answer["results"]} == {"eligible", "not_eligible", "unknown"}
    json.dumps(answer)
