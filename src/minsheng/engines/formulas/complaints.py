"""Turning pydantic's errors into sentences a clerk can act on, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minsheng.engines.formulas.problems import BadInput, Problem
from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_LOOK = Text("请看该计算器的 --schema 和 --example。", "See --schema and --example of this calculator.")
_WHY_TYPE = Text("类型不对，不能猜测其含义。", "Its type is wrong, and we do not guess what was meant.")
_WHY_LIMIT = Text("超出了允许的范围。", "It is outside what is possible or allowed.")

# pydantic's error type -> (our code, what happened, why); {limits} come from pydantic's context.
_KNOWN: dict[str, tuple[str, Text, Text]] = {
    "missing": (
        "missing",
        Text("没有填写这一项。", "This field is missing."),
        Text("缺了它不能计算，也不按零计算。", "Without it nothing is calculated, and missing is not zero."),
    ),
    "extra_forbidden": (
        "unknown_field",
        Text("没有这个字段。", "There is no such field."),
        Text(
            "多半是字段名写错了；忽略它会算错。",
            "It is probably misspelled; to ignore it would give a wrong result.",
        ),
    ),
    "greater_than_equal": ("too_small", Text("不能小于{ge}。", "It must be at least {ge}."), _WHY_LIMIT),
    "greater_than": ("too_small", Text("必须大于{gt}。", "It must be greater than {gt}."), _WHY_LIMIT),
    "less_than_equal": ("too_large", Text("不能大于{le}。", "It must be at most {le}."), _WHY_LIMIT),
    "less_than": ("too_large", Text("必须小于{lt}。", "It must be less than {lt}."), _WHY_LIMIT),
    "too_short": (
        "too_few",
        Text("至少要有{min_length}项。", "It needs at least {min_length} entries."),
        Text("项数不够。", "There are only {actual_length}."),
    ),
    "too_long": (
        "too_many",
        Text("至多只能有{max_length}项。", "It may have at most {max_length} entries."),
        Text("项数太多。", "There are too many."),
    ),
    "string_too_short": ("empty", Text("不能为空。", "It may not be empty."), _WHY_LIMIT),
    "enum": ("choice", Text("只能是{expected}。", "It must be {expected}."), _WHY_LIMIT),
    "literal_error": ("choice", Text("只能是{expected}。", "It must be {expected}."), _WHY_LIMIT),
    "string_too_long": (
        "too_long",
        Text("不能超过{max_length}个字。", "It may have at most {max_length} characters."),
        _WHY_LIMIT,
    ),
    "string_pattern_mismatch": ("pattern", Text("写法不对。", "It is not written as expected."), _WHY_LIMIT),
}

_EXPECTED_BY_PREFIX: tuple[tuple[str, Text], ...] = (
    ("int", Text("应为整数。", "It must be a whole number.")),
    ("float", Text("应为数字。", "It must be a number.")),
    ("finite", Text("应为数字。", "It must be a finite number.")),
    ("bool", Text("应为 true 或 false。", "It must be true or false.")),
    ("string", Text("应为文字。", "It must be a text.")),
    (
        "datetime",
        Text(
            "应为带时区的时刻，例如2026-11-24T09:00:00+08:00。",
            "It must be a moment, 2026-11-24T09:00:00+08:00.",
        ),
    ),
    ("date", Text("应为真实存在的日期，写作2026-11-24。", "It must be a real day, written 2026-11-24.")),
    ("timezone", Text("时刻要带时区，例如+08:00。", "The moment needs its time zone, such as +08:00.")),
    ("tuple", Text("应为列表。", "It must be a list.")),
    ("list", Text("应为列表。", "It must be a list.")),
    ("frozen_set", Text("应为列表。", "It must be a list.")),
    ("set", Text("应为列表。", "It must be a list.")),
    ("dict", Text("应为对象。", "It must be an object.")),
    ("model", Text("应为对象。", "It must be an object.")),
)


def bad_input_from(error: ValidationError) -> BadInput:
    """Return all of pydantic's complaints about one input as our problems."""
    details = error.errors(include_url=False)
    return BadInput(_problem(detail) for detail in details if not _only_echoes_another(detail, details))


def _only_echoes_another(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Tell whether a list is called too short only because its bad entries were set aside."""
    place = detail["loc"]
    return detail["type"] == "too_short" and any(
        other["loc"][: len(place)] == place and len(other["loc"]) > len(place) for other in details
    )


def _problem(detail: ErrorDetails) -> Problem:
    field = ".".join(str(part) for part in detail["loc"] if part != "[key]")
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in _KNOWN:
        code, what, why = _KNOWN[kind]
        return Problem(field, code, _filled(what, context), _filled(why, context), _LOOK)
    if kind == "value_error":
        return _own_rule(field, context)
    for prefix, expected in _EXPECTED_BY_PREFIX:
        if kind.startswith(prefix):
            return Problem(field, "type", expected, _WHY_TYPE, _LOOK)
    return Problem(field, kind, Text("这一项不对。", f"{detail['msg']}."), _WHY_TYPE, _LOOK)


def _own_rule(field: str, context: dict[str, Any]) -> Problem:
    """Return the problem of a validator of ours: a BadInput says everything itself."""
    cause = context.get("error")
    if isinstance(cause, BadInput):
        return cause.problems[0].below(field)
    what = Text('应为数字或分数，例如0.5、"2/3"。', 'It must be a number or a fraction such as 0.5 or "2/3".')
    return Problem(field, "type", what, _WHY_TYPE, _LOOK)


def _filled(text: Text, context: dict[str, Any]) -> Text:
    expected = str(context.get("expected", "")).replace("'", "")
    words = {**context, "expected": expected}
    in_chinese = {**words, "expected": expected.replace(" or ", "或").replace(", ", "、")}
    return Text(text.zh.format(**in_chinese), text.en.format(**words))
