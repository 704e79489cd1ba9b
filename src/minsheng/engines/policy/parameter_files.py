"""Reading the parameter files of a city, strictly: what is not understood is refused, with the place and the remedy.

One file per programme, ``<programme>.yaml``; its keys are ``<programme>.<name>``:

    social_assistance.dibao_standard_urban:
      label: {zh: 城市低保标准, en: Urban minimum living standard}
      unit: yuan/month
      values:
        - from: 2025-01-01
          value: 720
          status: L
          document: 社会救助法
          article: 第十八条
          counties: {140702: 760}

Optional: ``shape`` (scalar, table, bands), ``by: yuan`` where the floors of bands are amounts, ``note``; in a period
``to`` (last day, inclusive), ``counties``, ``note``. A period without ``to`` ends the day before the next begins.

Surprise: nothing is read as a YAML float, date or truth value. Every entry is taken as the text that was written, so
that 0.1 yuan is ten fen and not a rounded binary fraction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from minsheng.engines.policy.dated import (
    UNIT_KINDS,
    DatedValue,
    ParameterError,
    Plain,
    Shape,
    Status,
    Value,
)
from minsheng.engines.policy.facts import LARGEST_MONEY_FEN, LARGEST_NUMBER, Kind
from minsheng.engines.policy.text import Text

_MONEY = re.compile(r"(\d+)(?:\.(\d{1,2}))?", re.ASCII)
_WHOLE = re.compile(r"-?\d+", re.ASCII)
_RATIO = re.compile(r"\d+/\d+|\d+(?:\.\d+)?", re.ASCII)
_COUNTY = re.compile(r"\d{6}", re.ASCII)
_NOTHING = ("", "null", "~")

_ENTRY_FIELDS = {"label", "unit", "shape", "by", "values", "note"}
_PERIOD_FIELDS = {"from", "to", "value", "status", "document", "article", "counties", "note"}
_FILE_STATUSES = (Status.VERIFIED, Status.KNOWN, Status.LOCAL_DEFAULT)


def read_folder(folder: Path) -> dict[str, tuple[DatedValue, ...]]:
    """Read every file of a folder; raise ParameterError listing all problems."""
    if not folder.is_dir():
        raise ParameterError(
            f"There is no folder of parameters at {folder}. Name the city's 'parameters' folder."
        )
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise ParameterError(
            f"{folder} holds no .yaml file; a city has one file of parameters per programme."
        )
    return read_texts({file.stem: file.read_text(encoding="utf-8") for file in files}, folder=folder)


def read_texts(texts: Mapping[str, str], *, folder: Path | None = None) -> dict[str, tuple[DatedValue, ...]]:
    """Read YAML texts by programme; raise ParameterError listing all problems."""
    read: dict[str, tuple[DatedValue, ...]] = {}
    problems: list[str] = []
    for programme, text in texts.items():
        name = f"{programme}.yaml" if folder is None else str(folder / f"{programme}.yaml")
        try:
            entries = _document(text)
        except ParameterError as problem:
            problems.append(f"{name}: {problem}")
            continue
        for key, entry in entries.items():
            try:
                read[key] = _entry(key, entry, programme)
            except ParameterError as problem:
                problems.append(f"{name}: {key}: {problem}")
    if problems:
        raise ParameterError("\n".join(problems))
    return read


def read_change(change: object, pattern: DatedValue) -> tuple[Value | None, Mapping[int, Value]]:
    """Read the value of a what-if as the files are read; the unit and shape are those of the pattern."""
    plain = _as_text(change)
    if not (isinstance(plain, dict) and plain.keys() & {"value", "counties"}):
        plain = {"value": plain}
    try:
        _only(plain, {"value", "counties"})
        return _values(plain, pattern.unit, pattern.shape, pattern.by)
    except ParameterError as problem:
        raise ParameterError(f"The change of {pattern.key}: {problem}") from None


def _as_text(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _as_text(entry) for key, entry in value.items()}
    if isinstance(value, float):
        raise ParameterError(f"{value!r} is a binary fraction and not exact; write it as text, as in '0.6'.")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)


# The document: YAML nodes to plain text, with duplicated keys refused.


def _document(text: str) -> dict[str, Any]:
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as problem:
        raise ParameterError(f"this is not YAML: {problem}") from None
    if root is None:
        return {}
    plain = _plain(root)
    if not isinstance(plain, dict):
        raise ParameterError(
            "the file must hold parameters by key, as in 'social_assistance.asset_months: ...'."
        )
    return plain


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value in _NOTHING else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    read: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if key in read:
            line = key_node.start_mark.line + 1
            raise ParameterError(
                f"line {line}: {key!r} stands twice; one of the two would be lost. Remove one."
            )
        read[key] = _plain(value_node)
    return read


# One parameter.


def _entry(key: str, entry: Any, programme: str) -> tuple[DatedValue, ...]:
    if not key.startswith(f"{programme}.") or not key.removeprefix(f"{programme}.").isidentifier():
        raise ParameterError(
            f"a key of this file is written '{programme}.<name>', in small letters and underscores."
        )
    if not isinstance(entry, dict):
        raise ParameterError("a parameter has fields: label, unit, values.")
    _only(entry, _ENTRY_FIELDS)
    unit, shape = _unit(entry), _shape(entry)
    by = _floor_unit(entry, shape)
    label = _label(entry.get("label"))
    periods = entry.get("values")
    if not isinstance(periods, list) or not periods:
        raise ParameterError("field 'values' must list at least one period.")
    made = []
    for number, period in enumerate(periods, start=1):
        try:
            made.append(_period(period, key=key, label=label, unit=unit, shape=shape, by=by))
        except ParameterError as problem:
            raise ParameterError(f"period {number}: {problem}") from None
    return _in_order(made)


def _only(fields: Mapping[str, Any], allowed: set[str]) -> None:
    unknown = sorted(set(fields) - allowed)
    if unknown:
        raise ParameterError(
            f"field {unknown[0]!r} is not known here; the fields are {', '.join(sorted(allowed))}."
        )


def _unit(entry: Mapping[str, Any]) -> str:
    unit = entry.get("unit")
    if unit not in UNIT_KINDS:
        raise ParameterError(f"field 'unit': {unit!r} is not a unit; use one of {', '.join(UNIT_KINDS)}.")
    return str(unit)


def _shape(entry: Mapping[str, Any]) -> Shape:
    shape = entry.get("shape") or "scalar"
    if shape not in list(Shape):
        raise ParameterError(f"field 'shape': {shape!r} is not a shape; use one of {', '.join(Shape)}.")
    return Shape(shape)


def _floor_unit(entry: Mapping[str, Any], shape: Shape) -> str:
    by = entry.get("by") or "count"
    if by not in UNIT_KINDS or UNIT_KINDS[by] not in (Kind.MONEY, Kind.NUMBER):
        raise ParameterError(f"field 'by': {by!r} is not a unit of money or number.")
    if UNIT_KINDS[by] is Kind.MONEY and shape is not Shape.BANDS:
        raise ParameterError("field 'by': only the floors of bands may be amounts of money.")
    return str(by)


def _label(label: Any) -> Text:
    if not isinstance(label, dict) or set(label) != {"zh", "en"} or not all(label.values()):
        raise ParameterError("field 'label' is written {zh: ..., en: ...}, both filled.")
    return Text(str(label["zh"]), str(label["en"]))


# One period.


def _period(period: Any, *, key: str, label: Text, unit: str, shape: Shape, by: str) -> DatedValue:
    if not isinstance(period, dict):
        raise ParameterError("a period has fields: from, value, status, document, article.")
    _only(period, _PERIOD_FIELDS)
    value, counties = _values(period, unit, shape, by)
    valid_to = period.get("to")
    return DatedValue(
        key=key, label=label, unit=unit, shape=shape, by=by, value=value, counties=counties,
        status=_status(period.get("status")),
        document=_sentence(period, "document"), article=_sentence(period, "article", optional=True),
        valid_from=_day(period.get("from"), "from"),
        valid_to=None if valid_to is None else _day(valid_to, "to"),
    )  # fmt: skip


def _status(status: Any) -> Status:
    if status not in _FILE_STATUSES:
        raise ParameterError(
            f"field 'status': {status!r} is not a status; write V (verified), K (known from memory) "
            "or L (local default, not confirmed by the city)."
        )
    return Status(status)


def _sentence(period: Mapping[str, Any], field: str, *, optional: bool = False) -> str:
    text = period.get(field)
    if not text and not optional:
        raise ParameterError(f"field {field!r} is missing; name the document this value comes from.")
    if text is not None and not isinstance(text, str):
        raise ParameterError(f"field {field!r} must be text, got {text!r}.")
    return text or ""


def _day(text: Any, field: str) -> date:
    try:
        return date.fromisoformat(text if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else "")
    except (TypeError, ValueError):
        raise ParameterError(f"field {field!r}: {text!r} is not a day; write it like 2025-01-01.") from None


def _in_order(periods: list[DatedValue]) -> tuple[DatedValue, ...]:
    """Close each period that has no last day at the day before the next; refuse overlaps and wrong order."""
    closed: list[DatedValue] = []
    for number, period in enumerate(periods, start=1):
        if period.valid_to is not None and period.valid_to < period.valid_from:
            raise ParameterError(
                f"period {number}: field 'to': {period.valid_to} lies before its first day {period.valid_from}."
            )
        if closed:
            closed[-1] = _closed_before(closed[-1], period, number)
        closed.append(period)
    return tuple(closed)


def _closed_before(earlier: DatedValue, later: DatedValue, number: int) -> DatedValue:
    if later.valid_from <= earlier.valid_from:
        raise ParameterError(
            f"period {number}: field 'from': {later.valid_from} does not come after {earlier.valid_from}. "
            "Write the periods in order of their first day."
        )
    if earlier.valid_to is None:
        return replace(earlier, valid_to=later.valid_from - timedelta(days=1))
    if earlier.valid_to >= later.valid_from:
        raise ParameterError(
            f"period {number} begins on {later.valid_from}, but the one before it runs to {earlier.valid_to}: "
            "they overlap. End the earlier one the day before."
        )
    return earlier


# Values.


def _values(
    fields: Mapping[str, Any], unit: str, shape: Shape, by: str
) -> tuple[Value | None, Mapping[int, Value]]:
    counties = fields.get("counties") or {}
    if not isinstance(counties, dict):
        raise ParameterError("field 'counties' is written {140702: value, ...}.")
    written = fields.get("value")
    if written is None and not counties:
        raise ParameterError("field 'value' is missing; give a value for the whole city, or one per county.")
    value = None if written is None else _value(written, unit, shape, by, "value")
    by_county: dict[int, Value] = {}
    for code, text in counties.items():
        if not _COUNTY.fullmatch(code):
            raise ParameterError(f"field 'counties': {code!r} is not a six-digit county code.")
        by_county[int(code)] = _value(text, unit, shape, by, f"counties, {code}")
    return value, MappingProxyType(by_county)


def _value(written: Any, unit: str, shape: Shape, by: str, field: str) -> Value:
    if shape is Shape.SCALAR:
        return _plain_value(written, unit, field)
    if not isinstance(written, dict) or not written:
        raise ParameterError(f"field {field!r}: a {shape} is written {{code or floor: value, ...}}.")
    entries = {_index(key, by, field): _table_entry(entry, unit, field) for key, entry in written.items()}
    if len(entries) < len(written):
        raise ParameterError(f"field {field!r}: two entries of the {shape} mean the same code or floor.")
    return MappingProxyType(dict(sorted(entries.items())))


def _index(key: str, by: str, field: str) -> int:
    return _money(key, field) if UNIT_KINDS[by] is Kind.MONEY else _whole(key, field)


def _table_entry(written: Any, unit: str, field: str) -> int:
    if UNIT_KINDS[unit] not in (Kind.MONEY, Kind.NUMBER):
        raise ParameterError(f"field 'unit': a table or bands hold money or numbers, not {unit!r}.")
    read = _money if UNIT_KINDS[unit] is Kind.MONEY else _at_least_zero
    return read(_text(written, field), field)


def _plain_value(written: Any, unit: str, field: str) -> Plain:
    text, kind = _text(written, field), UNIT_KINDS[unit]
    if kind is None:
        return _ratio(text, field)
    if kind is Kind.MONEY:
        return _money(text, field)
    if kind is Kind.DATE:
        return _day(text, field)
    return _truth(text, field) if kind is Kind.BOOL else _at_least_zero(text, field)


def _text(written: Any, field: str) -> str:
    if not isinstance(written, str):
        raise ParameterError(f"field {field!r}: one value is needed, got {written!r}. Does 'shape' say so?")
    return written


def _money(text: str, field: str) -> int:
    match = _MONEY.fullmatch(text)
    if match is None:
        raise ParameterError(
            f"field {field!r}: {text!r} is not an amount in yuan; write digits with at most two decimals, as in 720.50."
        )
    fen = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
    if fen > LARGEST_MONEY_FEN:
        raise ParameterError(f"field {field!r}: {text} yuan is more than the rules can compute with.")
    return fen


def _whole(text: str, field: str) -> int:
    if not _WHOLE.fullmatch(text) or abs(int(text)) > LARGEST_NUMBER:
        raise ParameterError(f"field {field!r}: {text!r} is not a whole number up to {LARGEST_NUMBER}.")
    return int(text)


def _at_least_zero(text: str, field: str) -> int:
    number = _whole(text, field)
    if number < 0:
        raise ParameterError(f"field {field!r}: {text} is negative; a rule subtracts, a parameter does not.")
    return number


def _ratio(text: str, field: str) -> Fraction:
    if not _RATIO.fullmatch(text) or text.endswith("/0"):
        raise ParameterError(f"field {field!r}: {text!r} is not a ratio; write it like 2/3 or 0.6.")
    ratio = Fraction(text)
    if max(ratio.numerator, ratio.denominator) > LARGEST_NUMBER:
        raise ParameterError(f"field {field!r}: {text} is finer than the rules can compute with.")
    return ratio


def _truth(text: str, field: str) -> bool:
    if text.lower() not in ("yes", "no", "true", "false"):
        raise ParameterError(f"field {field!r}: {text!r} is neither yes nor no.")
    return text.lower() in ("yes", "true")
