"""From measurements to medians, ratios and the tables of the README."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"
Measured = Mapping[str, Sequence[Mapping[str, float]]]

ROWS = {
    "openfisca": "OpenFisca-core, tuned (one thread, as it always is)",
    "policyengine": "PolicyEngine-core, tuned (one thread, as it always is)",
    "numpy": "ours, NumPy, one thread",
    "numpy_all": "ours, NumPy, all threads",
    "numba": "ours, Numba, one thread",
    "numba_all": "ours, Numba, all threads",
    "numpy_gaps": "ours, NumPy, one thread, with unknown facts",
    "numba_gaps": "ours, Numba, one thread, with unknown facts",
    "numba_gaps_all": "ours, Numba, all threads, with unknown facts",
}


def summary(measured: Measured) -> dict[str, Any]:
    """Return the medians over rounds, the ratios of rounds, and the multiples of what memory allows."""
    medians = {
        name: {key: statistics.median(one[key] for one in rounds) for key in rounds[0]}
        for name, rounds in measured.items()
    }
    limit = _limit(medians)
    return {
        "medians": medians,
        "times_faster_than_openfisca": _times_faster(measured, "openfisca"),
        "times_faster_than_policyengine": _times_faster(measured, "policyengine"),
        "seconds_memory_allows": limit,
        "times_the_memory_limit": round(medians["numba_all"]["seconds"] / limit, 1),
        "whole_to_files": round(medians["whole"]["seconds"] / medians["files"]["seconds"], 2),
    }


def _times_faster(measured: Measured, peer: str) -> dict[str, dict[str, float]]:
    """Return by how many times each evaluator beats a peer in the same round: the median, the worst, the best."""
    found = {}
    for name in ("numpy", "numpy_all", "numba", "numba_all"):
        pairs = list(zip(measured[peer], measured[name], strict=True))
        wall = [theirs["seconds"] / ours["seconds"] for theirs, ours in pairs]
        cpu = [theirs["cpu_seconds"] / ours["cpu_seconds"] for theirs, ours in pairs]
        found[name] = {
            "wall": round(statistics.median(wall), 1),
            "wall_worst": round(min(wall), 1),
            "wall_best": round(max(wall), 1),
            "cpu": round(statistics.median(cpu), 1),
        }
    return found


def _limit(medians: Mapping[str, Mapping[str, float]]) -> float:
    """Return how long it takes to read every input and write every result once, and to do nothing else."""
    moved, speed = medians["numba_all"], medians["bandwidth"]
    return (
        moved["bytes_read"] / speed["read_bytes_per_second"]
        + moved["bytes_written"] / speed["write_bytes_per_second"]
    )


def write_readme(result: Mapping[str, Any], path: Path) -> None:
    """Put the tables of a result between the marks of the README."""
    text = path.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, maxsplit=1)
    _, after = rest.split(END, maxsplit=1)
    path.write_text(f"{before}{BEGIN}\n{tables(result)}\n{END}{after}", encoding="utf-8")


def tables(result: Mapping[str, Any]) -> str:
    """Return the machine and one table per size."""
    machine = result["machine"]
    head = (
        f"{machine['processor']}, {machine['cores']} cores, Python {machine['python']}, NumPy {machine['numpy']}, "
        f"Numba {machine['numba']}."
    )
    return "\n\n".join([head, *(_table(int(people), size) for people, size in result["sizes"].items())])


def _table(people: int, size: Mapping[str, Any]) -> str:
    summed = size["summary"]
    medians = summed["medians"]
    lines = [
        f"### {people:,} people, {size['households']:,} households, {size['policies']} policies; "
        f"medians of {size['rounds']} interleaved rounds",
        "",
        "| evaluator | wall s | processor s | peak MiB | OpenFisca takes, wall | processor |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    faster = summed["times_faster_than_openfisca"]
    for name, title in ROWS.items():
        row = medians[name]
        against = faster.get(name)
        times = f"{against['wall']:.1f} times | {against['cpu']:.1f} times" if against else " | "
        lines.append(
            f"| {title} | {row['seconds']:.3f} | {row['cpu_seconds']:.3f} | {row['peak_mib']:,.0f} | {times} |"
        )
    return "\n".join([*lines, "", *_notes(size)])


def _notes(size: Mapping[str, Any]) -> list[str]:
    summed = size["summary"]
    medians, speed = summed["medians"], summed["medians"]["bandwidth"]
    differing = ", ".join(f"{name} {count}" for name, count in size["differing_cells"].items())
    return [
        f"* Cells that differ from NumPy's: {differing}.",
        f"* Memory alone allows {summed['seconds_memory_allows'] * 1000:.1f} ms "
        f"({speed['read_bytes_per_second'] / 1e9:.1f} GB/s read, {speed['write_bytes_per_second'] / 1e9:.1f} GB/s "
        f"written); Numba with all threads takes {summed['times_the_memory_limit']:.1f} times that.",
        f"* From Parquet to Parquet {medians['whole']['seconds']:.2f} s, {summed['whole_to_files']:.2f} times what "
        "reading and writing the same files takes.",
        f"* 1,000 changed households {medians['changed']['seconds'] * 1000:.1f} ms; one household with every value "
        f"{medians['explained']['seconds'] * 1000:.2f} ms.",
    ]
