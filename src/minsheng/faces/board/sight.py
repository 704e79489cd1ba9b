"""Which counties a user sees on the board: those of their posts, and always the totals of the whole city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from minsheng.kernel.cases.need_to_know import READERS
from minsheng.kernel.divisions.codes import contains
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.city_reading import Division
from minsheng.kernel.registry.here import this_city
from minsheng.kernel.staff.scope import Actor, below, divisions_of

BOARD_ROLES = (Role.LEADER, Role.COUNTY_CLERK, Role.COUNTY_APPROVER, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Sight:
    """The counties somebody may see one by one. Counts of the whole city are open to everybody on the board."""

    counties: tuple[Division, ...]
    is_whole_city: bool
    desks: tuple[
        str, ...
    ]  # the divisions of the user's posts: there, counts lead on to the people behind them

    def shows(self, county: str) -> bool:
        """Say whether a county may be seen by itself."""
        return any(one.code == county for one in self.counties)

    def span(self) -> Q:
        """Return the condition for rows with a division in these counties."""
        if self.is_whole_city:
            return Q()
        return reduce(or_, (below(county.code) for county in self.counties), Q(pk__in=[]))

    def leads_on(self, division: str) -> bool:
        """Say whether the desk will show the people of a division to this user."""
        return any(contains(desk, division) for desk in self.desks)


def sight_of(user: Actor, *, on: date) -> Sight:
    """Return what a user sees on a day."""
    posts = divisions_of(user, on=on, roles=BOARD_ROLES)
    city = this_city()
    seen = tuple(
        county
        for county in city.counties
        if any(contains(post, county.code) or contains(county.code, post) for post in posts)
    )
    desks = divisions_of(user, on=on, roles=READERS)
    return Sight(seen, len(seen) == len(city.counties), tuple(desks))
