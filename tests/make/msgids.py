"""The sentences of a face that must be translated: those of its templates and of its Python files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

FUNCTIONS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(?:gettext|ngettext|_)\(({STRING})(?:, ?({STRING}))?")

Message = tuple[str, str]  # singular, plural; the plural is empty where there is none


def messages_of(folder: Path) -> dict[Message, str]:
    """Return every message with the file that says it first."""
    found: dict[Message, str] = {}
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".html":
            said = _in_template(file.read_text(encoding="utf-8"))
        elif file.suffix == ".py":
            said = _in_python(file.read_text(encoding="utf-8"))
        else:
            continue
        for message in said:
            found.setdefault(message, file.relative_to(folder).as_posix())
    return found


def _in_template(text: str) -> Iterator[Message]:
    for match in CALL.finditer(templatize(text)):
        yield ast.literal_eval(match[1]), ast.literal_eval(match[2]) if match[2] else ""


def _in_python(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if (
            not isinstance(node, ast.Call)
            or not isinstance(node.func, ast.Name)
            or node.func.id not in FUNCTIONS
        ):
            continue
        texts = [
            one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if texts:
            yield texts[0], texts[1] if node.func.id == "ngettext" and len(texts) > 1 else ""
