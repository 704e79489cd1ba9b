"""The room as Django starts it."""

from __future__ import annotations

from django.apps import AppConfig


class EntitlementsConfig(AppConfig):
    """Keeps what the rules find whenever a case is decided."""

    name = "minsheng.kernel.entitlements"

    def ready(self) -> None:
        """Say that decisions are to be kept with what the rules found."""
        from minsheng.kernel.cases.deciding import when_decided
        from minsheng.kernel.entitlements.keeping import keep_answers

        when_decided(keep_answers)
