"""An invented programme, its time limits, and the people who work on its cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from tests.make import land
from tests.make.cards import small_programmes
from tests.make.clocks import use_clocks

from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.models import Case
from minsheng.kernel.registry.card import Role

# A Tuesday; the noon of China. The packaged calendar ends with 2026.
NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def cards() -> Iterator[None]:
    with small_programmes():
        yield


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> None:
    use_clocks(monkeypatch)


@dataclass
class Staff:
    """One of each, all in the same county."""

    village: User
    second: User
    township: User
    other_township: User
    county: User
    leader: User


@pytest.fixture
def staff(db: None) -> Staff:
    land.make_land()
    return Staff(
        village=land.make_staff(Role.VILLAGE_WORKER, land.VILLAGE, name="village"),
        second=land.make_staff(Role.VILLAGE_WORKER, land.NEXT_VILLAGE, name="second"),
        township=land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP, name="township"),
        other_township=land.make_staff(Role.TOWNSHIP_REVIEWER, land.OTHER_TOWNSHIP, name="other_township"),
        county=land.make_staff(Role.COUNTY_APPROVER, land.COUNTY, name="county"),
        leader=land.make_staff(Role.LEADER, land.CITY, name="leader"),
    )


@pytest.fixture
def case(staff: Staff) -> Case:
    """An application that was just opened at the township."""
    return open_case("grant", subject=land.make_household(), by=staff.township, at=NOON)


@pytest.fixture
def investigated(case: Case, staff: Staff) -> Case:
    """The application after the visit of two people; the public notice begins on 1 September."""
    case = do(case, "accept", by=staff.township, at=NOON)
    return do(case, "investigate", by=staff.village, at=NOON, values={"second": "second", "on": "2026-09-01"})
