"""Write docs/reference from the code and the city data. ``make reference`` calls this.

A test compares the committed pages with what is written here, so that they never say what the code no longer does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The cases beside the tests are read, too: the pages say how many there are.
sys.path.insert(0, str(ROOT))

from reference.calculators import calculators_page  # noqa: E402
from reference.commands import commands_page  # noqa: E402
from reference.facts import facts_page  # noqa: E402
from reference.parameters import parameters_page  # noqa: E402
from reference.policies import policies_page  # noqa: E402
from reference.sheets import sheets_page  # noqa: E402

FOLDER = ROOT / "docs/reference"
PAGES: dict[str, Callable[[], str]] = {
    "policies.md": policies_page,
    "parameters.md": parameters_page,
    "facts.md": facts_page,
    "calculators.md": calculators_page,
    "sheets.md": sheets_page,
    "commands.md": commands_page,
}


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, written in PAGES.items():
        path = FOLDER / name
        text = written()
        was = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(text, encoding="utf-8")
        print(f"docs/reference/{name}: {'as it was' if text == was else 'written anew'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
