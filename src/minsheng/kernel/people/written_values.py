"""Values of facts as people write them: 是, 460.50, 2026-11-24, or the wording of a code. Free of Django."""

from __future__ import annotations

from datetime import date

from minsheng.engines.formulas.money import fen_from_yuan_text
from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.policy.facts import Fact, Kind
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.values import FactValue

YES, NO = ("是", "有", "yes"), ("否", "不是", "没有", "no")
EXPECTED = {
    Kind.BOOL: Text("写“是”或“否”", "write yes or no"),
    Kind.NUMBER: Text("写整数", "write a whole number"),
    Kind.MONEY: Text("写成元，如460.50", "write yuan, as in 460.50"),
    Kind.DATE: Text("写成2026-11-24这样的日期", "write a day as 2026-11-24"),
}


class UnreadableValueError(ValueError):
    """What was written is no value of the fact; the text says how to write it."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def value_written(name: str, written: str) -> FactValue:
    """Return the value of a fact that somebody wrote. Raises UnreadableValueError.

    >>> value_written("wage_fen", "1,200")
    120000
    """
    fact = FACTS[name]
    try:
        value = _read(fact, written.strip())
    except (ValueError, KeyError, BadInput):
        value = None
    if value is None or fact.problem_with(value):
        raise UnreadableValueError(_how_to_write(fact))
    return value


def _read(fact: Fact, written: str) -> FactValue | None:
    match fact.kind:
        case Kind.BOOL:
            return True if written.lower() in YES else False if written.lower() in NO else None
        case Kind.MONEY:
            return fen_from_yuan_text(written.removesuffix("元").strip())
        case Kind.DATE:
            return date.fromisoformat(written)
        case Kind.CODE:
            codes = {said.lower(): code for code, text in fact.codes.items() for said in (text.zh, text.en)}
            return codes.get(
                written.lower(), int(written) if written.isascii() and written.isdigit() else None
            )
    return int(written)


def _how_to_write(fact: Fact) -> Text:
    if fact.kind is Kind.CODE:
        zh = "、".join(text.zh for text in fact.codes.values())
        en = ", ".join(text.en for text in fact.codes.values())
        return Text(f"“{fact.label.zh}”请写其中之一：{zh}。", f"{fact.label.en}: write one of {en}.")
    expected = EXPECTED[fact.kind]
    low, high = fact.within or (None, None)
    if fact.kind is Kind.NUMBER and low is not None:
        expected = Text(f"写{low}到{high}的整数", f"write a whole number from {low} to {high}")
    return Text(f"“{fact.label.zh}”请{expected.zh}。", f"{fact.label.en}: {expected.en}.")
