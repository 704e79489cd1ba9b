"""What the site holds about people: for every field of every table its class, why, on what ground, how long.

Each room with tables declares its own in ``holdings.py``; Django's tables of users and sessions are declared by staff.
A field that nobody declared stops the site from starting, so a new one cannot slip in unclassed.

    holding("people.Person", "phone").sensitivity        # Sensitivity.S3
    shown("people.Person", "phone", "13800001234")       # 138****1234
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from minsheng.engines.policy.text import Text

OURS = "minsheng."
HIDDEN = "***"
Mask = Callable[[str], str]


class Sensitivity(StrEnum):
    """How much harm a value can do in the wrong hands."""

    S0 = "S0"  # public
    S1 = "S1"  # internal: keys, states, counts
    S2 = "S2"  # personal: name, birth, where one belongs
    S3 = "S3"  # sensitive: health, disability, income, hardship, address, telephone
    S4 = "S4"  # closed: identity numbers, protection of children

    @property
    def wording(self) -> Text:
        return _WORDING[self]

    @property
    def is_sensitive(self) -> bool:
        """Whether reading it is logged and masks apply."""
        return self in (Sensitivity.S3, Sensitivity.S4)


_WORDING = {
    Sensitivity.S0: Text("公开", "public"),
    Sensitivity.S1: Text("内部", "internal"),
    Sensitivity.S2: Text("个人信息", "personal"),
    Sensitivity.S3: Text("敏感个人信息", "sensitive"),
    Sensitivity.S4: Text("限制查看", "closed"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """The declaration of one table: why it is held, on what legal ground, how long, and the class of each field.

    ``s0`` to ``s4`` name fields, separated by spaces. ``masks`` say how a text looks to people who may not see it
    whole; a sensitive field without one is hidden whole. ``in_clear`` names the sensitive fields that are not sealed at
    rest, with the reason.
    """

    model: str
    purpose: Text
    ground: str
    kept: Text
    s0: str = ""
    s1: str = ""
    s2: str = ""
    s3: str = ""
    s4: str = ""
    masks: Mapping[str, Mask] = field(default_factory=dict)
    in_clear: Mapping[str, str] = field(default_factory=dict)

    def holdings(self) -> Iterator[Holding]:
        """Yield one holding for each declared field."""
        for sensitivity in Sensitivity:
            for name in getattr(self, sensitivity.lower()).split():
                yield Holding(self, name, sensitivity)


@dataclass(frozen=True, slots=True)
class Holding:
    """One field that is held."""

    table: Table
    name: str
    sensitivity: Sensitivity

    @property
    def in_clear_because(self) -> str:
        """Why a sensitive field is not sealed at rest; empty where it is, or need not be."""
        return self.table.in_clear.get(self.name, "")


def holding(model: str, name: str) -> Holding:
    """Return the declaration of a field; raise KeyError for an undeclared one."""
    try:
        return all_holdings()[model, name]
    except KeyError:
        raise KeyError(f"{model}.{name} is not declared; add it to the holdings.py of its room.") from None


def shown(model: str, name: str, value: str) -> str:
    """Return a value as it looks to somebody who may not see it whole."""
    found = holding(model, name)
    mask = found.table.masks.get(name)
    if mask is not None:
        return mask(value)
    return HIDDEN if found.sensitivity.is_sensitive and value else value


@cache
def sealed_fields(model: str) -> frozenset[str]:
    """Return the names of the sensitive fields of a table whose values must stay out of logs, names and addresses."""
    return frozenset(
        one.name
        for (label, _), one in all_holdings().items()
        if label == model and one.sensitivity.is_sensitive and not one.in_clear_because
    )


@cache
def all_holdings() -> Mapping[tuple[str, str], Holding]:
    """Return every declared field by model and name; raise ImproperlyConfigured for one declared twice."""
    found: dict[tuple[str, str], Holding] = {}
    for table in tables():
        for one in table.holdings():
            if (table.model, one.name) in found:
                raise ImproperlyConfigured(f"{table.model}.{one.name} is declared twice. Keep one class.")
            found[table.model, one.name] = one
    return found


def tables() -> list[Table]:
    """Return the declarations of all rooms, in the order of the apps."""
    return [table for room in _rooms() for table in import_module(f"{room.name}.holdings").TABLES]


def _rooms() -> list[AppConfig]:
    return [room for room in apps.get_app_configs() if room.name.startswith(OURS) and any(room.get_models())]


def refuse_undeclared_fields() -> None:
    """Raise ImproperlyConfigured naming every field that no declaration covers, and every"
    " declaration without field."""
    existing = {(model._meta.label, one.name) for model in _models() for one in model._meta.concrete_fields}
    declared = set(all_holdings())
    problems = [
        *(f"{model}.{name} has no class" for model, name in sorted(existing - declared)),
        *(f"{model}.{name} is declared and does not exist" for model, name in sorted(declared - existing)),
    ]
    if problems:
        raise ImproperlyConfigured(
            "What is held about people must be declared in the holdings.py of its room: "
            + "; ".join(problems)
            + "."
        )


def _models() -> list[type[models.Model]]:
    return list(apps.get_models(include_auto_created=True))
