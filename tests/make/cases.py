"""Shortcuts for tests that walk a case through its stages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User

from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.models import Case


def noon(month: int, day: int, year: int = 2026) -> datetime:
    """Return the noon of China on a day."""
    return datetime(year, month, day, 4, tzinfo=UTC)


def walk(case: Case, *steps: tuple[str, User, datetime, dict[str, Any]]) -> Case:
    """Do verbs one after the other: (verb, by, at, values)."""
    for verb, by, at, values in steps:
        case = do(case, verb, by=by, at=at, values=values)
    return case
