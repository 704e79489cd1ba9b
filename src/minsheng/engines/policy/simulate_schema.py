"""The JSON Schema of a reform file, for editors and programs; ``simulate_reform`` checks more than it can say."""

from __future__ import annotations

from typing import Any

from minsheng.engines.policy.dated import UNIT_KINDS
from minsheng.engines.policy.simulate_conditions import COMPARISONS, JUNCTIONS, OVER_MEMBERS, TERMS

_CONDITION = {"$ref": "#/$defs/condition"}
_TEXT = {"$ref": "#/$defs/text"}
_VALUE: dict[str, Any] = {
    "description": "One value, or a table by code or floor. Money in yuan with at most two decimals, ratios as '2/3'.",
    "type": ["string", "integer", "number", "boolean", "object"],
}
_DAY = {"type": "string", "format": "date"}
_TERM_NAMES: dict[str, Any] = {name: {"type": "string"} for name in TERMS if name != "count_members"}
_TERM_FIELDS: dict[str, Any] = {**_TERM_NAMES, "count_members": _CONDITION}


def _object(fields: dict[str, Any], *needed: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "object", "properties": fields, "required": list(needed), "additionalProperties": False, **more,
    }  # fmt: skip


_OPERAND = {
    "oneOf": [
        {"type": ["integer", "boolean"]},
        _object(_TERM_FIELDS, minProperties=1, maxProperties=1),
    ]
}
_TESTED = _object({"label": _TEXT, "test": _CONDITION, "source": {"type": "string"}}, "test")

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A reform: changed parameters, truths and conditions",
    **_object(
        {
            "reform": _object({"title": _TEXT, "note": _TEXT, "from": _DAY}, "title"),
            "parameters": {
                "type": "object",
                "additionalProperties": {
                    "anyOf": [
                        _object(
                            {"value": _VALUE, "counties": {"$ref": "#/$defs/counties"}, "from": _DAY},
                            minProperties=1,
                        ),
                        _VALUE,
                    ]
                },
            },
            "new_parameters": {
                "type": "object",
                "propertyNames": {"pattern": "^reform\\.[A-Za-z_][A-Za-z0-9_]*$"},
                "additionalProperties": _object(
                    {
                        "label": _TEXT, "unit": {"enum": list(UNIT_KINDS)},
                        "shape": {"enum": ["scalar", "table", "bands"]}, "by": {"enum": list(UNIT_KINDS)},
                        "note": {"type": "string"}, "values": {"type": "array", "minItems": 1},
                    },
                    "label", "unit", "values",
                ),
            },
            "variables": {"type": "object", "additionalProperties": _CONDITION},
            "policies": {
                "type": "object",
                "additionalProperties": _object(
                    {
                        "replace": {"type": "object", "additionalProperties": _TESTED},
                        "drop": {"type": "array", "items": {"type": ["integer", "string"]}},
                        "add": {"type": "array", "items": _TESTED | {"required": ["label", "test"]}},
                    },
                    minProperties=1,
                ),
            },
        },
        "reform",
    ),
    "$defs": {
        "text": _object({"zh": {"type": "string"}, "en": {"type": "string"}}, "zh", "en"),
        "counties": {
            "type": "object",
            "propertyNames": {"pattern": "^[0-9]{6}$"},
            "additionalProperties": _VALUE,
        },
        "condition": {
            "oneOf": [
                *(
                    _object({word: {"type": "array", "items": _CONDITION, "minItems": 1}}, word)
                    for word in JUNCTIONS
                ),
                *(_object({word: _CONDITION}, word) for word in ("not", *OVER_MEMBERS)),
                *(
                    _object(
                        {
                            name: _TERM_FIELDS[name],
                            "one_of": {"type": "array", "items": {"type": "integer"}},
                            **dict.fromkeys(COMPARISONS, _OPERAND),
                        },
                        name,
                        maxProperties=2,
                    )
                    for name in TERMS
                ),
            ]
        },
    },
}  # fmt: skip
