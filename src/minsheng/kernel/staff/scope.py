"""Who may see which rows: a queryset that answers only within the divisions of a user's posts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models

from minsheng.kernel.divisions.codes import bounds
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.models import Post

Actor = AbstractBaseUser | AnonymousUser


def divisions_of(user: Actor, *, on: date, programme: str = "", roles: Iterable[Role] = ()) -> list[str]:
    """Return the codes of the divisions in which a user holds a post on a day; empty for everybody else.

    With a programme, posts for it or for all programmes count; with roles, posts with one of these.
    """
    if not user.is_authenticated:
        return []
    posts = Post.objects.held_on(on).filter(user_id=user.pk)
    if programme:
        posts = posts.filter(programme__in=["", programme])
    if wanted := [role.value for role in roles]:
        posts = posts.filter(role__in=wanted)
    return sorted(set(posts.values_list("division_id", flat=True)))


def may_see(
    user: Actor, division_code: str, *, on: date, programme: str = "", roles: Iterable[Role] = ()
) -> bool:
    """Say whether a division lies within a user's posts."""
    spans = [bounds(code) for code in divisions_of(user, on=on, programme=programme, roles=roles)]
    return any(low <= division_code < high for low, high in spans)


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows that carry a division. ``division_path`` names the field on the model."""

    division_path = "division_id"

    def within(self, code: str) -> Self:
        """Return the rows of a division and everything below it."""
        return self.filter(self._span(code))

    def visible_to(self, user: Actor, *, on: date, programme: str = "", roles: Iterable[Role] = ()) -> Self:
        """Return the rows in the divisions of a user's posts (with one of the roles, if any); none without a post."""
        codes = divisions_of(user, on=on, programme=programme, roles=roles)
        if not codes:
            return self.none()
        allowed = models.Q()
        for code in codes:
            allowed |= self._span(code)
        return self.filter(allowed)

    def _span(self, code: str) -> models.Q:
        return below(code, self.division_path)


def below(code: str, path: str = "division_id") -> models.Q:
    """Return the condition that a row lies in a division or below it; ``path`` names the field with its code."""
    low, high = bounds(code)
    return models.Q(**{f"{path}__gte": low, f"{path}__lt": high})
