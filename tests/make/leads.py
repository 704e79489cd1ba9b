"""Leads of an invented screening, for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from minsheng.kernel.entitlements.models import Lead, Run
from minsheng.kernel.people.models import Household, Person


def make_run(on: date = date(2026, 9, 1)) -> Run:
    """Write a screening of a day."""
    return Run.objects.create(
        on=on, started_at=datetime(2026, 9, 1, tzinfo=UTC), engine="numpy", rules_fingerprint="r",
        parameters_fingerprint="p", folder="runs/test",
    )  # fmt: skip


def make_lead(
    run: Run,
    subject: Household | Person,
    *,
    policy: str = "aid",
    kind: str = Lead.Kind.OWED_MISSING,
    amount_fen: int | None = 46000,
) -> Lead:
    """Write an open lead about a household, or about a person and the household they live in."""
    person = subject if isinstance(subject, Person) else None
    household = subject.household if isinstance(subject, Person) else subject
    return Lead.objects.create(
        kind=kind, policy=policy, person=person, household=household, division_id=subject.division_id,
        amount_fen=amount_fen, first_run=run, last_run=run, is_synthetic=subject.is_synthetic,
    )  # fmt: skip
