"""Write all locks anew: the hashed Python locks and the front-end lock, none of which names a package index.

For maintainers. Needs uv and npm on the PATH; see requirements/README.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = "uv pip compile --upgrade --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header"
NPM = (
    "npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund"
)
PYTHON_LOCKS = ("runtime", "dev", "fast", "spark", "node", "peers")


def main() -> int:
    for name in PYTHON_LOCKS:
        lock_python(name)
    lock_front_end()
    return 0


def lock_python(name: str) -> None:
    # What is added to runtime must not change it: tests and demo run on the same versions.
    same_as_runtime = (
        ["--constraint", "requirements/runtime.lock"] if name in {"dev", "fast", "spark"} else []
    )
    words = [*UV.split(), "--no-emit-index-url", "--no-emit-find-links", *same_as_runtime]
    subprocess.run(
        [*words, f"requirements/{name}.in", "--output-file", f"requirements/{name}.lock"],
        cwd=ROOT,
        check=True,
    )
    print(f"requirements/{name}.lock written")


def lock_front_end() -> None:
    web = ROOT / "web"
    lock = web / "package-lock.json"
    subprocess.run(NPM.split(), cwd=web, check=True)
    lock.write_text(without_addresses(lock.read_text(encoding="utf-8")), encoding="utf-8")
    print("web/package-lock.json written")


def without_addresses(lock: str) -> str:
    """Return an npm lock without download and donation addresses; the integrity hashes stay."""
    content = json.loads(lock)
    for package in content["packages"].values():
        package.pop("resolved", None)
        package.pop("funding", None)
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
