"""A county clerk at a desk: imports a half-good workbook and undoes it, settles doubts, arranges visits."""

from __future__ import annotations

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook
from tests.journeys.signing_in import sign_in
from tests.make.sheets import BAD, GOOD, TOTAL, as_workbook
from tests.make.today import stop_the_clock
from tests.make.town import COUNTY, LIJIAGOU, Town, make_town

from minsheng.kernel.cases.models import Case
from minsheng.kernel.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE = "玉成村人口登记表.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


@pytest.fixture
def town(transactional_db: None) -> Town:
    return make_town(on=timezone.localdate(), families=24)


@pytest.fixture
def looked_at(fits_the_screen, is_accessible, picture):
    def look(page, name: str) -> None:
        fits_the_screen(page)
        is_accessible(page)
        picture(page, f"clerk-{name}")

    return look


def upload(page, content: bytes) -> None:
    page.goto("/desk/imports/")
    page.get_by_label("表格文件").set_input_files({"name": FILE, "mimeType": XLSX, "buffer": content})
    page.get_by_label("单位名称").fill("灵石县公安局")
    page.get_by_label("这个单位管哪个地方").select_option(COUNTY)
    page.get_by_role("button", name="读一遍看看").click()


def is_registered(name: str) -> bool:
    return Person.objects.filter(name=name).exists()


def test_a_half_good_workbook_is_imported_sent_back_and_undone(desktop, town, looked_at):
    sign_in(desktop, "wangjing")
    desktop.get_by_role("link", name="导入表格").click()
    looked_at(desktop, "imports")

    upload(desktop, as_workbook(*GOOD, *BAD, TOTAL))
    desktop.wait_for_selector("h1:has-text('玉成村人口登记表')")
    looked_at(desktop, "preview")
    assert not is_registered("郝新来")

    with desktop.expect_download() as download:
        desktop.get_by_role("link", name="下载这些行").click()
    rows = CalamineWorkbook.from_path(download.value.path()).get_sheet_by_index(0).to_python()
    assert any("错号码" in map(str, row) for row in rows)
    assert not any("郝新来" in map(str, row) for row in rows)

    desktop.get_by_label("我知道有2行不导入").check()
    desktop.get_by_role("button", name="导入3行").click()
    desktop.get_by_text("新增人数：3").wait_for()
    looked_at(desktop, "imported")
    assert is_registered("郝新来")

    desktop.locator("summary", has_text="导错了，要撤销").click()
    desktop.get_by_label("为什么撤销").fill("公安局发错了村")
    desktop.get_by_role("button", name="撤销这次导入").click()
    desktop.get_by_role("button", name="撤销导入").click()
    desktop.get_by_text("已撤销，登记册恢复到导入以前").wait_for()
    assert not is_registered("郝新来")


def test_the_question_before_undoing_can_be_answered_with_no(desktop, town):
    sign_in(desktop, "wangjing")
    upload(desktop, as_workbook(*GOOD))
    desktop.get_by_role("button", name="导入3行").click()
    desktop.locator("summary", has_text="导错了，要撤销").click()
    desktop.get_by_label("为什么撤销").fill("公安局发错了村")

    desktop.get_by_role("button", name="撤销这次导入").click()
    desktop.get_by_role("button", name="返回").click()

    assert is_registered("郝新来")


def test_leads_become_visits_of_the_village(desktop, town, looked_at):
    waiting = Case.objects.filter(home=LIJIAGOU).count()
    sign_in(desktop, "wangjing")
    desktop.get_by_role("link", name="待核线索").click()
    looked_at(desktop, "leads")

    desktop.get_by_role("link", name="缺什么信息最多").click()
    looked_at(desktop, "ask-first")

    desktop.goto(f"/desk/leads/{LIJIAGOU}/")
    looked_at(desktop, "leads-village")
    desktop.get_by_role("button", name="安排入户").click()

    desktop.get_by_text("安排了2户入户").wait_for()
    assert Case.objects.filter(home=LIJIAGOU).count() == waiting + 2


def test_doubts_are_settled_by_somebody_who_knows(desktop, town, looked_at):
    sign_in(desktop, "wangjing")
    desktop.get_by_role("link", name="说法不一").click()
    looked_at(desktop, "conflicts")
    desktop.get_by_role("link", name="王桂兰 全家").click()
    looked_at(desktop, "conflict")
    desktop.get_by_label("家庭经济状况核对报告").check()
    desktop.get_by_label("理由").fill("看过银行回单")
    desktop.get_by_role("button", name="就按这个").click()
    desktop.get_by_text("已定：以“家庭经济状况核对报告”为准").wait_for()

    desktop.goto("/desk/duplicates/")
    looked_at(desktop, "duplicates")
    desktop.get_by_role("link", name="王桂兰").click()
    looked_at(desktop, "duplicate")
    desktop.get_by_label("是同一个人，留第1条").check()
    desktop.get_by_label("怎么知道的").fill("村里都认识她")
    desktop.get_by_role("button", name="记下来").click()
    desktop.get_by_text("已合并成一个人").wait_for()

    assert Person.objects.filter(merged_into__isnull=False).count() == 1


def test_a_canteen_is_accepted_by_somebody_else_than_who_reported_it(desktop, town, looked_at):
    sign_in(desktop, "zhaozq")
    desktop.get_by_role("link", name="机构设施").click()
    looked_at(desktop, "places")
    desktop.get_by_role("link", name="翠峰镇标准化食堂").click()
    desktop.locator("summary", has_text="登记验收结果").click()
    looked_at(desktop, "inspection")
    for met in desktop.get_by_label("达到", exact=True).all():
        met.check()
    desktop.get_by_label("验收文号").fill("灵民验〔2026〕7号")
    desktop.get_by_role("button", name="登记验收结果").click()

    desktop.get_by_text("验收合格（现在）").wait_for()
    looked_at(desktop, "accepted")
    town.places["waiting"].refresh_from_db()
    assert town.places["waiting"].is_delivered


def test_the_pages_of_the_clerk_fit_a_phone(phone, town, looked_at):
    sign_in(phone, "wangjing")

    for name, address in (
        ("work", "/desk/?where=seen"), ("leads", "/desk/leads/"), ("ask-first", "/desk/leads/ask-first/"),
        ("places", "/desk/places/"), ("new-place", "/desk/places/new/"), ("imports", "/desk/imports/"),
        ("conflicts", "/desk/conflicts/"), ("duplicates", "/desk/duplicates/"),
    ):  # fmt: skip
        phone.goto(address)
        looked_at(phone, name)


def test_a_refused_file_says_which_rows_and_what_to_do(browser, live_server, town):
    page = browser.new_context(base_url=live_server.url, locale="zh-CN").new_page()
    sign_in(page, "wangjing")

    upload(page, as_workbook(*GOOD, numbers_as_numbers=True))

    refusal = page.locator("#refused")
    refusal.wait_for()
    assert "身份证号被存成了数字：第3-5行" in refusal.inner_text()
    assert "请从原系统重新导出" in refusal.inner_text()
    page.context.close()
