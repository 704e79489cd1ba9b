"""Canaries: made-up people whose numbers must appear nowhere but sealed."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.make.town import Town, identity, make_town

from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.privacy.sealing import blind_index

NUMBER = identity(date(1951, 2, 3), 7)
PHONE = "13987650321"
ADDRESS = "金丝雀路77号"
CANARIES = (NUMBER, PHONE, ADDRESS)


@pytest.fixture
def town(db: None) -> Town:
    town = make_town(on=timezone.localdate(), families=6)
    person = Person.objects.get(pk=town.people["jianguo"].pk)
    person.identity_number, person.phone, person.identity_index = NUMBER, PHONE, blind_index(NUMBER)
    person.save()
    home = Household.objects.get(pk=person.household.pk)
    home.address = ADDRESS
    home.save()
    return town


def everything_stored() -> str:
    """Return the content of every table as the database holds it, bytes included."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (names from the database)
            for row in cursor.fetchall():
                said += [
                    bytes(cell).decode("latin-1") if isinstance(cell, (bytes, memoryview)) else str(cell)
                    for cell in row
                ]
    return "\n".join(said)


def test_a_stolen_database_tells_no_number_and_no_telephone(town: Town):
    stored = everything_stored()

    assert town.people["jianguo"].token in stored
    for canary in CANARIES:
        assert canary not in stored
        assert canary.encode().decode("latin-1") not in stored


def test_a_value_in_clear_would_be_noticed(town: Town):
    Person.objects.filter(pk=town.people["jianguo"].pk).update(batch_key=PHONE)

    assert PHONE in everything_stored()


def test_a_day_of_work_leaves_no_number_in_logs_addresses_and_cookies(
    town: Town, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], tmp_path: Path
):
    caplog.set_level(logging.DEBUG)
    client = Client()
    client.force_login(town.clerk)
    person = town.people["jianguo"]
    found: Any = client.post("/desk/people/number/", {"number": NUMBER})
    addresses = [found.get("Location", ""), *(url for url, _ in getattr(found, "redirect_chain", []))]
    for path in ("/desk/", "/desk/people/?name=" + person.name, f"/desk/people/{person.token}/"):
        answer = client.get(path)
        assert not any(canary in answer.content.decode() for canary in CANARIES), path
    client.post(
        f"/desk/people/{person.token}/reveal/", {"what": "identity_number", "because": "核对低保申请"}
    )

    said = [*addresses, caplog.text, *capfd.readouterr(), str(client.cookies), everything_stored()]
    assert not any(canary in text for text in said for canary in CANARIES)
