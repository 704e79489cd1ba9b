"""The log: every change is found, and what cannot be logged is not done."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.make.land import VILLAGE, make_land
from tests.make.town import make_town

from minsheng.kernel.audit import record as recording
from minsheng.kernel.audit.models import Entry
from minsheng.kernel.audit.sealing import broken_seals, seal_entries
from minsheng.kernel.divisions.models import Division

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
ENTRIES, EVERY = 60, 7
CHANGES = {
    "a reason": "UPDATE audit_entry SET because = because || '!' WHERE id = %s",
    "a day": "UPDATE audit_entry SET at = '2020-01-01 00:00:00+00' WHERE id = %s",
    "an act": "UPDATE audit_entry SET what = 'nothing' WHERE id = %s",
    "a subject": "UPDATE audit_entry SET subject_token = 'x' WHERE id = %s",
    "a missing entry": "DELETE FROM audit_entry WHERE id = %s",
}
migration = import_module("minsheng.kernel.audit.migrations.0002_entries_are_append_only")


@pytest.fixture
def log(db: None) -> list[int]:
    """Sixty entries, sealed every seven, in a database whose triggers an intruder has removed."""
    make_land()
    place = Division.objects.get(pk=VILLAGE)
    for number in range(ENTRIES):
        recording.record(f"act {number}", place, by=None, at=NOON + timedelta(minutes=number), because="理由")
        if number % EVERY == EVERY - 1:
            seal_entries(at=NOON)
    seal_entries(at=NOON)
    with (
        connection.schema_editor(atomic=False)
        if connection.vendor == "postgresql"
        else PlainEditor() as editor
    ):
        migration.allow(None, editor)
    return list(Entry.objects.order_by("pk").values_list("pk", flat=True))


class PlainEditor:
    """As much of a schema editor as the migration needs; the one of SQLite does not work inside a transaction."""

    connection = connection

    def __enter__(self) -> PlainEditor:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_anywhere_is_found(log: list[int], change: str):
    for entry in random.Random(change).sample(log, 12):  # noqa: S311
        _try(CHANGES[change], entry)


def _try(statement: str, entry: int) -> None:
    from django.db import transaction

    point = transaction.savepoint()
    with connection.cursor() as cursor:
        cursor.execute(statement, [entry])
        assert cursor.rowcount == 1
    assert len(broken_seals()) == 1
    transaction.savepoint_rollback(point)
    assert broken_seals() == []


def test_without_triggers_the_log_can_be_changed_and_the_seal_finds_it(log: list[int]):
    Entry.objects.filter(pk=log[30]).update(because="anders")

    [sentence] = broken_seals()
    assert "was changed after sealing" in sentence


@pytest.mark.django_db
def test_nothing_sensitive_is_shown_when_the_log_cannot_be_written(monkeypatch: pytest.MonkeyPatch):
    from minsheng.kernel.audit import models

    town = make_town(on=timezone.localdate(), families=6)
    client = Client(raise_request_exception=False)
    client.force_login(town.worker)
    address = f"/desk/people/{town.people['jianguo'].token}/"
    readable = client.get(address)
    assert readable.status_code == 200
    assert "低保" in readable.content.decode()

    def fails(*_: object, **__: object) -> None:
        raise OSError("the log is full")

    monkeypatch.setattr(models.Entry, "save", fails)
    refused = client.get(address)

    assert refused.status_code == 500
    assert town.people["jianguo"].name not in refused.content.decode()
