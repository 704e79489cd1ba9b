"""Saying a two-language text in the language of the page."""

from __future__ import annotations

from django.utils.translation import get_language

from minsheng.engines.policy.text import Text


def language() -> str:
    """Return the language of the page; Chinese where none is set."""
    return get_language() or "zh-hans"


def spoken(text: Text) -> str:
    """Say a text in the language of the page."""
    return text.in_language(language())
