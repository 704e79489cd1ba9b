"""The front end: web/dist, built by Vite from web/ whenever its sources or the templates have changed."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from setup import environment
from setup.reporting import fingerprint, run, say, stamped, what_it_says

STAMP = "minsheng-setup.txt"
IF_INSTALLING_FAILS = (
    "The first set-up needs the npm registry: check the network (and npm's setting `registry`, if you use a mirror), "
    "then run the same command again."
)
IF_BUILDING_FAILS = (
    "Correct the file it names in web/. If it names none of ours, remove web/node_modules "
    "and run the command again."
)


def ensure(root: Path) -> bool:
    """Build web/dist when it is not what the sources say; return whether anything had to be done."""
    dist = root / "web/dist"
    wanted = fingerprint(_sources(root))
    if stamped(dist / STAMP) == wanted and (dist / "app.css").is_file() and (dist / "app.js").is_file():
        return False
    search_path = _search_path_with_node(root)
    _install_modules(root, search_path)
    say("building the front end")
    _npm(root, search_path, ["run", "build"], doing="Building the front end", then=IF_BUILDING_FAILS)
    (dist / STAMP).write_text(wanted, encoding="utf-8")
    return True


def _sources(root: Path) -> list[Path]:
    """Return all files that decide what the front end looks like.

    Tailwind writes only the classes that pages use, so the templates and the code of the faces count as well.
    """
    web, faces = root / "web", root / "src/minsheng/faces"
    sources = [file for file in web.glob("*") if file.is_file()]
    sources += [file for file in (web / "src").rglob("*") if file.is_file()]
    return sources + [file for kind in ("*.html", "*.py") for file in faces.rglob(kind)]


def _search_path_with_node(root: Path) -> str:
    machine = os.environ.get("PATH", os.defpath)
    if _has_suitable_node(machine):
        return machine
    return f"{environment.ensure_node(root)}{os.pathsep}{machine}"


def _has_suitable_node(search_path: str) -> bool:
    """Say whether Node and npm of the machine can build the front end: Vite 8 wants 20.19+ or 22.12+."""
    node = _version("node", search_path)
    npm = _version("npm", search_path)
    node_is_suitable = (20, 19) <= node < (21, 0) or node >= (22, 12)
    return node_is_suitable and npm >= (11, 0)


def _version(command: str, search_path: str) -> tuple[int, int]:
    found = shutil.which(command, path=search_path)
    said = what_it_says([found, "--version"], search_path=search_path) if found else None
    parts = re.match(r"v?(\d+)\.(\d+)", said or "")
    return (int(parts[1]), int(parts[2])) if parts else (0, 0)


def _install_modules(root: Path, search_path: str) -> None:
    web = root / "web"
    stamp = web / "node_modules" / STAMP
    wanted = fingerprint([web / "package.json", web / "package-lock.json"])
    if stamped(stamp) == wanted:
        return
    say("installing the front-end packages of web/package-lock.json")
    words = ["ci", "--ignore-scripts"]
    _npm(root, search_path, words, doing="Installing the front-end packages", then=IF_INSTALLING_FAILS)
    stamp.write_text(wanted, encoding="utf-8")


def _npm(root: Path, search_path: str, words: list[str], *, doing: str, then: str) -> None:
    settings = {
        "PATH": search_path,
        "npm_config_audit": "false",
        "npm_config_fund": "false",
        "npm_config_update_notifier": "false",
        # Offices often inspect traffic with a certificate of their own, which the system knows and Node does not.
        "NODE_USE_SYSTEM_CA": "1",
    }
    if not os.access(Path.home(), os.W_OK):
        settings["npm_config_cache"] = str(root / ".venv/npm-cache")
    run(
        [shutil.which("npm", path=search_path) or "npm", *words],
        doing=doing,
        then=then,
        folder=root / "web",
        settings=settings,
    )
