"""Arrow tables and Parquet files of a synthetic city: the same city, the same bytes.

persons and households hold facts and nothing else, as a snapshot does; names, identity numbers and addresses lie in
tables of their own. Every file says in its metadata that its people are made up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from minsheng.engines.policy.facts import Kind
from minsheng.engines.synthetic.columns import Facts
from minsheng.engines.synthetic.streams import Bools

LABEL_ZH, LABEL_EN = "合成数据", "synthetic data"
ARROW = {
    Kind.BOOL: pa.bool_(),
    Kind.CODE: pa.int8(),
    Kind.DATE: pa.date32(),
    Kind.MONEY: pa.int64(),
    Kind.NUMBER: pa.int32(),
}


def labels(city: str, *, seed: int, people: int, on: str) -> dict[str, str]:
    """Return what every file says about itself."""
    return {
        "is_synthetic": "true",
        "label": LABEL_ZH,
        "label_en": LABEL_EN,
        "minsheng": json.dumps({"city": city, "seed": seed, "people": people, "on": on}, sort_keys=True),
    }


def array_of(values: Any, known: Bools | None, kind: Kind) -> pa.Array:
    """Return one column of facts; what is not known is null."""
    mask = None if known is None else ~known
    if kind is Kind.DATE:
        return pa.array(np.asarray(values, dtype=np.int32), pa.int32(), mask=mask).cast(pa.date32())
    return pa.array(values, ARROW[kind], mask=mask)


def fact_columns(facts: Facts) -> dict[str, pa.Array]:
    """Return all columns of facts, in the order of the vocabulary."""
    return {name: array_of(facts.values[name], facts.known[name], kind) for name, kind in facts.kinds.items()}


def write(path: Path, tables: Iterator[pa.Table], said: dict[str, str]) -> int:
    """Write tables one after the other into one Parquet file and return the number of rows."""
    rows = 0
    writer = None
    try:
        for table in tables:
            labelled = table.replace_schema_metadata(said)
            if writer is None:
                writer = pq.ParquetWriter(path, labelled.schema, compression="zstd", compression_level=1)
            writer.write_table(labelled)
            rows += len(table)
    finally:
        if writer is not None:
            writer.close()
    return rows
