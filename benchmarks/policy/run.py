"""The compiled and the NumPy evaluator beside OpenFisca-core and PolicyEngine-core, on the same rules and people.

    .venv/bin/python benchmarks/policy/run.py                  # 100,000, 1,000,000 and 3,400,000 people, five rounds
    .venv/bin/python benchmarks/policy/run.py --sizes 100000 --rounds 3

In each round every evaluator takes its turn, in a process of its own. The peers are installed into environments that
are thrown away afterwards; ``--scratch FOLDER`` keeps these and the cities and uses them again. ``--more`` adds rounds
to those in the result, so that a long measurement can be made in several short sittings. Needs Numba in our own
environment and a package index for the peers. Writes benchmarks/results/policy.json and the tables of
benchmarks/policy/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
from report import summary, write_readme

HERE = Path(__file__).resolve().parent
RESULT = HERE.parent / "results" / "policy.json"
PEERS = {"openfisca": "openfisca-core==46.0.1", "policyengine": "policyengine-core==3.33.12"}
Measured = dict[str, Any]


def main() -> None:
    """Measure the sizes asked for and write the results; other sizes in the result stay."""
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="minsheng-benchmark-") as thrown_away:
        scratch = asked.scratch or Path(thrown_away)
        pythons = _peer_pythons(scratch)
        sizes = json.loads(RESULT.read_text(encoding="utf-8"))["sizes"] if RESULT.exists() else {}
        for people in asked.sizes:
            before = sizes.get(str(people), {}).get("measured", {}) if asked.more else {}
            folder = scratch / f"city-{people}"
            if not folder.exists():
                _make_city(folder, people)
            measured = _measured(folder, pythons, rounds=asked.rounds, threads=asked.threads)
            all_rounds = {name: [*before.get(name, []), *rounds] for name, rounds in measured.items()}
            sizes[str(people)] = _result(folder, pythons, all_rounds)
            by_size = dict(sorted(sizes.items(), key=lambda pair: int(pair[0])))
            _write({"machine": _machine(), "sizes": by_size})


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000, 3_400_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--scratch", type=Path, help="a folder for environments and cities, kept")
    parser.add_argument("--more", action="store_true", help="add rounds to those in the result")
    return parser.parse_args()


def _peer_pythons(folder: Path) -> dict[str, Path]:
    """Install each peer into an environment of its own, outside the project's locks."""
    pythons = {}
    for peer, requirement in PEERS.items():
        python = folder / peer / "bin" / "python"
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", folder / peer], check=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", requirement], check=True)
        pythons[peer] = python
    return pythons


def _make_city(folder: Path, people: int) -> None:
    unfinished = folder.with_suffix(".part")
    make = f"import complete_city, pathlib; complete_city.make(pathlib.Path({str(unfinished)!r}), {people})"
    subprocess.run([sys.executable, "-c", make], cwd=HERE, check=True)
    unfinished.rename(folder)


def _measured(
    folder: Path, pythons: Mapping[str, Path], *, rounds: int, threads: int
) -> dict[str, list[Measured]]:
    measured: dict[str, list[Measured]] = {}
    for number in range(rounds):
        for name, command in _commands(folder, pythons, threads).items():
            saving = ["--save"] if number == 0 and name in ("numba", "numpy", *pythons) else []
            one = _json_of([*command, *saving])
            measured.setdefault(name, []).append(one)
            print(f"{folder.name} round {number + 1} {name:<16} {one.get('seconds', 0):8.3f} s", flush=True)
    return measured


def _result(folder: Path, pythons: Mapping[str, Path], measured: dict[str, list[Measured]]) -> Measured:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    answers = manifest.pop("answers")
    del manifest["facts"]
    return {
        **manifest,
        "policies": len(answers),
        "rounds": len(measured["numba"]),
        "differing_cells": _differing(folder, pythons),
        "measured": measured,
        "summary": summary(measured),
    }


def _commands(folder: Path, pythons: Mapping[str, Path], threads: int) -> dict[str, list[str | Path]]:
    """Return what is run in each round, in order: ``all`` with all threads, ``gaps`` with unknown facts."""
    ours: list[str | Path] = [sys.executable, HERE / "our_step.py"]
    many = ["--threads", str(threads)]
    peers = {peer: [python, HERE / "peer_step.py", peer, folder] for peer, python in pythons.items()}
    return {
        "bandwidth": [*ours, "bandwidth", folder, *many],
        **peers,
        "numpy": [*ours, "numpy", folder],
        "numba": [*ours, "numba", folder],
        "numpy_all": [*ours, "numpy", folder, *many],
        "numba_all": [*ours, "numba", folder, *many],
        "numpy_gaps": [*ours, "numpy", folder, "--register", "registered"],
        "numba_gaps": [*ours, "numba", folder, "--register", "registered"],
        "numba_gaps_all": [*ours, "numba", folder, "--register", "registered", *many],
        "changed": [*ours, "changed", folder],
        "explained": [*ours, "explained", folder],
        "files": [*ours, "files", folder],
        "whole": [*ours, "whole", folder, *many],
    }


def _json_of(command: list[str | Path]) -> Measured:
    run = subprocess.run(command, capture_output=True, text=True, cwd=HERE, check=False)
    if run.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{run.stderr}")
    return dict(json.loads(run.stdout))


def _differing(folder: Path, pythons: Mapping[str, Path]) -> dict[str, int]:
    """Return in how many cells each evaluator differs from NumPy: eligible or not, and the amount."""
    with np.load(folder / "numpy.npz") as file:
        expected = dict(file)
    found = {}
    for name in ("numba", *pythons):
        with np.load(folder / f"{name}.npz") as file:
            found[name] = sum(int((file[key] != expected[key]).sum()) for key in file)
    return found


def _machine() -> dict[str, object]:
    lines = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines()
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    versions = {name: metadata.version(name) for name in ("numpy", "numba", "pyarrow")}
    return {
        "processor": model or platform.processor(), "cores": os.cpu_count(), "system": platform.system(),
        "python": platform.python_version(), "load_at_the_end": os.getloadavg()[0], **versions, "peers": PEERS,
    }  # fmt: skip


def _write(result: Measured) -> None:
    RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    write_readme(result, HERE / "README.md")


if __name__ == "__main__":
    main()
