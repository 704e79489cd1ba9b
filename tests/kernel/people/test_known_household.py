"""A household with all that is known of it, read in a few queries whatever its size."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.make import facts, land

from minsheng.kernel.people.merging import facts_of, known_household

TODAY = date(2026, 9, 1)
pytestmark = pytest.mark.django_db


def household_of(count: int):
    land.make_land()
    return facts.make_known_household(*[{"wage_fen": 1000 * number} for number in range(count)])


def test_every_member_is_known_as_on_their_own():
    household = household_of(3)

    known = known_household(household, on=TODAY)

    for member in known.members:
        alone = dict(member.facts)
        alone.pop("relation")
        assert alone == facts_of(member.person, on=TODAY)


def test_a_larger_household_costs_no_more_queries():
    with CaptureQueriesContext(connection) as small:
        known_household(household_of(1), on=TODAY)
    large = facts.make_known_household(*[{"wage_fen": 1000 * number} for number in range(12)])

    with CaptureQueriesContext(connection) as queries:
        known = known_household(large, on=TODAY)

    assert len(known.members) == 12
    assert len(queries) <= len(small)
    assert len(queries) <= 6
