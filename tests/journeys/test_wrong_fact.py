"""This is wrong: a resident says so, the village checks, the township corrects, and the resident reads that it did."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.journeys.signing_in import sign_in
from tests.make.town import PASSWORD, Town, make_town

from minsheng.kernel.people.merging import facts_of
from minsheng.kernel.people.models import ResidentAccount

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(db: None) -> Town:
    made = make_town(on=timezone.localdate(), families=2)
    resident = User.objects.create_user("guilan", password=PASSWORD, last_name="王", first_name="桂兰")
    ResidentAccount.objects.create(user=resident, person=made.people["guilan"])
    return made


@pytest.fixture
def look(fits_the_screen, is_accessible, picture):
    def look_at(page: Page, name: str) -> None:
        fits_the_screen(page)
        is_accessible(page)
        picture(page, f"wrong-fact-{name}")

    return look_at


def test_a_wrong_fact_is_corrected_from_the_phone_of_the_resident_to_the_desk_of_the_township(
    town: Town, phone: Page, desktop: Page, another_desktop: Page, look
):
    case = _say_what_is_wrong(phone, look)
    _check_it(desktop, look)
    _correct_it(another_desktop, case, town, look)

    phone.goto(case)
    expect(phone.get_by_text("合同属实，已无经营收入")).to_be_visible()
    look(phone, "7-answer")
    fact = facts_of(town.people["guilan"], on=timezone.localdate())["business_fen"]
    assert (fact.value, fact.source) == (0, "灵石县翠峰镇乡镇（街道）审核人核实")


def _say_what_is_wrong(phone: Page, look) -> str:
    """Start the case and return its address."""
    phone.goto("/login/?next=/my/")
    phone.get_by_label("用户名").fill("guilan")
    phone.get_by_label("密码").fill(PASSWORD)
    phone.locator("main").get_by_role("button", name="登录").click()
    phone.locator("summary", has_text="王桂兰").click()
    look(phone, "1-registered")
    phone.get_by_role("link", name=re.compile("这条不对.*月经营净收入")).click()
    expect(phone.get_by_text("60.00元")).to_be_visible()
    phone.get_by_label("应当是").fill("0")
    phone.get_by_label("凭什么材料").fill("2026年土地流转合同")
    look(phone, "2-form")
    phone.get_by_role("button", name="提交更正").click()
    expect(phone.get_by_text("已经收到")).to_be_visible()
    look(phone, "3-sent")
    return phone.url


def _check_it(page: Page, look) -> None:
    sign_in(page, "zhanghui")
    page.locator("li.card", has_text="登记情况更正").get_by_role("link").click()
    expect(page.get_by_text("2026年土地流转合同")).to_be_visible()
    page.locator("summary", has_text="登记核实情况").click()
    page.get_by_label("是", exact=True).check()
    page.get_by_label("看了什么材料").fill("合同原件，土地已流转给合作社")
    look(page, "4-check")
    page.get_by_role("button", name="登记核实情况").click()
    expect(page.get_by_text("已办理：登记核实情况")).to_be_visible()


def _correct_it(page: Page, case: str, town: Town, look) -> None:
    sign_in(page, "lifang")
    page.goto(case.replace("/my/", "/desk/"))
    page.locator("summary", has_text=re.compile("^更正")).click()
    page.get_by_label("理由").first.fill("合同属实，已无经营收入")
    look(page, "5-decide")
    page.get_by_role("button", name="更正", exact=True).click()
    expect(page.get_by_text("已办理：更正")).to_be_visible()
    page.goto(f"/desk/people/{town.people['guilan'].token}/")
    page.locator("summary", has_text="登记的情况").click()
    look(page, "6-person")
