"""No pattern of the site runs away on a long text."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import minsheng

LONG = 100_000
SECONDS = 1.0  # a pattern that backtracks needs hours
TEXTS = [
    one * LONG for one in ("a", "1", " ", "张", "-", "a ", "1.", "（", "年", "\t", "a1", "_", "x" * 31 + "!")
]


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(minsheng.__path__, "minsheng."):
        if ".migrations." in module.name or module.name.endswith((".spark", ".wsgi", ".asgi")):
            continue
        names = vars(importlib.import_module(module.name))
        for name, value in names.items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value


@pytest.mark.parametrize(("name", "pattern"), [pytest.param(*one, id=one[0]) for one in patterns()])
def test_a_long_text_is_answered_at_once(name: str, pattern: re.Pattern[str]):
    for text in TEXTS:
        for ask in (pattern.search, pattern.fullmatch):
            started = time.process_time()
            ask(text + "!")
            assert time.process_time() - started < SECONDS, (name, text[:5])


def test_a_pattern_that_runs_away_would_be_noticed():
    started = time.process_time()
    re.compile(r"(a+)+$").search("a" * 24 + "!")

    assert time.process_time() - started > SECONDS / 4
