"""The page of sheets: what bureaus' tables may hold, and every name and wording that is understood."""

from __future__ import annotations

from collections.abc import Iterator

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.kinds import sheet_kinds
from minsheng.kernel.intake.standard_columns import wordings_of
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.card import Column, SheetKind
from reference.markdown import both, code, page, table

INTRODUCTION = """
The kinds of sheet (表格种类) that intake recognises, column by column. How a workbook is read, and what is refused
and why, is in [how to import a workbook](../guides/import-a-workbook.md).

Names are compared without regard to case, width, spaces, punctuation, numbering and what stands in brackets. A
column marked * is required; where the table says *one of*, at least one of them is. Words in the title, the name
of the sheet or of the file tell kinds with the same columns apart.
"""
KINDS = {
    "identity": Text("身份证号（文本）", "identity number, as text"),
    "name": Text("姓名", "name of a person"),
    "text": Text("文字", "text"),
    "date": Text("日期", "day"),
    "money_month": Text("金额，按月", "amount a month"),
    "money_year": Text("金额，按年", "amount a year"),
    "money_sum": Text("金额", "amount"),
    "number": Text("整数", "whole number"),
    "measure": Text("数，舍去小数", "number, its fraction cut off"),
    "coordinate": Text("经纬度", "degrees"),
    "code": Text("选项", "one of a list of wordings"),
    "yes_no": Text("是/否", "yes or no"),
    "division": Text("区划名称或代码", "name or code of a division"),
    "phone": Text("电话", "phone number"),
    "lookup:policy": Text("政策名称", "name of a policy"),
    "lookup:place_kind": Text("设施类别", "kind of place"),
    "lookup:place_stage": Text("建设状态", "stage of a place"),
}


def sheets_page() -> str:
    """Return the page."""
    return page(
        "Sheets 表格",
        INTRODUCTION,
        _overview(),
        *(_sheet(one) for one in sheet_kinds().values()),
        _wordings(),
    )


def _overview() -> list[str]:
    rows = [
        (f"[{one.key}](#{one.key})", both(one.title), "、".join(one.title_words))
        for one in sheet_kinds().values()
    ]
    return table(("key", "表格 sheet", "标题用词 words of the title"), rows)


def _sheet(one: SheetKind) -> Iterator[str]:
    yield f"## {one.key}"
    yield ""
    yield f"**{both(one.title)}**"
    yield ""
    labels = {column.field: column.label for column in one.columns}
    for group in one.needs_one_of:
        yield f"* One of: {'; '.join(both(labels[field]) for field in group)}."
    if one.needs_one_of:
        yield ""
    yield from table(
        ("列 column", "内容 content", "也叫 also called"), [_column(column) for column in one.columns]
    )


def _column(column: Column) -> tuple[str, str, str]:
    label = both(column.label) + ("*" if column.required else "")
    return label, both(KINDS[column.kind]), "、".join(column.names)


def _wordings() -> Iterator[str]:
    yield "## 选项的写法 / Wordings of codes"
    yield ""
    yield "What is written in a column of codes, and the code it becomes. The first wording is the official one."
    yield ""
    used = dict.fromkeys(
        column.field for one in sheet_kinds().values() for column in one.columns if column.kind == "code"
    )
    for fact in used:
        words: dict[int, list[str]] = {}
        for word, number in wordings_of(fact).items():
            words.setdefault(number, []).append(word)
        yield f"**{both(FACTS[fact].label)}** ({code(fact)})"
        yield ""
        yield from (f"* {number}: {'、'.join(words[number])}" for number in sorted(words))
        yield ""
