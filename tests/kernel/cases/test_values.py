"""Reading what was filled in with a verb."""

from datetime import date

import pytest

from minsheng.engines.policy.text import Text
from minsheng.kernel.cases.problems import FieldsWrongError
from minsheng.kernel.cases.values import cleaned
from minsheng.kernel.registry.card import Field

LABEL = Text("内容", "content")


def field(kind: str, **more: object) -> Field:
    choices = (("good", Text("好", "good")),) if kind == "choice" else ()
    return Field("it", LABEL, kind, choices=choices, **more)


@pytest.mark.parametrize(
    ("kind", "given", "read"),
    [
        ("text", "  甲村  ", "甲村"),
        ("date", "2026-09-01", "2026-09-01"),
        ("date", date(2026, 9, 1), "2026-09-01"),
        ("number", "12", 12),
        ("money", "460.50", 46050),
        ("money", "460元", 46000),
        ("money", 46050, 46050),
        ("money", "0", 0),
        ("yes_no", "on", True),
        ("yes_no", "否", False),
        ("yes_no", False, False),
        ("choice", "good", "good"),
    ],
)
def test_a_value_is_read_by_its_kind(kind, given, read):
    assert cleaned([field(kind)], {"it": given}) == {"it": read}


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("date", "1.9.2026"),
        ("date", "2026-02-30"),
        ("number", "1.5"),
        ("number", "-1"),
        ("number", True),
        ("number", "１２"),
        ("money", "460.505"),
        ("money", "-5"),
        ("money", -1),
        ("yes_no", "maybe"),
        ("choice", "bad"),
        ("text", "长" * 121),
    ],
)
def test_a_value_that_would_have_to_be_guessed_is_refused(kind, given):
    with pytest.raises(FieldsWrongError) as caught:
        cleaned([field(kind)], {"it": given})

    assert "content" in caught.value.fields["it"].en
    assert "内容" in caught.value.fields["it"].zh


def test_a_text_of_the_greatest_length_is_read():
    assert cleaned([field("text")], {"it": "长" * 120}) == {"it": "长" * 120}


def test_an_empty_required_field_is_asked_for_and_an_optional_one_left_out():
    assert cleaned([field("text", required=False)], {"it": " "}) == {}
    with pytest.raises(FieldsWrongError, match="Fill in: content"):
        cleaned([field("text")], {"it": " "})


def test_a_field_that_the_card_does_not_have_is_refused():
    with pytest.raises(FieldsWrongError, match="no field 'stage'"):
        cleaned([], {"stage": "decide"})


def test_all_problems_are_told_at_once():
    fields = [Field("a", LABEL, "date"), Field("b", LABEL, "number")]

    with pytest.raises(FieldsWrongError) as caught:
        cleaned(fields, {"a": "x", "b": "y"})

    assert set(caught.value.fields) == {"a", "b"}
