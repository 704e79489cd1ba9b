"""An analyst asks what a reform would do, waits for the worker, reads the answer and takes it along."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.make.showcase import PASSWORD, Showcase, make_showcase

from minsheng.engines.synthetic.city import synthesise
from minsheng.kernel.entitlements.actions.simulate import work_out_waiting
from minsheng.kernel.entitlements.run_files import folder_of
from minsheng.kernel.registry.here import this_city

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def showcase(db) -> Showcase:
    """The showcase, whose last screening saw a synthetic town (nobody in it is real)."""
    made = make_showcase(on=timezone.localdate())
    synthesise(this_city(), people=6_000, seed=4, on=made.run.on).write(folder_of(made.run))
    return made


def test_an_analyst_asks_what_if(desktop, showcase, fits_the_screen, is_accessible, picture):
    _ask_what_if(desktop, fits_the_screen, is_accessible, picture)


def test_an_analyst_asks_what_if_on_a_phone(phone, showcase, fits_the_screen, is_accessible, picture):
    _ask_what_if(phone, fits_the_screen, is_accessible, picture)


def _ask_what_if(page: Page, fits_the_screen, is_accessible, picture) -> None:
    def look(name: str) -> None:
        fits_the_screen(page)
        is_accessible(page)
        picture(page, f"analyst-{name}")

    page.goto("/login/")
    page.get_by_label("用户名").fill("analyst")
    page.get_by_label("密码").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="政策测算")).to_be_visible()
    look("list")
    page.get_by_role("link", name="看陡坡").click()
    expect(page.get_by_role("heading", name="陡坡在哪里")).to_be_visible()
    look("curve")
    page.get_by_role("link", name="← 政策测算").click()
    page.get_by_role("link", name="高龄津贴", exact=True).click()
    page.get_by_label("这次测算叫什么").fill("高龄津贴每月多发一百元")
    page.locator("input[name*='|']").first.fill("300")
    look("form")
    page.get_by_role("button", name="开始测算").click()
    expect(page.get_by_role("status")).to_contain_text("后台正在逐人计算")
    look("waiting")
    assert work_out_waiting(now=timezone.now) == 1
    # The page looks again by itself.
    expect(page.get_by_role("heading", name="改了什么")).to_be_visible()
    look("answer")
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载报告和数据").click()
    assert taken.value.suggested_filename.endswith(".zip")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="What changes")).to_be_visible()
    look("answer-english")
