"""An invented programme with canteens, and the people who report and accept them."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from tests.make import land
from tests.make.cards import small_programmes

from minsheng.kernel.registry.card import Role


@pytest.fixture(autouse=True)
def cards() -> Iterator[None]:
    with small_programmes():
        yield


@pytest.fixture
def reporter(db: None) -> User:
    land.make_land()
    return land.make_staff(Role.COUNTY_CLERK, land.COUNTY, programme="aid")


@pytest.fixture
def acceptor(reporter: User) -> User:
    return land.make_staff(Role.COUNTY_APPROVER, land.COUNTY, programme="aid")
