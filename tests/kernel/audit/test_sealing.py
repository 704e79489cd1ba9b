"""The chain of seals: whole while nothing was touched, broken by every kind of tampering, even past the triggers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from minsheng.kernel.audit.models import Entry, Seal
from minsheng.kernel.audit.record import record
from minsheng.kernel.audit.sealing import broken_seals, seal_entries
from minsheng.kernel.divisions.models import Division

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


def _record(count: int) -> None:
    village, _ = Division.objects.get_or_create(
        code="140729100200", defaults={"name": "甲村", "kind": "village", "level": 12}
    )
    for number in range(count):
        record(
            "case approved", village, by=None, at=NOON + timedelta(minutes=number), because=f"理由{number}"
        )


@pytest.fixture
def sealed(db: None) -> list[int]:
    """Two seals over five entries; returns the keys of the entries."""
    _record(3)
    seal_entries(at=NOON)
    _record(2)
    seal_entries(at=NOON)
    return list(Entry.objects.order_by("pk").values_list("pk", flat=True))


def _tamper(statement: str, *values: object) -> None:
    """Change the log the way somebody with all rights would: without the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Checks that wait for the end of the transaction would forbid to alter the tables.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
            cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER ALL")
        else:
            for table in ("audit_entry", "audit_seal"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
        cursor.execute(statement, values)
        assert cursor.rowcount > 0


def test_a_log_that_nobody_touched_is_whole(sealed: list[int]) -> None:
    assert [seal.entries for seal in Seal.objects.order_by("pk")] == [3, 2]
    assert broken_seals() == []


def test_entries_that_are_not_sealed_yet_break_nothing(sealed: list[int]) -> None:
    _record(1)

    assert broken_seals() == []
    seal = seal_entries(at=NOON)
    assert seal is not None
    assert seal.entries == 1


def test_without_new_entries_there_is_no_new_seal(sealed: list[int]) -> None:
    assert seal_entries(at=NOON) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("what", "case refused"),
        ("because", ""),
        ("subject_token", "somebody-else"),
        ("division_code", "140728100200"),
        ("at", datetime(2026, 11, 23, tzinfo=UTC)),
    ],
)
def test_every_changed_column_is_found(sealed: list[int], column: str, value: object) -> None:
    _tamper(f"UPDATE audit_entry SET {column} = %s WHERE id = %s", value, sealed[1])  # noqa: S608 (names above)

    [sentence] = broken_seals()
    assert sentence == f"An entry between {sealed[0]} and {sealed[2]} was changed after sealing."


def test_changed_details_are_found(sealed: list[int]) -> None:
    _tamper("UPDATE audit_entry SET details = %s WHERE id = %s", '{"amount": 2}', sealed[4])

    assert len(broken_seals()) == 1


@pytest.mark.parametrize("place", [0, 1, 2, 3, 4])
def test_a_deleted_entry_is_found_wherever_it_stood(sealed: list[int], place: int) -> None:
    _tamper("DELETE FROM audit_entry WHERE id = %s", sealed[place])

    [sentence] = broken_seals()
    assert "are there" in sentence


def test_an_entry_slipped_in_is_found(sealed: list[int]) -> None:
    _tamper("UPDATE audit_entry SET id = %s WHERE id = %s", sealed[4] + 10, sealed[4])
    _tamper("UPDATE audit_entry SET id = %s WHERE id = %s", sealed[4], sealed[3])

    assert broken_seals()


def test_a_removed_seal_is_found_by_the_one_after_it(sealed: list[int]) -> None:
    first = Seal.objects.order_by("pk")[0]
    _tamper("DELETE FROM audit_seal WHERE id = %s", first.pk)

    assert any("does not follow the seal before it" in sentence for sentence in broken_seals())


def test_a_forged_seal_without_the_key_is_found(sealed: list[int]) -> None:
    last = Seal.objects.order_by("pk")[1]
    _tamper("UPDATE audit_entry SET what = %s WHERE id = %s", "case refused", sealed[4])
    _tamper("UPDATE audit_seal SET digest = %s WHERE id = %s", bytes(32), last.pk)

    assert len(broken_seals()) == 1
