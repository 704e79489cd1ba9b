"""Rows below the header that are no data. They are counted and listed with their reason, never dropped in silence.

Only what is certain is set aside. A row that looks odd but might be somebody's is checked like every other and
then rejected with a reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.checking.words import plain, squeezed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from minsheng.kernel.intake.reading.workbook import Cell

TOTAL_WORDS = frozenset(
    {"合计", "总计", "小计", "共计", "总合计", "本页小计", "本页合计", "累计", "全县合计", "合计数"}
)
_TOTAL_ENDINGS = ("合计", "小计", "总计")
FOOTER_BEGINNINGS = (
    *(
        "填表人",
        "填报人",
        "制表",
        "制表人",
        "审核",
        "审核人",
        "复核",
        "负责人",
        "单位负责人",
        "填报单位",
        "填表单位",
    ),
    *(
        "填报日期",
        "填表日期",
        "经办人",
        "联系电话:",
        "联系人",
        "分管领导",
        "主管领导",
        "盖章",
        "(盖章)",
        "公章",
    ),
    *("注:", "备注:", "说明:", "填表说明", "单位(盖章)", "领导签字"),
)
_COUNT = re.compile(r"共?\d{1,9}[人名户家位个()]*")
_COLUMN_LETTERS = "甲乙丙丁戊己庚辛"
SERIAL_NAMES = frozenset({"序号", "编号", "排序", "no"})

TOTAL = Text("合计、小计行，不是人员", "a total, not a person")
FOOTER = Text("表尾的填表、审核或说明文字", "a signature line or remark at the foot of the table")
REPEATED_HEADER = Text("重复的表头", "the header, repeated")
COLUMN_NUMBERS = Text("栏号行", "the numbers of the columns")
ONLY_A_SERIAL = Text("只有序号，没有内容", "a serial number and nothing else")


def is_empty(cells: Sequence[Cell]) -> bool:
    """Say whether a row has nothing in it."""
    return not any(cell is not None and not (isinstance(cell, str) and not cell.strip()) for cell in cells)


def why_not_data(
    cells: Sequence[Cell],
    *,
    identifying: Collection[int],
    names: Collection[int],
    header: Sequence[str],
    is_first: bool,
) -> tuple[str, Text] | None:
    """Return the code and reason why a row is no data, None for a row that has to be checked.

    ``identifying``: the columns of identity numbers. ``names``: those of names. ``header``: the lowest header texts.
    """
    # Nearly every row ends here, so the closer look is kept for the others.
    if not is_first and any(_names_somebody(index, cells, header) for index in identifying):
        return None
    filled = {index: cell for index, cell in enumerate(cells) if not _is_white(cell)}
    if _repeats(filled, header):
        return "repeated_header", REPEATED_HEADER
    if is_first and _are_column_numbers(filled):
        return "column_numbers", COLUMN_NUMBERS
    if any(index in filled and not _is_a_count(filled[index]) for index in identifying):
        return None
    first = squeezed(str(next(iter(filled.values()))))
    texts = [squeezed(cell) for cell in filled.values() if isinstance(cell, str)]
    if (
        first in TOTAL_WORDS
        or first.rstrip(":").endswith(_TOTAL_ENDINGS)
        or any(text in TOTAL_WORDS for text in texts)
    ):
        return "total", TOTAL
    if first.startswith(FOOTER_BEGINNINGS):
        return "footer", FOOTER
    serials = {index for index, text in enumerate(header) if plain(text) in SERIAL_NAMES}
    if filled.keys() <= serials:
        return "only_a_serial", ONLY_A_SERIAL
    return None


def _is_white(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _names_somebody(index: int, cells: Sequence[Cell], header: Sequence[str]) -> bool:
    """Say whether a cell in an identity column is text that is neither a count nor the header once more."""
    cell = cells[index] if index < len(cells) else None
    if not isinstance(cell, str) or _is_white(cell) or _is_a_count(cell):
        return False
    return index >= len(header) or cell.strip() != header[index]


def _is_a_count(cell: Cell) -> bool:
    """Say whether a cell in an identity column only counts people, as totals rows do."""
    if isinstance(cell, float | int):
        return abs(cell) < 10**9
    return isinstance(cell, str) and _COUNT.fullmatch(squeezed(cell)) is not None


def _repeats(filled: dict[int, Cell], header: Sequence[str]) -> bool:
    same = sum(
        isinstance(cell, str)
        and index < len(header)
        and bool(header[index])
        and cell.strip() == header[index]
        for index, cell in filled.items()
    )
    return same >= 2 and same * 2 > len(filled)


def _are_column_numbers(filled: dict[int, Cell]) -> bool:
    """Say whether a row says 1, 2, 3 … or 甲, 乙, 1, 2 … below the header."""
    words = [_numeral(cell) for cell in filled.values()]
    letters = [word for word in words if word in _COLUMN_LETTERS]
    numbers = words[len(letters) :]
    if len(words) < 3 or words[: len(letters)] != letters or not all(word.isdecimal() for word in numbers):
        return False
    first = int(numbers[0]) if numbers else 0
    return [int(number) for number in numbers] == list(range(first, first + len(numbers)))


def _numeral(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return squeezed(str(cell)).strip("()")
