"""How money, days, texts and states look on every page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from minsheng.engines.formulas.money import yuan_text
from minsheng.engines.policy.text import Text
from minsheng.faces.design.words import TONES, WORDS
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.privacy.masks import masked_identity, masked_name
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.labels import ROLE_LABELS
from minsheng.kernel.registry.loading import case_kinds, place_kinds, policies

register = template.Library()


def _spoken(text: Text) -> str:
    return text.in_language(get_language() or "zh-hans")


@register.filter
def spoken(value: Text | str | None) -> str:
    """Say a two-language text in the language of the page."""
    return "" if value is None else _spoken(value) if isinstance(value, Text) else str(value)


@register.filter
def yuan(fen: int | None) -> str:
    """Write an amount in fen as yuan: 1,234.50元."""
    if fen is None:
        return "—"
    return f"{yuan_text(fen)}元" if not (get_language() or "").startswith("en") else f"¥{yuan_text(fen)}"


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day: 2026年11月24日, or 24 November 2026."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if (get_language() or "").startswith("en"):
        return f"{value.day} {value:%B %Y}"
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def word(key: Any, table: str) -> str:
    """Say a state in words: {{ lead.kind|word:"lead" }}."""
    text = WORDS[table].get(str(key))
    return _spoken(text) if text else str(key)


@register.filter
def tone(key: Any) -> str:
    """The tone of a badge for a state."""
    return TONES.get(str(key), "neutral")


@register.filter
def policy_title(key: str) -> str:
    """The title of a policy."""
    policy = policies().get(key)
    return _spoken(policy.title) if policy else key


@register.filter
def fact_label(name: str) -> str:
    """The label of a fact."""
    return _spoken(FACTS[name].label) if name in FACTS else name


@register.filter
def case_title(key: str) -> str:
    """The title of a kind of case."""
    kind = case_kinds().get(key)
    return _spoken(kind.title) if kind else key


@register.filter
def stage_title(key: str, kind_key: str) -> str:
    """The title of a stage of a kind of case."""
    kind = case_kinds().get(kind_key)
    titles = {stage.key: stage.title for stage in kind.stages} if kind else {}
    return _spoken(titles[key]) if key in titles else key


@register.filter
def place_kind_title(key: str) -> str:
    """The title of a kind of place."""
    kind = place_kinds().get(key)
    return _spoken(kind.title) if kind else key


@register.filter
def role_label(key: str) -> str:
    """The name of a role."""
    return _spoken(ROLE_LABELS[Role(key)])


@register.filter
def masked(name: str) -> str:
    """A name as strangers see it: 张*."""
    return masked_name(name)


@register.filter
def masked_number(number: str) -> str:
    """An identity number as staff see it before they give a reason."""
    return masked_identity(number)


@register.filter
def share_of(part: int | None, whole: int | None) -> str:
    """A share in percent with one decimal, or a dash when there is nothing to divide by."""
    return "—" if part is None or not whole else f"{100 * part / whole:.1f}%"
