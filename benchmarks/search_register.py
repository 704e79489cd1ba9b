"""How long finding a person takes in a register of 3.4 million, on SQLite and on PostgreSQL.

    .venv/bin/python benchmarks/search_register.py --people 3400000

Makes up a synthetic city, writes everybody into the product's own table by the product's own way in
(``kernel.people.recording``: names, sealed numbers and telephones, blind index, every index of the schema), and asks
the product's own search functions, as the page of the desk does: by whole name, by beginning, by the most common
surnames and by identity number, for posts of the whole city, a county, a township and a village. Beside it: looking
for the same name row by row, which is what a search without an index does. Each database is filled once, in a
folder or on a server of its own that is thrown away. The result goes to benchmarks/results/search_register.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ON = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 4, tzinfo=UTC)
ROWS_AT_ONCE = 50_000
ASKED = 200  # searches of each kind in each scope
DIVISIONS_ASKED = 20  # of each level
COMMON_SURNAMES = ("王", "张", "李", "刘", "郭")
DATABASES = ("sqlite", "postgresql")


def main() -> None:
    """Fill and ask both databases and write the result."""
    options = _options()
    if options.step:
        print(json.dumps(STEPS[options.step](Path(options.folder), options.people)))
        return
    with tempfile.TemporaryDirectory(prefix="minsheng-search-", dir=options.scratch) as folder:
        _step("synthesise", folder, options.people)
        found = {name: _on(name, folder, options.people) for name in options.databases.split(",")}
    result = {
        "machine": _machine(),
        "people": options.people,
        "searches_of_a_kind": ASKED,
        "databases": found,
    }
    (HERE / "results").mkdir(exist_ok=True)
    text = json.dumps(result, ensure_ascii=False, indent=2)
    (HERE / "results" / "search_register.json").write_text(text + "\n", encoding="utf-8")
    print(text)


def _measured_before(people: int) -> dict[str, Any]:
    """Return what the databases that are not asked this time were measured at on as many people, if they were."""
    path = HERE / "results" / "search_register.json"
    before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return dict(before["databases"]) if before.get("people") == people else {}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=3_400_000)
    parser.add_argument("--databases", default=",".join(DATABASES), help="Which ones, with a comma between.")
    parser.add_argument("--scratch", help="Folder on a disk with some gigabytes to spare.")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def _on(database: str, folder: str, people: int) -> dict[str, Any]:
    with _server(database) as address:
        settings = {"DATABASE_URL": address} if address else {}
        filled = _step("fill", folder, people, settings)
        asked = _step("ask", folder, people, settings)
    for left in Path(folder).glob("minsheng.sqlite3*"):
        left.unlink()
    return {"filling": filled, **asked}


@contextmanager
def _server(database: str) -> Iterator[str]:
    sys.path.insert(0, str(HERE.parent / "tools"))
    from testing import machine, postgres

    binaries = machine.find_postgres() if database == "postgresql" else None
    if database == "postgresql" and binaries is None:
        raise SystemExit("No PostgreSQL server is installed here. Ask with --databases sqlite.")
    with nullcontext("") if binaries is None else postgres.throw_away_server(binaries) as address:
        yield address


def _step(step: str, folder: str, people: int, settings: dict[str, str] | None = None) -> dict[str, Any]:
    """Run one step in a process of its own and return what it measured."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    run = subprocess.run(
        [sys.executable, __file__, "--step", step, "--folder", folder, "--people", str(people)],
        stdout=subprocess.PIPE, text=True, check=True,
        env={**environment, "MINSHENG_DATA": folder, "MINSHENG_MODE": "demo", **(settings or {})},
    )  # fmt: skip
    return dict(json.loads(run.stdout))


def synthesise_step(folder: Path, people: int) -> dict[str, Any]:
    from minsheng.engines.synthetic.city import synthesise
    from minsheng.engines.synthetic.writing import write
    from minsheng.kernel.registry.city import find_city, load_city

    city = synthesise(load_city(find_city("jinzhong")), people=people, seed=1, on=ON)
    return {"identities": write(folder / "identities.parquet", city.identities(), city.labels)}


def fill_step(folder: Path, people: int) -> dict[str, Any]:
    """Write everybody of the file into the register."""
    from minsheng.faces.cli.site import migrate_and_collect, start_site

    start_site(make_keys_if_absent=True)
    migrate_and_collect()
    from django.contrib.auth.models import User
    from django.db import connection

    from minsheng.kernel.divisions.loading import load_divisions
    from minsheng.kernel.people.recording import record_all
    from minsheng.kernel.registry.here import this_city

    load_divisions(this_city())
    User.objects.create_user("somebody")
    began = time.perf_counter()
    for persons in _persons(folder):
        record_all(persons=persons, at=AT, batch_key="benchmark")
    seconds = time.perf_counter() - began
    with connection.cursor() as cursor:
        # PostgreSQL does this by itself a minute later; nobody does it on SQLite, nor do we.
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        size = cursor.fetchone()[0]
    return {"seconds": round(seconds, 1), "database_mib": round(size / 2**20), **_version(connection)}


def _persons(folder: Path) -> Iterator[list[Any]]:
    import pyarrow.parquet as pq

    from minsheng.engines.formulas.identity import parse_identity_number
    from minsheng.kernel.people.recording import new_person

    columns = ["name", "id_number", "phone", "village", "died_on", "moved_on"]
    for batch in pq.ParquetFile(folder / "identities.parquet").iter_batches(ROWS_AT_ONCE, columns=columns):
        rows = batch.to_pylist()
        read = [parse_identity_number(row["id_number"], on=ON) for row in rows]
        yield [
            new_person(
                name=row["name"], division_code=row["village"], identity_number=of.number, sex=_sex(of.number),
                born_on=of.born_on, died_on=row["died_on"], moved_away_on=row["moved_on"], phone=row["phone"],
                is_synthetic=True,
            )
            for row, of in zip(rows, read, strict=True)
        ]  # fmt: skip


def _sex(number: str) -> int:
    """Return the code of the vocabulary: the last digit but one is odd for men."""
    return 1 if int(number[16]) % 2 else 2


def ask_step(folder: Path, people: int) -> dict[str, Any]:
    """Ask for names and numbers that are drawn from the register, the same ones on every database."""
    from minsheng.faces.cli.site import start_site

    start_site()
    from django.contrib.auth.models import User
    from django.db.models import Count
    from django.db.models.functions import Substr

    from minsheng.kernel.people.models import Person

    rng = random.Random(7)  # noqa: S311 (the same draw in every run)
    names, numbers = _drawn(folder, rng)
    scopes = _scopes(rng)
    by = User.objects.get()
    kinds: dict[str, Callable[[], str]] = {
        "whole_name": lambda: rng.choice(names),
        "two_characters": lambda: rng.choice(names)[:2],
        "common_surname": lambda: rng.choice(COMMON_SURNAMES),
        "name_of_nobody": lambda: rng.choice(names)[0] + "〇〇",
    }
    by_name = {
        kind: {scope: _named(draw, codes, rng) for scope, codes in scopes.items()}
        for kind, draw in kinds.items()
    }
    by_number = {scope: _numbered(numbers, codes, rng, by) for scope, codes in scopes.items()}
    row_by_row = {scope: _row_by_row(names, codes, rng) for scope, codes in scopes.items()}
    surnames = Person.objects.annotate(first=Substr("name", 1, 1)).values("first").annotate(n=Count("pk"))
    return {
        "persons": Person.objects.count(),
        "most_common_surnames": {row["first"]: row["n"] for row in surnames.order_by("-n")[:5]},
        "milliseconds_by_name": by_name,
        "milliseconds_by_number": by_number,
        "milliseconds_row_by_row": row_by_row,
        "row_by_row_to_whole_name": {
            scope: round(row_by_row[scope]["median"] / by_name["whole_name"][scope]["median"], 1) for scope in scopes
        },
        "slowest_p95": _slowest({**by_name, "number": by_number}),
    }  # fmt: skip


def _drawn(folder: Path, rng: random.Random) -> tuple[list[str], list[str]]:
    import pyarrow.parquet as pq

    table = pq.read_table(folder / "identities.parquet", columns=["name", "id_number"])
    rows = [rng.randrange(len(table)) for _ in range(ASKED)]
    drawn = table.take(rows)
    return drawn["name"].to_pylist(), drawn["id_number"].to_pylist()


def _scopes(rng: random.Random) -> dict[str, list[str]]:
    from minsheng.kernel.divisions.codes import Depth
    from minsheng.kernel.divisions.models import Division

    levels = {
        "city": Depth.CITY,
        "county": Depth.COUNTY,
        "township": Depth.TOWNSHIP,
        "village": Depth.VILLAGE,
    }
    codes = {
        name: sorted(Division.objects.filter(level=level).values_list("pk", flat=True))
        for name, level in levels.items()
    }
    return {
        name: found if len(found) <= DIVISIONS_ASKED else rng.sample(found, DIVISIONS_ASKED)
        for name, found in codes.items()
    }


def _named(draw: Callable[[], str], codes: list[str], rng: random.Random) -> dict[str, float]:
    from minsheng.kernel.people.searching import MOST_FOUND, persons_called

    def ask() -> int:
        found = persons_called(draw(), within=[rng.choice(codes)]).select_related("division")
        return len(found[: MOST_FOUND + 1])

    return _timed(ask)


def _numbered(numbers: list[str], codes: list[str], rng: random.Random, by: Any) -> dict[str, float]:
    from minsheng.kernel.people.searching import person_with_number

    def ask() -> int:
        person = person_with_number(rng.choice(numbers), within=[rng.choice(codes)], by=by, at=AT)
        return person is not None

    return _timed(ask)


def _row_by_row(names: list[str], codes: list[str], rng: random.Random) -> dict[str, float]:
    """Look for a name anywhere in the names of a range of divisions: no index begins with that."""
    from minsheng.kernel.divisions.codes import bounds
    from minsheng.kernel.people.models import Person

    def ask() -> int:
        low, high = bounds(rng.choice(codes))
        found = Person.objects.filter(
            division_id__gte=low, division_id__lt=high, name__contains=rng.choice(names)
        )
        return len(found.order_by("name", "pk")[:51])

    return _timed(ask, times=5)


def _timed(ask: Callable[[], int], *, times: int = ASKED) -> dict[str, float]:
    taken, found = [], 0
    for _ in range(times):
        began = time.perf_counter()
        found += ask()
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return {
        "median": round(statistics.median(taken), 3),
        "p95": round(taken[int(len(taken) * 0.95)], 3),
        "most": round(taken[-1], 3),
        "found_on_average": round(found / times, 1),
    }


def _slowest(measured: dict[str, dict[str, dict[str, float]]]) -> dict[str, Any]:
    cells = [(of["p95"], kind, scope) for kind, scopes in measured.items() for scope, of in scopes.items()]
    p95, kind, scope = max(cells)
    return {"milliseconds": p95, "kind": kind, "scope": scope}


def _version(connection: Any) -> dict[str, str]:
    if connection.vendor == "postgresql":
        return {"version": ".".join(str(part) for part in divmod(connection.pg_version, 10_000))}
    import sqlite3

    return {"version": sqlite3.sqlite_version}


def _machine() -> dict[str, object]:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="ascii", errors="replace").splitlines() if path.is_file() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    return {
        "processor": model or platform.processor(), "cores": os.cpu_count(), "system": platform.system(),
        "python": platform.python_version(),
    }  # fmt: skip


STEPS = {"synthesise": synthesise_step, "fill": fill_step, "ask": ask_step}

if __name__ == "__main__":
    main()
