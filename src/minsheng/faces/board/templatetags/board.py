"""What only the board's tables need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from minsheng.faces.design.language import spoken
from minsheng.kernel.registry.here import parameters_of_this_city

register = template.Library()


@register.filter
def of(found: Mapping[str, Any], key: str) -> Any:
    """Look something up by a key that is a variable."""
    return found[key]


@register.filter
def signed(number: int) -> str:
    """A difference with its sign: +12, −3, ±0."""
    return f"{number:+,}".replace("-", "−") if number else "±0"


@register.filter
def parameter_label(key: str) -> str:
    """The label of a parameter."""
    parameters = parameters_of_this_city()
    return spoken(parameters.history(key)[-1].label) if key in parameters else key
