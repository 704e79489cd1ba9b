"""A day on which tests of pages take place: the same in every year, with all working days of it published."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


def stop_the_clock(patch: pytest.MonkeyPatch) -> None:
    """Let it be noon of that day, in China, for everything that asks Django."""
    patch.setattr(timezone, "now", lambda: NOON)
