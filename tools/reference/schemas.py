"""The JSON Schemas of `minsheng check`, as files that other programs can keep."""

from __future__ import annotations

import json
from typing import Any

from minsheng.kernel.entitlements.check_schemas import answer_schema, household_schema


def household_schema_text() -> str:
    """Return the schema of what goes in."""
    return _text(household_schema())


def answer_schema_text() -> str:
    """Return the schema of what comes out."""
    return _text(answer_schema())


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
