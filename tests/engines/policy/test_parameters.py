"""Reading dated parameters: exact, strict, and with the place of every problem."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from minsheng.engines.policy.parameters import ParameterError, ParameterSet, Status

STANDARD = """
aid.standard:
  label: {zh: 低保标准, en: Minimum living standard}
  unit: yuan/month
  values:
    - {from: 2024-01-01, value: 700.5, status: K, document: 旧文件}
    - from: 2025-01-01
      value: 720
      status: L
      document: 社会救助法
      article: 第十八条
      counties: {140702: 760}
"""


def read(text: str) -> ParameterSet:
    return ParameterSet.from_texts({"aid": text})


def one(unit: str, value: str, more: str = "") -> ParameterSet:
    return read(
        f"aid.x:\n  label: {{zh: 甲, en: X}}\n  unit: {unit}\n{more}  values:\n"
        f"    - {{from: 2025-01-01, value: {value}, status: V, document: D}}\n"
    )


def value_of(parameters: ParameterSet) -> object:
    return parameters.at("aid.x", on=date(2025, 6, 1)).value


def test_money_is_read_in_whole_fen():
    assert value_of(one("yuan", "0.1")) == 10
    assert value_of(one("yuan/year", "1234.56")) == 123456


@pytest.mark.parametrize("text", ["720.005", "1e3", "-5", "'7,20'", "about 7", "[1]"])
def test_money_that_would_have_to_be_guessed_is_refused(text):
    with pytest.raises(ParameterError, match=r"aid\.yaml: aid\.x: period 1: field 'value'"):
        one("yuan", text)


@pytest.mark.parametrize(("text", "ratio"), [("2/3", Fraction(2, 3)), ("0.6", Fraction(3, 5)), ("1", 1)])
def test_a_ratio_is_an_exact_fraction(text, ratio):
    assert value_of(one("ratio", text)) == ratio


def test_days_truth_and_numbers_have_their_own_types():
    assert value_of(one("date", "2026-07-01")) == date(2026, 7, 1)
    assert value_of(one("yes_no", "yes")) is True
    assert value_of(one("years", "60")) == 60
    with pytest.raises(ParameterError, match="not a whole number"):
        one("years", "60.5")
    with pytest.raises(ParameterError, match="is not a day"):
        one("date", "2026-02-30")


def test_tables_and_bands_are_keyed_by_whole_numbers_in_order():
    assert value_of(one("yuan", "{2: 100, 1: 50}", "  shape: table\n")) == {1: 5000, 2: 10000}
    assert list(value_of(one("yuan", "{90: 100, 80: 50}", "  shape: bands\n"))) == [80, 90]
    by_money = one("count", "{0: 1, 1000.50: 2}", "  shape: bands\n  by: yuan\n")
    assert value_of(by_money) == {0: 1, 100050: 2}


def test_a_period_ends_the_day_before_the_next_begins():
    parameters = read(STANDARD)

    assert parameters.at("aid.standard", on=date(2024, 12, 31)).value == 70050
    assert parameters.at("aid.standard", on=date(2025, 1, 1)).value == 72000
    with pytest.raises(ParameterError, match="no value on 2023-12-31"):
        parameters.at("aid.standard", on=date(2023, 12, 31))


def test_a_county_may_have_its_own_value():
    standard = read(STANDARD).at("aid.standard", on=date(2026, 1, 1))

    assert standard.for_county(140702) == 76000
    assert standard.for_county(140729) == 72000
    with pytest.raises(ParameterError, match="differs by county"):
        standard.for_county(None)


def test_an_unknown_key_suggests_the_nearest():
    with pytest.raises(ParameterError, match=r"Did you mean aid\.standard"):
        read(STANDARD).at("aid.standart", on=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("yuan/month", "dollars", "'dollars' is not a unit"),
        ("status: L", "status: X", "period 2: field 'status': 'X'"),
        ("document: 社会救助法", "article: x", "stands twice"),
        ("      document: 社会救助法\n", "", "field 'document' is missing"),
        ("from: 2025-01-01", "from: 2023-01-01", "does not come after"),
        ("value: 700.5", "to: 2025-01-01, value: 700.5", "they overlap"),
        ("value: 700.5", "to: 2023-01-01, value: 700.5", "lies before its first day"),
        ("140702", "1407", "not a six-digit county code"),
        ("aid.standard", "other.standard", "written 'aid.<name>'"),
        ("en: Minimum living standard", "fr: x", "field 'label'"),
        ("      value: 720\n", "      value: 720\n      colour: red\n", "field 'colour' is not known"),
        ("unit: yuan/month", "unit: yuan/month\n  shape: heap", "'heap' is not a shape"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_place(old, new, sentence):
    with pytest.raises(ParameterError, match=sentence) as told:
        read(STANDARD.replace(old, new))

    assert "aid.yaml" in str(told.value)


def test_all_problems_of_a_folder_are_told_at_once(tmp_path):
    (tmp_path / "aid.yaml").write_text("aid.a: 1\naid.b: 2\n", encoding="utf-8")

    with pytest.raises(ParameterError) as told:
        ParameterSet.load(tmp_path)

    assert "aid.a" in str(told.value)
    assert "aid.b" in str(told.value)


def test_an_empty_folder_is_not_a_city(tmp_path):
    with pytest.raises(ParameterError, match=r"no \.yaml file"):
        ParameterSet.load(tmp_path)


def test_the_fingerprint_follows_the_value_and_not_the_source():
    day = date(2026, 1, 1)
    parameters = read(STANDARD)

    same = read(STANDARD.replace("第十八条", "第十九条"))
    other = read(STANDARD.replace("value: 720", "value: 721"))

    assert parameters.fingerprint(["aid.standard"], on=day) == same.fingerprint(["aid.standard"], on=day)
    assert parameters.fingerprint(["aid.standard"], on=day) != other.fingerprint(["aid.standard"], on=day)


def test_a_what_if_changes_a_copy_and_says_so():
    parameters = read(STANDARD)

    changed = parameters.with_changes({"aid.standard": "800"}, starting=date(2026, 7, 1))

    assert changed.at("aid.standard", on=date(2026, 6, 30)).value == 72000
    assert changed.at("aid.standard", on=date(2026, 7, 1)).for_county(140702) == 80000
    assert changed.at("aid.standard", on=date(2026, 7, 1)).status is Status.WHAT_IF
    assert parameters.at("aid.standard", on=date(2026, 7, 1)).value == 72000


def test_a_what_if_in_floats_is_refused():
    with pytest.raises(ParameterError, match="write it as text"):
        read(STANDARD).with_changes({"aid.standard": 800.5})


def test_a_quoted_parameter_names_value_unit_status_and_document():
    (quoted,) = read(STANDARD).quoted({"aid.standard"}, on=date(2026, 1, 1))

    assert quoted["value"] == "720.00"
    assert quoted["counties"] == {"140702": "760.00"}
    assert (quoted["status"], quoted["document"], quoted["from"]) == ("L", "社会救助法", "2025-01-01")
