"""Model fields that are sealed in the database and open only through their own row."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from minsheng.kernel.privacy.sealing import seal, unseal


class Sealed(bytes):
    """A value as it lies in the database; it never prints its content."""

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__


class _OpensOnRead:
    """Descriptor: opens the sealed value of its row on first use and keeps it."""

    def __init__(self, field: EncryptedField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        value = instance.__dict__[self.field.attname]
        if isinstance(value, Sealed):
            value = self.field.opened(value, instance)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedField(models.BinaryField):  # type: ignore[type-arg]
    """A value sealed to its table, column and row. The row is named by the model's ``token``, set before saving."""

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _OpensOnRead(self))

    def where(self, instance: models.Model) -> str:
        """Name the place of the value, which is bound into the seal."""
        token = getattr(instance, "token", "")
        if not token:
            raise ValueError(f"{type(instance).__name__} has no token yet; a value cannot be sealed to it.")
        return f"{self.model._meta.db_table}.{self.column}:{token}"

    def from_db_value(self, value: bytes | None, *_: object) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        raw = model_instance.__dict__.get(self.attname)
        if raw is None or isinstance(raw, Sealed):
            return raw
        return Sealed(seal(self.to_bytes(raw), where=self.where(model_instance)))

    def get_prep_value(self, value: Any) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(
                f"{self.model.__name__}.{self.name} is sealed to its row and cannot be filtered or updated in bulk. "
                "Look it up by its blind index, or save the row itself."
            )
        return super().get_prep_value(value)

    def opened(self, value: Sealed, instance: models.Model) -> Any:
        """Return the value that was sealed into this row."""
        return self.from_bytes(unseal(bytes(value), where=self.where(instance)))

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def from_bytes(self, value: bytes) -> Any:
        return value.decode()


class EncryptedJSONField(EncryptedField):
    """A sealed mapping or list."""

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    def from_bytes(self, value: bytes) -> Any:
        return json.loads(value)
