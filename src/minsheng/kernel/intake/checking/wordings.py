"""Words that stand for codes, for yes and no, for names and phone numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.checking.cells import CellProblem, text_of
from minsheng.kernel.intake.checking.words import plain, squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minsheng.kernel.intake.reading.workbook import Cell

YES_WORDS = frozenset({"是", "有", "对", "√", "✓", "✔", "☑", "Y", "YES", "TRUE", "1", "已", "属于"})
NO_WORDS = frozenset(
    {"否", "无", "没有", "不是", "非", "×", "✗", "✘", "☐", "X", "N", "NO", "FALSE", "0", "未", "不属于"}
)
NAME_CHARACTERS = (1, 60)
_PHONE = re.compile(r"(?:\+?86)?(1\d{10})|(0\d{2,3}-?\d{7,8})(?:-\d{1,5})?|(\d{7,8})")
_DOTS = str.maketrans("•・‧∙⋅●.．", "········")


def parse_yes_no(cell: Cell) -> bool:
    """Return whether a cell says yes. Raises CellProblem for words that may mean either."""
    word = squeezed(text_of(cell)).upper()
    if word in YES_WORDS:
        return True
    if word in NO_WORDS:
        return False
    raise CellProblem(
        "yes_no",
        what=Text("看不出是“是”还是“否”。", "This says neither yes nor no."),
        why=Text("只认是/否、有/无、√/×。", "Known are 是/否, 有/无, √/×, yes/no."),
        do=Text("请填“是”或“否”，不知道时留空。", "Write 是 or 否; leave it empty if unknown."),
    )


def wordings(codes: Mapping[str, int]) -> dict[str, int]:
    """Return the codes by the plain form of their wordings."""
    return {plain(word): code for word, code in codes.items()}


def parse_code(cell: Cell, known: Mapping[str, int], *, choices: str) -> int:
    """Return the code of a wording. ``known`` is from ``wordings``; ``choices`` is shown when nothing fits."""
    word = plain(text_of(cell))
    if word in known:
        return known[word]
    raise CellProblem(
        "code",
        what=Text("没有这个选项。", "This is not one of the choices."),
        why=Text(f"可以填：{choices}。", f"The choices are: {choices}."),
        do=Text("请改成其中一项，不知道时留空。", "Use one of them; leave it empty if unknown."),
    )


def parse_name(cell: Cell) -> str:
    """Return a person's name without stray spaces. Raises CellProblem for what cannot be one."""
    name = unicodedata.normalize("NFC", text_of(cell)).translate(_DOTS)
    name = "".join(name.split()) if not name.isascii() else " ".join(name.split())
    shortest, longest = NAME_CHARACTERS
    if not shortest <= len(name) <= longest:
        raise _not_a_name(Text("姓名过短或过长。", "The name is too short or too long."))
    if any(sign.isdigit() or unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in name):
        raise _not_a_name(
            Text("姓名里有数字或看不见的字符。", "The name contains digits or invisible characters.")
        )
    if any(sign in "?？□■＊*" for sign in name):
        raise _not_a_name(
            Text(
                "姓名里有“?”或“*”，可能是丢字或已脱敏。",
                "The name contains “?” or “*”: a character was lost or hidden.",
            )
        )
    return name


def _not_a_name(what: Text) -> CellProblem:
    return CellProblem(
        "name",
        what=what,
        why=Text(
            "姓名要与身份证一致，才能找到本人。",
            "The name must be that of the identity card to find the person.",
        ),
        do=Text(
            "请按身份证改正，生僻字用大字符集输入。",
            "Correct it from the identity card; type rare characters in full Unicode.",
        ),
    )


def parse_phone(cell: Cell) -> str:
    """Return the first phone number in a cell, digits only. Raises CellProblem when there is none."""
    for part in re.split(r"[,，;；/、]", squeezed(text_of(cell)).replace("—", "-")):
        match = _PHONE.fullmatch(part)
        if match:
            return next(group for group in match.groups() if group).replace("-", "")
    raise CellProblem(
        "phone",
        what=Text("这不是电话号码。", "This is not a phone number."),
        why=Text(
            "应为11位手机号，或带区号的座机号。",
            "It should be a mobile number of 11 digits or a landline with its area code.",
        ),
        do=Text("请改正，没有电话时留空。", "Correct it; leave it empty if there is none."),
    )


def parse_text(cell: Cell, *, at_most: int = 200) -> str:
    """Return a text with its lines joined. Raises CellProblem when it is too long."""
    text = " ".join(unicodedata.normalize("NFC", text_of(cell)).split())
    if len(text) > at_most:
        raise CellProblem(
            "text_too_long",
            what=Text(f"文字超过{at_most}个字。", f"The text has more than {at_most} characters."),
            why=Text("可能串行，或把多格内容粘到了一格。", "Perhaps several cells were pasted into one."),
            do=Text("请检查这一行。", "Check the row."),
        )
    return text
