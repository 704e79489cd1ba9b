"""Doing verbs to a case."""

from datetime import UTC, date, datetime

import pytest
from tests.make import land
from tests.make.small_programmes.aid.programme import FundsMissingError

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.cases import problems
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.duties import offers, verbs_open_to
from minsheng.kernel.cases.models import Case
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.models import Post

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
AFTER_THE_NOTICE = datetime(2026, 9, 9, 4, tzinfo=UTC)
TODAY = date(2026, 9, 1)


@pytest.fixture
def at_decision(investigated, staff):
    """The application on the desk of the county."""
    return do(investigated, "review", by=staff.township, at=AFTER_THE_NOTICE)


def test_a_verb_moves_the_case_to_the_desk_of_the_next_stage(case, staff):
    moved = do(case, "accept", by=staff.township, at=NOON)

    assert (moved.stage, moved.division_id, moved.assigned_to) == ("visit", land.VILLAGE, None)


def test_a_stage_without_a_closer_division_stays_where_the_subject_is_registered(staff):
    registered_at_the_township = land.make_household(land.TOWNSHIP)
    case = open_case("grant", subject=registered_at_the_township, by=staff.township, at=NOON)

    assert do(case, "accept", by=staff.township, at=NOON).division_id == land.TOWNSHIP


def test_every_verb_leaves_one_step_and_one_audit_row(case, staff):
    do(case, "accept", by=staff.township, at=NOON)

    step = case.steps.get(verb="accept")
    assert (step.from_stage, step.to_stage, step.division_id) == ("apply", "visit", land.TOWNSHIP)
    assert Entry.objects.filter(subject_token=case.token, what="case: accept").count() == 1


def test_a_verb_of_another_stage_is_refused_and_the_open_ones_are_named(case, staff):
    with pytest.raises(problems.NotAtThisStageError, match="accept, withdraw"):
        do(case, "review", by=staff.township, at=NOON)


def test_a_role_that_the_card_does_not_name_may_not_act(case, staff):
    with pytest.raises(problems.NotYourDeskError, match="township reviewer"):
        do(case, "accept", by=staff.county, at=NOON)


def test_a_post_in_the_next_township_does_not_reach_the_desk(case, staff):
    with pytest.raises(problems.NotYourDeskError):
        do(case, "accept", by=staff.other_township, at=NOON)


def test_a_post_for_another_programme_does_not_count(case):
    stranger = land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP, programme="schools")

    with pytest.raises(problems.NotYourDeskError):
        do(case, "accept", by=stranger, at=NOON)


def test_a_post_for_this_programme_counts(case):
    colleague = land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP, programme="aid")

    assert do(case, "accept", by=colleague, at=NOON).stage == "visit"


def test_a_post_above_reaches_every_desk_below(case):
    colleague = land.make_staff(Role.TOWNSHIP_REVIEWER, land.COUNTY)

    assert do(case, "accept", by=colleague, at=NOON).stage == "visit"


def test_a_post_that_begins_tomorrow_does_not_count_today(case, staff):
    Post.objects.filter(user=staff.township).update(from_on=date(2026, 9, 2))

    with pytest.raises(problems.NotYourDeskError):
        do(case, "accept", by=staff.township, at=NOON)


def test_the_machine_does_nothing_to_a_case(case):
    with pytest.raises(problems.PersonMustDecideError):
        do(case, "accept", by=None, at=NOON)


def test_a_clerk_with_an_old_page_is_told_that_the_case_moved_on(case, staff):
    seen_by_two = Case.objects.get(pk=case.pk)
    do(case, "accept", by=staff.township, at=NOON)

    with pytest.raises(problems.MovedOnError, match="investigation"):
        do(seen_by_two, "withdraw", by=staff.township, at=NOON, because="改变主意了")


def test_nothing_is_done_to_a_closed_case(case, staff):
    closed = do(case, "withdraw", by=staff.township, at=NOON, because="申请人书面撤回")

    assert (closed.outcome, closed.is_open) == ("withdrawn", False)
    with pytest.raises(problems.AlreadyClosedError, match="open a review"):
        do(closed, "accept", by=staff.township, at=NOON)


@pytest.mark.parametrize("because", ["", "    ", "不想要了"])
def test_reasons_of_fewer_than_five_characters_are_none(case, staff, because):
    with pytest.raises(problems.ReasonsMissingError):
        do(case, "withdraw", by=staff.township, at=NOON, because=because)


def test_an_investigation_is_done_by_two_people(case, staff):
    case = do(case, "accept", by=staff.township, at=NOON)
    values = {"second": "second", "on": "2026-09-01"}

    do(case, "investigate", by=staff.village, at=NOON, values=values)

    step = case.steps.get(verb="investigate")
    assert (step.by, step.together_with) == (staff.village, staff.second)


@pytest.mark.parametrize("name", ["village", "nobody", "leader"])
def test_the_second_person_is_another_member_of_staff_of_the_county(case, staff, name):
    case = do(case, "accept", by=staff.township, at=NOON)

    with pytest.raises(problems.FieldsWrongError, match="second investigator"):
        do(case, "investigate", by=staff.village, at=NOON, values={"second": name, "on": "2026-09-01"})

    assert case.steps.filter(verb="investigate").count() == 0


def test_a_visit_is_a_delivery(investigated, staff):
    delivery = investigated.deliveries.get()

    assert (delivery.what, delivery.on, delivery.by) == ("visit", TODAY, staff.village)


def test_who_investigated_may_not_review(case, staff):
    case = do(case, "accept", by=staff.township, at=NOON)
    case = do(
        case, "investigate", by=staff.township, at=NOON, values={"second": "second", "on": "2026-09-01"}
    )

    with pytest.raises(problems.SameHandsError, match="investigate"):
        do(case, "review", by=staff.township, at=AFTER_THE_NOTICE)


def test_the_second_investigator_may_not_review_either(case, staff):
    Post.objects.create(
        user=staff.second, role=Role.TOWNSHIP_REVIEWER, division_id=land.TOWNSHIP, from_on=land.LONG_AGO
    )
    case = do(case, "accept", by=staff.township, at=NOON)
    case = do(case, "investigate", by=staff.village, at=NOON, values={"second": "second", "on": "2026-09-01"})

    with pytest.raises(problems.SameHandsError):
        do(case, "review", by=staff.second, at=AFTER_THE_NOTICE)


def test_who_reviewed_may_not_decide_under_another_post(at_decision, staff):
    Post.objects.create(
        user=staff.township, role=Role.COUNTY_APPROVER, division_id=land.COUNTY, from_on=land.LONG_AGO
    )
    case = do(at_decision, "check", by=staff.county, at=AFTER_THE_NOTICE)

    with pytest.raises(problems.SameHandsError):
        do(case, "grant", by=staff.township, at=AFTER_THE_NOTICE)
    assert do(case, "grant", by=staff.county, at=AFTER_THE_NOTICE).outcome == "granted"


def test_a_step_that_must_come_first_is_named(at_decision, staff):
    with pytest.raises(problems.StepMissingError, match="check"):
        do(at_decision, "grant", by=staff.county, at=AFTER_THE_NOTICE)


def test_nobody_is_refused_before_being_heard(at_decision, staff):
    with pytest.raises(problems.NotHeardYetError):
        do(at_decision, "refuse", by=staff.county, at=AFTER_THE_NOTICE, because="家庭人均收入超过标准")


def test_a_refusal_needs_reasons_also_after_the_hearing(at_decision, staff):
    heard = do(at_decision, "hear", by=staff.county, at=AFTER_THE_NOTICE)

    with pytest.raises(problems.ReasonsMissingError):
        do(heard, "refuse", by=staff.county, at=AFTER_THE_NOTICE)
    refused = do(heard, "refuse", by=staff.county, at=AFTER_THE_NOTICE, because="家庭人均收入超过标准")
    assert refused.steps.get(verb="refuse").because == "家庭人均收入超过标准"


def test_everything_is_undone_when_the_act_of_the_programme_fails(staff):
    case = open_case("grant", subject=land.make_household(is_synthetic=True), by=staff.township, at=NOON)
    case = do(case, "accept", by=staff.township, at=NOON)
    case = do(case, "investigate", by=staff.village, at=NOON, values={"second": "second", "on": "2026-09-01"})
    case = do(case, "review", by=staff.township, at=AFTER_THE_NOTICE)
    case = do(case, "check", by=staff.county, at=AFTER_THE_NOTICE)

    with pytest.raises(FundsMissingError):
        do(case, "grant", by=staff.county, at=AFTER_THE_NOTICE)

    case.refresh_from_db()
    assert case.is_open
    assert not case.steps.filter(verb="grant").exists()
    assert not Entry.objects.filter(subject_token=case.token, what="case: grant").exists()


def test_only_verbs_that_nothing_hinders_are_open(at_decision, staff):
    day = date(2026, 9, 9)

    assert [verb.key for verb in verbs_open_to(at_decision, staff.county, on=day)] == ["hear", "check"]
    assert [offer.verb.key for offer in offers(at_decision, staff.county, on=day)] == [
        "hear", "check", "grant", "refuse",
    ]  # fmt: skip
    assert verbs_open_to(at_decision, staff.township, on=day) == []
