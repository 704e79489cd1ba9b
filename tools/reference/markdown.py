"""The few forms of Markdown that the pages of the reference use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from minsheng.engines.policy.text import Text

NOTICE = (
    "<!-- Written by `make reference` from code and city data. Do not edit: change the source and run it. -->"
)


def both(text: Text) -> str:
    """Return a wording in Chinese and English, side by side; once if both read the same."""
    return text.zh if text.zh == text.en else f"{text.zh} / {text.en}"


def code(word: object) -> str:
    """Return a word in code type."""
    return f"`{word}`"


def codes(words: Iterable[object]) -> str:
    """Return words in code type, or a dash when there are none."""
    return ", ".join(code(word) for word in words) or "–"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return the lines of a table; a cell may hold anything but its own line breaks."""
    lines = [_row(columns), _row(["---"] * len(columns))]
    return [*lines, *(_row(cells) for cells in rows), ""]


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(cell: object) -> str:
    return " ".join(str(cell).split()).replace("|", "\\|")


def fenced(lines: Iterable[str], language: str = "") -> list[str]:
    """Return a block of code."""
    return [f"```{language}", *lines, "```", ""]


def page(title: str, introduction: str, *parts: Iterable[str]) -> str:
    """Return a whole page: notice, title, introduction and its parts, ending with one line break."""
    lines = [NOTICE, "", f"# {title}", "", introduction.strip(), ""]
    for part in parts:
        lines += part
    return "\n".join(lines).rstrip() + "\n"
