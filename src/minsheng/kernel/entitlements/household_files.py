"""Reading a household that somebody wrote down as JSON: every fault is named at once, in both languages.

Free of Django. The form is ``{"household": {fact: value}, "persons": [{fact: value}, ...], "county": "140729"}``; a
fact that is absent or null is unknown, money is in fen, days are written like 2026-11-24.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from minsheng.engines.formulas.problems import BadInput, Problem
from minsheng.engines.policy.facts import Entity, Fact, Kind
from minsheng.engines.policy.households import FactValue, HouseholdFacts
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import FACTS

MOST_PERSONS = 200
COUNTY_DIGITS = (6, 12)
PARTS = ("household", "persons", "county", "version")
VERSION = "1"  # of the form of households and answers; see check_schemas

_EXPECTED = {
    Kind.BOOL: Text("true 或 false", "true or false"),
    Kind.NUMBER: Text("整数", "a whole number"),
    Kind.MONEY: Text("以分为单位的整数（1元写100）", "a whole number of fen (1 yuan is 100)"),
    Kind.DATE: Text("日期，如 2026-11-24", "a day, such as 2026-11-24"),
    Kind.CODE: Text("代码", "one of its codes"),
}
_TYPES = {Kind.BOOL: bool, Kind.NUMBER: int, Kind.MONEY: int, Kind.CODE: int}
_DO_SCHEMA = Text(
    "可用 minsheng check --schema 查看全部字段。", "See minsheng check --schema for every field and its form."
)


class HouseholdProblem(BadInput):
    """A household that was written down cannot be read; ``problems`` names every fault with its place."""


def read_household(payload: object) -> HouseholdFacts:
    """Return the facts of a household that was written down. Raises HouseholdProblem."""
    problems: list[Problem] = []
    if not isinstance(payload, Mapping):
        raise HouseholdProblem(
            [_wrong_form("", Text("内容应为一个JSON对象。", "The content must be a JSON object."))]
        )
    problems += [_unknown_name(str(name), str(name), PARTS) for name in payload if name not in PARTS]
    if payload.get("version") not in (None, VERSION):
        problems.append(_other_version(payload.get("version")))
    county = _county(payload.get("county"), problems)
    household = _facts(payload.get("household") or {}, Entity.HOUSEHOLD, "household", problems)
    persons = [
        _facts(person, Entity.PERSON, f"persons.{place}", problems)
        for place, person in enumerate(_persons(payload.get("persons"), problems))
    ]
    if problems:
        raise HouseholdProblem(problems)
    return HouseholdFacts(household, tuple(persons), county)


def _other_version(given: object) -> Problem:
    return _wrong_form(
        "version",
        Text(
            f"这里只认识第{VERSION}版，不认识{given!r}。",
            f"Only version {VERSION!r} is known here, not {given!r}.",
        ),
    )


def _persons(given: object, problems: list[Problem]) -> list[Any]:
    if not isinstance(given, list) or not given:
        problems.append(
            _wrong_form(
                "persons",
                Text("没有家庭成员。", "There are no members."),
                do=Text(
                    "在 persons 里逐人列出，至少一人。", "List every member under persons, at least one."
                ),
            )
        )
        return []
    if len(given) > MOST_PERSONS:
        problems.append(
            _wrong_form(
                "persons", Text(f"成员超过{MOST_PERSONS}人。", f"There are more than {MOST_PERSONS} members.")
            )
        )
        return []
    return given


def _county(given: object, problems: list[Problem]) -> int | None:
    if given is None:
        return None
    text = str(given)
    if text.isascii() and text.isdecimal() and len(text) in COUNTY_DIGITS:
        return int(text[:6])
    problems.append(
        Problem(
            "county", "wrong_value",
            what=Text(f"{text!r} 不是区划代码。", f"{text!r} is not a division code."),
            why=Text("标准按县区不同。", "Standards differ from county to county."),
            do=Text("填6位县级代码或12位区划代码，如 140729。", "Give six or twelve digits, such as 140729."),
        )
    )  # fmt: skip
    return None


def _facts(given: object, entity: Entity, where: str, problems: list[Problem]) -> dict[str, FactValue | None]:
    if not isinstance(given, Mapping):
        problems.append(_wrong_form(where, Text("应为“事实: 值”的对象。", "It must be an object of facts.")))
        return {}
    read: dict[str, FactValue | None] = {}
    known = [fact.name for fact in FACTS.of(entity)]
    for name, value in given.items():
        place = f"{where}.{name}"
        if name not in known:
            problems.append(_unknown_name(place, str(name), known))
        elif value is not None:
            read[name] = _value(FACTS[name], value, place, problems)
    return read


def _value(fact: Fact, value: object, place: str, problems: list[Problem]) -> FactValue | None:
    if fact.kind is Kind.DATE:
        day = _day(value)
        if day is None:
            problems.append(_wrong_value(fact, value, place, _EXPECTED[Kind.DATE]))
        return day
    if type(value) is not _TYPES[fact.kind]:
        problems.append(_wrong_value(fact, value, place, _EXPECTED[fact.kind]))
        return None
    if fact.problem_with(value) is not None:
        problems.append(_wrong_value(fact, value, place, _allowed(fact)))
        return None
    return value  # type: ignore[return-value]


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _allowed(fact: Fact) -> Text:
    if fact.kind is Kind.CODE:
        zh = "、".join(f"{code} {text.zh}" for code, text in fact.codes.items())
        return Text(
            f"以下代码之一：{zh}", "one of " + ", ".join(f"{c} {t.en}" for c, t in fact.codes.items())
        )
    low, high = fact.bounds
    return Text(f"{low}到{high}之间的整数", f"a whole number from {low} to {high}")


def _wrong_value(fact: Fact, value: object, place: str, expected: Text) -> Problem:
    return Problem(
        place, "wrong_value",
        what=Text(f"“{fact.label.zh}”不能是 {value!r}。", f"{fact.label.en} cannot be {value!r}."),
        why=Text(f"应为{expected.zh}。", f"It is {expected.en}."),
        do=Text("请改正；不知道就填 null 或不填。", "Correct it; leave it out or write null if it is not known."),
    )  # fmt: skip


def _unknown_name(place: str, name: str, known: Iterable[str]) -> Problem:
    near = difflib.get_close_matches(name, list(known), n=1)
    return Problem(
        place, "unknown_name",
        what=Text(f"没有叫 {name!r} 的字段。", f"No field is called {name!r}."),
        why=Text("写错的字段会被当成没有填。", "A misspelt field would count as not given."),
        do=Text(f"是否想写 {near[0]}？", f"Did you mean {near[0]}?") if near else _DO_SCHEMA,
    )  # fmt: skip


def _wrong_form(place: str, what: Text, *, do: Text = _DO_SCHEMA) -> Problem:
    why = Text("规则要知道这一户有谁。", "The rules must know who belongs to the household.")
    return Problem(place, "wrong_form", what=what, why=why, do=do)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a household."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "家庭情况 household",
        "type": "object",
        "required": ["persons"],
        "additionalProperties": False,
        "properties": {
            "version": {"const": VERSION},
            "county": {
                "description": "6位或12位区划代码 division code of six or twelve digits",
                "type": ["string", "integer", "null"], "pattern": r"^(\d{6}|\d{12})$",
            },
            "household": _object_schema(Entity.HOUSEHOLD),
            "persons": {
                "type": "array", "minItems": 1, "maxItems": MOST_PERSONS, "items": _object_schema(Entity.PERSON),
            },
        },
    }  # fmt: skip


def _object_schema(entity: Entity) -> dict[str, Any]:
    properties = {fact.name: dict(_fact_schema(fact)) for fact in FACTS.of(entity)}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _fact_schema(fact: Fact) -> Iterator[tuple[str, Any]]:
    yield "title", f"{fact.label.zh} {fact.label.en}"
    if fact.kind is Kind.BOOL:
        yield "type", ["boolean", "null"]
    elif fact.kind is Kind.DATE:
        yield "type", ["string", "null"]
        yield "format", "date"
    elif fact.kind is Kind.CODE:
        yield "enum", [*fact.codes, None]
        yield "description", "; ".join(f"{code} {text.zh} {text.en}" for code, text in fact.codes.items())
    else:
        yield "type", ["integer", "null"]
        yield "minimum", fact.bounds[0]
        yield "maximum", fact.bounds[1]
        if fact.kind is Kind.MONEY:
            yield "description", "分 fen"
