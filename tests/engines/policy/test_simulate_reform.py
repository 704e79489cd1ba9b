"""Reform files: what they may say, what a rule becomes by them, and how a fault is named."""

from __future__ import annotations

from datetime import date
from typing import Any

import jsonschema
import pytest
import yaml
from tests.engines.policy.small import FACTS, ON, PARAMETERS, H, P, f, household, words

from minsheng.engines.policy import dsl, scalar
from minsheng.engines.policy.rulebook import Benefit, Rulebook
from minsheng.engines.policy.simulate_reform import Reform, ReformError, read_reform
from minsheng.engines.policy.simulate_schema import SCHEMA

HEAD = "reform: {title: {zh: 甲, en: A}}\n"


def a_book() -> Rulebook:
    """Return a book in which the second policy asks whether the first one is met."""
    book = Rulebook("t", words("book"))
    is_old = book.define("is_old", words("is old"), dsl.age_in_years(f("born_on")) >= dsl.number("t.old"))
    book.define("income", words("income"), dsl.total(f("wage_fen")))
    first = book.policy(
        "poor", words("poor"), subject=H, benefit=Benefit.CASH, amount=dsl.money("t.standard"),
        conditions=[
            dsl.condition(words("little income"), dsl.total(f("wage_fen")) < dsl.money("t.standard")),
            dsl.condition(words("no car"), f("cars") == 0),
        ],
    )  # fmt: skip
    meets = book.define("meets", words("meets"), first.eligible)
    book.policy(
        "old_and_poor", words("old and poor"), subject=P, benefit=Benefit.RECOGNITION,
        conditions=[dsl.condition(words("old"), is_old), dsl.condition(words("poor"), meets)],
    )  # fmt: skip
    return book


BOOK = a_book()


def read(text: str) -> Reform:
    return read_reform(HEAD + text, name="r.yaml", books=[BOOK], vocabulary=FACTS, parameters=PARAMETERS)


def asked(reform: Reform, policy: str, facts: dict[str, Any], member: int | None = None) -> str:
    found = scalar.evaluate(facts, reform.books, reform.parameters, on=ON)
    return found.of(policy, member).status


POOR = household({"wage_fen": 10_000, "born_on": date(1950, 1, 1)}, cars=1)


def test_a_parameter_is_changed_for_the_whole_city():
    reform = read("parameters: {t.standard: 800}")

    assert reform.parameters.at("t.standard", on=ON).for_county(140702) == 80_000
    assert PARAMETERS.at("t.standard", on=ON).for_county(140702) == 76_050


def test_a_county_named_alone_leaves_the_others_as_they_are():
    reform = read("parameters: {t.standard: {counties: {140729: 900}}}")
    value = reform.parameters.at("t.standard", on=ON)

    assert [value.for_county(code) for code in (140729, 140702, 140721)] == [90_000, 76_050, 72_000]


def test_a_change_begins_on_its_first_day():
    reform = read("parameters: {t.standard: {value: 800, from: 2026-12-01}}")

    assert reform.parameters.at("t.standard", on=date(2026, 11, 30)).for_county(140721) == 72_000
    assert reform.parameters.at("t.standard", on=date(2026, 12, 1)).for_county(140721) == 80_000


def test_what_does_not_change_is_the_same_rule():
    reform = read("parameters: {t.standard: 800}")

    assert reform.books == (BOOK,)


def test_a_dropped_condition_reaches_the_policies_that_ask_for_it():
    reform = read("policies: {poor: {drop: [2]}}")

    assert asked(read("parameters: {t.old: 60}"), "poor", POOR) == "not_eligible"
    assert asked(reform, "poor", POOR) == "eligible"
    assert asked(reform, "old_and_poor", POOR, 0) == "eligible"
    assert scalar.evaluate(POOR, BOOK, PARAMETERS, on=ON).of("poor").status == "not_eligible"


def test_a_condition_is_replaced_by_its_sentence():
    reform = read("policies: {poor: {replace: {no car(中): {test: {fact: cars, at_most: 1}}}}}")

    assert asked(reform, "poor", POOR) == "eligible"
    assert asked(reform, "poor", household({"wage_fen": 1}, cars=2)) == "not_eligible"
    assert [told.zh for told in reform.changed_conditions["poor"]] == ["no car(中)：改为：no car(中)"]


def test_a_condition_is_added():
    reform = read(
        "policies: {poor: {drop: [2], add: [{label: {zh: 多, en: many}, "
        "test: {count_members: {fact: is_ill}, at_least: 1}}]}}"
    )

    assert asked(reform, "poor", household({"wage_fen": 1, "is_ill": True})) == "eligible"
    assert asked(reform, "poor", household({"wage_fen": 1, "is_ill": False})) == "not_eligible"


def test_a_truth_may_be_widened_by_itself():
    reform = read(
        "variables: {t.is_old: {any: [{variable: t.is_old}, {fact: is_ill}]}}\npolicies: {poor: {drop: [2]}}"
    )
    young = {"wage_fen": 1, "born_on": date(2000, 1, 1)}

    assert asked(reform, "old_and_poor", household(young | {"is_ill": True}), 0) == "eligible"
    assert asked(reform, "old_and_poor", household(young | {"is_ill": False}), 0) == "not_eligible"
    assert asked(reform, "old_and_poor", POOR, 0) == "eligible"


def test_a_new_parameter_is_written_as_in_the_files_of_the_city():
    values = "[{from: 2020-01-01, value: 100.01, status: L, document: 设想}]"
    new = f"{{label: {{zh: 线, en: line}}, unit: yuan/month, values: {values}}}"
    reform = read(
        f"new_parameters: {{reform.line: {new}}}\n"
        "policies: {poor: {replace: {1: {test: {variable: t.income, less_than: {parameter: reform.line}}}}}}"
    )

    assert asked(reform, "poor", household({"wage_fen": 10_000}, cars=0)) == "eligible"
    assert asked(reform, "poor", household({"wage_fen": 10_001}, cars=0)) == "not_eligible"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parameters: {t.standart: 800}", "line 2, parameters.t.standart: No parameter .* t.standard"),
        ("parameters:\n  t.standard: viel", "line 3, parameters.t.standard: .*not an amount in yuan"),
        ("parameters: {t.standard: {value: 1, from: soon}}", "'soon' is not a day. Write it like 2026-11-24"),
        ("variables: {t.income: {fact: is_ill}}", "t.income is a money, not a truth. Change its parameters"),
        ("variables: {t.is_old: {fact: ill}}", "there is no fact 'ill'. Did you mean is_ill"),
        ("variables: {t.is_old: {fact: cars}}", "cars is a number and no condition by itself. Compare it"),
        ("variables: {t.is_old: {fact: grade, is: 9}}", "9 is no code of grade. Its codes: 0 grade 0"),
        ("variables: {t.is_old: {fact: wage_fen, less_than: 5}}", "Amounts belong in a parameter"),
        ("variables: {t.is_old: {fact: cars, at_least: 1.5}}", "'1.5' is no whole number"),
        ("variables: {t.is_old: {fact: cars, at_least: 1, at_most: 2}}", "one comparison at a time"),
        ("variables: {t.is_old: {all: []}}", "a list of conditions is needed"),
        ("variables: {t.is_old: {eval: 1}}", "'eval' is not known here. Use one of: all, any"),
        ("policies: {rich: {drop: [1]}}", "there is no policy 'rich'. Policies: poor, old_and_poor"),
        ("policies: {poor: {drop: [3]}}", "poor has no condition '3'. It has: 1 little income"),
        ("policies: {poor: {drop: [1, 2]}}", "no condition is left"),
        ("policies: {poor: {add: [{test: {fact: is_urban}}]}}", "'label' is missing"),
        ("policies: {poor: {replace: {2: {test: {fact: is_ill}}}}}", "about a person .* any_member or all_members"),
        ("parameters: {}", "nothing is changed"),
        ("parametres: {t.old: 50}", "'parametres' is not known here"),
        ("parameters: {t.old: 50, t.old: 51}", "'t.old' stands twice, again in line 2"),
        ("parameters: {t.old: [", "line 2: this is not YAML"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line_and_the_remedy(text: str, said: str) -> None:
    with pytest.raises(ReformError, match=said):
        read(text)


def test_all_faults_are_named_at_once():
    with pytest.raises(ReformError) as raised:
        read("parameters:\n  t.old: x\n  t.nothing: 1\npolicies: {rich: {drop: [1]}}")

    assert len(str(raised.value).splitlines()) == 3


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        ("parameters: {t.standard: {counties: {'140729': 900}}}", True),
        ("variables: {t.is_old: {any: [{variable: t.is_old}, {fact: grade, one_of: [1, 2]}]}}", True),
        (
            "policies: {poor: {drop: [1], add: [{label: {zh: 多, en: b}, test: {not: {fact: is_urban}}}]}}",
            True,
        ),
        ("variables: {t.is_old: {any: [], fact: x}}", False),
        ("policies: {poor: {drop: 1}}", False),
        ("code: {module: os}", False),
    ],
)
def test_the_schema_says_the_same(text: str, is_valid: bool) -> None:
    document = yaml.safe_load(HEAD + text)
    validator = jsonschema.Draft202012Validator(SCHEMA)

    assert validator.is_valid(document) is is_valid
