"""What `minsheng check` takes and answers is what its JSON Schemas say, as an independent validator reads them."""

from __future__ import annotations

import copy
import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from tests.programmes.rule_cases import all_cases, parameters_of

from minsheng.kernel.entitlements import checking
from minsheng.kernel.entitlements.check_schemas import answer_schema, household_schema
from minsheng.kernel.entitlements.household_files import VERSION, HouseholdProblem

ON = date(2026, 11, 24)
LINGSHI = 140729
EVERY = 25  # of the cases; enough for every policy's form, quick enough for every run


def faults(schema: dict, said: object) -> list[str]:
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{list(fault.absolute_path)}: {fault.message}" for fault in validator.iter_errors(said)]


def payload_of(case) -> dict:
    plain = {
        "household": dict(case.facts.household),
        "persons": [dict(person) for person in case.facts.persons],
        "county": str(case.facts.county or LINGSHI),
        "version": VERSION,
    }
    return json.loads(json.dumps(plain, default=str))


def answerable_cases() -> list:
    """The cases whose day and county every rulebook has numbers for, not only the one that the case is about."""
    return [case for case in all_cases() if case.city == "jinzhong" and case.on >= date(2025, 1, 1)]


def answer_to(payload: object) -> dict:
    return json.loads(json.dumps(checking.check_household(payload, parameters_of("jinzhong"), on=ON)))


@pytest.mark.parametrize("case", answerable_cases()[::EVERY], ids=lambda case: case.name)
def test_households_and_answers_are_as_the_schemas_say(case):
    payload = payload_of(case)

    assert faults(household_schema(), payload) == []
    assert faults(answer_schema(), answer_to(payload)) == []


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("persons", 0, "born_on"), "24.11.2026"),
        (("persons", 0, "wage_fen"), 12.5),
        (("persons", 0, "no_such_fact"), 1),
        (("persons",), []),
        (("county",), "1407"),
        (("version",), "2"),
    ],
)
def test_what_the_schema_refuses_the_reader_refuses_too(place, wrong):
    payload = copy.deepcopy(checking.EXAMPLE)
    *way, last = place
    inside = payload
    for step in way:
        inside = inside[step]
    inside[last] = wrong

    assert faults(household_schema(), payload)
    with pytest.raises(HouseholdProblem):
        answer_to(payload)


@pytest.mark.parametrize("taken", ["version", "status", "amount_fen", "missing"])
def test_an_answer_without_a_promised_field_is_noticed(taken):
    answer = answer_to(checking.EXAMPLE)
    (answer if taken in answer else answer["results"][0]).pop(taken)

    assert faults(answer_schema(), answer)


def test_the_first_version_keeps_its_fields():
    """Fields may be added; taking one of these away needs the next version."""
    schema = answer_schema()

    assert schema["properties"]["version"] == {"const": "1"}
    assert {"version", "on", "results", "questions"} <= set(schema["required"])
    assert {
        "policy", "title", "member", "status", "amount_fen", "per", "benefit", "answer", "reasons", "missing",
        "nearest", "parameters", "sources", "window", "papers",
    } <= set(schema["$defs"]["result"]["required"])  # fmt: skip
