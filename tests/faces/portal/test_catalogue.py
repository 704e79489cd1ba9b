"""The public catalogue of policies: what each rests on, how sure its numbers are, and how it is tried out."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.make.wordings import left_in_chinese

from minsheng.kernel.registry.loading import policies

pytestmark = pytest.mark.django_db


@pytest.fixture
def anybody() -> Client:
    return Client()


def page(client: Client, address: str, **how: str) -> str:
    response = client.get(address, **how)
    assert response.status_code == 200, address
    return response.content.decode()


def listed(html: str) -> set[str]:
    return set(re.findall(r'href="/catalogue/([a-z_0-9]+)/"', html))


def test_every_policy_is_listed(anybody):
    assert listed(page(anybody, "/catalogue/")) == set(policies())


@pytest.mark.parametrize(
    ("words", "found", "not_found"),
    [
        ("高龄津贴", "advanced_age_allowance", "dibao"),
        ("Minimum living allowance", "dibao", "advanced_age_allowance"),
        ("育儿 补贴", "childcare_subsidy", "dibao"),
        ("social_assistance.no_such_word", None, "dibao"),
    ],
)
def test_a_search_finds_what_is_about_all_its_words(anybody, words, found, not_found):
    keys = listed(page(anybody, f"/catalogue/?q={words}"))

    assert not_found not in keys
    assert keys == set() if found is None else found in keys


def test_a_policy_says_conditions_sources_of_facts_numbers_and_cases(anybody):
    html = page(anybody, "/catalogue/advanced_age_allowance/")

    assert "本市户籍" in html
    assert "老年人权益保障法第三十三条" in html
    assert "未经核实的默认值" in html
    assert re.search(r"\d+ 个用例：应为“符合” \d+ 次", html)
    assert html.count("<rect") == 1 + html.count('class="box-fact"') + html.count('class="box-value"')


def test_a_policy_that_is_not_there_is_not_found(anybody):
    assert anybody.get("/catalogue/no_such_policy/").status_code == 404


@pytest.mark.parametrize("address", ["/catalogue/", "/catalogue/dibao/", "/catalogue/?q=dibao"])
def test_the_catalogue_is_complete_in_english(anybody, address):
    anybody.cookies["django_language"] = "en"

    html = page(anybody, address)

    assert "Catalogue of policies" in html
    assert left_in_chinese(html, "portal", "design") == []
