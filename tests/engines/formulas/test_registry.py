"""The registry of calculators: strict input, complete complaints, honest schemas."""

import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.calculators import IdentityInput
from minsheng.engines.formulas.inputs import RATIO_PATTERN, Input, asked, exact
from minsheng.engines.formulas.problems import BadInput, Problem
from minsheng.engines.formulas.registry import calculator, calculators
from minsheng.engines.policy.text import Text

TITLE = Text("试算", "Trial")


def problems_of(name, payload):
    with pytest.raises(BadInput) as refusal:
        calculators()[name].run(payload)
    return {problem.field: problem.code for problem in refusal.value.problems}


def test_the_shared_calculators_are_listed_in_order():
    names = list(calculators())

    assert {"identity-number", "age", "working-days", "retirement-age", "money-share"} <= set(names)
    assert names == sorted(names)


def test_all_problems_of_an_input_are_told_at_once():
    found = problems_of("money-share", {"amount_yuan": 3, "ratio": "1/0", "rounding": "up", "ration": 1})

    assert found == {"amount_yuan": "type", "ratio": "type", "rounding": "choice", "ration": "unknown_field"}


def test_a_missing_field_is_not_zero():
    assert problems_of("working-days", {"received_on": "2026-11-02"}) == {"working_days": "missing"}


@pytest.mark.parametrize("value", ["3", 3.5, True, None, [3]])
def test_a_whole_number_is_a_whole_number(value):
    payload = {"received_on": "2026-11-02", "working_days": value}

    assert problems_of("working-days", payload) == {"working_days": "type"}


@pytest.mark.parametrize("value", ["2026-02-30", "2026-11", "24.11.2026", "", 20261124, None])
def test_a_date_is_a_real_day(value):
    assert problems_of("working-days", {"received_on": value, "working_days": 1}) == {"received_on": "type"}


def test_a_negative_count_is_refused():
    payload = {"received_on": "2026-11-02", "working_days": -1}

    assert problems_of("working-days", payload) == {"working_days": "too_small"}


@pytest.mark.parametrize("payload", [[1], "x", 3, None])
def test_an_input_is_an_object(payload):
    with pytest.raises(BadInput):
        calculators()["age"].run(payload)


def test_a_list_with_a_bad_entry_is_not_also_called_too_short():
    assert problems_of("money-split", {"amount_yuan": "1", "weights": ["x"]}) == {"weights.0": "type"}
    assert problems_of("money-split", {"amount_yuan": "1", "weights": []}) == {"weights": "too_few"}


def test_a_text_that_is_too_long_is_called_that():
    assert problems_of("identity-number", {"number": "1" * 101, "on": "2026-11-24"}) == {"number": "too_long"}


def test_choices_read_as_a_sentence_in_both_languages():
    with pytest.raises(BadInput) as refusal:
        calculators()["retirement-age"].run({"born_on": "1968-03-15", "group": "x", "on": "2026-11-24"})

    assert "只能是man、woman_55或woman_50。" in refusal.value.sentences("zh-hans")[0]
    assert "It must be man, woman_55 or woman_50." in refusal.value.sentences("en")[0]


def test_an_input_that_json_cannot_express_is_refused():
    assert problems_of("age", {"born_on": object(), "on": "2026-11-24"}) == {"": "not_json"}


def test_what_a_formula_refuses_names_its_field():
    assert problems_of("identity-number", {"number": "140702193608240016", "on": "2026-11-24"}) == {
        "number": "check_digit"
    }
    assert problems_of("age", {"born_on": "2026-11-25", "on": "2026-11-24"}) == {"on": "order"}
    assert problems_of("money-split", {"amount_yuan": "1", "weights": [0]}) == {"weights": "too_small"}


def test_a_complaint_says_where_what_why_and_what_to_do_in_both_languages():
    problem = Problem("members.0.born_on", "x", Text("甲。", "A."), Text("乙。", "B."), Text("丙。", "C."))

    assert problem.sentence("zh-hans") == "members.0.born_on：甲。乙。丙。"
    assert problem.sentence("en") == "members.0.born_on: A. B. C."


def test_bad_input_needs_a_problem():
    with pytest.raises(ValueError, match="at least one problem"):
        BadInput([])


@pytest.mark.parametrize(
    ("given_ratio", "ratio"),
    [
        ("2/3", Fraction(2, 3)),
        (0.1, Fraction(1, 10)),
        (1e-05, Fraction(1, 100_000)),
        ("66.7%", Fraction(667, 1000)),
        (1, Fraction(1)),
        ("-0.5", Fraction(-1, 2)),
    ],
)
def test_a_ratio_is_exact(given_ratio, ratio):
    assert exact(given_ratio) == ratio


@pytest.mark.parametrize(
    "text", ["", "two thirds", "1/0", "1e9", "1e999999999", "2//3", "１/２", "1/-2", True, None, []]
)
def test_what_is_no_ratio_is_refused(text):
    with pytest.raises(ValueError, match="ratio"):
        exact(text)


@given(number=st.floats(min_value=0, max_value=1, allow_nan=False).map(lambda value: round(value, 6)))
def test_a_decimal_number_means_its_decimals(number):
    assert exact(number) == Fraction(f"{number:.6f}")


@given(text=st.from_regex(RATIO_PATTERN, fullmatch=True) | st.text("0123456789/.%- ", max_size=8))
def test_the_schema_of_a_ratio_says_what_is_read(text):
    def is_read():
        try:
            exact(text)
        except ValueError:
            return False
        return True

    divides_by_zero = re.search(r"/0+%?$", text.strip()) is not None
    assert is_read() == (re.fullmatch(RATIO_PATTERN, text.strip()) is not None and not divides_by_zero)


def test_an_input_refuses_what_it_does_not_know_and_never_changes():
    identity = IdentityInput(number="1", on=date(2026, 11, 24))

    with pytest.raises(ValueError, match="frozen"):
        identity.number = "2"


class TrialInput(Input):
    """One number."""

    number: int = asked("数", "Number")


def test_a_name_may_be_used_only_once():
    def trial(given: TrialInput) -> dict:
        return {"number": given.number}

    with pytest.raises(ValueError, match="taken by"):
        calculator(name="age", title=TITLE, source="test", example={"number": 1})(trial)


@pytest.mark.parametrize("name", ["Age", "age_group", "-age", "age-", "年龄", ""])
def test_a_name_is_lower_case_words(name):
    with pytest.raises(ValueError, match="joined by dashes"):
        calculator(name=name, title=TITLE, source="test", example={})


def test_a_calculator_names_its_source():
    with pytest.raises(ValueError, match="source"):
        calculator(name="trial", title=TITLE, source="", example={})


def test_a_calculator_takes_one_input():
    def two(first: TrialInput, second: TrialInput) -> dict:
        return {"sum": first.number + second.number}

    with pytest.raises(ValueError, match="exactly one argument"):
        calculator(name="trial", title=TITLE, source="test", example={})(two)


def test_the_fields_are_told_for_a_form():
    fields = {field.name: field for field in calculators()["working-days"].fields()}

    assert fields["working_days"].unit == "working days"
    assert fields["working_days"].is_required
    assert fields["received_on"].text.zh == "收到当天（不计入）"
    assert not next(field for field in calculators()["age"].fields() if field.name == "years").is_required
