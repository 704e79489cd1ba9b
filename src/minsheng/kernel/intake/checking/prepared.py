"""The accepted rows of a preview, packed as bytes: what is written later is exactly what was shown."""

from __future__ import annotations

import json
import zlib
from datetime import date
from typing import TYPE_CHECKING, Any

from minsheng.kernel.intake.checking.rows import AcceptedRow
from minsheng.kernel.intake.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

# Speed matters more than size here; the bytes live from a preview to its commit.
COMPRESSION = 1


def packed(rows: Iterable[AcceptedRow]) -> bytes:
    """Return rows as bytes: places and values, without the cells they came from."""
    lines = [[row.place.sheet, row.place.row, row.values] for row in rows]
    text = json.dumps(lines, ensure_ascii=False, separators=(",", ":"), default=_day)
    return zlib.compress(text.encode(), COMPRESSION)


def unpacked(content: bytes, *, file_name: str) -> list[AcceptedRow]:
    """Return the rows that were packed."""
    lines: list[tuple[str, int, dict[str, Any]]] = json.loads(zlib.decompress(content))
    return [AcceptedRow(Place(file_name, sheet, row), [], _with_days(values)) for sheet, row, values in lines]


def _day(value: object) -> list[str]:
    if isinstance(value, date):
        return [value.isoformat()]
    raise TypeError(f"A value of type {type(value).__name__} cannot be packed.")


def _with_days(values: dict[str, Any]) -> dict[str, Any]:
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = date.fromisoformat(value[0])
    return values
