"""Login, sessions, forms and headers."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from tests.make.town import PASSWORD, Town, make_town

from minsheng.kernel.people.models import Person
from minsheng.kernel.staff.access import Audience, _views
from minsheng.kernel.staff.models import Post

PACKAGE = Path(__file__).parents[2] / "src" / "minsheng"
ELSEWHERE = [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "///evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "https:/evil.example",
    "data:text/html,x",
]
OPENING_CONNECTIONS = {
    "requests",
    "httpx",
    "urllib.request",
    "urllib3",
    "socket",
    "http.client",
    "aiohttp",
    "ftplib",
}
SCRIPT = "<script>alert('张')</script>\"><img src=x onerror=alert(1)>"


@pytest.fixture
def town(db: None) -> Town:
    return make_town(on=timezone.localdate(), families=6)


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> object:
    return client.post("/login/", {"username": name, "password": password, **more})


def test_login_says_the_same_of_a_wrong_name_and_a_wrong_password(town: Town):
    def said(name: str, password: str) -> str:
        page = Client().post("/login/", {"username": name, "password": password}).content.decode()
        return re.sub(r'value="\w{64}"', "", page.replace(name, "NAME"))

    assert said(town.worker.username, "not the password") == said("nobody-at-all", "not the password")


def test_login_gives_a_new_session(town: Town):
    client = Client()
    client.get("/check/")
    session = client.session
    session["kept"] = "before"
    session.save()
    before = session.session_key

    client.cookies["sessionid"] = before
    sign_in(client, town.worker.username)

    assert client.session.session_key not in (None, before)


def test_a_session_is_of_no_use_after_logout(town: Town):
    client = Client()
    sign_in(client, town.worker.username)
    stolen = client.cookies["sessionid"].value
    assert client.get("/desk/").status_code == 200

    client.post("/logout/")
    thief = Client()
    thief.cookies["sessionid"] = stolen

    assert thief.get("/desk/").status_code == 302


def test_an_open_session_ends_with_the_post(town: Town):
    client = Client()
    sign_in(client, town.worker.username)
    assert client.get("/desk/").status_code == 200

    Post.objects.filter(user=town.worker).delete()

    assert client.get("/desk/").status_code == 403


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("is_encoded", [False, True])
def test_login_leads_nowhere_else(town: Town, address: str, is_encoded: bool):
    following = quote(address, safe="") if is_encoded else address

    answer = Client().post(
        "/login/", {"username": town.worker.username, "password": PASSWORD, "next": following}
    )

    assert answer.status_code == 302
    assert answer.url in ("/desk/", quote(address, safe=""))
    assert (urlsplit(answer.url).scheme, urlsplit(answer.url).netloc) == ("", "")


def addresses_of_pages() -> list[str]:
    """Return every address without a place for a token."""
    found = [path for path, callback in _views(get_resolver().url_patterns) if "<" not in path]
    return sorted(path for path in set(found) if not path.startswith("/api/"))


def test_no_address_that_changes_something_takes_a_form_without_its_token(town: Town):
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.clerk)
    refused = []
    for path, callback in _views(get_resolver().url_patterns):
        if callback.access.audience is Audience.PUBLIC and path not in ("/login/", "/logout/"):
            continue
        if path.startswith("/api/"):
            continue
        address = path.replace("<int:pk>", "1")
        while "<" in address:
            address = address[: address.index("<")] + "x" + address[address.index(">") + 1 :]
        refused.append((address, client.post(address, {"because": "理由充分"}).status_code))

    assert len(refused) > 20
    # 405: the address takes no form at all.
    assert [one for one in refused if one[1] not in (403, 405)] == []


def test_a_script_in_a_name_is_shown_as_text(town: Town):
    person = town.people["jianguo"]
    Person.objects.filter(pk=person.pk).update(name=SCRIPT[:60])
    client = Client()
    client.force_login(town.worker)

    for address in (f"/desk/people/{person.token}/", "/desk/", f"/desk/people/?name={quote(SCRIPT[:10])}"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "&lt;script&gt;" in client.get(f"/desk/people/{person.token}/").content.decode()


@pytest.mark.parametrize("address", addresses_of_pages())
def test_every_page_carries_the_headers_that_protect_it(town: Town, address: str):
    client = Client()
    client.force_login(town.clerk)

    answer = client.get(address)

    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "no-store" in answer["Cache-Control"]


PRODUCTION = {
    "MINSHENG_MODE": "production", "MINSHENG_SECRET_KEY": "s" * 60, "MINSHENG_HOSTS": "minsheng.example",
    "MINSHENG_KEYS": "/nowhere/keys.toml", "PATH": os.environ["PATH"],
}  # fmt: skip


def settings_in(environment: dict[str, str], *names: str) -> subprocess.CompletedProcess[str]:
    said = "; ".join(f"print(settings.{name})" for name in names)
    code = f"from minsheng.site import settings; {said}"
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_cookies_are_safe_in_production():
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SECURE_SSL_REDIRECT",
             "SECURE_HSTS_SECONDS > 0", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "DEBUG")  # fmt: skip

    said = settings_in(PRODUCTION, *names)

    assert said.stdout.split() == ["True"] * 5 + ["__Host-sessionid", "__Host-csrftoken", "False"], (
        said.stderr
    )


@pytest.mark.parametrize("missing", ["MINSHENG_SECRET_KEY", "MINSHENG_HOSTS"])
def test_production_does_not_start_without_its_own_secrets(missing: str):
    environment = {name: value for name, value in PRODUCTION.items() if name != missing}

    said = settings_in(environment, "DEBUG")

    assert said.returncode != 0
    assert missing in said.stderr


@pytest.mark.parametrize(
    "text",
    ["' OR 1=1 --", "%", "_", "\\", "{{ 7*7 }}", "$(id)", "a\r\nSet-Cookie: x=1", "\x00", "张%' --", "*"],
)
def test_text_in_a_search_is_only_text(town: Town, text: str):
    client = Client()
    client.force_login(town.worker)

    answer = client.get("/desk/people/", {"name": text})

    assert answer.status_code in (200, 400)
    page = answer.content.decode()
    assert "49" not in page.split("</form>")[-1]
    assert not any(person.token in page for person in town.people.values())


def test_no_module_of_the_site_opens_a_connection_to_others():
    opening = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            opening |= {
                (str(file.relative_to(PACKAGE)), name) for name in names if name in OPENING_CONNECTIONS
            }

    # The demo looks whether its port is free; Spark and Java find one another on this machine.
    assert {file for file, _ in opening} <= {
        "faces/cli/serve.py",
        "faces/cli/demo.py",
        "engines/policy/spark.py",
    }
