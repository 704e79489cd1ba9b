"""Pledges of the invented programme, for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from minsheng.kernel.pledges.models import Pledge


def make_pledge(key: str = "canteens", **changes: Any) -> Pledge:
    """Write the pledge of thirty canteens in 2026, or a changed one."""
    given: dict[str, Any] = {
        "year": 2026, "title_zh": "食堂", "title_en": "Canteens", "sentence": "建设30个食堂",
        "sentence_is_verbatim": True, "source": "测试", "category": "aid", "mode": "count", "target_low": Decimal(30),
        "unit_zh": "个",
        "unit_en": "canteens", "due_on": date(2026, 12, 31), "lead_bureau": "民政局", "programme": "aid",
        "indicator": "canteens", "place_kinds": ["canteen"],
    }  # fmt: skip
    return Pledge.objects.create(key=key, **given | changes)


def make_coverage_pledge() -> Pledge:
    """Write the pledge of a stroke centre in every county."""
    return make_pledge(
        "stroke", mode="coverage", target_low=None, indicator="stroke_coverage", place_kinds=[]
    )
