"""低保 from a lead to an award, and back: what each desk may do, and what no desk may do."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from tests.make import land
from tests.make.facts import make_known_household, tell
from tests.make.leads import make_lead, make_run

from minsheng.kernel.cases import problems
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.actions.postpone import postpone
from minsheng.kernel.cases.models import Case
from minsheng.kernel.entitlements.actions.award import AmountDiffersError, AmountUnknownError
from minsheng.kernel.entitlements.actions.open_cases import open_visits
from minsheng.kernel.payments.models import Award, Receipt
from minsheng.kernel.payments.problems import AlreadyAwardedError
from minsheng.kernel.people.merging import facts_of
from minsheng.kernel.people.models import Household
from minsheng.kernel.registry.card import Role

WHY = "经入户调查，家庭人均收入为800元，高于标准"


def on(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 4, tzinfo=UTC)


@dataclass
class Desks:
    """Everybody who works on an application, all in one county."""

    village: User
    township: User
    reviewer: User
    clerk: User
    approver: User


@pytest.fixture
def desks(db: None) -> Desks:
    land.make_land()
    return Desks(
        village=land.make_staff(Role.VILLAGE_WORKER, land.VILLAGE, name="village"),
        township=land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP, name="township"),
        reviewer=land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP, name="reviewer"),
        clerk=land.make_staff(Role.COUNTY_CLERK, land.COUNTY, name="clerk"),
        approver=land.make_staff(Role.COUNTY_APPROVER, land.COUNTY, name="approver"),
    )


@pytest.fixture
def household(desks: Desks) -> Household:
    """Three people with 1,500 yuan of wages and 200 of transfers (worked example E4-1)."""
    return make_known_household({"wage_fen": 150000}, {"transfer_fen": 20000}, {})


@pytest.fixture
def case(household: Household, desks: Desks) -> Case:
    return open_case("dibao", subject=household, by=desks.township, at=on(9, 1))


def accepted(case: Case, desks: Desks) -> Case:
    return do(
        case,
        "accept",
        by=desks.township,
        at=on(9, 2),
        values={"authorisation": "yes", "staff_relative": "no"},
    )


def investigated(case: Case, desks: Desks) -> Case:
    checked = {"checked_on": "2026-09-04", "result": "consistent"}
    case = do(accepted(case, desks), "record_check", by=desks.clerk, at=on(9, 4), values=checked)
    found = {
        "second_investigator": "village", "visited_on": "2026-09-07", "members": 3, "monthly_income": "1700",
        "findings": "三口之家，一人务工",
    }  # fmt: skip
    return do(case, "investigate", by=desks.township, at=on(9, 7), values=found)


def posted(case: Case, desks: Desks) -> Case:
    """The application with a proposal that hangs in the village since 8 September."""
    proposal = {"opinion": "dibao", "proposed": "460"}
    return do(investigated(case, desks), "propose_grant", by=desks.reviewer, at=on(9, 8), values=proposal)


def deciding(case: Case, desks: Desks) -> Case:
    notice = {"posted_at": "村务公开栏"}
    return do(posted(case, desks), "end_notice", by=desks.reviewer, at=on(9, 16), values=notice)


def heard(case: Case, desks: Desks) -> Case:
    said = {"heard_on": "2026-09-17", "how": "in_person", "statement": "本人认为收入算多了"}
    return do(case, "hear", by=desks.approver, at=on(9, 17), values=said)


def test_a_lead_ends_as_an_award_of_the_amount_the_rule_finds(household, desks):
    run = make_run()
    make_lead(run, household, policy="dibao", amount_fen=46000)
    open_visits(run, at=on(8, 31))
    visit = Case.objects.get(kind="visit")
    do(
        visit,
        "settle",
        by=desks.village,
        at=on(9, 1),
        values={"item": visit.items.get().pk, "result": "applied"},
    )
    case = deciding(Case.objects.get(kind="dibao"), desks)

    do(case, "confirm", by=desks.approver, at=on(9, 18))

    award = Award.objects.get()
    assert (award.household, award.amount_fen, award.rule_amount_fen) == (household, 46000, 46000)
    assert award.from_on == date(2026, 10, 1)


def test_an_award_keeps_the_parameters_it_rests_on_with_their_status(case, desks):
    do(deciding(case, desks), "confirm", by=desks.approver, at=on(9, 18))

    kept = {parameter["key"]: parameter for parameter in Award.objects.get().parameters}
    standard = kept["social_assistance.dibao_standard_urban"]
    assert (standard["value"], standard["status"]) == ("720.00", "L")


def test_a_confirmed_household_stands_on_the_roll_and_in_its_class(case, household, desks):
    done = do(deciding(case, desks), "confirm", by=desks.approver, at=on(9, 18))

    assert (done.outcome, Receipt.objects.get(policy="dibao").since) == ("granted", date(2026, 10, 1))
    assert facts_of(household, on=date(2026, 9, 18))["assistance_class"].value == 2
    assert [delivery.what for delivery in done.deliveries.all()] == ["household_visit", "dibao"]


def test_each_desk_gets_the_case_in_its_turn(case, desks):
    do(deciding(case, desks), "confirm", by=desks.approver, at=on(9, 18))

    desks_in_turn = [(step.verb, step.division_id) for step in case.steps.all()]
    assert desks_in_turn == [
        ("open", land.TOWNSHIP), ("accept", land.TOWNSHIP), ("record_check", land.COUNTY),
        ("investigate", land.TOWNSHIP), ("propose_grant", land.TOWNSHIP), ("end_notice", land.TOWNSHIP),
        ("confirm", land.COUNTY),
    ]  # fmt: skip


def test_the_whole_takes_thirty_working_days_from_acceptance(case, desks):
    case = accepted(case, desks)

    assert (case.accepted_on, case.whole_due_on) == (date(2026, 9, 2), date(2026, 10, 20))
    # The check of income and property has ten working days of its own.
    assert case.due_on == date(2026, 9, 16)


def test_missing_papers_are_told_once(case, desks):
    gaps = {"gaps": "缺户口簿复印件"}
    case = do(case, "request_papers", by=desks.township, at=on(9, 1), values=gaps)

    with pytest.raises(problems.AlreadyDoneError):
        do(case, "request_papers", by=desks.township, at=on(9, 1), values=gaps)


def test_nothing_is_checked_without_the_signed_authorisation(case, desks):
    with pytest.raises(problems.FieldsWrongError, match="authorisation to check is signed"):
        do(
            case,
            "accept",
            by=desks.township,
            at=on(9, 2),
            values={"authorisation": "no", "staff_relative": "no"},
        )

    case.refresh_from_db()
    assert case.stage == "application"


def test_a_visit_of_one_person_is_not_accepted(case, desks):
    checked = {"checked_on": "2026-09-04", "result": "consistent"}
    case = do(accepted(case, desks), "record_check", by=desks.clerk, at=on(9, 4), values=checked)
    alone = {"visited_on": "2026-09-07", "members": 3, "monthly_income": "1700", "findings": "三口之家"}

    with pytest.raises(problems.FieldsWrongError, match="second investigator"):
        do(case, "investigate", by=desks.township, at=on(9, 7), values=alone)


def test_who_investigated_does_not_review(case, desks):
    case = investigated(case, desks)

    with pytest.raises(problems.SameHandsError):
        do(case, "propose_grant", by=desks.township, at=on(9, 8), values={"opinion": "dibao"})


def test_the_proposal_hangs_for_seven_days(case, desks):
    case = posted(case, desks)

    with pytest.raises(problems.TooEarlyError):
        do(case, "end_notice", by=desks.reviewer, at=on(9, 15), values={"posted_at": "村务公开栏"})
    assert (
        do(case, "end_notice", by=desks.reviewer, at=on(9, 16), values={"posted_at": "公开栏"}).stage
        == "deciding"
    )


def test_an_objection_leads_to_a_meeting_of_residents(case, desks):
    case = posted(case, desks)
    case = do(
        case, "record_objection", by=desks.reviewer, at=on(9, 10), values={"objection": "称该户另有房产"}
    )
    assert case.stage == "deliberating"

    meeting = {"held_on": "2026-09-14", "in_favour": 15, "against": 2}
    assert do(case, "record_meeting", by=desks.reviewer, at=on(9, 14), values=meeting).stage == "deciding"


def test_a_refusal_comes_after_the_hearing_and_with_reasons(case, desks):
    case = deciding(case, desks)
    with pytest.raises(problems.NotHeardYetError):
        do(case, "refuse", by=desks.approver, at=on(9, 17), because=WHY)

    refused = do(heard(case, desks), "refuse", by=desks.approver, at=on(9, 18), because=WHY)

    assert (refused.outcome, refused.steps.last().because) == ("refused", WHY)
    assert not Award.objects.exists()


def test_an_edge_household_is_recognised_without_cash(case, household, desks):
    do(deciding(case, desks), "confirm_edge", by=desks.approver, at=on(9, 18))

    assert facts_of(household, on=date(2026, 9, 18))["assistance_class"].value == 3
    assert not Award.objects.exists()


def test_another_amount_than_the_rules_needs_reasons(case, desks):
    case = deciding(case, desks)
    with pytest.raises(AmountDiffersError, match=r"500\.00 yuan is not what the rule finds \(460\.00 yuan\)"):
        do(case, "confirm", by=desks.approver, at=on(9, 18), values={"amount": "500"})

    do(
        case,
        "confirm",
        by=desks.approver,
        at=on(9, 18),
        values={"amount": "500", "amount_because": "一事一议，另有刚性支出"},
    )
    assert (Award.objects.get().amount_fen, Award.objects.get().rule_amount_fen) == (50000, 46000)


def test_a_missing_fact_asks_for_itself_and_does_not_refuse(case, household, desks):
    case = deciding(case, desks)
    member = household.memberships.first().person
    member.fact_records.all().delete()

    with pytest.raises(AmountUnknownError, match="monthly wages"):
        do(case, "confirm", by=desks.approver, at=on(9, 18))


def test_a_household_that_the_rule_finds_not_eligible_is_confirmed_only_with_amount_and_reasons(
    case, household, desks
):
    case = deciding(case, desks)
    tell(household.memberships.first().person, {"wage_fen": 500000}, as_of=date(2026, 9, 1))

    with pytest.raises(AmountUnknownError, match="finds nothing due"):
        do(case, "confirm", by=desks.approver, at=on(9, 18))

    do(
        case,
        "confirm",
        by=desks.approver,
        at=on(9, 18),
        values={"amount": "100"},
        because="一事一议集体研究同意",
    )
    assert (Award.objects.get().amount_fen, Award.objects.get().rule_amount_fen) == (10000, None)


def test_a_household_on_the_roll_of_the_bureau_is_not_awarded_a_second_time(case, household, desks):
    Receipt.objects.create(
        policy="dibao", household=household, division_id=land.VILLAGE, source="名册", as_of=date(2026, 8, 1)
    )

    with pytest.raises(AlreadyAwardedError):
        do(deciding(case, desks), "confirm", by=desks.approver, at=on(9, 18))


def test_a_special_case_is_extended_to_forty_five_days(case, desks):
    case = postpone(accepted(case, desks), by=desks.clerk, at=on(9, 10), because="收入需跨省核对，情况复杂")

    assert case.whole_due_on == date(2026, 11, 10)
