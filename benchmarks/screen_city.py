"""How long ``minsheng screen`` takes on a synthetic city, and how much memory, beside two things to compare with.

    .venv/bin/python benchmarks/screen_city.py --people 3400000 --rounds 3

In each round, in one process after another: read and write the same Parquet files with pyarrow and do nothing else
(what no screening can beat), screen the whole city with the NumPy evaluator, and explain a thousand households with
the scalar evaluator (the same rules, one household at a time; its time is also given for the whole city, computed).
The result, with machine, medians and ratios, is written to benchmarks/results/screen_city.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
ON = date(2026, 11, 24)
EXPLAINED = 1000


def main() -> None:
    """Run all rounds and write the result."""
    options = _options()
    if options.step:
        print(json.dumps(STEPS[options.step](Path(options.folder))))
        return
    with tempfile.TemporaryDirectory(prefix="minsheng-benchmark-") as folder:
        made = _measured("synthesise", folder, people=options.people)
        rounds = [{step: _measured(step, folder) for step in TIMED} for _ in range(options.rounds)]
    result = {"machine": _machine(), "people": options.people, "synthesise": made, **_medians(rounds, made)}
    (HERE / "results").mkdir(exist_ok=True)
    target = HERE / "results" / "screen_city.json"
    target.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=2))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=3_400_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--step", choices=list(STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measured(step: str, folder: str, people: int = 0) -> dict[str, float]:
    """Run one step in a process of its own and return what it measured of itself."""
    run = subprocess.run(
        [sys.executable, __file__, "--step", step, "--folder", folder, "--people", str(people)],
        capture_output=True, text=True, check=True,
        env={**os.environ, "MINSHENG_BENCHMARK_PEOPLE": str(people)},
    )  # fmt: skip
    return dict(json.loads(run.stdout))


def _timed(work: object) -> dict[str, float]:
    began, cpu = time.perf_counter(), time.process_time()
    more = work()  # type: ignore[operator]
    used = {
        "seconds": round(time.perf_counter() - began, 3),
        "cpu_seconds": round(time.process_time() - cpu, 3),
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**used, "peak_mib": round(peak), **(more or {})}


def synthesise_step(folder: Path) -> dict[str, float]:
    from minsheng.engines.synthetic.city import synthesise
    from minsheng.kernel.registry.city import find_city, load_city

    people = int(os.environ["MINSHENG_BENCHMARK_PEOPLE"])

    def work() -> dict[str, int]:
        return dict(synthesise(load_city(find_city("jinzhong")), people=people, seed=1, on=ON).write(folder))

    return _timed(work)


def files_step(folder: Path) -> dict[str, float]:
    import pyarrow.parquet as pq

    def work() -> None:
        for name in ("persons", "households", "received"):
            pq.write_table(pq.read_table(folder / f"{name}.parquet"), folder / f"copy_of_{name}.parquet")

    return _timed(work)


def screen_step(folder: Path) -> dict[str, float]:
    from minsheng.engines.policy.register import Register
    from minsheng.kernel.entitlements import findings, result_files, rolls
    from minsheng.kernel.people.facts import FACTS
    from minsheng.kernel.registry.loading import policies, rulebooks

    def work() -> dict[str, float]:
        books, began = rulebooks(), time.perf_counter()
        register = Register.read(
            folder / "persons.parquet",
            folder / "households.parquet",
            FACTS,
            only=findings.facts_of_rules(books),
        )
        received = rolls.read_received(folder / "received.parquet")
        read = time.perf_counter()
        found = findings.screen(register, received, books, _parameters(), on=ON, threads=os.cpu_count() or 1)
        evaluated = time.perf_counter()
        result_files.write(found, folder / "found")
        return {
            "policies": len(policies()),
            "read_seconds": round(read - began, 3),
            "evaluate_seconds": round(evaluated - read, 3),
            "write_seconds": round(time.perf_counter() - evaluated, 3),
        }

    return _timed(work)


def explain_step(folder: Path) -> dict[str, float]:
    from minsheng.engines.policy import scalar
    from minsheng.engines.policy.register import Register
    from minsheng.kernel.people.facts import FACTS
    from minsheng.kernel.registry.loading import rulebooks

    register = Register.read(folder / "persons.parquet", folder / "households.parquet", FACTS)
    step = max(1, register.household_count // EXPLAINED)
    chosen = [register.household(row) for row in range(0, register.household_count, step)][:EXPLAINED]
    books, parameters = rulebooks(), _parameters()
    scalar.evaluate(chosen[0], books, parameters, on=ON)  # binding the rules is paid once

    def work() -> None:
        for household in chosen:
            scalar.evaluate(household, books, parameters, on=ON)

    measured = _timed(work)
    each = measured["seconds"] / len(chosen)
    return {
        **measured, "milliseconds_each": round(each * 1000, 3),
        "seconds_for_all_computed": round(each * register.household_count, 1),
    }  # fmt: skip


def _parameters():  # type: ignore[no-untyped-def]
    from minsheng.engines.policy.parameters import ParameterSet
    from minsheng.kernel.registry.city import find_city

    return ParameterSet.load(find_city("jinzhong") / "parameters")


STEPS = {"synthesise": synthesise_step, "files": files_step, "screen": screen_step, "explain": explain_step}
TIMED = ("files", "screen", "explain")


def _medians(rounds: list[dict[str, dict[str, float]]], made: dict[str, float]) -> dict[str, object]:
    medians = {
        step: {key: statistics.median(one[step][key] for one in rounds) for key in rounds[0][step]}
        for step in TIMED
    }
    return {
        "rounds": len(rounds),
        "medians": medians,
        "ratios": {
            "screen_to_reading_and_writing_the_files": round(
                medians["screen"]["seconds"] / medians["files"]["seconds"], 2
            ),
            "one_at_a_time_to_screen_computed": round(
                medians["explain"]["seconds_for_all_computed"] / medians["screen"]["evaluate_seconds"], 1
            ),
        },
        "slowest_and_fastest_screen_seconds": [
            max(one["screen"]["seconds"] for one in rounds), min(one["screen"]["seconds"] for one in rounds)
        ],
    }  # fmt: skip


def _machine() -> dict[str, object]:
    model = next(
        (line.split(":", 1)[1].strip() for line in _cpuinfo() if line.startswith("model name")),
        platform.processor(),
    )
    return {
        "processor": model, "cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()
    }  # fmt: skip


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="ascii", errors="replace").splitlines() if path.is_file() else []


if __name__ == "__main__":
    main()
