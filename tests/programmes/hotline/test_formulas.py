"""The last metre: worked examples E11-2, E11-5 and E11-6, and both sides of every threshold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.formulas.registry import calculators
from minsheng.programmes.hotline.formulas import masked_account


def run(name, **changes):
    calculator = calculators()[name]
    return calculator.run({**calculator.example, **changes})


def test_e11_2_386_of_412_were_right():
    found = run("search-precision")

    assert found["precision_percent"] == 93.69
    assert (found["closed"], found["open"]) == (412, 0)


def test_people_without_an_outcome_do_not_count():
    found = run("search-precision", found=500)

    assert found["precision_percent"] == 93.69
    assert found["open"] == 88


def test_nobody_has_two_outcomes():
    with pytest.raises(BadInput, match="412 outcomes for 411 people"):
        run("search-precision", found=411)


def test_without_closed_cases_there_is_no_precision():
    assert run("search-precision", approved=0, dead=0, moved=0)["precision_percent"] is None


@pytest.mark.parametrize(
    ("kind", "text", "masked"),
    [
        ("identity_number", "140702193608240017", "140*************17"),
        ("name", "张三", "张*"),
        ("name", "王小明", "王*明"),
        ("phone", "13812340123", "138****0123"),
        ("account", "6222020402001234567", "***************4567"),
        ("account", "4567", "****"),
        ("name", "", "*"),
    ],
)
def test_e11_5_masks(kind, text, masked):
    assert run("mask", kind=kind, text=text) == {"masked": masked}


@given(account=st.text("0123456789", max_size=30))
def test_an_account_keeps_its_length_and_shows_four_at_most(account):
    masked = masked_account(account)

    assert len(masked) == len(account)
    assert len(masked.replace("*", "")) in {0, 4}


def test_e11_6_an_export_of_1200_rows_needs_a_second_person():
    assert run("export-check")["broken"] == ["second_approver_missing"]
    assert run("export-check", approved_by="县经办员")["broken"] == ["same_person"]
    assert run("export-check", approved_by="县数据官")["is_allowed"]


@pytest.mark.parametrize(("rows", "is_allowed"), [(500, True), (501, False)])
def test_a_second_person_is_needed_above_the_limit(rows, is_allowed):
    assert run("export-check", rows=rows)["is_allowed"] is is_allowed


def test_an_export_needs_a_purpose():
    assert run("export-check", rows=1, purpose="  ")["broken"] == ["purpose_missing"]


def test_who_was_not_asked_is_in_no_denominator():
    found = run("hotline-rates")

    assert found == {"answered_percent": 97.0, "solved_percent": 86.67, "satisfied_percent": 92.19}
    assert run("hotline-rates", rated=0, satisfied=0)["satisfied_percent"] is None


@pytest.mark.parametrize("name", ["answered_in_time", "called_back", "solved", "rated", "satisfied"])
def test_a_part_is_not_more_than_its_whole(name):
    with pytest.raises(BadInput) as refusal:
        run("hotline-rates", **{name: 1201})
    assert refusal.value.problems[0].code == "too_large"
