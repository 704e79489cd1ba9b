"""A resident's own page: everything about the own household, nothing about anybody else's."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from tests.make.wordings import left_in_chinese

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.cases.kinds import case_kinds
from minsheng.kernel.cases.models import Case, CaseStep
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people.models import Membership
from minsheng.kernel.people.recording import new_facts, record_all


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def section(html: str, heading: str) -> str:
    found = re.search(rf'<section[^>]*aria-labelledby="{heading}".*?</section>', html, re.DOTALL)
    assert found is not None
    return found[0]


def case_of(showcase) -> Case:
    return Case.objects.get(household=showcase.home, kind="visit")


def test_nobody_sees_a_family_without_signing_in(client):
    assert client.get("/my/").headers["Location"] == "/login/?next=/my/"


def test_an_account_without_a_family_is_told_whom_to_ask(showcase):
    staff = Client()
    staff.force_login(showcase.clerk)

    response = staff.get("/my/")

    assert response.status_code == 404
    assert "还没有登记您的家" in response.content.decode()


def test_the_family_is_shown_with_the_source_of_every_fact(resident):
    registered = section(page(resident, "/my/"), "registered")

    for name in ("张建国", "李秀英", "张小宝"):
        assert name in registered
    assert "月经营净收入" in registered
    assert "200.00元" in registered
    assert "村委会入户登记表" in registered


def test_what_is_received_now_is_shown_and_what_has_ended_is_not(resident):
    receipts = section(page(resident, "/my/"), "receipts")

    assert "65岁及以上老年人年度健康体检" in receipts
    assert "灵石县民政局发放名册" in receipts
    assert "高龄津贴" not in receipts


def test_what_is_owed_and_not_received_is_shown_with_its_amount(resident):
    owed = section(page(resident, "/my/"), "owed")

    assert "最低生活保障" in owed
    assert "每月 1,500.00元" in owed
    assert "未经核实的默认值" in owed


def test_what_a_member_receives_already_is_not_offered_to_that_member_again(resident):
    owed = section(page(resident, "/my/"), "owed")

    checks = re.findall(
        r"65岁及以上老年人年度健康体检[^<]*(?:<span[^>]*>· ([^<]*))?", owed.split("<details", 1)[0]
    )
    assert "李秀英" in checks
    assert "张建国" not in checks


def test_a_closed_fact_of_somebody_else_in_the_family_is_not_shown(resident, showcase):
    registered = section(page(resident, "/my/"), "registered")

    assert "肺结核" not in registered
    assert "要保密的情况不在网上显示" in registered
    assert "肺结核" not in page(resident, f"/my/why/family_doctor_priority/{showcase.wife.token}/")


def test_a_closed_fact_is_shown_to_the_person_it_is_about(resident, showcase):
    said = new_facts(
        showcase.me, {"has_tuberculosis": False}, source="县疾控中心", as_of=timezone.localdate()
    )
    record_all(facts=[said], at=timezone.now())

    assert "肺结核" in section(page(resident, "/my/"), "registered")


def test_why_is_said_condition_by_condition_with_article_and_registered_facts(resident):
    html = page(resident, "/my/why/dibao/")

    assert "家庭人均月收入低于低保标准" in html
    assert "社会救助法第十八条" in html
    assert "月经营净收入" in html
    assert "农村低保标准 600.00元" in html


@pytest.mark.parametrize("address", ["/my/why/tekun/{}/", "/my/apply/tekun/{}/"])
def test_a_member_of_another_family_does_not_exist_here(resident, showcase, address):
    stranger = address.format(showcase.neighbour_person.token)

    assert resident.get(stranger).status_code in (404, 405)
    assert resident.post(stranger).status_code in (404, 405)


def test_the_own_member_does_exist(resident, showcase):
    assert resident.get(f"/my/why/tekun/{showcase.me.token}/").status_code == 200


def test_another_familys_case_does_not_exist_here(resident, showcase):
    theirs = Case.objects.get(household=showcase.neighbour)

    assert resident.get(f"/my/cases/{theirs.token}/").status_code == 404


def test_another_familys_name_is_on_no_page(resident, showcase):
    for address in ("/my/", "/my/why/dibao/", f"/my/cases/{case_of(showcase).token}/"):
        assert "刘翠花" not in page(resident, address)


@pytest.mark.parametrize(
    "address", ["/my/why/no_such_policy/", "/my/why/tekun/", "/my/why/dibao/0000000000000000/"]
)
def test_an_address_that_names_no_answer_leads_nowhere(resident, address):
    assert resident.get(address).status_code == 404


def test_applying_opens_one_case_on_the_desk_that_receives_it_and_is_on_the_record(resident, showcase):
    answer = resident.post("/my/apply/dibao/")

    case = Case.objects.get(household=showcase.home, kind="dibao")
    assert answer.headers["Location"] == f"/my/cases/{case.token}/"
    assert case.division_id == "140729100000"
    assert Entry.objects.filter(what="case opened", subject_token=case.token).exists()


def test_applying_twice_leads_to_the_case_that_is_under_way(resident, showcase):
    resident.post("/my/apply/dibao/")

    answer = resident.post("/my/apply/dibao/", follow=True)

    assert Case.objects.filter(household=showcase.home, kind="dibao").count() == 1
    assert "这件事已经在办了" in answer.content.decode()


def test_opening_an_address_does_not_apply(resident, showcase):
    assert resident.get("/my/apply/dibao/").status_code == 405
    assert not Case.objects.filter(household=showcase.home, kind="dibao").exists()


def test_an_application_under_way_is_shown_instead_of_the_button(resident):
    resident.post("/my/apply/dibao/")

    html = page(resident, "/my/why/dibao/")

    assert "我要申请" not in html
    assert "正在办，看进度" in html


def test_whoever_is_not_entitled_by_the_register_may_apply_all_the_same(resident, showcase):
    html = page(resident, f"/my/why/tekun/{showcase.me.token}/")

    assert "我要申请" in html
    assert "也可以申请，由工作人员核实" in html


def test_a_case_says_its_stage_its_steps_and_its_clock(resident, showcase):
    html = page(resident, f"/my/cases/{case_of(showcase).token}/")

    assert "入户核实" in html
    assert "待入户" in html
    assert "登记受理" in html
    assert "这一步最多还要" in html


def test_a_late_case_says_so_and_whom_to_call(resident, showcase):
    Case.objects.filter(pk=case_of(showcase).pk).update(due_on=timezone.localdate() - timedelta(days=14))

    html = page(resident, f"/my/cases/{case_of(showcase).token}/")

    assert "已经超期" in html
    assert "12345" in html


def test_reasons_of_a_decision_are_shown_and_notes_between_colleagues_are_not(resident, showcase):
    common = {"case": case_of(showcase), "by": showcase.clerk, "at": timezone.now()}
    CaseStep.objects.create(verb="hand_over", because="请同事周末去", **common)
    CaseStep.objects.create(verb="finish", because="情况已经查清", **common)

    html = page(resident, f"/my/cases/{case_of(showcase).token}/")

    assert "请同事周末去" not in html
    assert "情况已经查清" in html


def test_a_case_of_child_protection_is_not_shown_online(resident, showcase):
    closed = [key for key, kind in case_kinds().items() if kind.is_closed_to_others]
    if not closed:
        pytest.skip("No programme declares a closed kind of case.")
    Case.objects.filter(pk=case_of(showcase).pk).update(kind=closed[0])

    assert case_kinds()[closed[0]].title.zh not in page(resident, "/my/")


def test_somebody_who_moved_to_another_household_sees_that_one(resident, showcase):
    Membership.objects.filter(person=showcase.me).update(to_on=timezone.localdate())
    Membership.objects.create(
        person=showcase.me, household=showcase.neighbour, relation=9, from_on=timezone.localdate()
    )

    html = page(resident, "/my/")

    assert "刘翠花" in html
    assert "李秀英" not in html


def test_the_page_asks_the_database_a_bounded_number_of_questions(resident, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        resident.get("/my/")


def test_the_pages_are_in_english_too(showcase):
    english = Client(headers={"accept-language": "en"})
    english.force_login(User.objects.get(username="resident"))

    for address in ("/my/", "/my/why/dibao/", f"/my/cases/{case_of(showcase).token}/"):
        assert left_in_chinese(page(english, address), "portal", "design") == []


def test_help_without_money_is_shown_as_a_service_and_not_as_nothing_a_month(resident, showcase):
    Receipt.objects.create(
        policy="visiting_care", person=showcase.me, division_id=showcase.me.division_id, amount_fen=0,
        since=timezone.localdate(), source="灵石县民政局探访名册", as_of=timezone.localdate(),
    )  # fmt: skip

    receipts = section(page(resident, "/my/"), "receipts")

    assert "服务" in receipts.split("探访名册")[0].rsplit("<li", 1)[1]
    assert "0.00元" not in receipts.split("探访名册")[0].rsplit("<li", 1)[1]
