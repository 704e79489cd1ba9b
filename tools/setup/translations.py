"""The translations: every .po file in the repository is compiled to the .mo file that Django reads."""

from __future__ import annotations

from pathlib import Path

from setup.reporting import run, say


def ensure(root: Path) -> bool:
    """Compile the catalogues that are newer than their result; return whether there were any."""
    outdated = [
        catalogue
        for catalogue in sorted((root / "src/minsheng").rglob("locale/*/LC_MESSAGES/*.po"))
        if _is_outdated(catalogue)
    ]
    for catalogue in outdated:
        say(f"compiling the translation {catalogue.relative_to(root)}")
        run(
            [root / ".venv/bin/pybabel", "compile", "-i", catalogue, "-o", catalogue.with_suffix(".mo"),
             "-l", catalogue.parent.parent.name],
            doing=f"Compiling {catalogue.name}",
            then=f"Correct the line it names in {catalogue.relative_to(root)}.",
            folder=root,
        )  # fmt: skip
    return bool(outdated)


def _is_outdated(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return not compiled.is_file() or compiled.stat().st_mtime < catalogue.stat().st_mtime
