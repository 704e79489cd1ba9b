"""Checking a file by itself: all that can be said of it without asking the register or any other table.

So it can be done in another process (see ``ahead``), and the answer is the same wherever it was done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from minsheng.kernel.intake.checking.preview import Preview, preview_workbook
from minsheng.kernel.intake.reading.reading import read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from minsheng.kernel.intake.checking.parsers import Background
    from minsheng.kernel.registry.card import SheetKind


@dataclass(frozen=True, slots=True)
class FileToCheck:
    """A file with everything on which the outcome depends.

    ``kinds``: the keys of the kinds of sheet it may be. ``within``: the code of the division whose file it is.
    ``memory``: by kind, what the columns of its source are known to mean.
    """

    content: bytes
    file_name: str
    kinds: tuple[str, ...]
    within: str
    on: date
    memory: Mapping[str, Mapping[str, str]]
    control_total: int | None = None


# How a file is checked by itself: here, or by looking up what another process has found already.
Check: TypeAlias = Callable[[FileToCheck], Preview]


def checked_alone(file: FileToCheck, *, kinds: Mapping[str, SheetKind], background: Background) -> Preview:
    """Return the preview of a file before its rows are compared with the register. Raises FileRefusedError."""
    return preview_workbook(
        read_workbook(file.content, file_name=file.file_name),
        [kinds[key] for key in file.kinds],
        background=background,
        memory=file.memory,
        control_total=file.control_total,
    )
