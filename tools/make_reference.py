"""Write docs/reference, and the counts of cases, from the code and the city data. ``make reference`` calls this.

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
from reference.cases import case_counts  # noqa: E402
from reference.commands import commands_page  # noqa: E402
from reference.facts import facts_page  # noqa: E402
from reference.graphs import graphs_page  # noqa: E402
from reference.parameters import parameters_page  # noqa: E402
from reference.policies import policies_page  # noqa: E402
from reference.schemas import answer_schema_text, household_schema_text  # noqa: E402
from reference.sheets import sheets_page  # noqa: E402

FOLDER = ROOT / "docs/reference"
PAGES: dict[str, Callable[[], str]] = {
    "policies.md": policies_page,
    "graphs.md": graphs_page,
    "parameters.md": parameters_page,
    "facts.md": facts_page,
    "calculators.md": calculators_page,
    "sheets.md": sheets_page,
    "commands.md": commands_page,
    "schemas/household.json": household_schema_text,
    "schemas/answer.json": answer_schema_text,
}
# What is written for the program itself, because an installed package has no tests to count.
FILES: dict[str, Callable[[], str]] = {
    **{f"docs/reference/{name}": written for name, written in PAGES.items()},
    "src/minsheng/kernel/entitlements/case_counts.json": case_counts,
}


def main() -> int:
    # The counts first: commands and pages read them.
    for name, written in sorted(FILES.items(), reverse=True):
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = written()
        was = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(text, encoding="utf-8")
        print(f"{name}: {'as it was' if text == was else 'written anew'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
