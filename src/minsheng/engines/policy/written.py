"""Where a rule is written: file, line and name, so that a message leads its author to the right place."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path
from types import FrameType
from typing import NamedTuple

_HERE = str(Path(__file__).parent)
_NAMING = ("define", "policy")  # the calls whose first word names a rule
# Only what these raise is about the line that is being written; other modules speak of whole books.
_WRITING = {
    str(Path(_HERE) / name) for name in ("tree.py", "terms.py", "dsl.py", "rulebook.py", "periods.py")
}


class Place(NamedTuple):
    """One line of a file with rules."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{_shown(self.file)}:{self.line}"

    @property
    def rule(self) -> str:
        """The name of the rule that is written there, as far as the file tells; empty if it does not."""
        return _rule_at(self.file, self.line)


def place_of_caller() -> Place | None:
    """Return the line outside the engine that led here."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and _is_inside(frame):
        frame = frame.f_back
    return None if frame is None else Place(frame.f_code.co_filename, frame.f_lineno)


def place_of_writing() -> Place | None:
    """Return the line of a rule that is being written when an error about it is made; None if none is.

    Called while the error itself is made: one step up is its ``__init__``, two steps up whoever raises it.
    """
    raiser = sys._getframe(2)
    return place_of_caller() if raiser.f_code.co_filename in _WRITING else None


def _is_inside(frame: FrameType) -> bool:
    # "<string>" are the makers of dataclasses.
    return frame.f_code.co_filename == "<string>" or frame.f_code.co_filename.startswith(_HERE)


def _shown(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else file


@cache
def _rule_at(file: str, line: int) -> str:
    """Return the name given in the innermost define or policy around a line, else what it is assigned to."""
    try:
        tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, SyntaxError):
        return ""
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt | ast.Call) and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    for wanted in (_named_in_call, _named_by_statement):
        names = [name for node in around if (name := wanted(node))]
        if names:
            return names[-1]
    return ""


def _named_in_call(node: ast.AST) -> str:
    if not isinstance(node, ast.Call) or not node.args:
        return ""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    first = node.args[0]
    if called not in _NAMING or not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        return ""
    return first.value


def _named_by_statement(node: ast.AST) -> str:
    if isinstance(node, ast.FunctionDef):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return ""
