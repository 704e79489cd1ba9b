"""Identity numbers in cells: text only, forgiven in writing, never repaired."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.engines.formulas.identity import BadIdentityNumber, IdentityNumber, parse_identity_number
from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.checking.cells import CellProblem, text_of
from minsheng.kernel.intake.checking.words import squeezed
from minsheng.kernel.privacy.masks import masked_identity

if TYPE_CHECKING:
    from datetime import date

    from minsheng.kernel.intake.reading.workbook import Cell

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
_AS_A_FORMULA = re.compile(r'="?([^"]*)"?')
_QUOTES = "'’‘`\"“”"
_LOST_DIGITS = re.compile(r"\d{15,17}000?")


def is_damaged(cell: Cell) -> bool:
    """Say whether an identity number went through a numeric cell: a number, or one written with an exponent."""
    if isinstance(cell, str):
        return _SCIENTIFIC.fullmatch(squeezed(cell)) is not None
    return isinstance(cell, float | int)


def looks_rounded(cell: Cell) -> bool:
    """Say whether a number of 18 digits ends as one does that kept only 15 of them."""
    return isinstance(cell, str) and len(squeezed(cell)) == 18 and squeezed(cell).endswith("000")


def parse_identity(cell: Cell, *, on: date) -> IdentityNumber:
    """Return the identity number in a cell. Raises CellProblem."""
    written = squeezed(text_of(cell))
    match = _AS_A_FORMULA.fullmatch(written)
    written = (match[1] if match else written).strip(_QUOTES)
    try:
        return parse_identity_number(written, on=on)
    except BadIdentityNumber as error:
        problem = error.problems[0]
        raise CellProblem(
            f"identity_{error.reason.value}", what=problem.what, why=problem.why, do=problem.do
        ) from None


def shown_identity(cell: Cell) -> str:
    """Return an identity number for a message: its middle is hidden, whatever is written there."""
    return masked_identity(squeezed(text_of(cell)))[:24] if isinstance(cell, str) else ""


def not_the_same(what: Text, *, field: str) -> CellProblem:
    """Return the problem of a cell that says something else than the identity number."""
    return CellProblem(
        f"{field}_differs_from_identity",
        what=what,
        why=Text(
            "两处说法不一致，不能确定哪一处对。",
            "The two contradict each other, and which one is right is not known.",
        ),
        do=Text("请对照身份证改正。", "Correct it from the identity card."),
    )
