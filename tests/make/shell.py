"""Running the shell blocks of a document in a folder of their own, where ``minsheng`` and ``cities`` are at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SECONDS = 180


def prepare(folder: Path) -> None:
    """Put the command, this Python and the city packs into a folder, as if the environment were on the path."""
    (folder / "bin").mkdir()
    start = "from minsheng.faces.cli.main import main; main()"
    _script(folder / "bin/minsheng", f'exec "{sys.executable}" -c "{start}" "$@"')
    _script(folder / "bin/python", f'exec "{sys.executable}" "$@"')
    (folder / "cities").symlink_to(ROOT / "cities")


def _script(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)


def run(script: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a block as a person would type it: the terminal in English, the first failing command ends it."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("MINSHENG_")}
    settings = {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "MINSHENG_LANG": "en",
        **settings,
    }
    return subprocess.run(
        ["sh", "-eu", "-c", script],
        cwd=folder,
        env=own | settings,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
