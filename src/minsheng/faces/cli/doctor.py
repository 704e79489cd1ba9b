"""``minsheng doctor``: is everything here that the site needs, and is the log whole?"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from minsheng.faces.cli.answering import AsJson, print_json, print_table
from minsheng.faces.cli.failing import FINDING
from minsheng.faces.cli.site import start_site

EXAMPLE = """Example:

    minsheng doctor
    minsheng doctor --make-keys
    minsheng doctor --verify-audit
"""


def doctor(
    make_keys: Annotated[
        bool, typer.Option("--make-keys", help="Write a new key file; never overwrites.")
    ] = False,
    verify_audit: Annotated[
        bool, typer.Option("--verify-audit", help="Check every seal of the log.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Look at Python, database, keys, city pack, tables and log, and say what is wrong."""
    start_site()
    if make_keys:
        _make_keys()
    checks = [_python, _keys, _city, _database, _keys_of_the_database, *([_audit] if verify_audit else [])]
    results = {check.__name__.strip("_"): _outcome(check) for check in checks}
    if as_json:
        print_json(results)
    else:
        print_table("minsheng doctor", ["", "结果 result"], list(results.items()))
    if any(said.startswith("✗") for said in results.values()):
        raise typer.Exit(FINDING)


def _outcome(check: Callable[[], str]) -> str:
    try:
        return f"✓ {check()}"
    except Exception as error:
        return f"✗ {error}"


def _make_keys() -> None:
    from django.conf import settings

    from minsheng.kernel.privacy.keys import make_keys

    make_keys(Path(settings.MINSHENG_KEYS))


def _python() -> str:
    return f"Python {platform.python_version()} {sys.executable}"


def _keys() -> str:
    from minsheng.kernel.privacy.keys import key_ring
    from minsheng.kernel.privacy.sealing import seal, unseal

    where = "doctor.check:0"
    if unseal(seal(b"minsheng", where=where), where=where) != b"minsheng":
        raise ValueError("A value that was sealed did not open to the same value.")
    return f"{len(key_ring().data_keys)} data key(s), sealing works"


def _city() -> str:
    from minsheng.kernel.registry.here import parameters_of_this_city, this_city

    city = this_city()
    return f"{city.name.zh}: {len(city.divisions)} divisions, {len(parameters_of_this_city())} parameters"


def _database() -> str:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise ValueError(f"{len(waiting)} migrations are not applied. Run minsheng serve or minsheng demo.")
    return f"{connection.vendor}, all migrations applied"


def _keys_of_the_database() -> str:
    """Open what was sealed first and last into the database, so that a key file of another site is found out."""
    from minsheng.kernel.people.models import FactRecord, Person
    from minsheng.kernel.people.recording import index_of

    sealed = Person.objects.filter(identity_number__isnull=False).order_by("pk")
    persons = [person for person in (sealed.first(), sealed.last()) if person is not None]
    for person in persons:
        if index_of(person.identity_number) != bytes(person.identity_index or b""):
            raise ValueError(
                "The key file opens identity numbers, but finds none: its index key is of another database. "
                "Put back the key file that belongs to this database."
            )
    records = list(FactRecord.objects.order_by("recorded_at")[:1])
    opened = len(persons) + sum(record.values is not None for record in records)
    return f"{opened} sealed row(s) opened" if opened else "nothing is sealed yet"


def _audit() -> str:
    from minsheng.kernel.audit.sealing import broken_seals

    broken = broken_seals()
    if broken:
        raise ValueError(" ".join(broken))
    return "every seal fits its entries"


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("doctor", epilog=EXAMPLE)(doctor)
