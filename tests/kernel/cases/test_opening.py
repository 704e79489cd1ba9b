"""Opening a case."""

from datetime import UTC, date, datetime

import pytest
from tests.make import land

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.cases import problems
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.models import Case
from minsheng.kernel.registry.card import Role

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)


def test_a_case_opens_on_the_nearest_desk_of_its_first_stage(staff):
    case = open_case("grant", subject=land.make_household(land.VILLAGE), by=staff.township, at=NOON)

    assert (case.division_id, case.home_id, case.stage) == (land.TOWNSHIP, land.VILLAGE, "apply")


def test_opening_leaves_one_step_and_one_audit_row(staff):
    case = open_case("grant", subject=land.make_household(), by=staff.township, at=NOON)

    assert [(step.verb, step.by) for step in case.steps.all()] == [("open", staff.township)]
    entry = Entry.objects.get(subject_token=case.token)
    assert (entry.what, entry.by, entry.division_code) == ("case opened", staff.township, land.TOWNSHIP)


def test_a_household_has_one_open_case_of_a_kind(staff):
    household = land.make_household()
    open_case("grant", subject=household, by=staff.township, at=NOON)

    with pytest.raises(problems.AlreadyOpenError, match="open case “application for aid” already"):
        open_case("grant", subject=household, by=staff.township, at=NOON)

    assert Case.objects.count() == 1


def test_cases_about_different_things_may_be_open_together(staff):
    person = land.make_person()
    open_case("check_up", subject=person, by=staff.township, at=NOON, about="AWARD1")

    open_case("check_up", subject=person, by=staff.township, at=NOON, about="AWARD2")

    assert Case.objects.open().count() == 2


def test_a_kind_about_households_is_not_opened_for_a_person(staff):
    with pytest.raises(problems.WrongSubjectError, match="about a household"):
        open_case("grant", subject=land.make_person(), by=staff.township, at=NOON)


def test_an_unknown_kind_is_named(staff):
    with pytest.raises(problems.UnknownKindError, match="'gift'"):
        open_case("gift", subject=land.make_household(), by=staff.township, at=NOON)


def test_any_township_of_the_county_may_receive_an_application(staff):
    case = open_case("grant", subject=land.make_household(land.VILLAGE), by=staff.other_township, at=NOON)

    assert case.division_id == land.TOWNSHIP


def test_staff_of_another_county_may_not_open_a_case(staff):
    stranger = land.make_staff(Role.TOWNSHIP_REVIEWER, land.FAR_TOWNSHIP)

    with pytest.raises(problems.NotYourDeskError):
        open_case("grant", subject=land.make_household(land.VILLAGE), by=stranger, at=NOON)


@pytest.mark.parametrize(("last_day", "is_allowed"), [(date(2026, 9, 1), True), (date(2026, 8, 31), False)])
def test_a_post_counts_up_to_its_last_day(staff, last_day, is_allowed):
    worker = land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP, to_on=last_day)
    household = land.make_household()

    if is_allowed:
        assert open_case("grant", subject=household, by=worker, at=NOON).is_open
    else:
        with pytest.raises(problems.NotYourDeskError):
            open_case("grant", subject=household, by=worker, at=NOON)


def test_a_synthetic_household_makes_a_synthetic_case(staff):
    case = open_case("grant", subject=land.make_household(is_synthetic=True), by=staff.township, at=NOON)

    assert case.is_synthetic
