"""低保 through the desk, from the lead of a screening to the award: six people, each at their own desk."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from tests.make.town import Town

from minsheng.kernel.cases.models import Case
from minsheng.kernel.payments.models import Award


@pytest.fixture
def desks(town: Town, at_the_desk_of) -> dict[str, Client]:
    people = ("worker", "reviewer", "second_reviewer", "clerk", "approver")
    return {name: at_the_desk_of(getattr(town, name)) for name in people}


def do(client: Client, case: Case, verb: str, **typed: str):
    fields = {name if name == "settle-item" else f"{verb}-{name}": value for name, value in typed.items()}
    return client.post(f"/desk/cases/{case.token}/do/{verb}/", fields)


def apply_for(town: Town, worker: Client) -> Case:
    """Settle the item of the visit: the family applies."""
    visit = Case.objects.get(household=town.families["zhang"])
    item = visit.items.get(policy="dibao")
    worker.post(f"/desk/cases/{visit.token}/do/settle/", {"settle-item": item.pk, "settle-result": "applied"})
    item.refresh_from_db()
    return item.opened_case


def walk_to_the_decision(town: Town, desks: dict[str, Client]) -> Case:
    today = timezone.localdate().isoformat()
    case = apply_for(town, desks["worker"])
    do(desks["reviewer"], case, "accept", authorisation="yes", staff_relative="no")
    do(desks["clerk"], case, "record_check", checked_on=today, result="consistent")
    do(
        desks["reviewer"], case, "investigate", second_investigator="zhanghui", visited_on=today,
        members="2", monthly_income="120", findings="老两口种两亩地，没有别的收入",
    )  # fmt: skip
    do(desks["second_reviewer"], case, "propose_grant", opinion="dibao")
    # Seven days of public notice go by.
    Case.objects.filter(pk=case.pk).update(not_before_on=timezone.localdate())
    do(desks["reviewer"], case, "end_notice", posted_at="玉成村村委会公告栏")
    return Case.objects.get(pk=case.pk)


def test_a_lead_becomes_an_award_that_the_family_page_shows(town, desks):
    case = walk_to_the_decision(town, desks)
    assert case.stage == "deciding"
    page = desks["approver"].get(f"/desk/cases/{case.token}/").content.decode()
    assert "按规则算出来的" in page
    assert "每月 480.00元" in page

    do(desks["approver"], case, "confirm", document="灵民救〔2026〕15号")

    award = Award.objects.get(policy="dibao")
    assert award.household == town.families["zhang"]
    assert award.amount_fen == 48_000
    person = desks["worker"].get(f"/desk/people/{town.people['jianguo'].token}/").content.decode()
    assert "每月 480.00元" in person.split('id="received"')[1]
    assert f"/desk/cases/{case.token}/" in person


def test_another_amount_than_the_rule_finds_needs_a_reason(town, desks):
    case = walk_to_the_decision(town, desks)

    answer = do(desks["approver"], case, "confirm", document="灵民救〔2026〕15号", amount="500")

    assert answer.status_code == 422
    assert "请写明理由" in answer.content.decode()
    assert not Award.objects.exists()


def test_nobody_is_refused_before_being_heard(town, desks):
    case = walk_to_the_decision(town, desks)

    page = desks["approver"].get(f"/desk/cases/{case.token}/").content.decode()
    answer = do(desks["approver"], case, "refuse", because="存款超过规定的标准")

    assert "必须听取当事人意见" in page
    assert answer.status_code == 422
    assert Case.objects.get(pk=case.pk).is_open


def test_who_investigated_does_not_review(town, desks):
    case = apply_for(town, desks["worker"])
    today = timezone.localdate().isoformat()
    do(desks["reviewer"], case, "accept", authorisation="yes", staff_relative="no")
    do(desks["clerk"], case, "record_check", checked_on=today, result="consistent")
    do(
        desks["reviewer"], case, "investigate", second_investigator="zhanghui", visited_on=today,
        members="2", monthly_income="120", findings="老两口种两亩地",
    )  # fmt: skip

    own = desks["reviewer"].get(f"/desk/cases/{case.token}/").content.decode()
    other = desks["second_reviewer"].get(f"/desk/cases/{case.token}/").content.decode()

    assert "须由另一人办理" in own
    assert "须由另一人办理" not in other
