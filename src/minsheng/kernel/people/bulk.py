"""Writing many new rows of one table at once, with their primary keys known before they are written.

Ten to twenty times faster than saving row by row: one prepared statement on SQLite, COPY on PostgreSQL. Signals are
not sent and nothing is updated; this is for whole files and whole runs, never for a single act of a person.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Row = TypeVar("Row", bound=models.Model)
AnyField: TypeAlias = "models.Field[Any, Any]"

ROWS_AT_ONCE = 5_000
# Fields whose Python value is already what the driver takes.
PLAIN_FIELDS = (
    models.CharField,
    models.IntegerField,
    models.BooleanField,
    models.ForeignKey,
    models.FloatField,
)
# Fields whose value SQLite keeps as text; PostgreSQL takes it as it is.
AS_TEXT_ON_SQLITE: dict[type[models.Field[Any, Any]], Callable[[Any], str]] = {
    models.DateField: lambda value: value.isoformat(),
    models.UUIDField: lambda value: value.hex,
}


class NoTransactionError(Exception):
    """Many rows were about to be written outside a transaction, where a crash would leave some of them."""


@contextmanager
def without_pauses() -> Iterator[None]:
    """Put off the search for garbage: among hundreds of thousands of rows that all stay it takes half of the time."""
    is_usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_usual:
            gc.enable()


def give_keys(rows: Sequence[models.Model]) -> None:
    """Give every row without a primary key the next one of its table. Call it inside a transaction."""
    _must_be_in_a_transaction()
    waiting = [row for row in rows if row.pk is None]
    if not waiting:
        return
    for row, key in zip(waiting, _next_keys(type(waiting[0]), len(waiting)), strict=True):
        row.pk = key


def insert_many(rows: Sequence[Row]) -> Sequence[Row]:
    """Insert new rows of one model and return them, each with its primary key. Call it inside a transaction."""
    _must_be_in_a_transaction()
    if not rows:
        return rows
    give_keys(rows)
    connection = connections[DEFAULT_DB_ALIAS]
    fields = type(rows[0])._meta.concrete_fields
    writers = [_writer(field, connection) for field in fields]
    with without_pauses():
        for batch in in_slices(rows, ROWS_AT_ONCE):
            _write(connection, type(rows[0]), fields, [[write(row) for write in writers] for row in batch])
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias
    return rows


def in_slices(items: Sequence[Any], length: int = 500) -> Iterator[Sequence[Any]]:
    """Cut a long list into slices that fit the number of parameters a database takes in one statement."""
    for start in range(0, len(items), length):
        yield items[start : start + length]


def _must_be_in_a_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise NoTransactionError(
            "Many rows are written all or not at all: use transaction.atomic around insert_many."
        )


def _writer(field: AnyField, connection: BaseDatabaseWrapper) -> Callable[[models.Model], Any]:
    """Return how a row gives the value of a field to the database driver."""
    name = field.attname or field.name
    if isinstance(field, PLAIN_FIELDS):
        return attrgetter(name)
    to_text = AS_TEXT_ON_SQLITE.get(type(field))
    if to_text is None:
        return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)
    if connection.vendor == "postgresql":
        return attrgetter(name)

    def as_text(row: models.Model) -> str | None:
        value = getattr(row, name)
        return None if value is None else to_text(value)

    return as_text


def _write(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    fields: Sequence[AnyField],
    rows: list[list[Any]],
) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The driver's own errors become Django's, as they do for every other statement.
            errors = connection.wrap_database_errors
            with errors, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(fields))
        # Table and columns are names of our own models, never text from outside.
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608


def _next_keys(model: type[models.Model], count: int) -> list[int]:
    connection = connections[DEFAULT_DB_ALIAS]
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        # The transaction holds the only write lock of the file, so nobody else takes these numbers.
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last: int = cursor.fetchone()[0]
        return list(range(last + 1, last + 1 + count))
