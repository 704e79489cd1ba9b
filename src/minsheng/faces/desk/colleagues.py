"""The colleagues a case can be given to or done together with, by name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from minsheng.faces.design.language import spoken
from minsheng.faces.design.templatetags.minsheng import staff_name
from minsheng.faces.desk.marks import bracketed
from minsheng.kernel.cases.duties import may_work_on
from minsheng.kernel.cases.kinds import programme_of, stage_of
from minsheng.kernel.divisions.codes import Depth, ancestor
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.labels import ROLE_LABELS
from minsheng.kernel.staff.models import Post
from minsheng.kernel.staff.scope import below

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case

Choices = list[tuple[str, str]]


def colleagues_near(case: Case, *, but: User, on: date) -> Choices:
    """Return the user names of others in the township of a case and at the county, the nearest first, with what to
    call them."""
    return [(post.user.get_username(), _called(post)) for post in _posts_near(case, but=but, on=on)]


def colleagues_at_the_desk(case: Case, *, but: User, on: date) -> Choices:
    """Return those of them who may work on the present stage."""
    roles = stage_of(case).roles
    return [
        (post.user.get_username(), _called(post))
        for post in _posts_near(case, but=but, on=on)
        if post.role in roles and may_work_on(case, post.user, roles=roles, on=on)
    ]


def _posts_near(case: Case, *, but: User, on: date) -> list[Post]:
    township, county = ancestor(case.home_id, Depth.TOWNSHIP), ancestor(case.home_id, Depth.COUNTY)
    posts = (
        Post.objects.held_on(on)
        .filter(below(township) | Q(division_id=county), programme__in={"", programme_of(case.kind)})
        .filter(user__is_active=True)
        .exclude(user=but)
        .select_related("user", "division")
    )
    near = sorted(
        posts, key=lambda post: (post.division_id != case.home_id, -post.division.level, post.user_id)
    )
    return list({post.user_id: post for post in reversed(near)}.values())[::-1]


def _called(post: Post) -> str:
    role = spoken(ROLE_LABELS[Role(post.role)])
    return staff_name(post.user) + bracketed(f"{post.division.name} · {role}")
