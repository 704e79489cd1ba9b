"""Set up everything minsheng needs to run, from a fresh clone, and nothing when nothing has changed.

Makes .venv from a hashed lock, builds the front end and compiles the translations. Uses the standard library
only. Every step leaves a stamp of what it was made from, so a second run takes less than a second and needs no
network. Called by the Makefile: ``python tools/bootstrap.py runtime`` (or ``dev``, which adds the test tools).
"""

from __future__ import annotations

import fcntl
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from setup import environment, front_end, translations
from setup.reporting import SetupError, say

ROOT = Path(__file__).resolve().parent.parent
PROFILES = ("runtime", "dev")
USAGE = f"Usage: python tools/bootstrap.py {{{'|'.join(PROFILES)}}}"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in PROFILES:
        print(f"Say which set of packages to install. {USAGE}", file=sys.stderr)
        return 2
    started = time.monotonic()
    try:
        changed = set_up(ROOT, profile=arguments[0])
    except SetupError as error:
        print(f"\nminsheng could not be set up. {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(
            "\nminsheng was interrupted. Run the same command again; it goes on where it stopped.",
            file=sys.stderr,
        )
        return 130
    if changed:
        say(f"ready after {time.monotonic() - started:.1f} s")
    return 0


def set_up(root: Path, *, profile: str) -> bool:
    """Bring the clone at root up to date; return whether anything had to be done."""
    # Two runs at once would build into each other's folders: the second waits for the first.
    with (root / "pyproject.toml").open("rb") as turnstile:
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        steps = [
            environment.ensure(root, profile=profile),
            front_end.ensure(root),
            translations.ensure(root),
        ]
    return any(steps)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
