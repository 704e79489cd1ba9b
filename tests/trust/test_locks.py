"""Many writers at once on SQLite: with immediate transactions, as the site uses them, nobody is refused."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

COUNTING = Path(__file__).parent / "counting.py"
WRITERS, TIMES = 4, 40
TRIES = 5  # without the guard writers meet often, not always


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "counter.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE counter (n integer)")
        made.execute("INSERT INTO counter VALUES (0)")
    made.close()
    return path


def writer(database: Path, mode: str) -> subprocess.Popen[str]:
    words = [sys.executable, COUNTING, str(database), mode, str(TIMES)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def refused_and_counted(database: Path, mode: str) -> tuple[int, int]:
    writers = [writer(database, mode) for _ in range(WRITERS)]
    refused = sum(int(one.communicate(timeout=120)[0]) for one in writers)
    with sqlite3.connect(database) as read:
        (counted,) = read.execute("SELECT n FROM counter").fetchone()
    read.close()
    return refused, counted


def test_the_site_begins_transactions_at_once_on_sqlite():
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_nobody_is_refused_and_nothing_is_lost(database: Path):
    assert refused_and_counted(database, "IMMEDIATE") == (0, WRITERS * TIMES)


def test_without_immediate_transactions_writers_are_refused(database: Path):
    before = 0
    for _ in range(TRIES):
        refused, counted = refused_and_counted(database, "DEFERRED")
        assert counted - before == WRITERS * TIMES - refused
        before = counted
        if refused:
            return
    pytest.fail("Nobody was refused, so this test proves nothing about the guard.")


def test_a_long_report_does_not_stop_writers(database: Path):
    words = [sys.executable, COUNTING, str(database), "IMMEDIATE", "0", "60"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.read(8) == "reading "
        refused = int(writer(database, "IMMEDIATE").communicate(timeout=50)[0])
        is_still_reading = reader.poll() is None
        reader.kill()

    assert (refused, is_still_reading) == (0, True)
