"""Desks: the division at which a stage is worked, nearest to where the subject lives."""

from __future__ import annotations

from datetime import date

from minsheng.kernel.divisions.codes import Depth, ancestor
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.registry.card import Level, Role
from minsheng.kernel.staff.models import Post

DEPTH_OF_LEVEL = {
    Level.VILLAGE: Depth.VILLAGE,
    Level.TOWNSHIP: Depth.TOWNSHIP,
    Level.COUNTY: Depth.COUNTY,
    Level.CITY: Depth.CITY,
}


def desk_code(home_code: str, level: Level) -> str:
    """Return the code of the desk for a stage: the division of that level that the home lies in, or the home itself.

    >>> desk_code("140729101203", Level.TOWNSHIP)
    '140729101000'
    """
    return ancestor(home_code, DEPTH_OF_LEVEL[level])


def desk_for(home: Division, level: Level) -> Division:
    """Return the division whose desk works a stage for somebody who lives in ``home``."""
    return Division.objects.get(pk=desk_code(home.code, level))


def workers_by_division(roles: tuple[Role, ...], *, programme: str, on: date) -> dict[str, list[int]]:
    """Return the users with a post exactly at each division, by division code, in the order of their keys."""
    posts = Post.objects.held_on(on).filter(
        role__in=[role.value for role in roles], programme__in={"", programme}, user__is_active=True
    )
    found: dict[str, list[int]] = {}
    for division_id, user_id in posts.order_by("user_id").values_list("division_id", "user_id").distinct():
        found.setdefault(division_id, []).append(user_id)
    return found
