"""The repository itself: what it may carry, how its locks look, and that CI runs what a person runs."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("runtime", "dev", "fast", "node", "spark")
AT_MOST_LINES = 400

# Written in pieces, so that this file may be checked as well.
MACHINE_PATHS = ["/" + "work/", "/" + "root/", "/" + "tmp/brief", "/" + "Users/", "C:" + "\\Users"]
REGISTRY_HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "npm" + "mirror.com",
    "deb" + ".debian.org",
    "mirrors" + ".aliyun",
    "tuna" + ".tsinghua",
]
BUILD_TOOLS = {"hatchling", "editables"}


def tracked_files() -> list[Path]:
    # Whoever owns the checkout: CI and containers often run as another user.
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def entries(lock: str) -> dict[str, list[str]]:
    """Return the entries of a Python lock: name==version with its marker, and the hashes."""
    text = (ROOT / f"requirements/{lock}.lock").read_text(encoding="utf-8")
    joined = text.replace("\\\n", " ").splitlines()
    return {
        line.partition("--hash=")[0].strip(): re.findall(r"--hash=(\S+)", line)
        for line in joined
        if line.strip()
    }


def wanted(file: str) -> set[str]:
    lines = (ROOT / f"requirements/{file}.in").read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith(("#", "-r"))}


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_lock_entry_is_pinned_and_hashed(lock):
    loose = [entry for entry, hashes in entries(lock).items() if "==" not in entry or not hashes]

    assert entries(lock)
    assert loose == []


@pytest.mark.parametrize("lock", [f"requirements/{name}.lock" for name in LOCKS] + ["web/package-lock.json"])
def test_locks_name_no_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert re.findall(r"\S*://\S*|--find-links.*|--index.*", text) == []


def test_every_front_end_package_is_pinned_and_hashed():
    packages = json.loads((ROOT / "web/package-lock.json").read_text(encoding="utf-8"))["packages"]

    # A bundled package comes inside the archive of another one, whose hash covers it.
    loose = [
        name
        for name, package in packages.items()
        if name and not package.get("inBundle") and "integrity" not in package
    ]

    assert len(packages) > 5
    assert loose == []


def test_the_front_end_asks_for_exact_versions():
    asked = json.loads((ROOT / "web/package.json").read_text(encoding="utf-8"))["devDependencies"]

    assert [name for name, version in asked.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_the_dev_lock_holds_the_whole_runtime_lock():
    assert entries("runtime").items() <= entries("dev").items()


def test_the_project_depends_on_what_the_runtime_lock_is_made_from():
    assert set(project()["dependencies"]) == wanted("runtime") - BUILD_TOOLS


@pytest.mark.parametrize("extra", ["fast", "spark"])
def test_every_extra_is_what_its_lock_is_made_from(extra):
    assert set(project()["optional-dependencies"][extra]) == wanted(extra)


def test_ci_calls_make_test_and_nothing_else():
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()

    steps = [line for line in lines if line.strip() and not line.startswith("#")]

    assert steps == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "make test"]


def test_no_file_names_a_machines_folder_or_a_registry():
    forbidden = [word.encode() for word in [*MACHINE_PATHS, *REGISTRY_HOSTS]]

    found = [
        f"{path.relative_to(ROOT)}: {word.decode()}"
        for path in tracked_files()
        for word in forbidden
        if word in path.read_bytes()
    ]

    assert found == []


def test_python_files_stay_short():
    long = [
        f"{path.relative_to(ROOT)} has {lines} lines"
        for path in tracked_files()
        if path.suffix == ".py" and "migrations" not in path.parts
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > AT_MOST_LINES
    ]

    assert long == []


def test_nothing_that_set_up_makes_is_committed():
    made = re.compile(
        r"^(\.venv|var|web/dist|web/node_modules)/|\.mo$|\.py[co]$|\.sqlite3$|(^|/)node_modules/"
    )

    assert [str(path) for path in tracked_files() if made.search(path.relative_to(ROOT).as_posix())] == []
