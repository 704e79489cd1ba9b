"""How far a user's posts reach: which posts count for a programme on a day, and whether one reaches a division."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from minsheng.kernel.divisions.codes import contains
from minsheng.kernel.staff.models import Post

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.registry.card import Role


def held_posts(user: User | None, *, on: date, roles: Iterable[Role] = ()) -> list[Post]:
    """Return a user's posts in force for whatever programme; with roles, those with one of them."""
    if user is None or not user.is_authenticated:
        return []
    posts = Post.objects.held_on(on).filter(user=user)
    wanted = [role.value for role in roles]
    return list(posts.filter(role__in=wanted) if wanted else posts)


def posts_of(user: User | None, *, programme: str, on: date, roles: Iterable[Role] = ()) -> list[Post]:
    """Return a user's posts in force that count for a programme: posts for it, and posts for all programmes.

    Without a programme (the kernel's own work) only posts for all programmes count.
    """
    return [post for post in held_posts(user, on=on, roles=roles) if post.programme in ("", programme)]


def reaches(
    user: User | None, division_code: str, *, programme: str, on: date, roles: Iterable[Role] = ()
) -> bool:
    """Say whether a user holds a post with one of these roles at a division or above it."""
    posts = posts_of(user, programme=programme, on=on, roles=roles)
    return any(contains(post.division_id, division_code) for post in posts)
