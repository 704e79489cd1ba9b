"""The catalogue of threats and faults, read from its file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "catalogue.yaml"


@dataclass(frozen=True, slots=True)
class Row:
    """One threat: what must hold, the tests that try it, and what it waits for."""

    row: str
    tier: int
    threat: str
    must: str
    proof: tuple[str, ...] = ()
    waits: str = ""

    def is_tried_by(self, test: str) -> bool:
        """Say whether a test, by the name pytest gives it, belongs to the row."""
        return any(test == one or test.startswith((f"{one}::", f"{one}[")) for one in self.proof)


@cache
def rows() -> list[Row]:
    """Return every row, in the order of the file."""
    said = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [Row(**{**one, "proof": tuple(one.get("proof", ()))}) for one in said]
