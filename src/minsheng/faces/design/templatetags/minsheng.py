"""How money, days, texts and states look on every page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import ngettext

from minsheng.engines.formulas.age import completed_years
from minsheng.engines.formulas.money import yuan_text
from minsheng.engines.policy.text import Text
from minsheng.faces.design.language import language
from minsheng.faces.design.language import spoken as _spoken
from minsheng.faces.design.words import TONES, WORDS
from minsheng.kernel.cases.kinds import case_kinds
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.privacy.holdings import shown
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.labels import ROLE_LABELS
from minsheng.kernel.registry.loading import place_kinds, policies

register = template.Library()


@register.filter
def spoken(value: Text | str | None) -> str:
    """Say a two-language text in the language of the page."""
    return "" if value is None else _spoken(value) if isinstance(value, Text) else str(value)


@register.filter
def yuan(fen: int | None) -> str:
    """Write an amount in fen as yuan: 1,234.50元."""
    if fen is None:
        return "—"
    return f"{yuan_text(fen)}元" if not language().startswith("en") else f"¥{yuan_text(fen)}"


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day: 2026年11月24日, or 24 November 2026."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if language().startswith("en"):
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
    return shown("people.Person", "name", name)


@register.filter
def share_of(part: int | None, whole: int | None) -> str:
    """A share in percent with one decimal, or a dash when there is nothing to divide by."""
    return "—" if part is None or not whole else f"{100 * part / whole:.1f}%"


@register.filter
def count(number: int | None) -> str:
    """A count with thousands separated, or a dash when it is not known."""
    return "—" if number is None else f"{number:,}"


@register.filter
def age_on(born_on: date | None, on: date) -> str:
    """An age in completed years, in words: 76岁; a dash when the birth is not known."""
    if born_on is None:
        return "—"
    years = completed_years(born_on, on=on)
    return ngettext("%(count)d岁", "%(count)d岁", years) % {"count": years}


@register.filter
def staff_name(user: Any) -> str:
    """What to call a member of staff: the full name (in Chinese the family name first), else the user name."""
    if user is None:
        return ""
    is_chinese = "\u3400" <= (user.last_name or user.first_name)[:1] <= "\u9fff"
    name = user.last_name + user.first_name if is_chinese else user.get_full_name()
    return str(name or user.get_username())


@register.filter
def each(amount: str, per: str) -> str:
    """An amount with its period, as each language says it: 每月 720.00元, ¥720.00 a month."""
    period = word(per, "per")
    return f"{amount} {period}" if language().startswith("en") else f"{period} {amount}"


@register.filter
def policy_per(key: str) -> str:
    """The key of the period that a policy's amount is for: month, year or once."""
    policy = policies().get(key)
    return policy.per if policy else ""


@register.filter
def code_word(code: int | None, fact: str) -> str:
    """The wording of a code of a fact: {{ person.sex|code_word:"sex" }}."""
    text = FACTS[fact].codes.get(code) if code is not None else None
    return _spoken(text) if text else "—"


@register.filter
def yuan_round(fen: int | None) -> str:
    """A large amount as officials read it: 92.03万元; whole yuan below ten thousand."""
    if fen is None:
        return "—"
    whole = round(fen / 100)
    if language().startswith("en"):
        return f"¥{whole:,}"
    return f"{whole / 10_000:,.2f}万元" if abs(whole) >= 10_000 else f"{whole:,}元"
