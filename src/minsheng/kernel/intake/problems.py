"""What is wrong with a file, a row or a cell, said so that a clerk can put it right.

Every problem says where (file, sheet, row as Excel shows it, column header), what was found (identity numbers
masked), why that cannot be taken, and what to do. Free of Django.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

ROWS_NAMED_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something is. ``row`` counts from 1, as Excel shows it; ``column`` is the header."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def words(self, language: str) -> str:
        """Return the place in words, empty when nothing is known."""
        is_english = language.lower().startswith("en")
        parts = [self.file] if self.file else []
        if self.sheet:
            parts.append(f"sheet “{self.sheet}”" if is_english else f"工作表“{self.sheet}”")
        if self.row is not None:
            parts.append(f"row {self.row}" if is_english else f"第{self.row}行")
        if self.column:
            parts.append(f"column “{self.column}”" if is_english else f"“{self.column}”列")
        return (", " if is_english else "，").join(parts)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a file or a row cannot be taken. ``value`` is what was found, masked when it is secret."""

    code: str
    what: Text
    why: Text
    do: Text
    value: str = ""
    place: Place = NOWHERE

    def at(self, place: Place) -> Problem:
        """Return the same problem at a place."""
        return replace(self, place=place)

    def sentence(self, language: str = "zh-hans") -> str:
        """Return the problem as one line: where, what, why, what to do."""
        is_english = language.lower().startswith("en")
        where = self.place.words(language)
        lead = f"{where}{': ' if is_english else '：'}" if where else ""
        return lead + self.reason(language)

    def reason(self, language: str = "zh-hans") -> str:
        """Return what, why and what to do, without the place."""
        separator = " " if language.lower().startswith("en") else ""
        return separator.join(text.in_language(language) for text in (self.what, self.why, self.do))


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about what was read, though it stops nothing."""

    code: str
    text: Text
    place: Place = NOWHERE

    def sentence(self, language: str = "zh-hans") -> str:
        """Return the note as one line with its place."""
        where = self.place.words(language)
        separator = ": " if language.lower().startswith("en") else "："
        return (where + separator if where else "") + self.text.in_language(language)


class FileRefusedError(Exception):
    """A file that is not taken at all; nothing of it was imported. ``problems`` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        if not self.problems:
            raise ValueError("A file is refused for at least one problem.")
        super().__init__("\n".join(problem.sentence("en") for problem in self.problems))

    def sentences(self, language: str = "zh-hans") -> list[str]:
        """Return every problem as one line."""
        return [problem.sentence(language) for problem in self.problems]


def refused(code: str, *, what: Text, why: Text, do: Text, place: Place = NOWHERE) -> FileRefusedError:
    """Return the refusal of a file for one reason, ready to be raised."""
    return FileRefusedError([Problem(code, what, why, do, place=place)])


def named_rows(rows: Iterable[int], language: str = "zh-hans") -> str:
    """Return row numbers for a sentence; long lists are cut and counted, runs are joined."""
    numbers = sorted(set(rows))
    joiner = ", " if language.lower().startswith("en") else "、"
    runs = _runs(numbers)
    shown = joiner.join(
        f"{low}-{high}" if high > low else str(low) for low, high in runs[:ROWS_NAMED_AT_MOST]
    )
    if len(runs) <= ROWS_NAMED_AT_MOST:
        return shown
    return shown + (
        f" … ({len(numbers)} rows)" if language.lower().startswith("en") else f"…共{len(numbers)}行"
    )


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
