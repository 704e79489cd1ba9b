"""The page of parameters: every number of the city with unit, period, source, and how sure we are of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from minsheng.engines.policy.dated import UNIT_KINDS, DatedValue, Shape, Status
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.rulebook import everything_below, roots
from minsheng.engines.policy.terms import ParameterTable
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.wording import codes_of
from minsheng.kernel.registry.loading import policies, programmes
from reference.markdown import both, code, codes, page, table
from reference.sources import city, parameters, policies_by_parameter

INTRODUCTION = """
Every number (参数) that rules, clocks and calculations of {city} rest on, from `cities/{key}/parameters`. Another
city has a pack of its own; see [how to add a city](../guides/add-a-city.md).

The status says how sure we are, and stands beside every amount that people see:

{statuses}

A value with no last day holds until another begins. Counties are named where they have a value of their own.
"""
COLUMNS = (
    "key", "名称 label", "值 value", "单位 unit", "自 from", "至 to", "状态 status", "文件 document", "条款 article",
    "政策 policies",
)  # fmt: skip
UNITS = {
    "yuan": Text("元", "yuan"),
    "yuan/month": Text("元/月", "yuan a month"),
    "yuan/year": Text("元/年", "yuan a year"),
    "yuan/day": Text("元/日", "yuan a day"),
    "months": Text("个月", "months"),
    "years": Text("年、周岁", "years"),
    "days": Text("日", "days"),
    "working_days": Text("个工作日", "working days"),
    "hours": Text("小时", "hours"),
    "people": Text("人", "people"),
    "times": Text("次", "times"),
    "square_metres": Text("平方米", "square metres"),
    "count": Text("个", "count"),
    "percent_points": Text("个百分点", "percentage points"),
    "ratio": Text("比例", "ratio"),
    "date": Text("日期", "day"),
    "yes_no": Text("是/否", "yes or no"),
}


def parameters_page() -> str:
    """Return the page."""
    files: dict[str, list[str]] = {}
    for key in parameters():
        files.setdefault(key.partition(".")[0], []).append(key)
    introduction = INTRODUCTION.format(city=both(city().name), key=city().key, statuses=_statuses())
    return page(
        "Parameters 参数",
        introduction,
        *(_file(name, keys) for name, keys in sorted(files.items())),
        _unconfirmed(),
    )


def _latest() -> Iterator[DatedValue]:
    return (parameters().history(key)[-1] for key in parameters())


def _statuses() -> str:
    counted = Counter(period.status for period in _latest())
    rows = [
        (f"**{status}**", both(status.wording), counted[status])
        for status in (Status.VERIFIED, Status.KNOWN, Status.LOCAL_DEFAULT)
    ]
    return "\n".join(table(("状态 status", "含义 meaning", "数目 parameters"), rows)).strip()


def _file(name: str, keys: list[str]) -> Iterator[str]:
    cards = programmes()
    title = both(cards[name].title) if name in cards else name.replace("_", " ").capitalize()
    yield f"## {title}"
    yield ""
    yield f"`cities/{city().key}/parameters/{name}.yaml`"
    yield ""
    yield from table(COLUMNS, [_row(period) for key in keys for period in parameters().history(key)])


def _row(period: DatedValue) -> tuple[str, ...]:
    return (
        code(period.key),
        both(period.label),
        _value(period),
        both(UNITS[period.unit]),
        period.valid_from.isoformat(),
        "" if period.valid_to is None else period.valid_to.isoformat(),
        f"**{period.status}** {both(period.status.wording)}",
        period.document,
        period.article,
        codes(policies_by_parameter().get(period.key, ())),
    )


def _value(period: DatedValue) -> str:
    said = period.as_dict()
    parts = [] if said["value"] is None else [_written(said["value"], period)]
    names = {one.code[:6]: one.name for one in city().counties}
    for county, value in cast("Mapping[str, object]", said["counties"]).items():
        parts.append(f"{names.get(county, county)}: {_written(value, period)}")
    return "; ".join(parts)


def _written(value: object, period: DatedValue) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{_entry(str(index), period)}: {_plain(entry)}" for index, entry in value.items())
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "是 yes" if value else "否 no"
    return str(value)


def _entry(index: str, period: DatedValue) -> str:
    if period.shape is Shape.BANDS:
        floor = int(index) / 100 if UNIT_KINDS[period.by] is Kind.MONEY else int(index)
        return f"≥ {floor:g}"
    wording = _wordings().get(period.key, {}).get(int(index))
    return index if wording is None else f"{index} {wording.zh}"


@cache
def _wordings() -> dict[str, Mapping[int, Text]]:
    """Return, by key of a table, what its codes mean: the codes of the fact by which a rule looks it up."""
    found: dict[str, Mapping[int, Text]] = {}
    for policy in policies().values():
        for root in roots(policy):
            for node in everything_below(root):
                if isinstance(node, ParameterTable) and node.index.kind is Kind.CODE:
                    found[node.key] = codes_of(node.index)
    return found


def _unconfirmed() -> Iterator[str]:
    waiting = [period for period in _latest() if period.status is Status.LOCAL_DEFAULT]
    yield f"## {both(Status.LOCAL_DEFAULT.wording)}"
    yield ""
    yield f"The city has still to confirm these {len(waiting)}:"
    yield ""
    yield from (f"* {code(period.key)} {both(period.label)}" for period in waiting)
    yield ""
