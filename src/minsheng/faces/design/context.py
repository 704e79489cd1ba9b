"""What every page knows: who is looking, in which language, and whether the data is synthetic."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Context for every template."""
    return {"data_is_synthetic": settings.MODE != "production"}
