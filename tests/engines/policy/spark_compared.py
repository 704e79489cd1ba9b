"""Runs in .venv-spark: evaluate a register with Spark and here, compare every cell, and print what was found as JSON.

python spark_compared.py local[2] FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from tests.engines.policy.small import FACTS, ON
from tests.engines.policy.spark_register import BOOKS, TEXT, recipe

from minsheng.engines.policy import batch, spark
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register, RegisterError


def main(master: str, folder: Path) -> None:
    persons, households = folder / "persons.parquet", folder / "households.parquet"
    register = Register.read(persons, households, FACTS)
    expected = batch.evaluate(register, BOOKS, ParameterSet.from_texts({"t": TEXT}), on=ON)["rule"]
    different = []
    few = {"spark.sql.execution.arrow.maxRecordsPerBatch": "64", "spark.sql.shuffle.partitions": "4"}
    # Adaptive execution would join small partitions into one task.
    with spark.session(master, **few, **{"spark.sql.adaptive.enabled": "false"}) as running:
        for kernel in ("numpy", "numba"):
            out = folder / f"answers-{master.partition('[')[0]}-{kernel}"
            made = recipe(kernel, rows_at_once=100)
            spark.write_answers(running, persons, households, made, out)
            found = spark.read_answers(out, register, made)["rule"]
            different += [f"{kernel}: {what}" for what in _different(expected, found, register)]
        refused = _refusal(running, folder, persons, households)
        pids = running.sparkContext.parallelize(range(16), 16).map(_executor).distinct().count()
    said = {
        "different": different, "persons": register.person_count, "refused": refused, "workers": pids,
        "answers": sorted(set(expected.status.tolist())),
    }  # fmt: skip
    print(json.dumps(said))  # noqa: T201 - the test reads it


def _different(expected: batch.PolicyResults, found: batch.PolicyResults, register: Register) -> list[str]:
    told = [
        name
        for name in ("status", "amount_fen")
        if not np.array_equal(getattr(expected, name), getattr(found, name))
    ]
    rows = range(register.person_count)
    return told + [f"missing of {row}" for row in rows if expected.missing.of(row) != found.missing.of(row)]


def _refusal(running: object, folder: Path, persons: Path, households: Path) -> str:
    """Return what is said when a wage is impossible."""
    table = pq.read_table(persons)
    wages = pa.array([10**15] * len(table))
    wrong = folder / "wrong.parquet"
    pq.write_table(table.set_column(table.column_names.index("wage_fen"), "wage_fen", wages), wrong)
    try:
        spark.write_answers(running, wrong, households, recipe("numpy"), folder / "refused")
    except RegisterError as problem:
        return str(problem)
    return "nothing was refused"


def _executor(_number: int) -> int:
    import os

    return os.getppid()  # the daemon of the executor, one for each


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
