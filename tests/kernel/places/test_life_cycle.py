"""The life of a place, and what it takes to be accepted."""

import pytest
from django.db import IntegrityError, transaction
from tests.make import land
from tests.make.places import NOON, make_accepted, make_awaiting

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.places import life_cycle, problems
from minsheng.kernel.places.models import Acceptance, Place
from minsheng.kernel.registry.card import Role

ALL_MET = {"licence": True, "fire": True, "sign": True}


def test_a_place_goes_from_plan_to_closing(reporter, acceptor):
    place = make_accepted(reporter, acceptor, kind="canteen")
    assert (place.stage, place.acceptance.accepted_by) == ("accepted", acceptor)

    place = life_cycle.begin_operation(place, by=reporter, at=NOON)
    assert place.is_delivered
    closed = life_cycle.close(place, by=reporter, at=NOON, because="与邻近食堂合并")

    assert (closed.stage, closed.is_delivered) == ("closed", False)


def test_every_step_leaves_an_audit_row(reporter, acceptor):
    place = make_accepted(reporter, acceptor, kind="canteen")

    assert list(Entry.objects.filter(subject_token=place.token).order_by("pk").values_list("what", flat=True)) == [
        "place planned", "place sited", "place started", "place completed", "place awaiting_acceptance",
        "place inspected",
    ]  # fmt: skip


def test_a_step_is_not_skipped(reporter):
    place = life_cycle.plan(
        "canteen", name="某处", division=Division.objects.get(pk=land.TOWNSHIP), by=reporter, at=NOON
    )

    with pytest.raises(problems.WrongStageError, match="follows sited"):
        life_cycle.start_building(place, by=reporter, at=NOON)


def test_nobody_accepts_what_they_reported(acceptor):
    place = make_awaiting(acceptor, kind="canteen")

    with pytest.raises(problems.OwnReportError):
        life_cycle.accept(place, checklist=ALL_MET, by=acceptor, at=NOON)

    assert not Acceptance.objects.exists()


def test_the_schema_itself_refuses_an_acceptance_by_the_reporter(acceptor):
    place = make_awaiting(acceptor, kind="canteen")

    with pytest.raises(IntegrityError), transaction.atomic():
        Acceptance.objects.create(
            place=place, accepted_on="2026-09-01", passed=True, accepted_by=acceptor, reported_by=acceptor
        )


def test_a_clerk_reports_but_does_not_accept(reporter):
    place = make_awaiting(reporter, kind="canteen")
    colleague = land.make_staff(Role.COUNTY_CLERK, land.COUNTY, programme="aid")

    with pytest.raises(problems.NotYourPlaceError):
        life_cycle.accept(place, checklist=ALL_MET, by=colleague, at=NOON)


def test_an_approver_of_another_county_does_not_accept(reporter):
    place = make_awaiting(reporter, kind="canteen")
    stranger = land.make_staff(Role.COUNTY_APPROVER, land.OTHER_COUNTY)

    with pytest.raises(problems.NotYourPlaceError):
        life_cycle.accept(place, checklist=ALL_MET, by=stranger, at=NOON)


@pytest.mark.parametrize(
    ("failed", "stage"),
    [("fire", "awaiting_acceptance"), ("sign", "accepted")],
    ids=["required", "wished for"],
)
def test_one_required_item_decides(reporter, acceptor, failed, stage):
    place = make_awaiting(reporter, kind="canteen")

    acceptance = life_cycle.accept(place, checklist={**ALL_MET, failed: False}, by=acceptor, at=NOON)

    place.refresh_from_db()
    assert (acceptance.passed, place.stage) == (stage == "accepted", stage)


def test_a_place_that_failed_may_be_inspected_again(reporter, acceptor):
    place = make_awaiting(reporter, kind="canteen")
    life_cycle.accept(place, checklist={**ALL_MET, "fire": False}, by=acceptor, at=NOON, remarks="补消防")

    life_cycle.accept(place, checklist=ALL_MET, by=acceptor, at=NOON)

    place.refresh_from_db()
    assert place.stage == "accepted"
    assert place.acceptances.count() == 2


@pytest.mark.parametrize(
    "checklist", [{"licence": True, "sign": True}, {**ALL_MET, "view": True}, {**ALL_MET, "fire": None}]
)
def test_every_item_of_the_list_is_answered_and_nothing_else(reporter, acceptor, checklist):
    place = make_awaiting(reporter, kind="canteen")

    with pytest.raises(problems.ChecklistError):
        life_cycle.accept(place, checklist=checklist, by=acceptor, at=NOON)


def test_the_schema_itself_refuses_an_accepted_place_without_a_record(reporter):
    place = make_awaiting(reporter, kind="canteen")

    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=place.pk).update(stage="accepted")


def test_a_place_is_listed_once(reporter):
    where = Division.objects.get(pk=land.TOWNSHIP)
    life_cycle.plan("canteen", name="甲镇食堂", division=where, by=reporter, at=NOON)

    with pytest.raises(problems.AlreadyListedError, match="甲镇食堂"):
        life_cycle.plan("canteen", name="甲镇食堂 ", division=where, by=reporter, at=NOON)


def test_an_unknown_kind_is_named(reporter):
    with pytest.raises(problems.UnknownPlaceKindError, match="'palace'"):
        life_cycle.plan(
            "palace", name="x", division=Division.objects.get(pk=land.TOWNSHIP), by=reporter, at=NOON
        )


def test_closing_needs_reasons(reporter, acceptor):
    place = life_cycle.begin_operation(
        make_accepted(reporter, acceptor, kind="canteen"), by=reporter, at=NOON
    )

    with pytest.raises(problems.ReasonsMissingError):
        life_cycle.close(place, by=reporter, at=NOON, because="停")
