"""Reading the blocks of a document that tests run: fenced code whose first line says ``file=NAME``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<language>[a-z]+)(?: file=(?P<name>\S+))?\n(?P<text>.*?)^(?P=indent)```$",
    re.M | re.S,
)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the name it was given, and what is in it."""

    language: str
    name: str
    text: str


def blocks_of(document: str) -> list[Block]:
    """Return the fenced blocks of a document below docs, in order."""
    written = (DOCS / document).read_text(encoding="utf-8")
    return [
        Block(found["language"], found["name"] or "", dedent(found["text"]))
        for found in BLOCK.finditer(written)
    ]


def named_block(document: str, name: str) -> str:
    """Return the text of the one block with a name."""
    (found,) = [block.text for block in blocks_of(document) if block.name == name]
    return found


def shows(shown: str, said: str) -> bool:
    """Say whether a block shows what was said; ``…`` in it stands for anything on one line."""
    pattern = ".*".join(re.escape(part) for part in shown.split("…"))
    return re.fullmatch(pattern, said) is not None
