"""Letting a test run with the invented programmes instead of the real ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from minsheng.kernel.cases import kinds
from minsheng.kernel.registry import loading


def forget_cards() -> None:
    """Let the cards be loaded again on the next question."""
    for cached in (kinds.case_kinds, *vars(loading).values()):
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()


@contextmanager
def small_programmes() -> Iterator[None]:
    """Run with ``tests.make.small_programmes``."""
    real, loading.PROGRAMMES_PACKAGE = loading.PROGRAMMES_PACKAGE, "tests.make.small_programmes"
    forget_cards()
    try:
        yield
    finally:
        loading.PROGRAMMES_PACKAGE = real
        forget_cards()
