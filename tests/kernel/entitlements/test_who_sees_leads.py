"""Who sees which leads."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.make import land
from tests.make.leads import make_lead, make_run

from minsheng.kernel.entitlements.models import Lead
from minsheng.kernel.registry.card import Role

TODAY = date(2026, 9, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def leads():
    land.make_land()
    run, person = make_run(), land.make_person()
    return {policy: make_lead(run, person, policy=policy) for policy in ("dibao", "orphan_allowance")}


def seen(user, **limits):
    return {lead.policy for lead in Lead.objects.visible_to(user, on=TODAY, **limits)}


def test_a_post_for_all_programmes_sees_the_leads_of_its_divisions(leads):
    assert seen(land.make_staff(Role.VILLAGE_WORKER, land.VILLAGE)) == {"dibao", "orphan_allowance"}
    assert seen(land.make_staff(Role.VILLAGE_WORKER, land.NEXT_VILLAGE)) == set()


def test_a_post_for_one_programme_sees_those_of_its_policies(leads):
    narrow = land.make_staff(Role.COUNTY_CLERK, land.COUNTY, programme="child_welfare")

    assert seen(narrow) == {"orphan_allowance"}


def test_one_programme_can_be_asked_for(leads):
    clerk = land.make_staff(Role.COUNTY_CLERK, land.COUNTY)

    assert seen(clerk, programme="social_assistance") == {"dibao"}


def test_only_the_roles_that_are_asked_for_count(leads):
    leader = land.make_staff(Role.LEADER, land.CITY)

    assert seen(leader) == {"dibao", "orphan_allowance"}
    assert seen(leader, roles=[Role.COUNTY_CLERK]) == set()


def test_nobody_sees_leads_without_signing_in(leads):
    assert seen(AnonymousUser()) == set()
