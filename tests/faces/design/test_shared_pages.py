"""Pages that belong to no single face."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_gallery_shows_every_component(client: Client) -> None:
    page = client.get("/design/").content.decode()

    for component in ("badge", "stat", "card", "definition", "field", "empty"):
        assert f">{component}</h2>" in page


def test_a_synthetic_site_says_so_on_every_page(client: Client) -> None:
    assert "合成数据" in client.get("/login/").content.decode()


def test_a_wrong_password_is_said_in_words_without_telling_which_part_was_wrong(client: Client) -> None:
    page = client.post("/login/", {"username": "nobody", "password": "wrong"}).content.decode()

    assert "用户名或密码不对" in page


def test_no_page_carries_inline_scripts_or_styles(client: Client) -> None:
    page = client.get("/design/").content.decode()

    assert "style=" not in page
    assert "<script>" not in page


def test_pages_carry_a_content_security_policy(client: Client) -> None:
    assert "default-src 'self'" in client.get("/login/")["Content-Security-Policy"]


def test_health_answers_without_a_login(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "alive"}
    assert client.get("/health/ready").json() == {"status": "ready"}
