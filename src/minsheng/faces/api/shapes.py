"""What the API answers with. Persons and households appear by token only."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from ninja import Schema


class TextOut(Schema):
    """A text in both languages."""

    zh: str
    en: str


class PolicyOut(Schema):
    """A policy of the catalogue."""

    key: str
    title: TextOut
    subject: str
    benefit: str
    per: str
    sources: list[str]
    facts: list[str]
    parameters: list[str]


class CalculatorOut(Schema):
    """A calculator of the catalogue."""

    name: str
    title: TextOut
    source: str


class DivisionOut(Schema):
    """A division."""

    code: str
    name: str
    kind: str
    level: int
    parent_code: str | None
    full_name: str

    @staticmethod
    def resolve_parent_code(division: object) -> str | None:
        return getattr(division, "parent_id", None)


class MeasurementOut(Schema):
    """What the records said on a day."""

    on: date
    numerator: Decimal
    denominator: Decimal | None
    value: Decimal | None
    by_county: dict[str, object]


class PledgeOut(Schema):
    """A pledge and everything that was counted for it."""

    key: str
    year: int
    title_zh: str
    title_en: str
    sentence: str
    mode: str
    target_low: Decimal | None
    target_high: Decimal | None
    unit_zh: str
    unit_en: str
    due_on: date
    lead_bureau: str
    indicator: str
    measurements: list[MeasurementOut]


class PlaceOut(Schema):
    """A facility."""

    token: str
    kind: str
    name: str
    division_id: str
    stage: str
    capacity: int | None
    longitude: float | None
    latitude: float | None
    is_synthetic: bool


class CaseOut(Schema):
    """A case, without what was written in it."""

    token: str
    kind: str
    stage: str
    outcome: str
    division_id: str
    opened_at: datetime
    due_on: date | None
    closed_at: datetime | None
    is_synthetic: bool


class LeadOut(Schema):
    """A lead: a difference between rule and roll that a person looks into."""

    token: str
    kind: str
    policy: str
    division_id: str
    amount_fen: int | None
    received_fen: int | None
    cause: str
    is_synthetic: bool
