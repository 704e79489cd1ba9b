"""Time limits for tests of cases, in the format of a city."""

from __future__ import annotations

import pytest

from minsheng.engines.formulas.working_days import WorkingCalendar
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.kernel.cases import clocks

ENTRY = """
clocks.{name}:
  label: {{zh: 期限, en: limit}}
  unit: {unit}
  values: [{{from: 2020-01-01, value: {count}, status: L, document: 测试}}]
"""
LIMITS = {
    "visit": (10, "working_days"),
    "accept": (1, "working_days"),
    "whole": (30, "working_days"),
    "whole_extended": (45, "working_days"),
    "decide": (5, "working_days"),
    "notice": (7, "days"),
    "visit_pause": (30, "days"),
    "correction": (15, "working_days"),
}


def use_clocks(patch: pytest.MonkeyPatch, *, calendar: WorkingCalendar | None = None) -> None:
    """Let clocks count by the limits above and, unless told otherwise, by the packaged calendar."""
    text = "".join(ENTRY.format(name=name, unit=unit, count=days) for name, (days, unit) in LIMITS.items())
    parameters = ParameterSet.from_texts({"clocks": text})
    patch.setattr(clocks, "parameters_of_this_city", lambda: parameters)
    patch.setattr(clocks, "calendar_of_this_city", lambda: calendar or WorkingCalendar())
