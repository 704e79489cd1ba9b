"""A village worker with a phone: finds the visit that is overdue, settles it item by item, and finishes it."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.journeys.signing_in import sign_in
from tests.make.today import stop_the_clock
from tests.make.town import Town, make_town

from minsheng.kernel.cases.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


@pytest.fixture
def town(transactional_db: None) -> Town:
    return make_town(on=timezone.localdate(), families=12)


@pytest.fixture
def looked_at(fits_the_screen, is_accessible, picture):
    """Look at a page as a whole: it fits, has no barriers, and a picture is kept when pictures are wanted."""

    def look(page, name: str) -> None:
        fits_the_screen(page)
        is_accessible(page)
        picture(page, f"worker-{name}")

    return look


@pytest.fixture
def a_page(request, browser, live_server):
    """A phone on which refusals are looked at: the browser itself calls an answer 422 an error."""
    told = getattr(request, "param", {})
    size = {"width": 390, "height": 844}
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport=size, **told)
    yield context.new_page()
    context.close()


def settle(page, number: int, result: str, note: str = "") -> None:
    """Record the result of an item of the visit."""
    item = page.locator("#items > div > ul > li").nth(number)
    item.locator("summary", has_text="登记结果").click()
    item.get_by_label(result).check()
    if note:
        item.get_by_label("情况说明").fill(note)
    item.get_by_role("button", name="保存这一项").click()


def test_a_visit_is_settled_on_the_phone(phone, town, looked_at):
    sign_in(phone, "zhanghui")
    looked_at(phone, "work")

    phone.get_by_role("link", name="张建国 一家2口").click()
    looked_at(phone, "visit")

    settle(phone, 0, "本人申请")
    phone.get_by_role("link", name="已转：低保申请").wait_for()
    settle(phone, 1, "本人不申请", "老人说儿女每月给钱，够用")
    looked_at(phone, "visit-settled")

    # Nothing else is left to do, so the last step stands open.
    phone.get_by_role("button", name="办结", exact=True).click()

    phone.wait_for_url("**/desk/")
    assert phone.get_by_text("已办理：办结").is_visible()
    visit = Case.objects.get(household=town.families["zhang"], kind="visit")
    assert not visit.is_open
    assert [item.state for item in visit.items.order_by("pk")] == ["applied", "declined"]
    assert phone.get_by_role("link", name="张建国 一家2口").count() == 0


def test_what_is_missing_is_said_where_it_is_missing(a_page, town):
    sign_in(a_page, "zhanghui")
    a_page.get_by_role("link", name="王桂兰").click()

    item = a_page.locator("#items > div > ul > li").first
    item.locator("summary", has_text="登记结果").click()
    item.get_by_label("未找到本人").check()
    with a_page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        item.get_by_role("button", name="保存这一项").click()

    assert sent.value.status == 422
    note = a_page.locator("#items > div > ul > li").first.get_by_label("情况说明")
    assert note.is_visible()
    assert note.get_attribute("aria-invalid") == "true"


def test_a_person_is_found_and_explained_on_the_phone(phone, town, looked_at):
    sign_in(phone, "zhanghui")
    phone.get_by_role("link", name="找人").click()
    phone.get_by_label("姓名（写开头几个字就行）").fill("张")
    phone.locator("#by-name ~ form button").click()
    phone.locator("#found").get_by_role("link", name="张建国").click()
    phone.wait_for_selector("h1:has-text('张建国')")
    looked_at(phone, "person")

    phone.locator("#owed ~ div").first.get_by_role("link", name="看完整的计算过程").click()
    phone.wait_for_selector("h1:has-text('为什么')")

    looked_at(phone, "why")
    assert phone.get_by_text("用到的标准和依据").is_visible()


def test_the_list_narrows_without_loading_the_page_again(phone, town):
    sign_in(phone, "zhanghui")
    phone.evaluate("window.isTheSamePage = true")

    phone.get_by_label("怎么排").select_option("village")
    phone.locator("#village-1").wait_for()

    assert phone.evaluate("window.isTheSamePage") is True
    assert "by=village" in phone.url


@pytest.mark.parametrize("a_page", [{"java_script_enabled": False}], indirect=True)
def test_everything_works_without_a_script(a_page, town):
    sign_in(a_page, "zhanghui")

    a_page.get_by_label("怎么排").select_option("village")
    a_page.get_by_role("button", name="查找").click()
    a_page.get_by_role("link", name="张建国 一家2口").click()
    settle(a_page, 0, "已在享受或情况属实")

    assert a_page.get_by_text("已办理：登记核实结果").is_visible()


def test_the_pages_still_fit_in_large_type(phone, town, fits_the_screen):
    sign_in(phone, "zhanghui")
    phone.locator("[data-large-type]").click()
    fits_the_screen(phone)

    phone.get_by_role("link", name="张建国 一家2口").click()
    phone.locator("summary", has_text="登记结果").first.click()
    fits_the_screen(phone)

    phone.goto(f"/desk/people/{town.people['jianguo'].token}/")
    for folded in phone.locator("details > summary").all():
        folded.click()
    fits_the_screen(phone)


def test_the_english_pages_fit_a_phone_too(phone, town, fits_the_screen):
    sign_in(phone, "zhanghui")
    phone.get_by_role("button", name="English").click()
    fits_the_screen(phone)

    phone.get_by_role("link", name="张建国 household of 2").click()
    phone.wait_for_selector("h1:has-text('Household visit')")
    fits_the_screen(phone)

    phone.goto(f"/desk/people/{town.people['jianguo'].token}/")
    fits_the_screen(phone)
