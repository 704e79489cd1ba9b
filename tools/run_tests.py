"""Run every test: all of them on SQLite, then those that touch the database again on PostgreSQL.

``make test`` calls this. More words are handed to pytest: ``make test ARGS="-k pledge"``. Options of its own:
``--sqlite`` or ``--postgres`` runs that pass alone; ``--screenshots`` runs the journeys and keeps their pictures;
``--trust`` runs what the catalogue of threats names and writes docs/reference/trust.md.
``--spark`` runs the tests of the Spark evaluator, which need Java and install .venv-spark; nothing else runs them.
OpenFisca, which some tests compare with, is installed into .venv-peers.
Exits with the worst code of its passes; 2 when the machine lacks something.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from setup import environment
from setup.reporting import SetupError
from testing import machine
from testing.postgres import throw_away_server

ROOT = Path(__file__).resolve().parent.parent
SCREENSHOTS = ROOT / "var/screenshots"
MOST_WORKERS = 4
TRUST = ROOT / "var/trust"
OWN_OPTIONS = {"--sqlite", "--postgres", "--screenshots", "--trust", "--spark"}


@dataclass(frozen=True)
class Result:
    """How one pass ended."""

    name: str
    code: int
    seconds: float

    def __str__(self) -> str:
        outcome = "passed" if self.code == 0 else f"FAILED (pytest stopped with code {self.code})"
        return f"{self.name}: {outcome} after {self.seconds:.0f} s"


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, _leave)
    own, words = OWN_OPTIONS & set(arguments), [word for word in arguments if word not in OWN_OPTIONS]
    try:
        machine.make_ready(machine.FOR_SPARK if "--spark" in own else machine.NEEDS)
        environment.ensure_beside(ROOT, "spark" if "--spark" in own else "peers")
        results = list(_passes(own, words))
    except (machine.MissingError, SetupError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nThe tests were interrupted.", file=sys.stderr)
        return 130
    print(f"\n{'=' * 30} summary {'=' * 30}")
    for result in results:
        print(result)
    return max(result.code for result in results)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    # As an exception, so that the database server is stopped on the way out.
    sys.exit(143)


def _passes(own: set[str], words: list[str]) -> list[Result]:
    if "--screenshots" in own:
        print(f"The pictures go to {SCREENSHOTS.relative_to(ROOT)}/", flush=True)
        return [_pytest("Journeys", ["-m", "browser", *words], {"MINSHENG_SCREENSHOTS": str(SCREENSHOTS)})]
    if "--trust" in own:
        return _trust()
    if "--spark" in own:
        return [_pytest("Spark", ["-m", "spark", "-n", "1", *words], {})]
    results = []
    if "--postgres" not in own:
        results.append(_on_sqlite(words))
    if "--sqlite" not in own:
        results.append(_on_postgres(words))
    return results


def _trust() -> list[Result]:
    from testing import trust

    reporting = [*trust.proofs(ROOT), "-p", "tests.trust.report", "--trust-report"]
    reports = {name: TRUST / f"{name}.json" for name in ("SQLite", "PostgreSQL")}
    results = [
        _on_sqlite([*reporting, str(reports["SQLite"])]),
        _on_postgres([*reporting, str(reports["PostgreSQL"])]),
    ]
    trust.write(ROOT, reports)
    return results


def _on_sqlite(words: list[str]) -> Result:
    return _pytest("SQLite", ["-m", "not postgres and not spark", *words], {})


def _on_postgres(words: list[str]) -> Result:
    binaries = machine.find_postgres()
    if binaries is None:
        raise machine.MissingError(
            "The PostgreSQL server that was found a moment ago is gone. Run make test again."
        )
    with throw_away_server(binaries) as address:
        return _pytest("PostgreSQL", ["--only-database-tests", *words], {"DATABASE_URL": address})


def _pytest(name: str, words: list[str], settings: Mapping[str, str]) -> Result:
    print(f"\n{'=' * 30} {name} {'=' * 30}", flush=True)
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(workers), "--dist", "worksteal", *words]
    started = time.monotonic()
    chromium = {"MINSHENG_CHROMIUM": machine.find_chromium() or ""}
    code = subprocess.call(command, cwd=ROOT, env={**environment, **chromium, **settings})
    return Result(name, code, time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
