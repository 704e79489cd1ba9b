"""What a rule author is told: the file, the line, the rule, what is wrong, and what to write instead."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path

import pytest
from tests.engines.policy.small import FACTS, ON, PARAMETERS

from minsheng.engines.policy import check
from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.tree import RuleError

HEAD = """\
from tests.engines.policy.small import f, words
from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity, Fact, Kind
from minsheng.engines.policy.rulebook import Benefit, Rulebook

BOOK = Rulebook("t", words("t"))
"""
AFTER_HEAD = HEAD.count("\n")


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a file of rules below the usual head and run it; return its book."""
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> Rulebook:
        path = Path(tmp_path / "policies.py")
        path.write_text(HEAD + text, encoding="utf-8")
        return runpy.run_path(str(path))["BOOK"]

    return write


@pytest.mark.parametrize(
    ("text", "line", "rule", "sentence"),
    [
        (
            'BOOK.define(\n    "head",\n    words("a head"),\n    f("wage_fen") // f("items"),\n)\n',
            4, "head", "The divisor may be zero or negative. Wrap it in at_least(divisor, 1).",
        ),
        (
            'is_poor = f("wage_fen") < dsl.number("t.old")\n',
            1, "is_poor", "A value of kind money is compared with one of kind number: the units differ.",
        ),
        (
            'def limit():\n    return f("wage_fen") + f("items")\n\nlimit()\n',
            2, "limit", "add of money and number: the units differ.",
        ),
        (
            'BOOK.define("income", words("i"), f("wage_fen"))\n\nx = BOOK.variable("incom") > dsl.nothing()\n',
            3, "x", "Rulebook 't' has no variable 'incom'. Did you mean 'income'?",
        ),
        ('f("wage_fen") < 720\n', 1, "", "The bare number 720 stands beside money. Amounts belong in a parameter."),
    ],
)  # fmt: skip
def test_what_cannot_mean_anything_is_told_at_its_line(write, text, line, rule, sentence):
    with pytest.raises(RuleError) as told:
        write(text)

    named = f", {rule!r}" if rule else ""
    assert str(told.value) == f"policies.py:{AFTER_HEAD + line}{named}: {sentence}"


def told_about(book: Rulebook, on: date = ON) -> list[str]:
    return check.problems([book], PARAMETERS, on=on, vocabulary=FACTS)


def test_an_unknown_fact_is_told_with_the_nearest_one(write):
    book = write(
        'own = Fact("wages_fen", Entity.PERSON, Kind.MONEY, words("w"))\nBOOK.define("w", words("w"), dsl.fact(own))\n'
    )

    assert told_about(book) == [
        f"policies.py:{AFTER_HEAD + 2}, rulebook 't', variable 'w': No fact of the vocabulary is called 'wages_fen'. "
        "Did you mean wage_fen?"
    ]


def test_a_number_without_a_value_on_the_day_is_told_with_its_periods(write):
    book = write('BOOK.define("limit", words("l"), dsl.money("t.standard"))\n')

    assert told_about(book, on=date(2024, 12, 31)) == [
        f"policies.py:{AFTER_HEAD + 1}, rulebook 't', variable 'limit': t.standard has no value on 2024-12-31; its "
        "periods are 2025-01-01 to today. Add a period that covers the day."
    ]


def test_a_named_value_that_rests_on_itself_is_told_with_the_way_round(write):
    book = write(
        'first = BOOK.define("first", words("1"), f("wage_fen") + f("wage_fen"))\n'
        'second = BOOK.define("second", words("2"), first + first)\n'
        'object.__setattr__(first, "expression", second + second)\n'
    )

    assert told_about(book) == [
        f"policies.py:{AFTER_HEAD + 1}, rulebook 't', variable 'first': it rests on itself, first -> second -> first. "
        "Write one of them from facts alone, or split it in two.",
    ]


def test_what_is_found_while_evaluating_names_no_line_of_the_caller():
    assert str(RuleError("Two books do not fit.")) == "Two books do not fit."
