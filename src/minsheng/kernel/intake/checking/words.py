"""How words are compared: the same header, name or wording, however it was typed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BRACKETED = re.compile(r"[(\[{〔【《<][^)\]}〕】》>]*[)\]}〕】》>]")
_ORDINAL = re.compile(r"^\s*(?:[(]?\d{1,2}[)]|\d{1,2}\s*[.、]|[一二三四五六七八九十]{1,3}[、.])\s*")


def as_typed(text: str) -> str:
    """Return a text with full-width letters, digits and brackets made half-width, and its ends trimmed."""
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()


@lru_cache(maxsize=1 << 15)
def plain(text: str) -> str:
    """Return only the letters and digits of a text, small and half-width: what is left is compared.

    >>> plain(" ＊公民身份\\n号码： ")
    '公民身份号码'
    """
    return "".join(sign for sign in as_typed(_without_ordinal(text)).lower() if sign.isalnum())


def plain_without_brackets(text: str) -> str:
    """Return the plain form without what stands in brackets.

    >>> plain_without_brackets("1.月收入（元）")
    '月收入'
    """
    return plain(_BRACKETED.sub("", as_typed(text)))


def _without_ordinal(text: str) -> str:
    return _ORDINAL.sub("", as_typed(text))


def squeezed(text: str) -> str:
    """Return a text in half-width without any space."""
    return "".join(as_typed(text).split())
