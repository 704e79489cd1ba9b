"""The divisions somebody may choose from: those of their posts and below, in the groups of a select field."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from minsheng.kernel.cases.need_to_know import READERS
from minsheng.kernel.divisions.codes import Depth, ancestor, contains
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.staff.scope import below, divisions_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Groups = list[tuple[str, list[tuple[str, str]]]]
# A whole city has thousands of villages; its posts choose townships.
MOST_VILLAGES = 700


def own_divisions(user: User, *, on: date) -> list[str]:
    """Return the codes of the divisions of a user's posts that may look at persons."""
    return divisions_of(user, on=on, roles=READERS)


def chosen_divisions(asked: str, user: User, *, on: date) -> list[str]:
    """Return the division somebody chose if it is theirs, otherwise all of theirs."""
    own = own_divisions(user, on=on)
    return [asked] if asked and any(_contains(code, asked) for code in own) else own


def groups_below(codes: Collection[str]) -> Groups:
    """Return the townships and villages below some divisions, the villages of a township in one group."""
    if not codes:
        return []
    reached = Q()
    for code in codes:
        reached |= below(code, "code")
    levels = [Depth.TOWNSHIP, Depth.VILLAGE]
    found = Division.objects.filter(reached, level__in=levels)
    if found.filter(level=Depth.VILLAGE).count() > MOST_VILLAGES:
        found = found.filter(level=Depth.TOWNSHIP)
    groups: dict[str, list[tuple[str, str]]] = {}
    names: dict[str, str] = {}
    for code, name, full_name in found.values_list("code", "name", "full_name"):
        township = ancestor(code, Depth.TOWNSHIP)
        names.setdefault(township, full_name)
        groups.setdefault(township, []).append((code, name))
    return [(names[township], members) for township, members in groups.items()]


def _contains(outer: str, inner: str) -> bool:
    try:
        return contains(outer, inner)
    except ValueError:
        return False
