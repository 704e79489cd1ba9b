"""One cell: what counts as empty, what it says as text, and how a cell that cannot be taken says so."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.checking.words import squeezed

if TYPE_CHECKING:
    from minsheng.kernel.intake.reading.workbook import Cell

# What people write where they know nothing. "无" is not among them: it often means "none", which is something known.
BLANK_WORDS = frozenset(
    {
        "",
        "/",
        "\\",
        "-",
        "--",
        "---",
        "—",
        "——",
        "－",
        "不详",
        "未知",
        "不清楚",
        "暂无",
        "空",
        "N/A",
        "n/a",
        "NULL",
        "null",
    }
)
_LONGER_THAN_ANY_BLANK = 12
EXACT_WHOLE_NUMBERS = 2**53
SHOWN_CHARACTERS = 40


class CellProblem(Exception):  # noqa: N818 (it is carried, located and shown, like a Problem)
    """A cell that cannot be taken; the row it stands in is rejected with this reason."""

    def __init__(self, code: str, *, what: Text, why: Text, do: Text) -> None:
        super().__init__(what.en)
        self.code = code
        self.what = what
        self.why = why
        self.do = do


def is_blank(cell: Cell) -> bool:
    """Say whether a cell tells nothing."""
    if cell is None:
        return True
    if not isinstance(cell, str):
        return False
    # Long texts need no closer look; there are millions of them.
    return squeezed(cell) in BLANK_WORDS if len(cell) < _LONGER_THAN_ANY_BLANK else not cell.strip()


def text_of(cell: Cell) -> str:
    """Return a cell as the text a person sees. Raises CellProblem for a number that has lost digits."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if abs(cell) >= EXACT_WHOLE_NUMBERS:
        raise CellProblem(
            "number_too_long",
            what=Text("这个长号码被存成了数字。", "This long number is stored as a number."),
            why=Text("超过15位的数字会丢掉末位。", "Numbers beyond 15 digits lose their last ones."),
            do=Text("请从原系统重新导出，该列先设为“文本”。", "Export it again with the column as text."),
        )
    return exact_text(cell)


def exact_text(number: float) -> str:
    """Return a number with the fifteen digits that Excel keeps, without an exponent.

    >>> exact_text(720.0), exact_text(0.1 + 0.2)
    ('720', '0.3')
    """
    if isinstance(number, int) or number.is_integer():
        return str(int(number))
    return f"{number:.15f}".rstrip("0") if abs(number) < 1e-4 else f"{number:.15g}"


def shown(cell: Cell) -> str:
    """Return a cell for a message, cut short; never raises."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        text = exact_text(cell) if abs(cell) < EXACT_WHOLE_NUMBERS else f"{cell:.5e}"
    else:
        text = text_of(cell)
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"
