"""A leader, at a desk or on the way: which promises will be kept, and what stands behind a number?"""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.make.showcase import PASSWORD, Showcase, make_showcase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def showcase(db) -> Showcase:
    return make_showcase(on=timezone.localdate())


def sign_in(page: Page, username: str) -> None:
    page.goto("/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="登录").click()
    page.wait_for_load_state()


def test_a_leader_opens_the_board_a_pledge_and_its_records(
    desktop, showcase, fits_the_screen, is_accessible, picture
):
    _from_the_board_to_the_records(desktop, showcase, fits_the_screen, is_accessible, picture)


def test_the_board_on_a_phone(phone, showcase, fits_the_screen, is_accessible, picture):
    _from_the_board_to_the_records(phone, showcase, fits_the_screen, is_accessible, picture)


def _from_the_board_to_the_records(page: Page, showcase, fits_the_screen, is_accessible, picture) -> None:
    def look(name: str) -> None:
        fits_the_screen(page)
        is_accessible(page)
        picture(page, f"board-{name}")

    sign_in(page, "leader")
    expect(page.get_by_role("heading", name="承诺看板")).to_be_visible()
    look("overview")
    page.get_by_role("link", name="标准化社区食堂").click()
    expect(page.get_by_role("heading", name="标准化社区食堂")).to_be_visible()
    expect(page.get_by_role("heading", name="数字从哪里来")).to_be_visible()
    expect(page.get_by_text("验收").first).to_be_visible()
    look("pledge")
    page.goto("/board/policies/dibao/")
    look("policy")
    page.goto("/board/runs/")
    look("runs")
    page.locator("main").get_by_role("link", name="年").first.click()
    expect(page.get_by_role("heading", name="这一次新出现的线索")).to_be_visible()
    look("run")


def test_everybody_reads_the_pledges_without_signing_in(
    phone, showcase, fits_the_screen, is_accessible, picture
):
    _read_the_pledges(phone, fits_the_screen, is_accessible, picture)


def test_the_pledges_on_a_desk(desktop, showcase, fits_the_screen, is_accessible, picture):
    _read_the_pledges(desktop, fits_the_screen, is_accessible, picture)


def _read_the_pledges(page: Page, fits_the_screen, is_accessible, picture) -> None:
    page.goto("/pledges/")
    fits_the_screen(page)
    is_accessible(page)
    picture(page, "portal-pledges")
    page.get_by_role("link", name="标准化社区食堂", exact=True).click()
    expect(page.get_by_role("heading", name="各县情况")).to_be_visible()
    fits_the_screen(page)
    is_accessible(page)
    picture(page, "portal-pledge")


def test_every_page_fits_a_phone_in_english_too(phone, showcase, fits_the_screen, picture):
    sign_in(phone, "leader")
    phone.get_by_role("button", name="English").click()

    for address in (
        "/board/",
        "/board/pledges/canteens/",
        "/board/policies/dibao/",
        "/board/runs/",
        "/pledges/",
        "/",
    ):
        phone.goto(address)

        expect(phone.locator("html")).to_have_attribute("lang", "en")
        fits_the_screen(phone)
        picture(phone, f"english{address}")


def test_every_page_fits_a_phone_in_large_type(phone, showcase, fits_the_screen, picture):
    sign_in(phone, "leader")
    phone.locator("[data-large-type]").click()

    for address in (
        "/board/",
        "/board/pledges/canteens/",
        "/board/policies/dibao/",
        "/pledges/",
        "/check/",
        "/",
    ):
        phone.goto(address)

        expect(phone.locator("html")).to_have_attribute("data-type", "large")
        fits_the_screen(phone)
        picture(phone, f"large{address}")
