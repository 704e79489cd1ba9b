"""A screening as files: what ``minsheng screen --out`` leaves, and what a run of the site keeps. Free of Django.

results_persons.parquet and results_households.parquet have one row per subject and, per policy, ``<policy>`` (eligible,
not_eligible, unknown) and ``<policy>_fen`` (null while it is not known). findings.parquet lists the differences to the
rolls, open_results.parquet the answers that are open and the facts they wait for, open_questions.parquet these facts
by village, counts.parquet all counts by county, and summary.json the whole with its sources.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Policy, fingerprint, parameters_used
from minsheng.kernel.entitlements import counting, open_questions
from minsheng.kernel.entitlements.findings import LEADS, PolicyFindings, Screening

STATUSES = pa.array([answer.key for answer in sorted(Eligibility)], pa.string())
STRANGER = "not_in_register"
ROWS_AT_ONCE = 262_144
RESULTS = {Entity.PERSON: "results_persons.parquet", Entity.HOUSEHOLD: "results_households.parquet"}

FINDINGS_SCHEMA = pa.schema(
    [
        ("policy", pa.string()),
        ("kind", pa.string()),
        ("person_no", pa.int64()),
        ("household_no", pa.int64()),
        ("division", pa.string()),
        ("amount_fen", pa.int64()),
        ("received_fen", pa.int64()),
    ]
)
OPEN_RESULTS_SCHEMA = pa.schema(
    [
        ("policy", pa.string()),
        ("person_no", pa.int64()),
        ("household_no", pa.int64()),
        ("is_amount_only", pa.bool_()),
        ("missing", pa.dictionary(pa.int32(), pa.string())),
    ]
)


def write(found: Screening, folder: Path) -> dict[str, Any]:
    """Write everything found into a folder, which is made if need be, and return the summary."""
    folder.mkdir(parents=True, exist_ok=True)
    for entity, name in RESULTS.items():
        _write_parts(folder / name, _result_parts(found, entity))
    _write_parts(folder / "findings.parquet", _finding_parts(found))
    _write_parts(folder / "open_results.parquet", _open_parts(found))
    questions = open_questions.open_questions(found)
    pa.parquet.write_table(open_questions.as_table(questions), folder / "open_questions.parquet")
    counts = counting.county_counts(found)
    pa.parquet.write_table(counting.as_table(counts), folder / "counts.parquet")
    made = summary(found, questions, counts)
    (folder / "summary.json").write_text(
        json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    return made


def summary(
    found: Screening,
    questions: list[open_questions.OpenQuestion],
    counts: list[counting.CountyCount],
) -> dict[str, Any]:
    """Return the whole of a screening in plain JSON types: totals, sources, and what to ask first."""
    rolls = found.rolls
    return {
        "on": found.on.isoformat(),
        "engine": found.engine,
        "persons": found.register.person_count,
        "households": found.register.household_count,
        "policies": {key: _policy_summary(found, one) for key, one in found.items()},
        "counties": [asdict(count) for count in counts],
        "rolls": {
            "lines": rolls.lines, "matched": rolls.matched, "not_in_register": rolls.strangers,
            "not_begun": rolls.not_begun, "without_rule": rolls.without_rule,
        },
        "missing_facts": open_questions.ranked(questions),
        "parameters": found.parameters.quoted(
            {key for one in found.values() for key in parameters_used(one.policy)}, on=found.on
        ),
    }  # fmt: skip


def _policy_summary(found: Screening, one: PolicyFindings) -> dict[str, Any]:
    policy = one.policy
    keys = parameters_used(policy)
    return {
        "title": policy.title.as_dict(),
        "subject": str(policy.subject),
        "per": str(policy.per),
        **one.counts(),
        "rule_fingerprint": fingerprint(policy),
        "parameters_fingerprint": found.parameters.fingerprint(keys, on=found.on),
        "unconfirmed_parameters": sorted(
            key for key in keys if found.parameters.at(key, on=found.on).status == "L"
        ),
    }


def _write_parts(path: Path, parts: Iterator[pa.Table]) -> None:
    first = next(parts)
    with pa.parquet.ParquetWriter(path, first.schema, compression="zstd") as writer:
        writer.write_table(first)
        for part in parts:
            writer.write_table(part)


def _result_parts(found: Screening, entity: Entity) -> Iterator[pa.Table]:
    register = found.register
    chosen = [one for one in found.values() if one.policy.subject is entity]
    size = register.person_count if entity is Entity.PERSON else register.household_count
    for start in range(0, max(size, 1), ROWS_AT_ONCE):
        rows = slice(start, min(start + ROWS_AT_ONCE, size))
        columns = _keys(found, entity, rows)
        for one in chosen:
            columns |= _result_columns(one, rows)
        yield pa.table(columns)


def _keys(found: Screening, entity: Entity, rows: slice) -> dict[str, pa.Array]:
    register = found.register
    if entity is Entity.HOUSEHOLD:
        return {"household_no": pa.array(register.household_no[rows])}
    return {
        "person_no": pa.array(register.person_no[rows]),
        "household_no": pa.array(register.household_no[register.household_row[rows]]),
    }


def _result_columns(one: PolicyFindings, rows: slice) -> dict[str, pa.Array]:
    policy, results = one.policy, one.results
    status = results.status[rows]
    columns = {policy.key: pa.DictionaryArray.from_arrays(pa.array(status), STATUSES)}
    if policy.amount is not None:
        is_unknown = (status == Eligibility.UNKNOWN) | one.is_amount_open[rows]
        columns[f"{policy.key}_fen"] = pa.array(results.amount_fen[rows], mask=is_unknown)
    return columns


def _finding_parts(found: Screening) -> Iterator[pa.Table]:
    yield FINDINGS_SCHEMA.empty_table()
    for one in found.values():
        for kind in LEADS:
            for rows in _in_parts(one.rows(kind)):
                yield _findings(one, kind.key, rows)
        yield _strangers(one)


def _findings(one: PolicyFindings, kind: str, rows: Any) -> pa.Table:
    register = one.register
    homes = one.household_rows[rows]
    has_amount = (one.policy.amount is not None) & ~one.is_amount_open[rows]
    return pa.table(
        {
            "policy": pa.repeat(one.policy.key, len(rows)),
            "kind": pa.repeat(kind, len(rows)),
            "person_no": pa.array(register.person_no[rows])
            if one.is_personal
            else pa.nulls(len(rows), pa.int64()),
            "household_no": pa.array(register.household_no[homes]),
            "division": pa.array(register.division[homes]).cast(pa.string()),
            "amount_fen": pa.array(one.results.amount_fen[rows], mask=~has_amount),
            "received_fen": pa.array(one.roll.amount_fen[rows], mask=~one.roll.is_amount_known[rows]),
        },
        schema=FINDINGS_SCHEMA,
    )


def _strangers(one: PolicyFindings) -> pa.Table:
    rows = [
        {
            "policy": stranger.policy, "kind": STRANGER, "person_no": stranger.person_no,
            "household_no": stranger.household_no, "division": stranger.division, "amount_fen": None,
            "received_fen": stranger.amount_fen,
        }
        for stranger in one.roll.strangers
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=FINDINGS_SCHEMA)


def _open_parts(found: Screening) -> Iterator[pa.Table]:
    yield OPEN_RESULTS_SCHEMA.empty_table()
    for one in found.values():
        missing = one.results.missing
        if missing.rows.size:
            patterns = one.missing_patterns
            names = pa.array([";".join(names) for names in patterns.sets], pa.string())
            for part in _in_parts(np.arange(missing.rows.size)):
                place = pa.array(patterns.of_row[part], pa.int32())
                yield _open_results(one, part, pa.DictionaryArray.from_arrays(place, names))


def _open_results(one: PolicyFindings, part: Any, names: pa.Array) -> pa.Table:
    register, rows = one.register, one.results.missing.rows[part]
    return pa.table(
        {
            "policy": pa.repeat(one.policy.key, len(rows)),
            "person_no": pa.array(register.person_no[rows])
            if one.is_personal
            else pa.nulls(len(rows), pa.int64()),
            "household_no": pa.array(register.household_no[one.household_rows[rows]]),
            "is_amount_only": pa.array(one.is_amount_open[rows]),
            "missing": names,
        },
        schema=OPEN_RESULTS_SCHEMA,
    )


def _in_parts(rows: Any) -> Iterator[Any]:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield rows[start : start + ROWS_AT_ONCE]


def read_results(folder: Path, entity: Entity) -> pa.Table:
    """Return the results of one entity as they were written."""
    return pa.parquet.read_table(folder / RESULTS[entity])


def amount_column(policy: Policy) -> str | None:
    """Return the column of a policy's amount in the results, None for one that gives no money."""
    return None if policy.amount is None else f"{policy.key}_fen"
