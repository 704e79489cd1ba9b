"""The JSON Schemas of ``minsheng check``: what goes in, and what comes out. Written from the facts and the rules.

``VERSION`` stands in both. What it promises: fields keep their names and meaning, and none is taken away; fields,
facts, policies and words of a list may be added. A change that breaks this has the next version.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from minsheng.engines.policy.dated import UNIT_KINDS, Shape, Status
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.reasons import Says
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.kernel.entitlements.household_files import VERSION, schema
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import policies

DRAFT = "https://json-schema.org/draft/2020-12/schema"

household_schema = schema


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what ``minsheng check --json`` and ``POST /api/v1/check`` answer."""
    return {
        "$schema": DRAFT,
        "title": "核对结果 answer",
        **_object(
            version={"const": VERSION},
            on=_day(),
            results=_list("result"),
            questions=_list("question"),
        ),
        "$defs": {
            "text": _object(zh={"type": "string", "minLength": 1}, en={"type": "string", "minLength": 1}),
            "member": {
                "description": "第几位成员，从0数起；空为全户 position of the member, from 0; null for the household",
                "type": ["integer", "null"],
                "minimum": 0,
            },
            "result": _result(),
            "reason": _reason(),
            "missing": _object(name=_fact(), member=_ref("member"), label=_ref("text"), ask=_or_null(_ref("text"))),
            "nearest": _object(
                fact=_fact(), member=_ref("member"), **{"from": {}}, to={}, size={"type": ["integer", "null"]},
                sentence=_ref("text"),
            ),
            "parameter": _parameter(),
            "question": _object(
                fact=_fact(), member=_ref("member"), text=_ref("text"), kind={"enum": [str(kind) for kind in Kind]},
                codes={"type": "object", "additionalProperties": _ref("text")},
                policies={"type": "array", "items": _policy()},
            ),
        },
    }  # fmt: skip


def _result() -> dict[str, Any]:
    return _object(
        policy=_policy(),
        title=_ref("text"),
        member=_ref("member"),
        status={"enum": [answer.key for answer in Eligibility]},
        amount_fen={
            "description": "分；空为未知或不发钱 fen; null while unknown",
            "type": ["integer", "null"],
        },
        per={"enum": [str(period) for period in Per]},
        benefit={"enum": [str(benefit) for benefit in Benefit]},
        answer=_ref("text"),
        reasons=_list("reason"),
        missing=_list("missing"),
        nearest=_or_null(_ref("nearest")),
        parameters=_list("parameter"),
        sources={"type": "array", "items": {"type": "string"}},
        window=_or_null(_ref("text")),
        papers=_list("text"),
    )


def _reason() -> dict[str, Any]:
    reason = _object(
        says={"enum": [str(says) for says in Says]}, sentence=_ref("text"), parts=_list("reason")
    )
    reason["properties"] |= {
        "holds": {"description": "空为未知 null is unknown", "type": ["boolean", "null"]},
        "source": {"type": "string"},
        "missing": {"type": "array", "items": _object(name=_fact(), member=_ref("member"))},
    }
    return reason


def _parameter() -> dict[str, Any]:
    return _object(
        key={"type": "string", "pattern": r"^[a-z_]+\.[a-z_0-9]+$"},
        label=_ref("text"),
        unit={"enum": [*UNIT_KINDS]},
        shape={"enum": [str(shape) for shape in Shape]},
        value={},
        counties={"type": "object"},
        status={
            "description": "; ".join(
                f"{status} {status.wording.zh} {status.wording.en}" for status in Status
            ),
            "enum": [str(status) for status in Status],
        },
        document={"type": "string", "minLength": 1},
        article={"type": "string"},
        **{"from": _day()},
        to=_or_null(_day()),
    )


def _object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an object all of whose fields are there; more may be added within a version."""
    return {"type": "object", "required": [*properties], "properties": dict(properties)}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(name)}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _or_null(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [one, {"type": "null"}]}


def _day() -> dict[str, Any]:
    return {"type": "string", "format": "date"}


def _fact() -> dict[str, Any]:
    return {"enum": [*FACTS]}


def _policy() -> dict[str, Any]:
    return {"enum": [*policies()]}
