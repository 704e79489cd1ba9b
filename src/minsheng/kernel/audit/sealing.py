"""Sealing the log into a chain, and checking the chain.

Entries are sealed in runs after their transactions, not one by one inside them: chaining within the business
transaction would make every writer wait for every other. While a seal is made, nobody writes: an entry whose number
was taken but which is not committed yet would otherwise turn up later inside a sealed run.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from minsheng.kernel.audit.models import Entry, Seal
from minsheng.kernel.privacy.keys import key_ring

GENESIS = bytes(32)


def seal_entries(*, at: datetime) -> Seal | None:
    """Seal all entries that are not sealed yet; None when there are none."""
    with transaction.atomic():
        _wait_for_writers()
        last = Seal.objects.select_for_update().order_by("-last_entry").first()
        entries = list(Entry.objects.filter(pk__gt=last.last_entry if last else 0).order_by("pk"))
        if not entries:
            return None
        previous = bytes(last.digest) if last else GENESIS
        return Seal.objects.create(
            first_entry=entries[0].pk, last_entry=entries[-1].pk, entries=len(entries), previous=previous,
            digest=_digest(previous, entries), sealed_at=at,
        )  # fmt: skip


def _wait_for_writers() -> None:
    """Wait until every act that is being recorded is committed; on SQLite the transaction is alone already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(Entry._meta.db_table)} IN SHARE MODE")


def broken_seals() -> list[str]:
    """Return a sentence for every seal that no longer fits its entries; an empty list is a good log."""
    found: list[str] = []
    previous, end = GENESIS, 0
    for seal in Seal.objects.order_by("last_entry"):
        entries = list(Entry.objects.filter(pk__gt=end, pk__lte=seal.last_entry).order_by("pk"))
        if bytes(seal.previous) != previous:
            found.append(
                f"Seal {seal.pk} does not follow the seal before it: a seal was removed or replaced."
            )
        if len(entries) != seal.entries:
            found.append(f"Seal {seal.pk} covers {seal.entries} entries, {len(entries)} are there.")
        elif not hmac.compare_digest(bytes(seal.digest), _digest(bytes(seal.previous), entries)):
            found.append(
                f"An entry between {seal.first_entry} and {seal.last_entry} was changed after sealing."
            )
        previous, end = bytes(seal.digest), seal.last_entry
    return found


def _digest(previous: bytes, entries: Iterable[Entry]) -> bytes:
    chain = hmac.new(key_ring().index_key, previous, hashlib.sha256)
    for entry in entries:
        row = [
            entry.pk, entry.at.isoformat(), entry.by_id, entry.what, entry.subject_kind, entry.subject_token,
            entry.division_code, entry.because, entry.details,
        ]  # fmt: skip
        chain.update(json.dumps(row, ensure_ascii=False, sort_keys=True).encode())
    return chain.digest()
