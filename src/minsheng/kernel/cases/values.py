"""Reading what was filled in with a verb: typed by the fields on the card, strict, all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from minsheng.engines.formulas.money import fen_from_yuan_text
from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.policy.text import Text
from minsheng.kernel.cases.problems import FieldsWrongError
from minsheng.kernel.registry.card import Field

LONGEST = {"text": 120, "long_text": 2000, "colleague": 150, "choice": 60}
YES, NO = ("yes", "true", "on", "1", "是"), ("no", "false", "off", "0", "否")


class _UnreadableError(ValueError):
    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def cleaned(fields: Iterable[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values by field in plain JSON types: dates as ISO text, money in fen. Raises FieldsWrongError.

    Money given as a whole number is fen; given as text it is yuan, as people write it.
    """
    known = {field.name: field for field in fields}
    problems = {
        name: Text(f"没有“{name}”这一项。", f"There is no field {name!r}.")
        for name in values
        if name not in known
    }
    read: dict[str, Any] = {}
    for name, field in known.items():
        given = values.get(name)
        if given is None or (isinstance(given, str) and not given.strip()):
            if field.required:
                problems[name] = Text(f"请填写“{field.label.zh}”。", f"Fill in: {field.label.en}.")
            continue
        try:
            read[name] = _must_hold(field, _READERS[field.kind](field, given))
        except _UnreadableError as problem:
            problems[name] = problem.text
    if problems:
        raise FieldsWrongError(problems)
    return read


def _text(field: Field, given: Any) -> str:
    text, longest = str(given).strip(), LONGEST[field.kind]
    if len(text) > longest:
        raise _UnreadableError(
            Text(f"“{field.label.zh}”最多{longest}个字。", f"{field.label.en}: at most {longest} characters.")
        )
    return text


def _date(field: Field, given: Any) -> str:
    if type(given) is date:
        return given.isoformat()
    try:
        return date.fromisoformat(str(given).strip()).isoformat()
    except ValueError:
        raise _UnreadableError(
            Text(
                f"“{field.label.zh}”要写成2026-11-24这样的日期。",
                f"{field.label.en}: write a day as 2026-11-24.",
            )
        ) from None


def _number(field: Field, given: Any) -> int:
    text = str(given).strip()
    if isinstance(given, bool) or not text.isascii() or not text.isdigit():
        raise _UnreadableError(
            Text(f"“{field.label.zh}”要写成整数。", f"{field.label.en}: write a whole number.")
        )
    return int(text)


def _money(field: Field, given: Any) -> int:
    if type(given) is int:
        amount_fen = given
    else:
        try:
            amount_fen = fen_from_yuan_text(str(given))
        except BadInput:
            raise _UnreadableError(
                Text(
                    f"“{field.label.zh}”要写成元，如460.50。", f"{field.label.en}: write yuan, as in 460.50."
                )
            ) from None
    if amount_fen < 0:
        raise _UnreadableError(
            Text(f"“{field.label.zh}”不能是负数。", f"{field.label.en}: may not be negative.")
        )
    return amount_fen


def _yes_no(field: Field, given: Any) -> bool:
    if isinstance(given, bool):
        return given
    text = str(given).strip().lower()
    if text not in (*YES, *NO):
        raise _UnreadableError(
            Text(f"“{field.label.zh}”请选是或否。", f"{field.label.en}: choose yes or no.")
        )
    return text in YES


def _must_hold(field: Field, read: Any) -> Any:
    if field.must_be_yes and read is not True:
        raise _UnreadableError(
            Text(
                f"“{field.label.zh}”为“否”，不能办理这一步。",
                f"This step rests on: {field.label.en}. The answer is no.",
            )
        )
    return read


def _choice(field: Field, given: Any) -> str:
    key, keys = _text(field, given), [key for key, _ in field.choices]
    if key not in keys:
        raise _UnreadableError(
            Text(f"“{field.label.zh}”请从列表中选择。", f"{field.label.en}: choose one of {', '.join(keys)}.")
        )
    return key


_READERS: dict[str, Callable[[Field, Any], Any]] = {
    "text": _text, "long_text": _text, "colleague": _text, "date": _date, "number": _number, "money": _money,
    "yes_no": _yes_no, "choice": _choice,
}  # fmt: skip
