"""A county with a village, and people who work there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.models import Post

CITY, COUNTY, OTHER_COUNTY, VILLAGE = "140700000000", "140729000000", "140728000000", "140729100200"
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def divisions(db: None) -> None:
    levels = {CITY: 4, COUNTY: 6, OTHER_COUNTY: 6, VILLAGE: 12}
    for code, level in levels.items():
        Division.objects.create(
            code=code, name=code, kind="village" if level == 12 else "county", level=level
        )


@pytest.fixture
def make_post() -> Callable[..., Post]:
    """Return a function that writes a post and its holder."""

    def make(
        name: str = "worker",
        *,
        role: Role = Role.VILLAGE_WORKER,
        division: str = VILLAGE,
        from_on: date = date(2026, 1, 1),
        to_on: date | None = None,
        programme: str = "",
    ) -> Post:
        user, _ = User.objects.get_or_create(username=name)
        return Post.objects.create(
            user=user, role=role, division_id=division, from_on=from_on, to_on=to_on, programme=programme
        )

    return make
