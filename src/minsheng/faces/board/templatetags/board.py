"""What only the board's tables need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from minsheng.engines.policy.text import Text
from minsheng.faces.board.reform_form import UNITS
from minsheng.faces.design.language import spoken
from minsheng.faces.design.templatetags.minsheng import yuan
from minsheng.kernel.registry.here import parameters_of_this_city

register = template.Library()

MET = {
    "met": Text("符合", "met"),
    "not_met": Text("不符合", "not met"),
    "unknown": Text("信息不足", "not known yet"),
    "": Text("没有这个条件", "no such condition"),
}


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


@register.filter
def signed_yuan(fen: int) -> str:
    """A change of money with its sign: +1,234.50元."""
    return f"{'+' if fen > 0 else '−' if fen < 0 else '±'}{yuan(abs(fen))}"


@register.filter
def unit_word(unit: str) -> str:
    """The unit of a parameter in words."""
    return spoken(UNITS[unit])


@register.filter
def met_word(key: str | None) -> str:
    """Whether a condition is met, in words."""
    return spoken(MET[key or ""])
