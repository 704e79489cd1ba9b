"""A small vocabulary, parameters and helpers for the tests of the policy engine."""

from __future__ import annotations

from datetime import date

from minsheng.engines.policy import dsl, scalar
from minsheng.engines.policy.evaluation import Evaluation
from minsheng.engines.policy.facts import Entity, Fact, Kind, Vocabulary
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Benefit, Rulebook
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression

ON = date(2026, 11, 24)
P, H = Entity.PERSON, Entity.HOUSEHOLD


def words(name: str) -> Text:
    return Text(f"{name}(中)", name)


GRADES = {grade: words(f"grade {grade}") for grade in (0, 1, 2, 3, 4)}
FACTS = Vocabulary(
    [
        Fact("born_on", P, Kind.DATE, Text("出生日期", "date of birth"), can_change=False, ask=words("born")),
        Fact("since", P, Kind.DATE, Text("起始日期", "since")),
        Fact("is_ill", P, Kind.BOOL, Text("重病", "severely ill"), ask=Text("患重病吗?", "Ill?")),
        Fact("is_local", P, Kind.BOOL, Text("本地户籍", "registered here"), ask=Text("本地户口吗?", "Local?")),
        Fact("grade", P, Kind.CODE, Text("残疾等级", "grade"), GRADES, ask=Text("残疾等级?", "Grade?")),
        Fact("wage_fen", P, Kind.MONEY, Text("月工资", "monthly wage"), ask=Text("工资多少?", "Wage?")),
        Fact("pension_fen", P, Kind.MONEY, Text("月养老金", "monthly pension")),
        Fact("items", P, Kind.NUMBER, Text("项数", "items"), within=(0, 6)),
        Fact("is_urban", H, Kind.BOOL, Text("城镇", "urban"), can_change=False, ask=Text("住在城镇吗?", "Town?")),
        Fact("kind", H, Kind.CODE, Text("户别", "kind"), {1: words("family"), 2: words("dormitory")}),
        Fact("assets_fen", H, Kind.MONEY, Text("金融资产", "assets"), ask=Text("存款多少?", "Savings?")),
        Fact("cars", H, Kind.NUMBER, Text("车辆数", "cars"), within=(0, 100), ask=Text("几辆车?", "Cars?")),
        Fact("moved_on", H, Kind.DATE, Text("迁入日期", "moved in on")),
    ]
)  # fmt: skip

PARAMETERS = ParameterSet.from_texts(
    {
        "t": """
t.standard:
  label: {zh: 低保标准, en: standard}
  unit: yuan/month
  values:
    - {from: 2025-01-01, value: 720, status: L, document: 社会救助法, article: 第十八条, counties: {140702: 760.50}}
t.months:
  label: {zh: 月数, en: months}
  unit: months
  values: [{from: 2020-01-01, value: 24, status: V, document: 文件甲}]
t.old:
  label: {zh: 老年, en: old age}
  unit: years
  values: [{from: 2020-01-01, value: 60, status: V, document: 老年人权益保障法, article: 第二条}]
t.third:
  label: {zh: 比例, en: share}
  unit: ratio
  values: [{from: 2020-01-01, value: 2/3, status: K, document: 文件乙, counties: {140702: 0.125}}]
t.start:
  label: {zh: 开始日, en: start}
  unit: date
  values: [{from: 2020-01-01, value: 2025-01-01, status: V, document: 文件丙}]
t.by_grade:
  label: {zh: 补贴标准, en: allowance}
  unit: yuan/month
  shape: table
  values: [{from: 2020-01-01, value: {1: 100, 2: 80}, status: L, document: 文件丁, counties: {140702: {1: 110, 3: 5}}}]
t.by_age:
  label: {zh: 高龄津贴, en: old-age allowance}
  unit: yuan/month
  shape: bands
  values: [{from: 2020-01-01, value: {80: 50, 90: 100}, status: L, document: 文件戊}]
t.by_money:
  label: {zh: 分档, en: bands}
  unit: count
  shape: bands
  by: yuan
  values: [{from: 2020-01-01, value: {0: 1, 1000: 2}, status: L, document: 文件己}]
t.open:
  label: {zh: 开放, en: open}
  unit: yes_no
  values: [{from: 2020-01-01, value: yes, status: V, document: 文件庚}]
"""
    }
)


def f(name: str) -> Expression:
    return dsl.fact(FACTS[name])


def household(*persons: dict[str, object], county: str = "140729", **facts: object) -> dict[str, object]:
    return {"household": facts, "persons": list(persons) or [{}], "county": county}


def book_of(
    *conditions: Expression, amount: Expression | None = None, subject: Entity = H, key: str = "rule"
) -> Rulebook:
    book = Rulebook("t", words("book"))
    book.policy(
        key,
        words(key),
        subject=subject,
        conditions=[
            dsl.condition(words(f"condition {number}"), test, source=f"第{number}条")
            for number, test in enumerate(conditions, start=1)
        ],
        benefit=Benefit.CASH,
        amount=amount,
    )
    return book


def evaluated(book: Rulebook, facts: dict[str, object], *, on: date = ON) -> Evaluation:
    return scalar.evaluate(facts, book, PARAMETERS, on=on)


def value_of(node: Expression, facts: dict[str, object], *, member: int = 0, on: date = ON) -> object:
    """Return the value of one expression for a household (and its first member)."""
    book = Rulebook("t", words("book"))
    variable = book.define("x", words("x"), node)
    return evaluated(book, facts, on=on).value(variable, member)
