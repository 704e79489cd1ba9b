"""docs/reference/trust.md: every row of the catalogue of threats, and how its proofs went on both databases."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CATALOGUE = "tests/trust/catalogue.yaml"
TARGET = "docs/reference/trust.md"
HEADING = """\
# What may go wrong, and how it was tried

Written by `make trust` from `tests/trust/catalogue.yaml`; do not edit. A row names a threat or fault and what must
hold. The figures are the checks that passed; a check that fails is written in bold. Tier 0 runs with every `make test`.

"""
AREAS = {
    "A": "Money: never pay twice, never lose a fen",
    "B": "Crash, disk, clock, restart",
    "C": "Locks and load",
    "D": "Hostile and broken files",
    "E": "Who may see and do what",
    "F": "Login, session, web",
    "G": "Personal data",
    "H": "Rules, decisions, fairness",
    "I": "The tests themselves",
}
Row = dict[str, Any]
Counts = Mapping[str, Mapping[str, int]]


def proofs(root: Path) -> list[str]:
    """Return the tests that the catalogue names, each once; a file that is named whole swallows its tests."""
    named = sorted({proof for row in _rows(root) for proof in row.get("proof", ())})
    whole = {proof for proof in named if "::" not in proof}
    return [proof for proof in named if proof in whole or proof.split("::")[0] not in whole]


def write(root: Path, reports: Mapping[str, Path]) -> None:
    """Write the table from what both passes reported."""
    counted = {name: json.loads(file.read_text(encoding="utf-8")) for name, file in reports.items()}
    (root / TARGET).write_text(_page(_rows(root), counted), encoding="utf-8")


def _rows(root: Path) -> list[Row]:
    import yaml

    rows: list[Row] = yaml.safe_load((root / CATALOGUE).read_text(encoding="utf-8"))
    return rows


def _page(rows: Sequence[Row], counted: Mapping[str, Counts]) -> str:
    verdicts = [_verdict(row, counted) for row in rows]
    summary = ", ".join(
        f"{verdicts.count(verdict)} {verdict}" for verdict in ("holds", "holds in part", "fails", "not tried")
    )
    lines = [HEADING, f"{len(rows)} rows: {summary}. Python {platform.python_version()}.", ""]
    for letter, title in AREAS.items():
        lines += [
            f"## {letter}. {title}",
            "",
            "| row | tier | threat or fault | must | SQLite | PostgreSQL | verdict |",
        ]
        lines.append("|---|---|---|---|--:|--:|---|")
        for row, verdict in zip(rows, verdicts, strict=True):
            if row["row"].startswith(letter):
                lines.append(_line(row, verdict, counted))
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _line(row: Row, verdict: str, counted: Mapping[str, Counts]) -> str:
    figures = [_figure(counted[name].get(row["row"], {})) for name in ("SQLite", "PostgreSQL")]
    said = f"{verdict}: {row['waits']}" if row.get("waits") else verdict
    cells = [row["row"], str(row["tier"]), row["threat"], row["must"], *figures, said]
    return f"| {' | '.join(cells)} |"


def _figure(counts: Mapping[str, int]) -> str:
    if counts.get("failed"):
        return f"**{counts['failed']} failed**"
    return str(counts["passed"]) if counts.get("passed") else "–"


def _verdict(row: Row, counted: Mapping[str, Counts]) -> str:
    counts = [counted[name].get(row["row"], {}) for name in counted]
    if any(one.get("failed") for one in counts):
        return "fails"
    if not any(one.get("passed") for one in counts):
        return "not tried"
    return "holds in part" if row.get("waits") else "holds"
