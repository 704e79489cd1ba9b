"""Signing in as somebody of the town."""

from __future__ import annotations

from playwright.sync_api import Page
from tests.make.town import PASSWORD


def sign_in(page: Page, username: str) -> None:
    """Sign in and wait for the first page of the post."""
    page.goto("/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/desk/")
