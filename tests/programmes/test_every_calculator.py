"""Laws that every public calculator keeps, the shared ones and those of every programme."""

import json
import re
from contextlib import suppress
from importlib import import_module
from itertools import combinations

import pytest

from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.formulas.registry import calculators
from minsheng.programmes import KEYS

for key in KEYS:
    import_module(f"minsheng.programmes.{key}.formulas")

EVERY = list(calculators().values())
every_calculator = pytest.mark.parametrize("calculator", EVERY, ids=lambda calculator: calculator.name)
EXTREME = ["0001-01-01", "9999-12-31", 0, 1, 2**63 - 1]
NASTY = [
    *EXTREME,
    *(None, True, -1, 0.5, 1e308, -1e308, 2**63, 10**30, float("nan"), float("inf")),
    *(
        "",
        "x",
        "1/0",
        "999999999999999999999/1",
        "0.00000000000000000001",
        "9999-12",
        "2026-02-30",
        "长" * 500,
    ),
    *([], {}, [[]], [None], [0] * 50, {"x": 1}),
]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def described_properties(schema):
    for model in [schema, *schema.get("$defs", {}).values()]:
        yield from model.get("properties", {}).items()


@every_calculator
def test_the_example_is_calculated_and_gives_json(calculator):
    result = calculator.run(calculator.example)

    assert json.loads(json.dumps(result, allow_nan=False)) == result


@every_calculator
def test_the_example_uses_the_fields_of_the_schema(calculator):
    schema = calculator.schema()

    assert schema["additionalProperties"] is False
    assert set(schema.get("required", [])) <= set(calculator.example) <= set(schema["properties"])
    assert json.loads(json.dumps(schema))["examples"] == [json.loads(json.dumps(calculator.example))]


@every_calculator
def test_every_reference_in_the_schema_leads_somewhere(calculator):
    schema = calculator.schema()

    references = re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema))

    assert set(references) <= set(schema.get("$defs", {}))


@every_calculator
def test_the_title_is_chinese_and_english(calculator):
    assert CHINESE.search(calculator.title.zh)
    assert not CHINESE.search(calculator.title.en)


@every_calculator
def test_every_field_is_described_in_both_languages(calculator):
    for name, described in described_properties(calculator.schema()):
        assert CHINESE.search(described.get("description_zh", "")), name
        assert described.get("description"), name


@every_calculator
def test_it_says_what_it_does_and_where_it_comes_from(calculator):
    assert calculator.source
    assert calculator.calculate.__doc__


@every_calculator
def test_the_same_input_gives_the_same_result(calculator):
    assert calculator.run(calculator.example) == calculator.run(calculator.example)


def variations(example):
    """The example with one field at a time left out or replaced by something nasty."""
    for name in example:
        yield {key: value for key, value in example.items() if key != name}
        for nasty in NASTY:
            yield {**example, name: nasty}
    for first, second in combinations(example, 2):
        for nasty in EXTREME:
            yield {**example, first: nasty, second: nasty}


@every_calculator
def test_whatever_it_is_given_it_answers_or_says_what_is_wrong(calculator):
    for payload in variations(calculator.example):
        with suppress(BadInput):
            json.dumps(calculator.run(payload), allow_nan=False)


def test_every_programme_brings_calculators():
    modules = {calculator.calculate.__module__ for calculator in EVERY}

    assert all(any(f"programmes.{key}." in module for module in modules) for key in KEYS)
