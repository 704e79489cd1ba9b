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
from minsheng.kernel.staff.reach import held_posts

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Openable:
    """A kind of case and whether it is for the person or the household."""

    key: str
    title: Text
    is_for_household: bool


def openable_kinds(person: Person, *, by: User, on: date) -> list[Openable]:
    """Return what a user may open for a person or their household: applications and visits.

    Reviews follow from visits, and corrections begin at the fact that is wrong.
    """
    has_home = person.household is not None
    fitting = (
        kind for kind in case_kinds().values()
        if kind.purpose not in (Purpose.REVIEW, Purpose.CORRECTION) and (kind.subject is Entity.PERSON or has_home)
    )  # fmt: skip
    allowed = _programmes_of_posts_in_the_county(person, by=by, on=on)
    return [
        Openable(kind.key, kind.title, kind.subject is Entity.HOUSEHOLD)
        for kind in fitting
        if allowed & {"", programme_of(kind.key)}
    ]


def subject_for(kind: CaseKind, person: Person) -> Person | Household | None:
    """Return whom a case of a kind would be about: the person, or the household they live in."""
    return person if kind.subject is Entity.PERSON else person.household


def _programmes_of_posts_in_the_county(person: Person, *, by: User, on: date) -> set[str]:
    county = ancestor(person.division_id, Depth.COUNTY)
    posts = held_posts(by, on=on, roles=CASEWORKERS)
    return {
        post.programme
        for post in posts
        if contains(county, post.division_id) or contains(post.division_id, county)
    }
