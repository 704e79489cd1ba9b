"""An invented programme that builds canteens, and the people who report and accept them."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from tests.make import land
from tests.make.cards import small_programmes

from minsheng.kernel.places.models import Acceptance, Place
from minsheng.kernel.registry.card import Role


@pytest.fixture(autouse=True)
def cards() -> Iterator[None]:
    with small_programmes():
        yield


@pytest.fixture
def reporter(db: None) -> User:
    land.make_land()
    return land.make_staff(Role.COUNTY_CLERK, land.CITY)


@pytest.fixture
def acceptor(reporter: User) -> User:
    return land.make_staff(Role.COUNTY_APPROVER, land.CITY)


@pytest.fixture
def make_sites(acceptor: User) -> Callable[..., list[Place]]:
    """Return a function that writes so many canteens at a stage, with a record where they are accepted."""

    def make(
        number: int,
        stage: str,
        *,
        division: str = land.TOWNSHIP,
        accepted_on: str = "2026-06-01",
        **more: object,
    ) -> list[Place]:
        made = []
        for _ in range(number):
            name = f"食堂{Place.objects.count() + 1}"
            place = Place.objects.create(
                kind="canteen", name=name, division_id=division, stage="planned", **more
            )
            if stage in ("accepted", "operating"):
                place.acceptance = Acceptance.objects.create(
                    place=place, accepted_on=accepted_on, passed=True, accepted_by=acceptor
                )
            place.stage = stage
            place.save()
            made.append(place)
        return made

    return make
