"""Run all linters, whatever the first one finds, and say which were content. ``make check`` calls this."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "ruff": ["ruff", "check", "--quiet", "."],
    "layers": ["lint-imports", "--no-logo"],
    "templates": ["djlint", "--lint", "--quiet", "src/minsheng"],
    "dependencies": ["deptry", "src"],
    "types": ["mypy"],
    "rules": ["minsheng", "test-policies", "--lint"],
}


def main() -> int:
    failed = [name for name, command in CHECKS.items() if not is_content(name, command)]
    print(f"Not content: {', '.join(failed)}." if failed else "All checks are content.")
    return 1 if failed else 0


def is_content(name: str, command: list[str]) -> bool:
    """Run one linter; show what it says only when it finds something."""
    started = time.monotonic()
    finished = subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    found = finished.returncode != 0
    print(
        f"{name:<13} {'finds something' if found else 'content'} ({time.monotonic() - started:.1f} s)",
        flush=True,
    )
    if found:
        print(finished.stdout, flush=True)
    return not found


if __name__ == "__main__":
    sys.exit(main())
