"""A PostgreSQL server of our own for one run of the tests: on a socket, in a folder that is thrown away.

A server refuses to run as root, so root starts it as the user that the package made. Durability is off: there is
nothing to keep. The server is stopped by its process number, whatever happens in between.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SERVER_SETTINGS = (
    "-c listen_addresses='' -c fsync=off "
    "-c full_page_writes=off -c synchronous_commit=off -c shared_buffers=128MB"
)
INITDB = ("-A", "trust", "-U", "app", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
SECONDS_TO_STOP = 20


@contextlib.contextmanager
def throw_away_server(binaries: Path) -> Iterator[str]:
    """Run a server while the block runs; gives its address for DATABASE_URL."""
    # A socket's path may be at most about 100 bytes, and the server's user must be able to reach it.
    folder = Path(tempfile.mkdtemp(prefix="minsheng-postgres-", dir="/tmp"))
    cluster = folder / "cluster"
    as_server = _as_server_user(folder)
    try:
        _run(as_server, binaries, ["initdb", "-D", str(cluster), *INITDB])
        start = ["pg_ctl", "start", "-w", "-t", "60", "-D", str(cluster), "-l", str(folder / "server.log")]
        _run(as_server, binaries, [*start, "-o", f"-k {folder} {SERVER_SETTINGS}"])
        yield f"postgres://app@/postgres?host={folder}"
    finally:
        _stop(as_server, binaries, cluster)
        shutil.rmtree(folder, ignore_errors=True)


def _as_server_user(folder: Path) -> list[str]:
    """Return the words that start a program as a user who may run a server; this user gets the folder."""
    if os.geteuid() != 0:
        return []
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in known else "nobody"
    shutil.chown(folder, user=user)
    return ["runuser", "-u", user, "--"]


def _run(as_server: list[str], binaries: Path, command: list[str]) -> None:
    program, *words = command
    # From /, because the server's user may not enter the folder we stand in. Output goes to a file, because a
    # server that inherits a pipe keeps it open, and reading it would never end.
    with tempfile.TemporaryFile(mode="w+", encoding="utf-8") as output:
        finished = subprocess.run(
            [*as_server, str(binaries / program), *words],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        output.seek(0)
        said = output.read()
    if finished.returncode != 0:
        raise RuntimeError(f"The PostgreSQL server for the tests did not start: {program} said\n\n{said}")


def _stop(as_server: list[str], binaries: Path, cluster: Path) -> None:
    process = _process_number(cluster)
    if process is None:
        return
    stop = ["pg_ctl", "stop", "-m", "immediate", "-w", "-t", str(SECONDS_TO_STOP), "-D", str(cluster)]
    try:
        _run(as_server, binaries, stop)
    except (RuntimeError, subprocess.TimeoutExpired):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGQUIT)
            time.sleep(2)
            os.kill(process, signal.SIGKILL)


def _process_number(cluster: Path) -> int | None:
    try:
        return int((cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None
