"""Marks between words, in the language of the page: Chinese has its own, with no space after them."""

from __future__ import annotations

from collections.abc import Iterable

from minsheng.faces.design.language import language


def mark(chinese: str, english: str) -> str:
    """Return the mark of the language of the page."""
    return english if language().startswith("en") else chinese


def listing(items: Iterable[str]) -> str:
    """Return the items of a list, one after the other."""
    return mark("、", ", ").join(items)


def bracketed(text: str) -> str:
    """Return a text in brackets."""
    return mark("（", " (") + text + mark("）", ")")
