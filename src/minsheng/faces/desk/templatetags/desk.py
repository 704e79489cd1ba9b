"""Words that only pages of the desk use."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from minsheng.faces.design.language import spoken
from minsheng.faces.desk.twins import spoken_reasons

register = template.Library()


@register.filter
def twin_reasons(codes: Iterable[str]) -> list[str]:
    """Return why two entries may be one person, in words."""
    return [spoken(text) for text in spoken_reasons(codes)]
