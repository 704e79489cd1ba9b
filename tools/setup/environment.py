"""Virtual environments from hashed locks: .venv with minsheng itself, editable, and others beside it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from setup.reporting import SetupError, fingerprint, run, say, stamped, what_it_says

STAMP = "minsheng-setup.json"
IF_INSTALLING_FAILS = (
    "The first set-up needs a package index: check the network (and PIP_INDEX_URL, if you use a mirror), then run "
    "the same command again. Packages are never compiled here: a machine for which a package has no wheel is not "
    "supported yet."
)
# Published as an archive only: Java archives and Python files, nothing to compile.
NO_WHEEL = ("pyspark",)


def ensure(root: Path, *, profile: str) -> bool:
    """Make .venv hold the packages of a profile; return whether anything had to be done."""
    venv, wanted = root / ".venv", _wanted(root, profile)
    made = _made(venv)
    if _is_usable(venv, made) and wanted.items() <= made.items():
        return False
    if not _is_usable(venv, made):
        made = _create(venv)
    # Without its stamp an environment counts as unfinished, so an interrupted installation is repeated.
    (venv / STAMP).unlink(missing_ok=True)
    if any(made.get(lock) != seal for lock, seal in wanted.items() if lock != "project"):
        _install_lock(root, profile, venv)
    _install_project(root)
    remembered = {**_identity(venv), **wanted}
    (venv / STAMP).write_text(json.dumps(remembered, indent=1), encoding="utf-8")
    return True


def ensure_node(root: Path) -> Path:
    """Put Node and npm into .venv, for machines without; return the folder of their commands."""
    stamp, seal = root / ".venv" / "minsheng-node.txt", fingerprint([root / "requirements/node.lock"])
    if stamped(stamp) != seal:
        say("this machine has no suitable Node; fetching one into .venv")
        _install(root, ["--require-hashes", "--only-binary", ":all:", "-r", "requirements/node.lock"])
        stamp.write_text(seal, encoding="utf-8")
    return root / ".venv" / "bin"


def ensure_beside(root: Path, name: str) -> Path:
    """Make .venv-<name> hold exactly the packages of requirements/<name>.lock; return its Python.

    For packages that cannot share .venv, such as a peer that pins other versions and is only measured against.
    """
    venv, lock = root / f".venv-{name}", root / f"requirements/{name}.lock"
    wanted = {**_identity(venv), "lock": fingerprint([lock])}
    if _made(venv) != wanted:
        _create(venv)
        _install_lock(root, name, venv)
        (venv / STAMP).write_text(json.dumps({**_identity(venv), "lock": wanted["lock"]}), encoding="utf-8")
    return venv / "bin" / "python"


def _wanted(root: Path, profile: str) -> dict[str, str]:
    # dev.lock holds all of runtime.lock (a test compares them), so an environment for dev also serves runtime.
    runtime = {
        "runtime": fingerprint([root / "requirements/runtime.lock"]),
        "project": fingerprint([root / "pyproject.toml"]),
    }
    return (
        runtime if profile == "runtime" else {**runtime, "dev": fingerprint([root / "requirements/dev.lock"])}
    )


def _made(venv: Path) -> dict[str, str]:
    try:
        made: dict[str, str] = json.loads(stamped(venv / STAMP) or "{}")
    except ValueError:
        return {}
    return made


def _is_usable(venv: Path, made: dict[str, str]) -> bool:
    """Say whether .venv runs, and is the one that was made here by this very version of Python."""
    return bool(made) and _identity(venv).items() <= made.items()


def _identity(venv: Path) -> dict[str, str]:
    # A moved environment still runs, but the commands in its bin folder start the old place.
    version = what_it_says([venv / "bin/python", "-I", "-c", "import sys; print(*sys.version_info[:2])"])
    return {"place": str(venv), "python": version or "does not run"}


def _create(venv: Path) -> dict[str, str]:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is read by whatever Python a person starts it with
        raise SetupError(
            f"It needs Python 3.11 or newer, but was started with {sys.version.split()[0]} ({sys.executable}). "
            "Use make, which looks for a newer one, or name one: make PYTHON=/path/to/python3"
        )
    say(f"creating {venv.name} with Python {sys.version.split()[0]}")
    if venv.is_symlink() or venv.is_file():
        raise SetupError(f"{venv} is not a folder. Move it away, then run the same command again.")
    shutil.rmtree(venv, ignore_errors=True)
    without_pip = ["--without-pip"] if _uv() else []
    run(
        [_base_python(), "-I", "-m", "venv", *without_pip, venv],
        doing=f"Creating the virtual environment {venv.name}",
        then="On Debian and Ubuntu the module venv is a package of its own: apt-get install python3-venv",
        folder=venv.parent,
    )
    return _identity(venv)


def _base_python() -> str:
    # Started from inside .venv, the environment must not become its own parent.
    return getattr(sys, "_base_executable", None) or sys.executable


def _install_lock(root: Path, name: str, venv: Path) -> None:
    say(f"installing the packages of requirements/{name}.lock with {'uv' if _uv() else 'pip'}")
    only_wheels = ["--only-binary", ":all:", *(word for one in NO_WHEEL for word in ("--no-binary", one))]
    words = ["--require-hashes", *only_wheels, "-r", f"requirements/{name}.lock"]
    _install(root, words, venv=venv)


def _install_project(root: Path) -> None:
    # The build backend is in the lock, so this step needs no network.
    _install(root, ["--no-deps", "--no-build-isolation", "--editable", "."])


def _install(root: Path, what: list[str], *, venv: Path | None = None) -> None:
    python = (venv or root / ".venv") / "bin" / "python"
    if uv := _uv():
        try:
            run(
                [uv, "pip", "install", "--python", python, *what],
                doing="Installing packages with uv",
                then="",
                folder=root,
                settings={"UV_PYTHON_DOWNLOADS": "never"},
            )
        except SetupError:
            say("uv could not do it; trying pip")
        else:
            return
    if what_it_says([python, "-I", "-m", "pip", "--version"]) is None:
        run(
            [python, "-I", "-m", "ensurepip"],
            doing=f"Adding pip to {python.parents[1].name}",
            then=IF_INSTALLING_FAILS,
            folder=root,
        )
    run(
        [python, "-I", "-m", "pip", "install", "--quiet", "--no-input", *what],
        doing="Installing packages with pip",
        then=IF_INSTALLING_FAILS,
        folder=root,
        settings={"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"},
    )


def _uv() -> str | None:
    """Return uv when the machine has one that runs; MINSHENG_NO_UV=1 makes set-up use pip."""
    found = None if os.environ.get("MINSHENG_NO_UV") else shutil.which("uv")
    return found if found and what_it_says([found, "--version"]) else None
