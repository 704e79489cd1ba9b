"""How every policy came out in every county. Free of Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np
import pyarrow as pa

from minsheng.engines.policy.results import Eligibility
from minsheng.kernel.entitlements.findings import Comparison, PolicyFindings, Screening

COUNTY_DIGITS = 6
BELOW_COUNTY = 10**6
# Receivers who are in no household of the register, where the roll does not say the division either.
NOWHERE = ""


@dataclass(frozen=True, slots=True)
class CountyCount:
    """One policy in one county (a code of twelve digits; empty for strangers of whom no county is known)."""

    policy: str
    county: str
    eligible: int = 0
    not_eligible: int = 0
    unknown: int = 0
    receiving: int = 0
    owed_missing: int = 0
    agreeing: int = 0
    amount_differs: int = 0
    nothing_due: int = 0
    received_not_owed: int = 0
    received_unknown: int = 0
    strangers: int = 0
    owed_missing_fen: int = 0


def county_counts(found: Screening) -> list[CountyCount]:
    """Return the counts of all policies by county, in order of policy and county."""
    return [count for one in found.values() for count in _of_policy(one)]


def as_table(counts: list[CountyCount]) -> pa.Table:
    """Return the counts as a table."""
    rows = [asdict(count) for count in counts]
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


_SCHEMA = pa.schema(
    [
        (name, pa.string() if name in ("policy", "county") else pa.int64())
        for name in CountyCount.__dataclass_fields__
    ]
)


def _of_policy(one: PolicyFindings) -> Iterator[CountyCount]:
    counties, place = np.unique(one.divisions // BELOW_COUNTY, return_inverse=True)
    place = place.reshape(-1)
    size = (len(counties), max(len(Comparison), len(Eligibility)))
    compared, answered = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    np.add.at(compared, (place, one.comparison), 1)
    np.add.at(answered, (place, one.results.status), 1)
    missing_fen = np.zeros(len(counties), dtype=np.int64)
    owed = one.rows(Comparison.OWED_MISSING)
    np.add.at(missing_fen, place[owed], one.results.amount_fen[owed])
    receiving = np.bincount(place[one.roll.is_receiving], minlength=len(counties))
    strangers = _strangers(one)
    codes = [str(code).ljust(12, "0") for code in counties]
    for row, code in enumerate(codes):
        strange = strangers.pop(code, 0)
        yield CountyCount(
            policy=one.policy.key, county=code,
            eligible=int(answered[row, Eligibility.ELIGIBLE]),
            not_eligible=int(answered[row, Eligibility.NOT_ELIGIBLE]),
            unknown=int(answered[row, Eligibility.UNKNOWN]),
            receiving=int(receiving[row]) + strange,
            owed_missing=int(compared[row, Comparison.OWED_MISSING]),
            agreeing=int(compared[row, Comparison.AGREEING]),
            amount_differs=int(compared[row, Comparison.AMOUNT_DIFFERS]),
            nothing_due=int(compared[row, Comparison.NOTHING_DUE]),
            received_not_owed=int(compared[row, Comparison.RECEIVED_NOT_OWED]),
            received_unknown=int(compared[row, Comparison.RECEIVED_UNKNOWN]),
            strangers=strange, owed_missing_fen=int(missing_fen[row]),
        )  # fmt: skip
    for code, count in sorted(strangers.items()):
        yield CountyCount(policy=one.policy.key, county=code, receiving=count, strangers=count)


def _strangers(one: PolicyFindings) -> dict[str, int]:
    found: dict[str, int] = {}
    for stranger in one.roll.strangers:
        code = stranger.division[:COUNTY_DIGITS].ljust(12, "0") if stranger.division else NOWHERE
        found[code] = found.get(code, 0) + 1
    return found
