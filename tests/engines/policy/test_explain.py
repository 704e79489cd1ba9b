"""What people read about a result: values, thresholds, sources, and what is missing."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.engines.policy.random_rules import random_book, random_register, seeded
from tests.engines.policy.small import H, P, book_of, evaluated, f, household

from minsheng.engines.policy import dsl
from minsheng.engines.policy.explain import Explanation, explain
from minsheng.engines.policy.results import MissingFact
from minsheng.engines.policy.rulebook import Benefit
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression
from minsheng.engines.policy.wording import money_text


def explained(*tests: Expression, facts: dict[str, object], amount: Expression | None = None) -> Explanation:
    return explain(evaluated(book_of(*tests, amount=amount, subject=P), facts), "rule", 0)


def test_money_is_written_as_people_read_it():
    assert money_text(123450) == Text("1,234.50元", "¥1,234.50")
    assert money_text(-5) == Text("-0.05元", "-¥0.05")


def test_a_failed_comparison_says_value_threshold_gap_and_caution():
    told = explained(f("wage_fen") < dsl.money("t.standard"), facts=household({"wage_fen": 75700}))

    assert told.as_text("zh-hans").splitlines()[:3] == [
        "rule(中)（第1位家庭成员）：不符合",
        "  ✗ condition 1(中)：不成立 [第1条]",
        "    ✗ 月工资 757.00元 低于 低保标准 720.00元（未经核实的默认值）：不成立（高出37.00元）",
    ]
    assert (
        "¥757.00 is below standard ¥720.00 (unconfirmed default): does not hold (¥37.00 over)"
        in told.as_text("en")
    )


def test_exactly_on_the_line_is_said():
    told = explained(f("wage_fen") < dsl.money("t.standard"), facts=household({"wage_fen": 72000}))

    assert "不成立（正好相等）" in told.as_text("zh")


def test_a_quoted_parameter_names_document_article_day_and_status():
    told = explained(
        dsl.age_in_years(f("born_on")) >= dsl.number("t.old"), facts=household({"born_on": date(1950, 1, 1)})
    )

    assert "老年 60（老年人权益保障法 第二条，2020-01-01起，已核实）" in [
        quoted.zh for quoted in told.parameters
    ]
    assert "old age 60 (老年人权益保障法 第二条, from 2020-01-01, verified)" in told.as_text("en")


def test_what_is_missing_is_named_with_the_member():
    told = explained(f("is_ill"), f("wage_fen") < dsl.money("t.standard"), facts=household({"is_ill": True}))

    assert told.answer.zh.endswith("信息不足，还缺：第1位家庭成员的月工资")
    assert told.answer.en.endswith("not known yet, still missing: monthly wage of member 1")


def test_members_may_be_called_by_name():
    evaluation = evaluated(book_of(f("is_ill"), subject=P), household({}))

    told = explain(evaluation, "rule", 0, names=["王某"])

    assert told.answer.zh == "rule(中)（王某）：信息不足，还缺：王某的重病"


def test_the_amount_is_worked_out_and_carries_its_caution():
    told = explained(
        f("is_ill"),
        facts=household({"is_ill": True, "wage_fen": 20000}),
        amount=dsl.money("t.standard") - f("wage_fen"),
    )

    assert told.answer.zh == "rule(中)（第1位家庭成员）：符合，每月520.00元（含未经核实的默认值）"
    assert told.amount is not None
    assert told.amount.sentence.zh == "低保标准 - 月工资 = 520.00元"


def test_an_open_amount_is_said_to_be_open():
    told = explained(f("is_ill"), facts=household({"is_ill": True}), amount=f("wage_fen"))

    assert (
        told.answer.en
        == "rule (member 1): eligible, amount still open, still missing: monthly wage of member 1"
    )


def test_the_short_form_keeps_only_what_decided():
    test = dsl.all_of(f("is_local"), dsl.any_of(f("is_ill"), f("wage_fen") < dsl.money("t.standard")))
    told = explained(
        f("is_local"), test, facts=household({"is_local": True, "is_ill": False, "wage_fen": 90000})
    )

    short = told.short().as_text("en").splitlines()

    assert short[1:] == [
        "  ✗ condition 2: does not hold [第2条]",
        "    ✗ severely ill = no",
        "    ✗ monthly wage ¥900.00 is below standard ¥720.00 (unconfirmed default): does not hold (¥180.00 over)",
    ]


def test_the_short_form_follows_a_negation():
    told = explained(~(f("is_local") & f("is_ill")), facts=household({"is_local": True, "is_ill": True}))

    assert told.short().as_text("en").splitlines()[2:] == [
        "    ✓ registered here = yes",
        "    ✓ severely ill = yes",
    ]


def test_codes_and_days_are_put_into_words():
    tests = dsl.one_of(f("grade"), [1, 2]), f("grade") == 3, dsl.today() >= dsl.day("t.start")
    text = explained(*tests, facts=household({"grade": 4})).as_text("zh")

    assert "残疾等级 grade 4(中) 属于 grade 1(中)、grade 2(中)：不成立" in text
    assert "残疾等级 grade 4(中) 等于 grade 3(中)：不成立" in text
    assert "认定当日 2026年11月24日 不早于 开始日 2025年1月1日：成立" in text


def test_a_named_value_is_worked_out_once():
    book = book_of(f("is_urban"))
    income = book.define("income", Text("家庭收入", "income"), dsl.total(f("wage_fen")))
    book.policy(
        "twice", Text("甲", "A"), subject=H, benefit=Benefit.CASH,
        conditions=[dsl.condition(Text("乙", "B"), (income < dsl.money("t.standard")) & (income > 0))],
    )  # fmt: skip

    text = explain(evaluated(book, household({"wage_fen": 5}, {"wage_fen": 6})), "twice").as_text("en")

    assert text.count("income = ¥0.11") == 2
    assert text.count("monthly wage, all members together = ¥0.11") == 1
    assert "member 2: monthly wage = ¥0.06" in text


def test_a_large_household_is_not_listed_to_the_last_member():
    test = dsl.total(f("wage_fen")) > 0
    facts = household(*[{"wage_fen": 1}] * 50)

    text = explain(evaluated(book_of(test), facts), "rule").as_text("en")

    assert "member 20: monthly wage" in text
    assert "member 21: monthly wage" not in text
    assert "30 more members not listed" in text


@pytest.mark.parametrize("seed", range(12))
def test_every_rule_can_be_explained_in_both_languages_and_as_json(seed):
    random = seeded(seed)
    book, register = random_book(random, depth=3), random_register(random, households=3)

    for row in range(register.household_count):
        evaluation = evaluated(book, register.household(row))
        for result in evaluation.results:
            told = explain(evaluation, result.policy.key, result.member)
            written = json.loads(json.dumps(told.as_dict(), ensure_ascii=False))
            assert written["status"] == result.status
            assert [condition["holds"] for condition in written["conditions"]] == [
                condition.holds for condition in result.conditions
            ]
            assert told.as_text("zh-hans").count("\n") == told.as_text("en").count("\n")
            assert told.short().as_text("zh-hans")


def test_facts_are_listed_with_who_says_so_when_that_is_known():
    facts = household({"wage_fen": 72000}, {"wage_fen": 500})
    evaluation = evaluated(book_of(dsl.total(f("wage_fen")) < dsl.money("t.standard"), subject=H), facts)
    origins = {MissingFact("wage_fen", 1): Text("县人社局，2026-11-01", "the employment bureau, 2026-11-01")}

    told = explain(evaluation, "rule", origins=origins)

    assert told.as_dict()["facts"] == [
        {"zh": "第1位家庭成员的月工资 = 720.00元", "en": "monthly wage of member 1 = ¥720.00"},
        {
            "zh": "第2位家庭成员的月工资 = 5.00元（来源：县人社局，2026-11-01）",
            "en": "monthly wage of member 2 = ¥5.00 (source: the employment bureau, 2026-11-01)",
        },
    ]
    assert "用到的情况" in told.as_text("zh-hans")
    assert "用到的情况" not in told.short().as_text("zh-hans")


def test_an_explanation_without_origins_lists_no_facts():
    told = explained(f("wage_fen") < dsl.money("t.standard"), facts=household({"wage_fen": 1}))

    assert told.facts == ()


def test_of_a_policy_about_one_member_others_are_listed_only_where_the_household_counts():
    own, shared = f("wage_fen") < dsl.money("t.standard"), dsl.total(f("wage_fen")) < dsl.money("t.standard")
    facts = household({"wage_fen": 1}, {"wage_fen": 2})

    alone = explain(evaluated(book_of(own, subject=P), facts), "rule", 0, origins={})
    together = explain(evaluated(book_of(shared, subject=P), facts), "rule", 0, origins={})

    assert len(alone.facts) == 1
    assert len(together.facts) == 2
