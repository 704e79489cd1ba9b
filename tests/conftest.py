"""What all tests share: the site in test mode, a data folder that is thrown away, and the choice of database tests."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

DATA = Path(tempfile.mkdtemp(prefix="minsheng-tests-"))

# Before Django reads its settings. Each worker of pytest-xdist has a folder of its own.
os.environ["MINSHENG_MODE"] = "test"
os.environ["MINSHENG_DATA"] = str(DATA)
os.environ["DJANGO_SETTINGS_MODULE"] = "minsheng.site.settings"

# The site warns when the folder of its static files is missing.
(DATA / "static").mkdir()

# Keys that everybody may know: the same in every run, and good for nothing else.
os.environ["MINSHENG_KEYS"] = str(DATA / "keys.toml")
(DATA / "keys.toml").write_text(f'index = "{"ab" * 32}"\n\n[data]\n1 = "{"cd" * 32}"\n', encoding="ascii")

import django  # noqa: E402  (settings are read here for the first time, after the environment is set)

django.setup()

from django.db.backends.base.operations import BaseDatabaseOperations  # noqa: E402

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database-tests",
        action="store_true",
        help="run only tests that touch the database, and those marked postgres (the PostgreSQL pass of make test)",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--only-database-tests"):
        return
    wanted = [item for item in items if _touches_the_database(item)]
    unwanted = [item for item in items if not _touches_the_database(item)]
    config.hook.pytest_deselected(items=unwanted)
    items[:] = wanted


def _touches_the_database(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres"))
    return marked or bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session", autouse=True)
def emptying_the_database_between_tests() -> Iterator[None]:
    """Let the tables be emptied after a test that committed: the log refuses that on SQLite, row by row."""
    original = BaseDatabaseOperations.execute_sql_flush
    log = import_module("minsheng.kernel.audit.migrations.0002_entries_are_append_only")

    def execute_sql_flush(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        # PostgreSQL truncates, which is not done row by row.
        if self.connection.vendor != "sqlite":
            original(self, sql_list)
            return
        triggers = _Statements(self.connection)
        log.allow(None, triggers)
        try:
            original(self, sql_list)
        finally:
            log.forbid(None, triggers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", execute_sql_flush)
        yield


class _Statements:
    """As much of a schema editor as the migration of the log needs."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def execute(self, statement: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)


def pytest_unconfigure() -> None:
    shutil.rmtree(DATA, ignore_errors=True)
