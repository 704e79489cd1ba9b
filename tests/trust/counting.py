"""Adding to one counter again and again, as one of many writers. Runs as a process of its own:

    python counting.py DATABASE MODE TIMES [SECONDS]

Prints how many additions were refused. With SECONDS it only reads, for so long, in one transaction.
"""

import sys
import time

import django
from django.conf import settings
from django.db import OperationalError, connection, transaction


def main(database: str, mode: str, times: str, seconds: str = "") -> None:
    settings.configure(
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": database,
                "OPTIONS": {
                    "transaction_mode": mode,
                    "timeout": 20,
                    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL",
                },
            }
        }
    )
    django.setup()
    sys.stdout.write(str(report(float(seconds)) if seconds else add(int(times))))


def add(times: int) -> int:
    refused = 0
    for _ in range(times):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT n FROM counter")
                (before,) = cursor.fetchone()
                cursor.execute("UPDATE counter SET n = %s", [before + 1])
        except OperationalError:
            refused += 1
    return refused


def report(seconds: float) -> int:
    # As a page does: outside a transaction of its own, reading row after row.
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM counter UNION ALL SELECT n FROM counter")
        cursor.fetchone()
        sys.stdout.write("reading ")
        sys.stdout.flush()
        time.sleep(seconds)
    return 0


if __name__ == "__main__":
    main(*sys.argv[1:])
