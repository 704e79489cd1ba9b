"""The card of a programme: everything the kernel and the screens need to know about it, as plain data.

Free of Django. Functions that touch tables are named by dotted path and loaded when they are called.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from typing import Any

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.text import Text


class Role(StrEnum):
    """What a post lets a member of staff do; a person may hold several posts."""

    VILLAGE_WORKER = "village_worker"
    TOWNSHIP_REVIEWER = "township_reviewer"
    COUNTY_APPROVER = "county_approver"
    COUNTY_CLERK = "county_clerk"
    LEADER = "leader"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Level(StrEnum):
    """The level of the division tree at which a stage of a case is worked."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a verb's form."""

    name: str
    label: Text
    kind: str  # "text", "long_text", "date", "money", "yes_no", "choice"
    required: bool = True
    help: Text | None = None
    choices: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that may be done to a case at a stage: the only way its state changes.

    ``leads_to`` is the next stage, or None when the verb closes the case with ``outcome``.
    ``not_by_who_did`` names earlier verbs whose actor may not do this one (separation of duties).
    ``does`` is the dotted path of a function ``(case, *, by, at, values) -> None`` run in the same transaction.
    """

    key: str
    title: Text
    roles: tuple[Role, ...]
    leads_to: str | None = None
    outcome: str = ""
    stays: bool = False
    fields: tuple[Field, ...] = ()
    not_by_who_did: tuple[str, ...] = ()
    is_adverse: bool = False  # refuse, cut, stop, recover: reasons and a hearing are demanded
    does: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a case: who works on it, where, and how many working days the law gives.

    ``limit`` is the key of a city parameter in working days; without one the stage has no clock of its own.
    """

    key: str
    title: Text
    level: Level
    roles: tuple[Role, ...]
    verbs: tuple[Verb, ...]
    limit: str = ""


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case. The first stage is where a new case starts; ``limit`` is the clock of the whole case."""

    key: str
    title: Text
    subject: Entity
    stages: tuple[Stage, ...]
    policies: tuple[str, ...] = ()
    limit: str = ""
    is_closed_to_others: bool = False  # child protection and the like: no break-glass

    def stage(self, key: str) -> Stage:
        """Return a stage by key."""
        return next(stage for stage in self.stages if stage.key == key)


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A kind of place and what its capacity is counted in."""

    key: str
    title: Text
    capacity_unit: Text
    is_pledged: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorKind:
    """Something a pledge can be measured by.

    ``measure`` is the dotted path of ``(division_code, *, on) -> kernel.pledges.measuring.Measurement``.
    """

    key: str
    title: Text
    unit: Text
    measure: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a bureau's sheet: what it fills and the names that bureaus give it.

    ``kind``: identity, name, text, date, money_month, money_year, number, code, yes_no, division, phone.
    ``codes`` maps the wordings bureaus use to the small integer of the vocabulary.
    """

    field: str
    label: Text
    kind: str
    names: tuple[str, ...]
    required: bool = False
    codes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A kind of workbook that intake can recognise, validate and commit.

    ``commit`` is the dotted path of ``(rows, *, batch, by, at) -> None``.
    """

    key: str
    title: Text
    columns: tuple[Column, ...]
    commit: str
    policy: str = ""  # for benefit rolls: which policy the roll pays


@dataclass(frozen=True, slots=True)
class Programme:
    """The card of one programme."""

    key: str
    title: Text
    bureau: Text
    rulebook: Rulebook
    case_kinds: tuple[CaseKind, ...] = ()
    place_kinds: tuple[PlaceKind, ...] = ()
    indicators: tuple[IndicatorKind, ...] = ()
    sheets: tuple[SheetKind, ...] = ()


def load(dotted: str) -> Any:
    """Return the function or class behind a dotted path on a card."""
    module, _, name = dotted.rpartition(".")
    return getattr(import_module(module), name)
