"""A real browser for the journeys: Chromium, as wide as a phone or a desk, in Chinese, tolerant of no error.

``phone`` and ``desktop`` are pages of the live site (``desktop.goto("/login/")``). A message of the console at level
error, a script that breaks or a file that is missing fails the test that caused it.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

# Playwright's loop runs in the thread of the test, and Django would refuse to touch the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# No sign of life towards the outside: a browser in a test speaks to the site alone.
CHROMIUM_SWITCHES = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
AT_MOST_MILLISECONDS = 15_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    command = os.environ.get("MINSHENG_CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMIUM_NAMES)), None
    )
    if not command:
        pytest.fail("Chromium is not installed, or not on the PATH. `make test` installs it, or says how to.")
    no_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=command, args=[*CHROMIUM_SWITCHES, *no_sandbox])
        yield chromium
        chromium.close()


@pytest.fixture
def phone(browser: Browser, live_server) -> Iterator[Page]:
    with _page(browser, live_server.url, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        yield page


@pytest.fixture
def desktop(browser: Browser, live_server) -> Iterator[Page]:
    with _page(browser, live_server.url, viewport=DESKTOP) as page:
        yield page


@pytest.fixture
def another_desktop(browser: Browser, live_server) -> Iterator[Page]:
    """A second person's screen, with a session of its own."""
    with _page(browser, live_server.url, viewport=DESKTOP) as page:
        yield page


@contextmanager
def _page(browser: Browser, address: str, **device) -> Iterator[Page]:
    context = browser.new_context(base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", **device)
    context.set_default_timeout(AT_MOST_MILLISECONDS)
    page, errors = context.new_page(), []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    if errors:
        pytest.fail("The browser met errors on the way:\n" + "\n".join(errors), pytrace=False)


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keep a picture of a whole page under var/screenshots, when `make screenshots` asks for it.

    ``picture(desktop, "clerk-work-list")``; the width is added to the name.
    """
    folder = os.environ.get("MINSHENG_SCREENSHOTS", "")

    def take(page: Page, name: str) -> None:
        if not folder:
            return
        page.evaluate("document.fonts.ready")
        width = page.viewport_size["width"] if page.viewport_size else "full"
        page.screenshot(
            path=Path(folder) / f"{re.sub(r'[^a-z0-9-]+', '-', name.lower())}-{width}.png", full_page=True
        )

    return take


@pytest.fixture(scope="session")
def is_accessible() -> Callable[[Page], None]:
    """Fail with axe's own words when a page has a barrier that axe can see (WCAG 2.2 A and AA)."""
    axe = Axe()
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

    def check(page: Page) -> None:
        found = axe.run(page, options=rules)
        assert found.violations_count == 0, found.generate_report()

    return check


@pytest.fixture(scope="session")
def fits_the_screen() -> Callable[[Page], None]:
    """Fail when a page is wider than the screen, so that a person on a phone would have to push it sideways."""

    def check(page: Page) -> None:
        # A click returns before the next page is there to be measured.
        page.locator("main").wait_for()
        wide = page.evaluate("document.documentElement.scrollWidth")
        screen = page.evaluate("document.documentElement.clientWidth")
        assert wide <= screen, f"{page.url} is {wide} px wide on a screen of {screen} px"

    return check
