"""How values and expressions of the rules are put into words, Chinese and English side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from minsheng.engines.policy.binding import BoundRules
from minsheng.engines.policy.check import keys_of
from minsheng.engines.policy.dated import DatedValue, Status
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.rulebook import everything_below
from minsheng.engines.policy.terms import (
    BORN_ON,
    AgeBasis,
    Aggregate,
    Condition,
    DateSpan,
    EvaluationDay,
    FactRef,
    HouseholdSize,
    IsKnown,
    MonthIndex,
    OrElse,
    Parameter,
    ParameterBands,
    ParameterTable,
    Share,
    Variable,
)
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import (
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Compare,
    Constant,
    Expression,
    Not,
    OneOf,
)

UNKNOWN = Text("未知", "unknown")
YES, NO = Text("是", "yes"), Text("否", "no")

COMPARISONS: Mapping[str, Text] = {
    "lt": Text("低于", "is below"),
    "le": Text("不超过", "is at most"),
    "gt": Text("高于", "is above"),
    "ge": Text("不低于", "is at least"),
    "eq": Text("等于", "is"),
    "ne": Text("不等于", "is not"),
}
DATE_COMPARISONS: Mapping[str, Text] = {
    "lt": Text("早于", "is before"),
    "le": Text("不晚于", "is not after"),
    "gt": Text("晚于", "is after"),
    "ge": Text("不早于", "is not before"),
    "eq": Text("就是", "is"),
    "ne": Text("不是", "is not"),
}
ARITHMETIC: Mapping[str, Text] = {
    "sub": Text("{0} - {1}", "{0} - {1}"),
    "floordiv": Text("{0} ÷ {1}（舍去余数）", "{0} ÷ {1} (rounded down)"),
    "ceildiv": Text("{0} ÷ {1}（有余数进一）", "{0} ÷ {1} (rounded up)"),
}
_EXTREMES: Mapping[str, Text] = {
    "min": Text("{0}中最小者", "the smallest of {0}"),
    "max": Text("{0}中最大者", "the largest of {0}"),
}
AGGREGATES: Mapping[str, Text] = {
    "total": Text("全家{0}合计", "{0}, all members together"),
    "count": Text("全家“{0}”的人数", "number of members with “{0}”"),
    "any": Text("家中有人“{0}”", "a member with “{0}”"),
    "all": Text("全家人人“{0}”", "every member with “{0}”"),
    "largest": Text("家中最高的{0}", "highest {0} in the family"),
    "smallest": Text("家中最低的{0}", "lowest {0} in the family"),
    "eldest": Text("最年长成员的{0}", "{0} of the eldest member"),
}
_SPANS: Mapping[str, Text] = {
    "years": Text("从{0}到{1}的整年数", "completed years from {0} to {1}"),
    "months": Text("从{0}到{1}的整月数", "completed months from {0} to {1}"),
    "days": Text("从{0}到{1}的天数", "days from {0} to {1}"),
}
_AGES: Mapping[str, Text] = {
    "years": Text("周岁年龄", "age in completed years"),
    "months": Text("月龄（整月）", "age in completed months"),
    "days": Text("出生天数", "age in days"),
}


def fill(template: Text, *parts: Text) -> Text:
    """Fill the numbered places of a template in both languages."""
    return Text(
        template.zh.format(*(part.zh for part in parts)), template.en.format(*(part.en for part in parts))
    )


def joined(parts: list[Text], zh: str, en: str) -> Text:
    """Join texts with a separator for each language."""
    return Text(zh.join(part.zh for part in parts), en.join(part.en for part in parts))


def plain(text: object) -> Text:
    """Return what reads the same in both languages."""
    return Text(str(text), str(text))


def money_text(amount_fen: int) -> Text:
    """Write fen as people read money: 123450 is 1,234.50元, ¥1,234.50."""
    yuan, fen = divmod(abs(amount_fen), 100)
    sign = "-" if amount_fen < 0 else ""
    return Text(f"{sign}{yuan:,}.{fen:02d}元", f"{sign}¥{yuan:,}.{fen:02d}")


def value_text(value: Any, kind: Kind, codes: Mapping[int, Text] | None = None) -> Text:
    """Write a value of a kind; None is unknown, a code is written by its wording."""
    if value is None:
        return UNKNOWN
    if kind is Kind.BOOL:
        return YES if value else NO
    if kind is Kind.MONEY:
        return money_text(value)
    if kind is Kind.DATE:
        return date_text(value)
    return (codes or {}).get(value) or plain(value)


def date_text(day: date) -> Text:
    """Write a day as people read it."""
    return Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


def codes_of(node: Expression) -> Mapping[int, Text]:
    """Return the wording of the codes a node can have, found at the fact it comes from."""
    if isinstance(node, FactRef):
        return node.fact.codes
    below = (node.expression,) if isinstance(node, Variable) else node.children
    return next((codes for child in below if child.kind is Kind.CODE and (codes := codes_of(child))), {})


class Phrases:
    """Names every expression of some rules in a few words, without its value."""

    def __init__(self, rules: BoundRules) -> None:
        self._rules = rules
        self._cautions: dict[Expression, Text | None] = {}

    def of(self, node: Expression) -> Text:
        """Return the words for a node."""
        return _PHRASES[type(node)](self, node)

    def value(self, node: Expression, value: Any) -> Text:
        """Write a value as a value of this node."""
        return value_text(value, node.kind, codes_of(node) if node.kind is Kind.CODE else None)

    def parameter(self, key: str) -> DatedValue:
        """Return a parameter as it stands on the day of the rules."""
        return self._rules.values[key]

    def caution(self, key: str) -> Text | None:
        """Return what must be said beside an amount that the city has not confirmed; None if it has."""
        status = self.parameter(key).status
        return status.wording if status in (Status.LOCAL_DEFAULT, Status.WHAT_IF) else None

    def caution_of(self, node: Expression) -> Text | None:
        """Return the caution that belongs to a value: one read from an unconfirmed parameter, or worked out from such.

        An amount that also rests on a household's own money is no standard and carries no caution itself.
        """
        if node not in self._cautions:
            self._cautions[node] = self._first_caution(node)
        return self._cautions[node]

    def _first_caution(self, node: Expression) -> Text | None:
        own = [self.caution(key) for key in keys_of(node)]
        if not own and node.kind is Kind.MONEY:
            below = list(everything_below(node))
            if not any(isinstance(leaf, FactRef) and leaf.kind is Kind.MONEY for leaf in below):
                own = [self.caution(key) for leaf in below for key in keys_of(leaf)]
        return next((caution for caution in own if caution is not None), None)

    def citation(self, key: str, used: Text) -> Text:
        """Quote a parameter: name, value used, document, article, since when, how sure."""
        quoted = self.parameter(key)
        document = f"{quoted.document} {quoted.article}".strip()
        since, sure = quoted.valid_from.isoformat(), quoted.status.wording
        return Text(
            f"{quoted.label.zh} {used.zh}（{document}，{since}起，{sure.zh}）",
            f"{quoted.label.en} {used.en} ({document}, from {since}, {sure.en})",
        )

    def inner(self, node: Expression) -> Text:
        """Return the words for a node inside a calculation, in brackets if it is one itself."""
        said = self.of(node)
        return Text(f"（{said.zh}）", f"({said.en})") if isinstance(node, Arithmetic) else said


def _fact(_: Phrases, node: FactRef) -> Text:
    return node.fact.label


def _labelled(_: Phrases, node: Variable | Condition) -> Text:
    return node.label


def _constant(phrases: Phrases, node: Constant) -> Text:
    return phrases.value(node, node.value)


def _today(_: Phrases, __: EvaluationDay) -> Text:
    return Text("认定当日", "the day of evaluation")


def _size(_: Phrases, __: HouseholdSize) -> Text:
    return Text("家庭人口数", "number of members")


def _parameter(phrases: Phrases, node: Parameter) -> Text:
    return phrases.parameter(node.key).label


def _looked_up(phrases: Phrases, node: ParameterTable | ParameterBands) -> Text:
    return fill(
        Text("{0}（按{1}）", "{0} (by {1})"), phrases.parameter(node.key).label, phrases.of(node.index)
    )


def _share(phrases: Phrases, node: Share) -> Text:
    ratio = phrases.parameter(node.ratio_key).label
    return fill(Text("{0} × {1}", "{0} × {1}"), phrases.inner(node.amount), ratio)


def terms(node: Expression, operator: str) -> list[Expression]:
    """Return the terms of a chain of one operator, as a + b + c has three."""
    if isinstance(node, Arithmetic) and node.operator == operator:
        return [*terms(node.left, operator), *terms(node.right, operator)]
    return [node]


def _arithmetic(phrases: Phrases, node: Arithmetic) -> Text:
    chain = [phrases.inner(term) for term in terms(node, node.operator)]
    if node.operator in _EXTREMES:
        return fill(_EXTREMES[node.operator], joined(chain, "、", ", "))
    if node.operator in ("add", "mul"):
        sign = " + " if node.operator == "add" else " × "
        return joined(chain, sign, sign)
    return fill(ARITHMETIC[node.operator], phrases.inner(node.left), phrases.inner(node.right))


def _span(phrases: Phrases, node: DateSpan) -> Text:
    if isinstance(node.start, FactRef) and node.start.fact.name == BORN_ON.name:
        if node.basis is AgeBasis.END_OF_MONTH:
            return fill(Text("截至当月末的{0}", "{0} at the end of the month"), _AGES[node.unit])
        return _AGES[node.unit]
    return fill(_SPANS[node.unit], phrases.of(node.start), phrases.of(node.end))


def _month(phrases: Phrases, node: MonthIndex) -> Text:
    return fill(Text("{0}所在月份的序号", "month number of {0}"), phrases.of(node.date))


def _is_known(phrases: Phrases, node: IsKnown) -> Text:
    return fill(Text("“{0}”已知", "“{0}” is known"), phrases.of(node.value))


def _or_else(phrases: Phrases, node: OrElse) -> Text:
    return fill(
        Text("{0}（未知时按{1}）", "{0} (if unknown, {1})"), phrases.of(node.value), phrases.of(node.fallback)
    )


def _aggregate(phrases: Phrases, node: Aggregate) -> Text:
    return fill(AGGREGATES[node.how], phrases.of(node.value))


def compare_words(node: Compare) -> Text:
    """Return the verb of a comparison."""
    return (DATE_COMPARISONS if node.left.kind is Kind.DATE else COMPARISONS)[node.operator]


def _compare(phrases: Phrases, node: Compare) -> Text:
    right = (
        phrases.value(node.left, node.right.value)
        if isinstance(node.right, Constant)
        else phrases.inner(node.right)
    )
    return fill(Text("{0}{1}{2}", "{0} {1} {2}"), phrases.inner(node.left), compare_words(node), right)


def _one_of(phrases: Phrases, node: OneOf) -> Text:
    allowed = [phrases.value(node.value, code) for code in sorted(node.allowed)]
    return fill(Text("{0}属于{1}", "{0} is one of {1}"), phrases.of(node.value), joined(allowed, "、", ", "))


def _not(phrases: Phrases, node: Not) -> Text:
    return fill(Text("并非“{0}”", "not “{0}”"), phrases.of(node.operand))


def _all_of(phrases: Phrases, node: AllOf) -> Text:
    return joined([phrases.of(child) for child in node.operands], "且", " and ")


def _any_of(phrases: Phrases, node: AnyOf) -> Text:
    return joined([phrases.of(child) for child in node.operands], "或", " or ")


def _choose(phrases: Phrases, node: Choose) -> Text:
    return fill(
        Text("{1}（“{0}”时），否则{2}", "{1} (if “{0}”), otherwise {2}"),
        phrases.of(node.condition), phrases.of(node.then), phrases.of(node.otherwise),
    )  # fmt: skip


_PHRASES: dict[type[Expression], Callable[[Phrases, Any], Text]] = {
    FactRef: _fact,
    Variable: _labelled,
    Condition: _labelled,
    Constant: _constant,
    EvaluationDay: _today,
    HouseholdSize: _size,
    Parameter: _parameter,
    ParameterTable: _looked_up,
    ParameterBands: _looked_up,
    Share: _share,
    Arithmetic: _arithmetic,
    DateSpan: _span,
    MonthIndex: _month,
    IsKnown: _is_known,
    OrElse: _or_else,
    Aggregate: _aggregate,
    Compare: _compare,
    OneOf: _one_of,
    Not: _not,
    AllOf: _all_of,
    AnyOf: _any_of,
    Choose: _choose,
}
