"""The graph of a policy: lines run from facts by way of named values to the policy, and nothing else is drawn."""

from __future__ import annotations

from tests.engines.policy.small import P, f, words

from minsheng.engines.policy import dsl
from minsheng.engines.policy.graph import graph_of, mermaid
from minsheng.engines.policy.rulebook import Benefit, Policy, Rulebook
from minsheng.engines.policy.text import Text


def policy() -> Policy:
    book = Rulebook("t", words("t"))
    income = book.define("income", Text("收入", 'income "all"'), f("wage_fen") + f("pension_fen"))
    total = book.define("total", Text("合计", "total"), dsl.total(income))
    book.define("unused", Text("未用", "unused"), f("assets_fen") + f("assets_fen"))
    poor = dsl.condition(words("poor"), total < dsl.money("t.standard"))
    ill = dsl.condition(words("ill"), f("is_ill"))
    return book.policy("p", words("p"), subject=P, conditions=[poor, ill], benefit=Benefit.CASH)


def test_a_level_is_above_all_it_rests_on():
    drawn = graph_of(policy())

    assert [[node.key for node in level] for level in drawn.levels()] == [
        ["fact:wage_fen", "fact:pension_fen", "fact:is_ill"],
        ["value:income"],
        ["value:total"],
        ["policy:p"],
    ]


def test_lines_join_what_is_needed_directly():
    assert set(graph_of(policy()).edges) == {
        ("fact:wage_fen", "value:income"),
        ("fact:pension_fen", "value:income"),
        ("value:income", "value:total"),
        ("value:total", "policy:p"),
        ("fact:is_ill", "policy:p"),
    }


def test_mermaid_names_every_box_in_both_languages_and_breaks_no_quotes():
    lines = list(mermaid(graph_of(policy())))

    assert lines[0] == "flowchart LR"
    assert "收入<br>income 'all'" in "\n".join(lines)
    assert sum(" --> " in line for line in lines) == 5
