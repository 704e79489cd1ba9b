"""How set-up speaks to the person at the terminal, and how it runs other programs quietly."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

LINES_SHOWN_OF_A_FAILURE = 25


class SetupError(Exception):
    """Set-up cannot go on; the message says what happened, why, and what to do."""


def say(sentence: str) -> None:
    print(f"minsheng: {sentence}", flush=True)


def run(
    command: list[str | Path],
    *,
    doing: str,
    then: str,
    folder: Path,
    settings: Mapping[str, str] | None = None,
) -> str:
    """Run a program and return what it said; only a failure is shown.

    doing: the step in words, for the message. then: what a person can do about a failure.
    """
    words = [str(word) for word in command]
    try:
        finished = subprocess.run(
            words,
            cwd=folder,
            env={**os.environ, **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise SetupError(
            f"{doing} failed: {words[0]} could not be started ({error.strerror}). {then}"
        ) from error
    if finished.returncode != 0:
        last_words = "\n".join(finished.stdout.splitlines()[-LINES_SHOWN_OF_A_FAILURE:])
        raise SetupError(
            f"{doing} failed: {words[0]} stopped with code {finished.returncode}. Its last words were:\n\n"
            f"{last_words}\n\n{then}"
        )
    return finished.stdout


def what_it_says(command: list[str | Path], *, search_path: str | None = None) -> str | None:
    """Return the trimmed output of a short program, or None when it is absent or fails."""
    settings = {**os.environ, **({"PATH": search_path} if search_path else {})}
    try:
        finished = subprocess.run(
            [str(word) for word in command],
            env=settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return finished.stdout.strip() if finished.returncode == 0 else None


def fingerprint(files: Iterable[Path], *, also: str = "") -> str:
    """Return one hash over the names and contents of files, and of a few words."""
    seal = hashlib.sha256(also.encode())
    for file in sorted(files):
        seal.update(f"\0{file.as_posix()}\0".encode())
        seal.update(file.read_bytes())
    return seal.hexdigest()


def stamped(stamp: Path) -> str:
    return stamp.read_text(encoding="utf-8").strip() if stamp.is_file() else ""
