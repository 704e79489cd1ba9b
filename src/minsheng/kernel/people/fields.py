"""A text column that sorts by code point on both databases, so that a prefix is a range and uses its index."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

COLLATION_BY_CODE_POINT = {"postgresql": "C", "sqlite": "BINARY"}


class CodePointCharField(models.CharField):  # type: ignore[type-arg]
    """A CharField ordered by code point."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        parameters = super().db_parameters(connection)
        parameters["collation"] = COLLATION_BY_CODE_POINT.get(connection.vendor)
        return parameters
