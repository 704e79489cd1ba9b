"""Posts are given and ended by administrators of the place, for reasons, not to themselves, and on the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from tests.kernel.staff.conftest import CITY, COUNTY, OTHER_COUNTY, TODAY, VILLAGE

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.granting import (
    NotYoursToGiveError,
    PostProblemError,
    TwoHatsError,
    appoint_first_administrator,
    end_post,
    grant_post,
)
from minsheng.kernel.staff.models import Post

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
BECAUSE = "灵民发〔2026〕8号任职文件"

MakePost = Callable[..., Post]


@pytest.fixture
def administrator(make_post: MakePost) -> User:
    return make_post("administrator", role=Role.ADMINISTRATOR, division=COUNTY).user


@pytest.fixture
def clerk() -> User:
    return User.objects.create_user("clerk")


def _grant(user: User, by: User, **changes: Any) -> Post:
    wanted: dict[str, Any] = {
        "role": Role.COUNTY_CLERK, "division": Division.objects.get(code=COUNTY), "from_on": TODAY, "by": by,
        "at": NOON, "because": BECAUSE, **changes,
    }  # fmt: skip
    return grant_post(user, **wanted)


def test_a_post_is_given_and_on_the_record(administrator: User, clerk: User) -> None:
    post = _grant(clerk, administrator, programme="elder_care", to_on=date(2027, 11, 23))

    assert list(Post.objects.held_on(TODAY).filter(user=clerk)) == [post]
    entry = Entry.objects.get(what="post given")
    assert (entry.by, entry.because, entry.details["user"], entry.details["role"]) == (
        administrator, BECAUSE, clerk.pk, "county_clerk",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("division", "is_given"), [(COUNTY, True), (VILLAGE, True), (OTHER_COUNTY, False), (CITY, False)]
)
def test_posts_are_given_inside_the_own_division_only(
    administrator: User, clerk: User, division: str, *, is_given: bool
) -> None:
    place = Division.objects.get(code=division)

    if is_given:
        assert _grant(clerk, administrator, division=place).division == place
    else:
        with pytest.raises(NotYoursToGiveError):
            _grant(clerk, administrator, division=place)


def test_nobody_gives_a_post_to_themselves(administrator: User) -> None:
    with pytest.raises(NotYoursToGiveError, match="to themselves"):
        _grant(administrator, administrator)


def test_only_an_administrator_in_force_gives_posts(make_post: MakePost, clerk: User) -> None:
    leader = make_post("leader", role=Role.LEADER, division=CITY).user
    former = make_post("former", role=Role.ADMINISTRATOR, division=CITY, to_on=date(2026, 11, 23)).user
    last_day = make_post("last", role=Role.ADMINISTRATOR, division=CITY, to_on=TODAY).user

    for user in (leader, former):
        with pytest.raises(NotYoursToGiveError):
            _grant(clerk, user)
    assert _grant(clerk, last_day).user == clerk


def test_a_post_begins_today_at_the_earliest(administrator: User, clerk: User) -> None:
    with pytest.raises(PostProblemError, match="begins today"):
        _grant(clerk, administrator, from_on=date(2026, 11, 23))

    assert _grant(clerk, administrator, from_on=TODAY).from_on == TODAY


def test_a_post_does_not_end_before_it_begins(administrator: User, clerk: User) -> None:
    with pytest.raises(PostProblemError, match="lies before the first"):
        _grant(clerk, administrator, to_on=date(2026, 11, 23))

    assert _grant(clerk, administrator, to_on=TODAY).to_on == TODAY


@pytest.mark.parametrize("because", ["", "     ", "任职文件"])
def test_a_post_needs_its_reason(administrator: User, clerk: User, because: str) -> None:
    with pytest.raises(PostProblemError, match="letter of appointment"):
        _grant(clerk, administrator, because=because)


def test_whoever_audits_holds_no_other_post(administrator: User, clerk: User) -> None:
    _grant(clerk, administrator)

    with pytest.raises(TwoHatsError):
        _grant(clerk, administrator, role=Role.AUDITOR)


def test_an_auditor_gets_no_other_post_until_the_audit_is_over(administrator: User, clerk: User) -> None:
    _grant(clerk, administrator, role=Role.AUDITOR, to_on=date(2026, 12, 31))

    with pytest.raises(TwoHatsError):
        _grant(clerk, administrator, from_on=date(2026, 12, 31))
    assert _grant(clerk, administrator, from_on=date(2027, 1, 1)).role == Role.COUNTY_CLERK


def test_a_post_ends_with_its_last_day_and_on_the_record(administrator: User, clerk: User) -> None:
    post = _grant(clerk, administrator)

    end_post(post, last_day=date(2026, 12, 31), by=administrator, at=NOON, because=BECAUSE)

    assert Post.objects.held_on(date(2026, 12, 31)).filter(user=clerk).exists()
    assert not Post.objects.held_on(date(2027, 1, 1)).filter(user=clerk).exists()
    assert Entry.objects.get(what="post ended").details["last_day"] == "2026-12-31"


def test_a_post_can_end_at_once_but_not_earlier(administrator: User, make_post: MakePost) -> None:
    post = make_post("clerk", role=Role.COUNTY_CLERK, division=COUNTY)

    with pytest.raises(PostProblemError, match="2026-11-23"):
        end_post(post, last_day=date(2026, 11, 22), by=administrator, at=NOON, because=BECAUSE)
    end_post(post, last_day=date(2026, 11, 23), by=administrator, at=NOON, because=BECAUSE)

    assert not Post.objects.held_on(TODAY).filter(pk=post.pk).exists()


def test_a_post_is_not_prolonged_by_ending_it_again(administrator: User, clerk: User) -> None:
    post = _grant(clerk, administrator, to_on=date(2026, 12, 31))

    with pytest.raises(PostProblemError, match="already"):
        end_post(post, last_day=date(2027, 1, 31), by=administrator, at=NOON, because=BECAUSE)


def test_a_post_elsewhere_is_not_ended(administrator: User, make_post: MakePost) -> None:
    post = make_post("other", division=OTHER_COUNTY, role=Role.COUNTY_CLERK)

    with pytest.raises(NotYoursToGiveError):
        end_post(post, last_day=TODAY, by=administrator, at=NOON, because=BECAUSE)


def test_a_site_without_an_administrator_gets_one_once(clerk: User) -> None:
    city = Division.objects.get(code=CITY)

    appoint_first_administrator(clerk, division=city, at=NOON)

    assert Post.objects.get().role == Role.ADMINISTRATOR
    with pytest.raises(NotYoursToGiveError, match="has an administrator"):
        appoint_first_administrator(User.objects.create_user("second"), division=city, at=NOON)
