"""What is wrong with something a person gave us, said so that the person can mend it.

Every problem names the field, what happened, why it matters and what to do now, in both
languages. A calculator collects all problems of one input before it gives up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.engines.policy.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input.

    field: dotted path of the field ("household.members.0.born_on"), empty for the whole input.
    code: a stable word for programs, such as ``check_digit`` or ``too_small``.
    """

    field: str
    code: str
    what: Text
    why: Text
    do: Text

    def sentence(self, language: str = "zh-hans") -> str:
        """Return the problem as one line: where, what, why, what to do."""
        is_english = language.lower().startswith("en")
        where = f"{self.field}: " if is_english else f"{self.field}："
        separator = " " if is_english else ""
        parts = (text.in_language(language) for text in (self.what, self.why, self.do))
        return (where if self.field else "") + separator.join(parts)

    def below(self, path: str) -> Problem:
        """Return the same problem, its field placed under a longer path."""
        field = ".".join(part for part in (path, self.field) if part)
        return replace(self, field=field)


class BadInput(ValueError):  # noqa: N818 (it is the input that is bad; the reader sees the sentences)
    """An input that cannot be calculated with; ``problems`` says why, once for each field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: list[Problem] = list(problems)
        if not self.problems:
            raise ValueError("BadInput needs at least one problem: an input without one is not bad.")
        super().__init__("\n".join(problem.sentence("en") for problem in self.problems))

    def sentences(self, language: str = "zh-hans") -> list[str]:
        """Return every problem as one line in a language."""
        return [problem.sentence(language) for problem in self.problems]


def refused(field: str, code: str, *, what: Text, why: Text, do: Text) -> BadInput:
    """Return a BadInput with a single problem, ready to be raised."""
    return BadInput([Problem(field, code, what, why, do)])
