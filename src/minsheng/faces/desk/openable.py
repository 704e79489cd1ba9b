"""The kinds of case somebody may open for a person at the desk: receiving an application, arranging a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.cases.kinds import case_kinds, programme_of
from minsheng.kernel.cases.need_to_know import CASEWORKERS
from minsheng.kernel.divisions.codes import Depth, ancestor, contains
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.registry.card import CaseKind, Purpose
from minsheng.kernel.staff.reach import posts_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Openable:
    """A kind of case and whether it is for the person or the household."""

    key: str
    title: Text
    is_for_household: bool


def openable_kinds(person: Person, *, by: User, on: date) -> list[Openable]:
    """Return what a user may open for a person or their household: applications and visits, no reviews."""
    has_home = person.household is not None
    fitting = (
        kind for kind in case_kinds().values()
        if kind.purpose is not Purpose.REVIEW and (kind.subject is Entity.PERSON or has_home)
    )  # fmt: skip
    allowed: dict[str, bool] = {}
    found = []
    for kind in fitting:
        programme = programme_of(kind.key)
        if programme not in allowed:
            allowed[programme] = _has_a_post(person, programme, by=by, on=on)
        if allowed[programme]:
            found.append(Openable(kind.key, kind.title, kind.subject is Entity.HOUSEHOLD))
    return found


def subject_for(kind: CaseKind, person: Person) -> Person | Household | None:
    """Return whom a case of a kind would be about: the person, or the household they live in."""
    return person if kind.subject is Entity.PERSON else person.household


def _has_a_post(person: Person, programme: str, *, by: User, on: date) -> bool:
    county = ancestor(person.division_id, Depth.COUNTY)
    posts = posts_of(by, programme=programme, on=on, roles=CASEWORKERS)
    return any(contains(county, post.division_id) or contains(post.division_id, county) for post in posts)
