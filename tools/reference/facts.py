"""The page of facts: what may be known about a person and a household, in which form, and who asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from minsheng.engines.policy.facts import Entity, Fact, Kind
from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.kinds import sheet_kinds
from minsheng.kernel.people.facts import FACTS
from reference.markdown import both, code, codes, page, table
from reference.sources import policies_by_fact

KINDS = {
    Kind.BOOL: Text("是/否", "true or false"),
    Kind.NUMBER: Text("整数", "whole number"),
    Kind.MONEY: Text("金额（分）", "amount in fen"),
    Kind.DATE: Text("日期", "day"),
    Kind.CODE: Text("代码", "code"),
}
# More policies than this are counted in a row of the table, not named.
NAMED_AT_MOST = 6
CLASSES = {
    "S2": Text("个人信息", "personal"),
    "S3": Text("敏感个人信息", "sensitive"),
    "S4": Text("封闭信息", "closed"),
}
INTRODUCTION = """
The vocabulary of facts (事实), declared once in `src/minsheng/kernel/people/facts.py`. Rules, sheets, questions
and files use these names and no others. The columns of the files that `minsheng screen` reads are exactly these; a
fact that is not known is null.

* **Form**: money is an int64 in fen, a day a date, a code one of the small integers listed below the table.
* **Class**: {classes}. Every member of staff whose post reaches a person reads S2. S3 is read by posts for a
  programme whose rules ask for the fact and by posts for all programmes; S4 only by posts for a programme that
  asks for it, and by whoever works on an open case that does.
* **Asked**: whether there is a question to put to a resident; other facts come from registers only.
* **Can change**: whether "what would have to be different" may speak of it; nobody is told to change their sex or
  their age.
* **Sheets**: the bureaus' sheets that fill it, see [sheets](sheets.md).
"""
COLUMNS = (
    "name", "含义 meaning", "形式 form", "级别 class", "询问 asked", "可变 can change", "政策 policies", "表格 sheets",
)  # fmt: skip


def facts_page() -> str:
    """Return the page."""
    classes = ", ".join(f"{key} {both(text)}" for key, text in CLASSES.items())
    return page(
        "Facts 事实",
        INTRODUCTION.format(classes=classes),
        _entity(Entity.PERSON, Text("个人", "Of a person")),
        _keys(Entity.PERSON, ("person_no", "household_no")),
        _entity(Entity.HOUSEHOLD, Text("家庭", "Of a household")),
        _keys(Entity.HOUSEHOLD, ("household_no", "division")),
        _code_lists(),
    )


def _entity(entity: Entity, title: Text) -> Iterator[str]:
    yield f"## {both(title)}"
    yield ""
    yield from table(COLUMNS, [_row(fact) for fact in FACTS.of(entity)])


def _keys(entity: Entity, keys: tuple[str, ...]) -> Iterator[str]:
    noun = "persons" if entity is Entity.PERSON else "households"
    yield f"The file of {noun} also has the keys {codes(keys)}; it is sorted by `household_no`" + (
        ", then by birth." if entity is Entity.PERSON else "."
    )
    yield ""


def _row(fact: Fact) -> tuple[str, ...]:
    return (
        code(fact.name),
        both(fact.label),
        _form(fact),
        fact.sensitivity,
        "是 yes" if fact.ask is not None else "",
        "是 yes" if fact.can_change else "",
        _askers(fact.name),
        codes(_sheets_by_fact().get(fact.name, ())),
    )


def _askers(name: str) -> str:
    asking = policies_by_fact().get(name, [])
    return codes(asking) if len(asking) <= NAMED_AT_MOST else f"{len(asking)}, see [policies](policies.md)"


def _form(fact: Fact) -> str:
    form = both(KINDS[fact.kind])
    return form if fact.within is None else f"{form}, {fact.within[0]}–{fact.within[1]}"


@cache
def _sheets_by_fact() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for sheet in sheet_kinds().values():
        for column in sheet.columns:
            if column.field in set(FACTS):
                found.setdefault(column.field, []).append(sheet.key)
    return found


def _code_lists() -> Iterator[str]:
    yield "## 代码表 / Lists of codes"
    yield ""
    for wordings, names in _facts_by_codes():
        yield f"**{', '.join(names)}**"
        yield ""
        yield from (f"* {number} {both(wording)}" for number, wording in wordings)
        yield ""


def _facts_by_codes() -> Iterator[tuple[list[tuple[int, Text]], list[str]]]:
    """Yield each list of codes once, with the facts that share it."""
    shared: dict[tuple[tuple[int, Text], ...], list[str]] = {}
    for fact in FACTS.values():
        if fact.codes:
            shared.setdefault(tuple(fact.codes.items()), []).append(code(fact.name))
    yield from ((list(wordings), names) for wordings, names in shared.items())
