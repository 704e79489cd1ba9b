"""Which cases a member of staff may look at, and which lie on the desks of their posts.

A case may be looked at by those whose posts reach the home of its subject or the desk that holds it now: the village
sees what becomes of its people while the county decides. Kinds that are closed to others (child protection and the
like) are seen only by those who may work on them, at the desk itself. A post for one programme shows no case of
another one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from minsheng.kernel.cases.kinds import case_kinds, programme_of
from minsheng.kernel.registry.card import CaseKind, Role, Stage
from minsheng.kernel.staff.models import Post
from minsheng.kernel.staff.scope import Actor, below

NOTHING = Q(pk__in=[])


def seen_by(user: Actor, *, on: date, roles: Iterable[Role] = ()) -> Q:
    """Return the condition that a user may look at a case on a day; with roles, only posts with one of these count."""
    condition = NOTHING
    for post in _posts(user, on=on, roles=roles):
        open_kinds = [kind.key for kind in _kinds_of(post) if not kind.is_closed_to_others]
        reached = below(post.division_id, "home_id") | below(post.division_id)
        condition |= Q(kind__in=open_kinds) & reached
        condition |= _worked_by(post, only_closed=True) & below(post.division_id)
    return condition


def kinds_of_programme(programme: str) -> list[str]:
    """Return the keys of the kinds of case of a programme, with the kernel's own."""
    return [key for key in case_kinds() if programme_of(key) in ("", programme)]


def on_desks_of(user: Actor, *, on: date) -> Q:
    """Return the condition that a case lies on a desk at which a user holds a post that works on its stage."""
    condition = NOTHING
    for post in _posts(user, on=on):
        condition |= _worked_by(post) & Q(division_id=post.division_id)
    return condition


def below_desks_of(user: Actor, *, on: date) -> Q:
    """Return the condition that a case lies on a desk below a user's own, where the user may work on it, too."""
    condition = NOTHING
    for post in _posts(user, on=on):
        lower = below(post.division_id) & ~Q(division_id=post.division_id)
        condition |= _worked_by(post) & lower
    return condition


def _posts(user: Actor, *, on: date, roles: Iterable[Role] = ()) -> Iterable[Post]:
    if not user.is_authenticated:
        return []
    posts = Post.objects.held_on(on).filter(user_id=user.pk)
    wanted = [role.value for role in roles]
    return posts.filter(role__in=wanted) if wanted else posts


def _kinds_of(post: Post) -> list[CaseKind]:
    """Return the kinds a post counts for, as ``duties.posts_of`` does."""
    return [kind for kind in case_kinds().values() if post.programme in ("", programme_of(kind.key))]


def _worked_by(post: Post, *, only_closed: bool = False) -> Q:
    """Return the condition that the stage of a case is worked by the role of a post."""
    condition = NOTHING
    for kind in _kinds_of(post):
        if only_closed and not kind.is_closed_to_others:
            continue
        stages = [stage.key for stage in kind.stages if _works_on(post, stage)]
        if stages:
            condition |= Q(kind=kind.key, stage__in=stages)
    return condition


def _works_on(post: Post, stage: Stage) -> bool:
    return any(role.value == post.role for verb in stage.verbs for role in verb.roles)
