"""Words and marks that only pages of the desk use."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from minsheng.faces.design.language import spoken
from minsheng.faces.design.templatetags.minsheng import word, yuan
from minsheng.faces.desk.imports import STATES, TONES, kind_title
from minsheng.faces.desk.marks import listing, mark
from minsheng.faces.desk.twins import spoken_reasons
from minsheng.kernel.intake.models import Batch
from minsheng.kernel.registry.loading import policies

register = template.Library()


@register.simple_tag
def colon() -> str:
    """A colon in the language of the page."""
    return mark("：", ": ")


@register.simple_tag
def semicolon() -> str:
    """A semicolon in the language of the page."""
    return mark("；", "; ")


@register.simple_tag
def comma() -> str:
    """What stands between the items of a list."""
    return mark("、", ", ")


@register.filter
def listed(items: Iterable[str]) -> str:
    """The items of a list, one after the other."""
    return listing(items)


@register.filter
def twin_reasons(codes: Iterable[str]) -> list[str]:
    """Return why two entries may be one person, in words."""
    return [spoken(text) for text in spoken_reasons(codes)]


@register.filter
def batch_state(key: str) -> str:
    """What became of a file, in words."""
    return spoken(STATES[Batch.State(key)])


@register.filter
def batch_tone(key: str) -> str:
    """The tone of a badge for what became of a file."""
    return TONES[Batch.State(key)]


@register.filter
def sheet_title(key: str) -> str:
    """What a kind of sheet is called."""
    return kind_title(key)


@register.filter
def amount_per(fen: int | None, per: str) -> str:
    """An amount with its period: 每月 480.00元, ¥480.00 a month."""
    period, amount = word(per, "per"), yuan(fen)
    return mark(f"{period} {amount}", f"{amount} {period}")


@register.filter
def amount_of(fen: int | None, policy: str) -> str:
    """An amount with the period for which a policy is paid."""
    known = policies().get(policy)
    return amount_per(fen, str(known.per)) if known is not None else yuan(fen)
