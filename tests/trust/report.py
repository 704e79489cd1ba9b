"""A plugin of pytest that says for every row of the catalogue how its proofs went.

    pytest -p tests.trust.report --trust-report FILE

Writes JSON: for each row how many checks passed and failed. ``tools/trust_report.py`` makes the table of it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from tests.trust.catalogue import rows

OUTCOMES = ("passed", "failed", "skipped")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--trust-report", type=Path, help="write the outcome of every row of the catalogue here")


def pytest_configure(config: pytest.Config) -> None:
    # The workers of xdist report to the process that started them, which alone writes.
    if config.getoption("--trust-report") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Outcomes(config.getoption("--trust-report")))


class _Outcomes:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._of: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        worst = max(self._of.get(report.nodeid, "passed"), report.outcome, key=self._weight)
        self._of[report.nodeid] = worst

    @staticmethod
    def _weight(outcome: str) -> int:
        return ("passed", "skipped", "failed").index(outcome)

    def pytest_sessionfinish(self) -> None:
        found: dict[str, dict[str, int]] = {}
        for row in rows():
            counted: dict[str, int] = defaultdict(int)
            for test, outcome in self._of.items():
                if row.is_tried_by(test):
                    counted[outcome] += 1
            found[row.row] = {outcome: counted[outcome] for outcome in OUTCOMES}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(found, indent=1), encoding="utf-8")
