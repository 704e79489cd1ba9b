"""Resealing everything with the cipher and key in use, after a key was added or the cipher was changed.

It runs beside the working site, a batch of rows at a time, and may be stopped and started again: what is sealed anew is
skipped. A row that somebody writes meanwhile is left as they wrote it, because they sealed it with the new key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from minsheng.kernel.privacy.fields import EncryptedField, Sealed
from minsheng.kernel.privacy.keys import Algorithm, key_ring
from minsheng.kernel.privacy.sealing import newest_mark, seal, unseal

ROWS_AT_ONCE = 500


def sealed_columns() -> list[tuple[type[models.Model], EncryptedField]]:
    """Return every sealed column of the site."""
    return [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedField)
    ]


def marks_in_use() -> Counter[tuple[str, int]]:
    """Count sealed values by cipher and number of the key."""
    found: Counter[tuple[str, int]] = Counter()
    for model, field in sealed_columns():
        for mark, count in _counted(model, field):
            found[Algorithm(mark[0]).name, mark[1]] += count
    return found


def _counted(model: type[models.Model], field: EncryptedField) -> Iterator[tuple[bytes, int]]:
    # substr of bytes has the same name on both databases; Django's own Substr would read them as text.
    mark = models.Func(models.F(field.attname), 1, 2, function="SUBSTR", output_field=models.BinaryField())
    rows = (
        model._base_manager.filter(**{f"{field.attname}__isnull": False})
        .annotate(mark=mark)
        .values_list("mark")
        .annotate(count=models.Count("pk"))
        .order_by()
    )
    for value, count in rows:
        yield bytes(value), count


def reseal(*, rows_at_once: int = ROWS_AT_ONCE) -> Iterator[tuple[str, int]]:
    """Seal every value anew that another key or cipher sealed; yield the column and how many, batch by batch."""
    wanted = newest_mark(key_ring())
    for model, field in sealed_columns():
        for rows in _batches(model, field, rows_at_once):
            yield f"{model._meta.label}.{field.name}", _resealed(model, field, rows, wanted)


def _batches(
    model: type[models.Model], field: EncryptedField, rows_at_once: int
) -> Iterator[list[tuple[Any, str, bytes]]]:
    """Yield rows in order of their key: key, the place that is bound into the seal, and the sealed value."""
    name = "id" if model._meta.pk.name == "id" and not _has(model, "token") else "token"
    last = None
    while True:
        rows = model._base_manager.filter(**{f"{field.attname}__isnull": False}).order_by("pk")
        if last is not None:
            rows = rows.filter(pk__gt=last)
        found = list(rows.values_list("pk", name, field.attname)[:rows_at_once])
        if not found:
            return
        yield [(key, _place(model, field, token), bytes(value)) for key, token, value in found]
        last = found[-1][0]


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)


def _place(model: type[models.Model], field: EncryptedField, token: Any) -> str:
    instance = model()
    setattr(instance, "token" if _has(model, "token") else "id", token)
    return field.where(instance)


def _resealed(
    model: type[models.Model],
    field: EncryptedField,
    rows: Iterable[tuple[Any, str, bytes]],
    wanted: bytes,
) -> int:
    changes = [
        (seal(unseal(value, where=place), where=place), key, value)
        for key, place, value in rows
        if value[:2] != wanted
    ]
    return sum(_replaced(model, field, changes)) if changes else 0


def _replaced(
    model: type[models.Model], field: EncryptedField, changes: Iterable[tuple[bytes, Any, bytes]]
) -> Iterator[int]:
    """Write the new values where the old ones still stand; anything else was written meanwhile, with the new key."""
    quote = connection.ops.quote_name
    table, column, key_column = (
        quote(str(name)) for name in (model._meta.db_table, field.column, model._meta.pk.column)
    )
    statement = f"UPDATE {table} SET {column} = %s WHERE {key_column} = %s AND {column} = %s"  # noqa: S608 (names of our own tables, quoted)
    with transaction.atomic(), connection.cursor() as cursor:
        for new, key, old in changes:
            prepared = model._meta.pk.get_db_prep_value(key, connection)
            values = [field.get_db_prep_value(Sealed(value), connection) for value in (new, old)]
            cursor.execute(statement, [values[0], prepared, values[1]])
            yield cursor.rowcount
