"""Writing sheets that state facts about known people: certificates, assessments, lists of the unemployed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from minsheng.kernel.intake.commits.register import PERSON_FACTS
from minsheng.kernel.intake.commits.statements import only_news
from minsheng.kernel.people.codes import Employment
from minsheng.kernel.people.recording import new_facts, persons_with_numbers, record_all

if TYPE_CHECKING:
    from minsheng.kernel.intake.checking.rows import AcceptedRow
    from minsheng.kernel.intake.models import Batch


def commit_facts(rows: Sequence[AcceptedRow], *, batch: Batch, by: Any, at: datetime) -> Mapping[str, int]:
    """Write what each row says about its person, as of the day of the assessment or else of the file."""
    return _commit(rows, batch=batch, at=at, everybody={})


def commit_registered_unemployed(
    rows: Sequence[AcceptedRow], *, batch: Batch, by: Any, at: datetime
) -> Mapping[str, int]:
    """Write a list of registered unemployed: to stand in it says how the person stands to work."""
    return _commit(rows, batch=batch, at=at, everybody={"employment": Employment.REGISTERED_UNEMPLOYED})


def _commit(
    rows: Sequence[AcceptedRow], *, batch: Batch, at: datetime, everybody: Mapping[str, Any]
) -> Mapping[str, int]:
    known = persons_with_numbers(row.values["identity"] for row in rows)
    facts = [
        new_facts(
            known[row.values["identity"]],
            {**everybody, **{name: row.values[name] for name in PERSON_FACTS if name in row.values}},
            source=batch.source.name,
            as_of=min(row.values.get("assessed_on", batch.as_of), batch.as_of),
            expires_on=row.values.get("expires_on"),
        )
        for row in rows
    ]
    news = only_news(facts, source=batch.source.name)
    recorded = record_all(facts=news, batch_key=batch.token, at=at)
    return {"fact_records": recorded.fact_records, "unchanged_fact_records": len(facts) - len(news)}
