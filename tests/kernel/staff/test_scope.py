"""Who may see which rows: by post, division and day; nobody by default."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, User
from tests.kernel.staff.conftest import CITY, COUNTY, OTHER_COUNTY, TODAY, VILLAGE

from minsheng.kernel.people.models import Person
from minsheng.kernel.staff.models import Post
from minsheng.kernel.staff.scope import divisions_of, may_see

MakePost = Callable[..., Post]


@pytest.fixture(autouse=True)
def residents(divisions: None) -> None:
    for name, code in (("甲", VILLAGE), ("乙", COUNTY), ("丙", OTHER_COUNTY)):
        Person.objects.create(name=name, division_id=code)


def _seen(user: User | AnonymousUser, programme: str = "") -> str:
    rows = Person.objects.visible_to(user, on=TODAY, programme=programme).order_by("pk")
    return "".join(rows.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("division", "seen"), [(VILLAGE, "甲"), (COUNTY, "甲乙"), (OTHER_COUNTY, "丙"), (CITY, "甲乙丙")]
)
def test_a_post_shows_its_division_and_what_lies_below(make_post: MakePost, division: str, seen: str) -> None:
    assert _seen(make_post(division=division).user) == seen


def test_several_posts_add_up(make_post: MakePost) -> None:
    make_post(division=VILLAGE)

    assert _seen(make_post(division=OTHER_COUNTY).user) == "甲丙"


def test_nobody_sees_anything_without_a_post() -> None:
    assert _seen(User.objects.create_user("nobody")) == ""
    assert _seen(User.objects.create_superuser("root")) == ""
    assert _seen(AnonymousUser()) == ""


@pytest.mark.parametrize(
    ("from_on", "to_on", "seen"),
    [
        (TODAY, None, "甲"),
        (date(2026, 11, 25), None, ""),
        (date(2026, 1, 1), TODAY, "甲"),
        (date(2026, 1, 1), date(2026, 11, 23), ""),
    ],
)
def test_a_post_holds_from_its_first_day_to_its_last(
    make_post: MakePost, from_on: date, to_on: date | None, seen: str
) -> None:
    assert _seen(make_post(from_on=from_on, to_on=to_on).user) == seen


def test_a_post_for_one_programme_shows_nothing_of_another(make_post: MakePost) -> None:
    user = make_post(programme="elder_care").user

    assert _seen(user, programme="elder_care") == "甲"
    assert _seen(user, programme="employment") == ""


def test_a_post_for_all_programmes_shows_each(make_post: MakePost) -> None:
    assert _seen(make_post().user, programme="employment") == "甲"


def test_a_single_row_is_asked_about_by_its_division(make_post: MakePost) -> None:
    user = make_post(division=COUNTY).user

    assert may_see(user, VILLAGE, on=TODAY)
    assert not may_see(user, OTHER_COUNTY, on=TODAY)
    assert not may_see(AnonymousUser(), VILLAGE, on=TODAY)
    assert divisions_of(user, on=TODAY) == [COUNTY]
