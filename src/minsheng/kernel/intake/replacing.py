"""Replacing values of rows that a batch did not write, and putting them back when it is undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from minsheng.kernel.intake.models import ReplacedValue
from minsheng.kernel.people.bulk import in_slices, insert_many

if TYPE_CHECKING:
    from minsheng.kernel.intake.models import Batch

Replacement = tuple[models.Model, str, Any]


def replace_values(batch: Batch, replacements: Iterable[Replacement]) -> int:
    """Set fields of existing rows and keep what stood there before. Returns how many values changed."""
    changed = [(row, field, value) for row, field, value in replacements if getattr(row, field) != value]
    insert_many(
        [
            ReplacedValue(
                batch=batch,
                model=row._meta.label,
                row_id=row.pk,
                field=field,
                before=_as_text(getattr(row, field)),
                after=_as_text(value),
            )
            for row, field, value in changed
        ]
    )
    for row, field, value in changed:
        setattr(row, field, value)
    _save(changed)
    return len(changed)


def _save(changed: Sequence[Replacement]) -> None:
    by_field: dict[tuple[type[models.Model], str], list[models.Model]] = {}
    for row, field, _ in changed:
        by_field.setdefault((type(row), field), []).append(row)
    for (model, field), rows in by_field.items():
        model._default_manager.bulk_update(rows, [_plain_name(model, field)], batch_size=200)


def values_changed_since(batch: Batch) -> int:
    """Return how many values that the batch set have been changed by others since."""
    return sum(_as_text(getattr(row, kept.field)) != kept.after for kept, row in _with_rows(batch))


def put_back(batch: Batch) -> int:
    """Put back what the batch replaced. Returns how many values were put back."""
    restored: list[Replacement] = []
    for kept, row in _with_rows(batch):
        field = row._meta.get_field(_plain_name(type(row), kept.field))
        reader = field.target_field if field.is_relation else field
        value = None if kept.before is None else reader.to_python(kept.before)
        setattr(row, kept.field, value)
        restored.append((row, kept.field, value))
    _save(restored)
    return len(restored)


def _with_rows(batch: Batch) -> Iterable[tuple[ReplacedValue, Any]]:
    by_model: dict[str, list[ReplacedValue]] = {}
    for kept in batch.replaced_values.all():
        by_model.setdefault(kept.model, []).append(kept)
    for label, values in by_model.items():
        model = apps.get_model(label)
        for some in in_slices(values):
            rows = model._default_manager.in_bulk([kept.row_id for kept in some])
            for kept in some:
                if kept.row_id in rows:
                    yield kept, rows[kept.row_id]


def _plain_name(model: type[models.Model], attribute: str) -> str:
    """Return the name of the field behind an attribute: ``division`` for ``division_id``."""
    return next(
        field.name for field in model._meta.concrete_fields if attribute in (field.name, field.attname)
    )


def _as_text(value: Any) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)
