"""What the machine must have for all tests to run: Chromium, a Chinese font, a PostgreSQL server and Java.

Root has the missing packages installed with apt-get. Anybody else is told exactly what to install. Nothing is ever
skipped because something is missing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM_PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
OLDEST_JAVA = 17
POSTGRES_PLACES = (
    "/usr/lib/postgresql",
    "/usr/pgsql-*",
    "/opt/homebrew/opt/postgresql*",
    "/usr/local/opt/postgresql*",
)


class MissingError(Exception):
    """The machine lacks something; the message says what, and how to get it."""


@dataclass(frozen=True)
class Need:
    """One thing that tests need: in words, the Debian package that brings it, and how to see that it is there."""

    words: str
    package: str
    find: Callable[[], object]


def find_chromium() -> str | None:
    """Return the browser's command; MINSHENG_CHROMIUM names another one."""
    if chosen := os.environ.get("MINSHENG_CHROMIUM"):
        return chosen
    found = [path for name in CHROMIUM_NAMES if (path := shutil.which(name))]
    found += [place for place in CHROMIUM_PLACES if Path(place).is_file()]
    return found[0] if found else None


def find_chinese_font() -> str | None:
    """Return a font of the system that has the rare characters of names, which the web font lacks."""
    if not shutil.which("fc-list"):
        return None
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return next(iter(listed.stdout.splitlines()), None)


def find_postgres() -> Path | None:
    """Return the folder of initdb and pg_ctl, of the newest PostgreSQL there is."""
    folders = [Path(path).resolve().parent for name in ("initdb", "pg_ctl") if (path := shutil.which(name))]
    for place in POSTGRES_PLACES:
        base = Path(place)
        folders += [
            found for pattern in ("bin", "*/bin") for found in base.parent.glob(f"{base.name}/{pattern}")
        ]
    complete = [
        folder for folder in folders if (folder / "initdb").is_file() and (folder / "pg_ctl").is_file()
    ]
    return max(complete, key=_version, default=None)


def find_java() -> str | None:
    """Return a Java that Spark can use, from JAVA_HOME or the PATH."""
    home = os.environ.get("JAVA_HOME")
    found = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if not found or not os.access(found, os.X_OK):
        return None
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False)
    version = re.search(r'version "(\d+)', said.stderr + said.stdout)
    return found if version and int(version[1]) >= OLDEST_JAVA else None


def _version(folder: Path) -> tuple[int, ...]:
    said = subprocess.run(
        [folder / "pg_ctl", "--version"], capture_output=True, text=True, check=False
    ).stdout
    return tuple(int(number) for number in re.findall(r"\d+", said)[:2])


NEEDS = (
    Need("the browser Chromium", "chromium", find_chromium),
    # fc-list, the program that knows which fonts there are.
    Need("the program fc-list", "fontconfig", lambda: shutil.which("fc-list")),
    Need("a Chinese font", "fonts-noto-cjk", find_chinese_font),
    Need("a PostgreSQL server", "postgresql", find_postgres),
)
FOR_SPARK = (Need("a Java 17 or newer", "default-jre-headless", find_java),)


def make_ready(needs: Sequence[Need] = NEEDS) -> None:
    """See to it that the machine has everything, or raise MissingError."""
    missing = [need for need in needs if not need.find()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _install([need.package for need in missing])
        missing = [need for need in missing if not need.find()]
    if missing:
        packages = " ".join(need.package for need in missing)
        raise MissingError(
            f"The tests cannot run: this machine lacks {', '.join(need.words for need in missing)}. "
            f"On Debian and Ubuntu: sudo apt-get install {packages}. Elsewhere, install the same things; "
            "MINSHENG_CHROMIUM names a browser that lies in an unusual place."
        )


def _install(packages: list[str]) -> None:
    print(f"minsheng: installing {', '.join(packages)} with apt-get", flush=True)
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        finished = subprocess.run(
            ["apt-get", *words],
            env=quietly,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if finished.returncode != 0:
            last_words = "\n".join(finished.stdout.splitlines()[-15:])
            raise MissingError(
                f"apt-get {words[0]} stopped with code {finished.returncode}. Its last words were:\n\n{last_words}\n\n"
                f"Install {' '.join(packages)} by hand, then run make test again."
            )
