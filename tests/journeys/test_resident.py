"""A resident of sixty, with a phone: what is my family owed, and why?"""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.make.showcase import PASSWORD, Showcase, make_showcase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FAMILY = [
    ("我", "1958", "3", "12", "男", "户主"),
    ("老伴", "1960", "5", "1", "女", "配偶"),
    ("小宝", "2014", "9", "1", "男", "孙子女"),
]
# What the family answers to a question, by a few words of it; everything else it does not know.
ALL_OF_US = {
    "户口在本市": "都是",
    "平时住在本地": "都是",
    "残疾证上的等级": "都没有",
    "能供养他": "都有",
    "养老院": "都不是",
    "特困供养金": "都不是",
}
NONE_OF_US = ("每月工资", "房租、利息", "每月养老金", "赡养费")
TYPED = {"存款": "3000", "小汽车": "0", "几套住房": "1", "注册资本": "0"}
CHOSEN = {"有商铺": "没有", "已经在领孤儿": "不是"}
SELECTED = {"已经是低保": "无", "父亲现在": "外出务工六个月以上", "母亲现在": "外出务工六个月以上"}
EACH = {"种地、做买卖": ["400", "300", "0"]}


def tell_who_lives_here(page: Page) -> None:
    page.get_by_label("住在哪个县").select_option(label="灵石县")
    page.get_by_label("农村").check()
    for number, (name, year, month, day, sex, relation) in enumerate(FAMILY):
        if number:
            page.get_by_role("button", name="再加一位家人").click()
        card = page.locator(f"section[aria-labelledby=member-{number + 1}]")
        card.get_by_label("怎么称呼").fill(name)
        card.get_by_label("是户主的什么人").select_option(label=relation)
        for label, value in (("年", year), ("月", month), ("日", day)):
            card.get_by_label(label, exact=True).fill(value)
        card.get_by_label(sex, exact=True).check()


def answer(page: Page) -> None:
    """Fill in one page of questions."""
    for card in page.locator("form section").all():
        question = card.locator("legend").first.inner_text()
        given = {**ALL_OF_US, **CHOSEN}
        if words := next((words for words in given if words in question), ""):
            card.get_by_label(given[words], exact=True).check()
        elif words := next((words for words in TYPED if words in question), ""):
            card.locator("input").fill(TYPED[words])
        elif any(words in question for words in NONE_OF_US):
            card.get_by_label("家里人都没有这项收入").check()
        elif words := next((words for words in SELECTED if words in question), ""):
            card.locator("select").select_option(label=SELECTED[words])
        elif words := next((words for words in EACH if words in question), ""):
            for field, value in zip(card.locator("input[type=text]").all(), EACH[words], strict=True):
                field.fill(value)
        else:
            do_not_know(card)


def do_not_know(card) -> None:
    for select in card.locator("select").all():
        select.select_option(label="不知道")
    for unsure in card.get_by_label("不知道").all():
        if unsure.get_attribute("type") == "radio":
            unsure.check()


def test_a_resident_checks_a_family_of_three_and_reads_why(phone, fits_the_screen, is_accessible, picture):
    _check_the_family(phone, fits_the_screen, is_accessible, picture)


def test_the_same_check_on_a_desk(desktop, fits_the_screen, is_accessible, picture):
    _check_the_family(desktop, fits_the_screen, is_accessible, picture)


def _check_the_family(page: Page, fits_the_screen, is_accessible, picture) -> None:
    page.goto("/")
    fits_the_screen(page)
    is_accessible(page)
    picture(page, "portal-home")
    page.get_by_role("link", name="开始").click()
    tell_who_lives_here(page)
    fits_the_screen(page)
    is_accessible(page)
    picture(page, "portal-check-start")
    page.get_by_role("button", name=re.compile("下一步")).click()
    pages = 0
    while page.get_by_role("heading", name="还有几个问题").is_visible():
        pages += 1
        answer(page)
        fits_the_screen(page)
        is_accessible(page)
        picture(page, f"portal-check-questions-{pages}")
        page.get_by_role("button", name="下一步").click()
        page.wait_for_load_state()
    expect(page.get_by_role("heading", name="您家的结果")).to_be_visible()
    assert 1 <= pages <= 8
    fits_the_screen(page)
    is_accessible(page)
    picture(page, "portal-check-result")
    page.locator("summary", has_text="为什么").first.click()
    expect(page.get_by_text("依据：").first).to_be_visible()
    picture(page, "portal-check-result-why")


@pytest.fixture
def showcase(db) -> Showcase:
    return make_showcase(on=timezone.localdate())


def test_a_resident_sees_the_own_family_reads_why_and_applies(
    phone, showcase, fits_the_screen, is_accessible, picture
):
    _apply(phone, fits_the_screen, is_accessible, picture)


def test_the_same_at_a_desk(desktop, showcase, fits_the_screen, is_accessible, picture):
    _apply(desktop, fits_the_screen, is_accessible, picture)


def _apply(page: Page, fits_the_screen, is_accessible, picture) -> None:
    def look(name: str) -> None:
        fits_the_screen(page)
        is_accessible(page)
        picture(page, f"portal-{name}")

    page.goto("/login/?next=/my/")
    page.get_by_label("用户名").fill("resident")
    page.get_by_label("密码").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="我的家")).to_be_visible()
    look("my")
    page.locator("summary", has_text="李秀英").click()
    look("my-open")
    page.get_by_role("link", name=re.compile("去申请.*最低生活保障")).click()
    look("my-why")
    page.get_by_role("button", name="我要申请").click()
    page.get_by_role("dialog").get_by_role("button", name="申请").click()
    expect(page.get_by_text("申请已经交上去了")).to_be_visible()
    look("my-case")
