"""The small mistakes of real lists: a missing number, a wrong digit, an old number, a day that never was, a double."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from minsheng.engines.formulas.identity import CHECK_DIGITS
from minsheng.engines.synthetic.sheet_files import Sheet
from minsheng.engines.synthetic.streams import Bools, Ints, some_of

# Of the rows of a list, those with each of the mistakes.
SHARE_OF_EACH = 0.0004
NEVER_WAS = "1990-02-30"


def with_mistakes(
    sheet: Sheet, *, identity: str, born: str | None, may: Bools | None, rng: np.random.Generator
) -> Sheet:
    """Return the sheet with a few bad rows. ``may``: the rows in which mistakes are allowed."""
    count = len(sheet)
    allowed = np.ones(count, dtype=bool) if may is None else may
    each = round(count * SHARE_OF_EACH)
    rows = np.array_split(rng.permutation(some_of(rng, allowed, 4 * each)), 4)
    columns = dict(sheet.columns)
    numbers = columns[identity]
    numbers = _changed(numbers, rows[0], lambda text: None)
    numbers = _changed(numbers, rows[1], _wrong_check_digit)
    numbers = _changed(numbers, rows[2], _of_fifteen_digits)
    columns[identity] = numbers
    if born is not None:
        columns[born] = _changed(columns[born], rows[3], lambda text: NEVER_WAS)
    again = some_of(rng, allowed, each)
    doubled = np.sort(np.concatenate([np.arange(count), again]), kind="stable")
    return replace(sheet, columns={name: column.take(pa.array(doubled)) for name, column in columns.items()})


def _changed(column: pa.Array, rows: Ints, change: Callable[[str], str | None]) -> pa.Array:
    if not len(rows):
        return column
    cells: Sequence[str | None] = [
        change(text) if text else text for text in column.take(pa.array(rows)).to_pylist()
    ]
    mask = np.zeros(len(column), dtype=bool)
    mask[rows] = True
    order = np.argsort(rows)
    return pa.compute.replace_with_mask(
        column, pa.array(mask), pa.array([cells[i] for i in order], pa.string())
    )


def _wrong_check_digit(number: str) -> str:
    place = CHECK_DIGITS.index(number[-1])
    return number[:-1] + CHECK_DIGITS[(place + 3) % len(CHECK_DIGITS)]


def _of_fifteen_digits(number: str) -> str:
    """Return an identity number as it was before 1999, without the century and the check digit."""
    return number[:6] + number[8:17]
