"""Giving and ending posts: the only code that decides what a member of staff may do.

An administrator gives posts inside the own divisions, never to themselves, never for days that are past. Whoever
audits holds no other post, and the other way round, so that nobody checks their own work.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.divisions.codes import contains
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.models import Post

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.divisions.models import Division

SHORTEST_REASON = 5


class PostProblemError(Exception):
    """A post cannot be given or ended; ``text`` says why and what to do, in both languages."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class NotYoursToGiveError(PostProblemError):
    """Somebody without the right of an administrator there tried to change posts."""


class TwoHatsError(PostProblemError):
    """A post would let one person audit their own work."""


@transaction.atomic
def grant_post(
    user: User,
    *,
    role: Role,
    division: Division,
    programme: str = "",
    from_on: date,
    to_on: date | None = None,
    by: User,
    at: datetime,
    because: str,
) -> Post:
    """Give a post from a day on. Raises PostProblemError with the reason it cannot be given."""
    _must_give_reasons(because)
    _must_be_theirs_to_give(by, division.code, on=localdate(at))
    if user.pk == by.pk:
        raise NotYoursToGiveError(
            Text(
                "不能给自己授予岗位，请由另一位管理员办理。",
                "Nobody gives a post to themselves; ask another administrator.",
            )
        )
    _must_not_lie_in_the_past(from_on, to_on, today=localdate(at))
    _must_wear_one_hat(user, role, from_on=from_on, to_on=to_on)
    post = Post.objects.create(
        user=user, role=role, programme=programme, division=division, from_on=from_on, to_on=to_on
    )
    record(
        "post given", post, by=by, at=at, because=because, user=user.pk, role=str(role), programme=programme,
        division=division.code, from_on=from_on.isoformat(), to_on=to_on.isoformat() if to_on else None,
    )  # fmt: skip
    return post


@transaction.atomic
def end_post(post: Post, *, last_day: date, by: User, at: datetime, because: str) -> Post:
    """End a post after a day. With yesterday as the last day it ends at once."""
    _must_give_reasons(because)
    post = Post.objects.select_for_update().get(pk=post.pk)
    _must_be_theirs_to_give(by, post.division_id, on=localdate(at))
    if post.to_on is not None and post.to_on <= last_day:
        raise PostProblemError(
            Text(
                f"该岗位已于{post.to_on}结束。",
                f"This post ends on {post.to_on} already, which is not later.",
            )
        )
    earliest = max(localdate(at) - timedelta(days=1), post.from_on)
    if last_day < earliest:
        raise PostProblemError(
            Text(
                f"最后一天不能早于{earliest}。",
                f"The last day cannot lie before {earliest}: what was done, was done.",
            )
        )
    post.to_on = last_day
    post.save(update_fields=["to_on"])
    record(
        "post ended", post, by=by, at=at, because=because, user=post.user_id, last_day=last_day.isoformat()
    )
    return post


@transaction.atomic
def appoint_first_administrator(user: User, *, division: Division, at: datetime) -> Post:
    """Make somebody the administrator of a site that has none; from the command line of the server only."""
    if Post.objects.held_on(localdate(at)).filter(role=Role.ADMINISTRATOR).exists():
        raise NotYoursToGiveError(
            Text(
                "已有系统管理员，请由其授予岗位。",
                "The site has an administrator; let them give further posts.",
            )
        )
    _must_wear_one_hat(user, Role.ADMINISTRATOR, from_on=localdate(at), to_on=None)
    post = Post.objects.create(user=user, role=Role.ADMINISTRATOR, division=division, from_on=localdate(at))
    record("first administrator appointed", post, by=None, at=at, user=user.pk, division=division.code)
    return post


def _must_give_reasons(because: str) -> None:
    if len(because.strip()) < SHORTEST_REASON:
        raise PostProblemError(
            Text("请写明依据，如任免文件。", "Say on what it rests, such as the letter of appointment.")
        )


def _must_be_theirs_to_give(by: User, division_code: str, *, on: date) -> None:
    posts = Post.objects.held_on(on).filter(user_id=by.pk, role=Role.ADMINISTRATOR)
    if not any(contains(code, division_code) for code in posts.values_list("division_id", flat=True)):
        raise NotYoursToGiveError(
            Text(
                "只有该区划的系统管理员可以授予或终止岗位。",
                "Only an administrator of that division gives or ends posts there.",
            )
        )


def _must_not_lie_in_the_past(from_on: date, to_on: date | None, *, today: date) -> None:
    if from_on < today:
        raise PostProblemError(
            Text(
                f"任职日期不能早于今天（{today}）。",
                f"A post begins today ({today}) or later, not on {from_on}.",
            )
        )
    if to_on is not None and to_on < from_on:
        raise PostProblemError(
            Text(
                "任职的最后一天不能早于第一天。", f"The last day, {to_on}, lies before the first, {from_on}."
            )
        )


def _must_wear_one_hat(user: User, role: Role, *, from_on: date, to_on: date | None) -> None:
    """Refuse an auditor's post beside any other, for days on which both would be held."""
    others = Post.objects.overlapping(from_on, to_on).filter(user_id=user.pk)
    clashing = others.exclude(role=Role.AUDITOR) if role is Role.AUDITOR else others.filter(role=Role.AUDITOR)
    if clashing.exists():
        raise TwoHatsError(
            Text(
                "审计监督岗位不能与其他岗位由同一人兼任。",
                "Whoever audits holds no other post at the same time. End the other post first.",
            )
        )
