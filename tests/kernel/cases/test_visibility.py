"""Who may look at a case, and on whose desk it lies."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.make import land
from tests.make.small_programmes.aid.programme import CHECK_UP, GRANT

from minsheng.kernel.cases import visibility
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.models import Case
from minsheng.kernel.cases.visits import VISIT
from minsheng.kernel.registry.card import Role

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
TODAY = date(2026, 9, 1)


def seen(user, **limits):
    return list(Case.objects.visible_to(user, on=TODAY, **limits))


@pytest.fixture
def closed_to_others(monkeypatch):
    kinds = {"grant": replace(GRANT, is_closed_to_others=True), "check_up": CHECK_UP, "visit": VISIT}
    monkeypatch.setattr(visibility, "case_kinds", lambda: kinds)


def test_the_village_sees_a_case_of_its_people_while_it_lies_on_another_desk(case, staff):
    assert case.division_id == land.TOWNSHIP
    assert seen(staff.village) == [case]


def test_another_village_does_not_see_it(case, staff):
    assert seen(staff.second) == []


def test_the_county_sees_the_cases_of_its_townships(case, staff):
    assert seen(staff.county) == [case]


def test_another_county_does_not_see_them(case, db):
    stranger = land.make_staff(Role.COUNTY_APPROVER, land.OTHER_COUNTY)

    assert seen(stranger) == []


def test_a_post_for_one_programme_shows_no_case_of_another(case, db):
    other = land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP, programme="schools")
    same = land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP, programme="aid")

    assert (seen(other), seen(same)) == ([], [case])


def test_only_the_roles_that_are_asked_for_count(case, staff):
    assert seen(staff.leader) == [case]
    assert seen(staff.leader, roles=[Role.COUNTY_CLERK]) == []


def test_a_post_that_has_ended_shows_nothing(case, db):
    former = land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP, to_on=date(2026, 8, 31))

    assert seen(former) == []


def test_a_stranger_to_the_site_sees_no_case(case):
    assert seen(AnonymousUser()) == []


def test_a_kind_closed_to_others_is_seen_by_those_who_work_on_it(closed_to_others, case, staff):
    assert seen(staff.township) == [case]


def test_a_kind_closed_to_others_is_not_seen_from_the_home_nor_from_above(closed_to_others, case, staff):
    assert [seen(user) for user in (staff.village, staff.county, staff.leader)] == [[], [], []]


def test_a_case_lies_on_the_desk_of_those_who_work_on_its_stage(case, staff):
    clerk = land.make_staff(Role.COUNTY_CLERK, land.TOWNSHIP)

    assert list(Case.objects.on_desks_of(staff.township, on=TODAY)) == [case]
    assert list(Case.objects.on_desks_of(clerk, on=TODAY)) == []
    assert list(Case.objects.on_desks_of(staff.village, on=TODAY)) == []


def test_a_case_that_moved_on_leaves_the_desk_and_is_offered_to_those_above_who_may_help(case, staff):
    case = do(case, "accept", by=staff.township, at=NOON)

    assert list(Case.objects.on_desks_of(staff.township, on=TODAY)) == []
    assert list(Case.objects.below_desks_of(staff.township, on=TODAY)) == [case]
    assert list(Case.objects.on_desks_of(staff.village, on=TODAY)) == [case]


def test_a_closed_case_lies_on_no_desk_and_is_still_seen(case, staff):
    closed = do(case, "withdraw", by=staff.township, at=NOON, because="申请人书面撤回")

    assert list(Case.objects.on_desks_of(staff.township, on=TODAY)) == []
    assert seen(staff.village) == [closed]


def test_a_post_for_one_programme_does_not_show_visits_which_are_about_all_of_them(staff):
    open_case("visit", subject=land.make_household(), by=staff.village, at=NOON)
    narrow = land.make_staff(Role.VILLAGE_WORKER, land.VILLAGE, programme="aid")

    assert seen(narrow) == []
