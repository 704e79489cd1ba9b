"""What becomes of each row: it may be committed, it may not and says why, or it is no data at all."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minsheng.kernel.intake.problems import Note, Place, Problem

if TYPE_CHECKING:
    from minsheng.engines.policy.text import Text
    from minsheng.kernel.intake.reading.workbook import Cell


@dataclass(slots=True)
class AcceptedRow:
    """A row that may be committed. ``values`` holds what was read, by field; unknown fields are absent.

    ``cells`` stay folded as bytes when the row came from another process: only a row that is rejected needs them.
    """

    place: Place
    cells: list[Cell] | bytes
    values: dict[str, Any]
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class RejectedRow:
    """A row that may not be committed. ``values`` holds the cells that could be read all the same."""

    place: Place
    cells: list[Cell]
    problems: list[Problem]
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetAsideRow:
    """A row below the header that is no data: a total, a signature line, a repeated header."""

    place: Place
    code: str
    reason: Text


def rejected(row: AcceptedRow, problems: list[Problem]) -> RejectedRow:
    """Return an accepted row as a rejected one, after a comparison with other rows."""
    cells = pickle.loads(row.cells) if isinstance(row.cells, bytes) else row.cells  # noqa: S301 (see ``carried``)
    return RejectedRow(row.place, cells, problems, row.values)
