"""A little land with people and staff for tests: one city, two counties, three townships, four villages."""

from __future__ import annotations

from datetime import date
from itertools import count

from django.contrib.auth.models import User

from minsheng.kernel.divisions.codes import Depth, ancestor, depth
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people.models import Household, Membership, Person
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.models import Post

CITY = "140700000000"
COUNTY = "140729000000"
TOWNSHIP = "140729101000"
VILLAGE = "140729101201"
NEXT_VILLAGE = "140729101202"
OTHER_TOWNSHIP = "140729102000"
OTHER_VILLAGE = "140729102201"
OTHER_COUNTY = "140702000000"
FAR_TOWNSHIP = "140702001000"
FAR_VILLAGE = "140702001001"

NAMES = {
    CITY: "某市", COUNTY: "甲县", TOWNSHIP: "甲镇", VILLAGE: "甲村", NEXT_VILLAGE: "邻村", OTHER_TOWNSHIP: "乙镇",
    OTHER_VILLAGE: "乙村", OTHER_COUNTY: "乙区", FAR_TOWNSHIP: "丙街道", FAR_VILLAGE: "丙社区",
}  # fmt: skip
KINDS = {
    Depth.CITY: "prefecture",
    Depth.COUNTY: "county",
    Depth.TOWNSHIP: "township",
    Depth.VILLAGE: "village",
}
ABOVE = {Depth.COUNTY: Depth.CITY, Depth.TOWNSHIP: Depth.COUNTY, Depth.VILLAGE: Depth.TOWNSHIP}
LONG_AGO = date(2020, 1, 1)

_numbers = count(1)


def make_land() -> dict[str, Division]:
    """Write the divisions and return them by code."""
    return {code: _division(code) for code in NAMES}


def _division(code: str) -> Division:
    level = depth(code)
    parent = ancestor(code, ABOVE[level]) if level in ABOVE else None
    return Division.objects.create(
        code=code, name=NAMES[code], kind=KINDS[level], level=level, parent_id=parent, full_name=NAMES[code]
    )


def make_household(division: str = VILLAGE, *, is_synthetic: bool = False) -> Household:
    """Write a household without members."""
    return Household.objects.create(division_id=division, is_synthetic=is_synthetic)


def make_person(
    household: Household | None = None, *, name: str = "", born_on: date = date(1950, 5, 1)
) -> Person:
    """Write a person, head of a household of their own unless one is given."""
    home = household or make_household()
    person = Person.objects.create(
        name=name or f"人{next(_numbers)}", division_id=home.division_id, sex=1, born_on=born_on,
        is_synthetic=home.is_synthetic,
    )  # fmt: skip
    relation = 9 if home.memberships.exists() else 1
    Membership.objects.create(person=person, household=home, relation=relation, from_on=LONG_AGO)
    return person


def make_staff(
    role: Role,
    division: str,
    *,
    name: str = "",
    programme: str = "",
    from_on: date = LONG_AGO,
    to_on: date | None = None,
) -> User:
    """Write a member of staff with one post."""
    user = User.objects.create_user(name or f"{role.value}_{next(_numbers)}")
    Post.objects.create(
        user=user, role=role.value, division_id=division, programme=programme, from_on=from_on, to_on=to_on
    )
    return user
