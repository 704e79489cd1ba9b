"""One measurement of our own evaluators, in a process of its own.

    python our_step.py numpy|numba FOLDER [--threads N] [--register complete|registered] [--save]
    python our_step.py bandwidth|changed|explained|files|whole FOLDER [--threads N]

Prints what it measured as JSON. What is timed is the second evaluation in the process: the first one warms up.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import complete_city
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from minsheng.engines.policy import batch, fused, scalar
from minsheng.engines.policy.batch import BatchResults
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.register import Register
from minsheng.kernel.registry.loading import rulebooks

CHANGED, EXPLAINED, TIMES = 1_000, 300, 15
STREAM_BYTES = 2**28


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=[*EVALUATORS, *OTHER_STEPS])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--register", default="complete")
    parser.add_argument("--save", action="store_true")
    asked = parser.parse_args()
    step = OTHER_STEPS.get(asked.step, evaluate_step)
    print(json.dumps(step(asked)))


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Return wall and processor seconds of some work."""
    began, cpu = time.perf_counter(), time.process_time()
    work()
    return {"seconds": time.perf_counter() - began, "cpu_seconds": time.process_time() - cpu}


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def evaluator(name: str, threads: int) -> Callable[[Register], BatchResults]:
    books, parameters = rulebooks(), complete_city.parameters()

    def evaluate(register: Register) -> BatchResults:
        return EVALUATORS[name](register, books, parameters, on=complete_city.ON, threads=threads)

    return evaluate


EVALUATORS = {"numpy": batch.evaluate, "numba": fused.evaluate}


def evaluate_step(asked: argparse.Namespace) -> dict[str, float]:
    register = complete_city.read(asked.folder / asked.register)
    evaluate = evaluator(asked.step, asked.threads)
    loaded = peak_mib()
    first = timed(lambda: evaluate(register))
    found = evaluate(register)
    if asked.save:
        save(found, asked.folder / f"{asked.step}.npz")
    del found
    measured = timed(lambda: evaluate(register))
    return {
        **measured, "first_seconds": first["seconds"], "peak_mib": peak_mib(), "loaded_mib": loaded,
        "bytes_read": float(bytes_read(register)), "bytes_written": float(bytes_written(register)),
    }  # fmt: skip


def save(found: BatchResults, path: Path) -> None:
    columns = {}
    for key, result in found.items():
        columns[f"{key}.eligible"] = result.status == 1
        if result.policy.amount is not None:
            columns[f"{key}.amount"] = result.amount_fen
    np.savez(path, **columns)


def bytes_read(register: Register) -> int:
    """Return the size of every column the rules use, where facts are known, and who lives together."""
    columns = [*register.persons.values(), *register.households.values()]
    known = [column.known for column in columns if column.known is not None]
    return register.offsets.nbytes + sum(c.values.nbytes for c in columns) + sum(k.nbytes for k in known)


def bytes_written(register: Register) -> int:
    """Return the size of every status and amount."""
    sizes = {Entity.PERSON: register.person_count, Entity.HOUSEHOLD: register.household_count}
    policies = [policy for book in rulebooks() for policy in book.policies.values()]
    return sum(sizes[one.subject] * (1 if one.amount is None else 9) for one in policies)


def bandwidth_step(asked: argparse.Namespace) -> dict[str, float]:
    """Measure how fast all threads together read and write memory, in bytes per second."""
    from concurrent.futures import ThreadPoolExecutor

    import numba

    @numba.njit(nogil=True)
    def read(values):  # type: ignore[no-untyped-def]
        total = 0
        for value in values:
            total += value
        return total

    @numba.njit(nogil=True)
    def write(values, value):  # type: ignore[no-untyped-def]
        for place in range(len(values)):
            values[place] = value

    parts = [np.ones(STREAM_BYTES // 8, dtype=np.int64) for _ in range(asked.threads)]
    read(parts[0][:1]), write(parts[0][:1], 1)
    found = {}
    with ThreadPoolExecutor(asked.threads) as pool:
        for name, work in (("read", read), ("write", lambda part: write(part, 2))):
            took = [timed(lambda work=work: list(pool.map(work, parts)))["seconds"] for _ in range(5)]
            found[f"{name}_bytes_per_second"] = len(parts) * STREAM_BYTES / min(took)
    return found


def changed_step(asked: argparse.Namespace) -> dict[str, float]:
    """Evaluate 1,000 changed households out of the whole register, as registered."""
    register = complete_city.read(asked.folder / "registered")
    evaluate = evaluator("numba", 1)
    random = np.random.default_rng(2)
    rows = [np.sort(random.choice(register.household_count, CHANGED, replace=False)) for _ in range(TIMES)]
    evaluate(register.subset(rows[0]))
    took = [timed(lambda one=one: evaluate(register.subset(one)))["seconds"] for one in rows]
    return {"seconds": statistics.median(took), "slowest_seconds": max(took)}


def explained_step(asked: argparse.Namespace) -> dict[str, float]:
    """Evaluate single households with every intermediate value."""
    register = complete_city.read(asked.folder / "registered")
    books, parameters = rulebooks(), complete_city.parameters()
    rows = np.linspace(0, register.household_count - 1, EXPLAINED).astype(int)
    households = [register.household(int(row)) for row in rows]

    def explain(household: object) -> None:
        scalar.evaluate(household, books, parameters, on=complete_city.ON)  # type: ignore[arg-type]

    explain(households[0])
    return {
        "seconds": statistics.median(timed(lambda one=one: explain(one))["seconds"] for one in households)
    }


def files_step(asked: argparse.Namespace) -> dict[str, float]:
    """Read the register's files and write them again, and do nothing else."""
    folder = asked.folder / "registered"

    def work() -> None:
        for name in ("persons", "households"):
            pq.write_table(pq.read_table(folder / f"{name}.parquet"), folder / f"copy_of_{name}.parquet")

    work()
    return {**timed(work), "peak_mib": peak_mib()}


def whole_step(asked: argparse.Namespace) -> dict[str, float]:
    """Read the register's files, evaluate with Numba, and write every status and amount."""
    evaluate = evaluator("numba", asked.threads)

    def work() -> None:
        found = evaluate(complete_city.read(asked.folder / "registered"))
        for entity in Entity:
            columns = {}
            for key, result in found.items():
                if result.policy.subject is entity:
                    columns[key] = pa.array(result.status)
                    columns[f"{key}_fen"] = pa.array(np.ascontiguousarray(result.amount_fen))
            pq.write_table(pa.table(columns), asked.folder / f"found_{entity}.parquet")

    work()
    return {**timed(work), "peak_mib": peak_mib()}


OTHER_STEPS: dict[str, Callable[[argparse.Namespace], dict[str, float]]] = {
    "bandwidth": bandwidth_step,
    "changed": changed_step,
    "explained": explained_step,
    "files": files_step,
    "whole": whole_step,
}

if __name__ == "__main__":
    os.environ.setdefault("MINSHENG_CACHE", str(Path(__file__).resolve().parents[2] / ".venv" / ".cache"))
    main()
