"""The language of the terminal: Chinese unless the environment asks for English."""

from __future__ import annotations

import os


def language() -> str:
    """Return "en" when MINSHENG_LANG or the locale asks for English, else "zh-hans"."""
    wanted = os.environ.get("MINSHENG_LANG") or os.environ.get("LANG", "")
    return "en" if wanted.lower().startswith("en") else "zh-hans"
