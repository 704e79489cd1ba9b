"""``minsheng keys``: which keys sealed what, a new key, and sealing everything anew with it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from minsheng.faces.cli.answering import AsJson, print_json, print_table
from minsheng.faces.cli.site import start_site

EXAMPLE = """Example:

    minsheng keys
    minsheng keys --add
    minsheng keys --reseal
"""


def keys(
    add: Annotated[
        bool,
        typer.Option("--add", help="Add a data key to the key file; the site uses it from its next start."),
    ] = False,
    reseal: Annotated[
        bool,
        typer.Option("--reseal", help="Seal everything anew with the newest key; may run beside the site."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say how many values each key seals; change keys without losing a value.

    To change keys: back up the key file, --add, restart the site, --reseal. An old key may leave the file only when no
    value and no backup needs it any more. The key of the index by which identity numbers are found is not changed.
    """
    start_site()
    if add and reseal:
        raise typer.BadParameter(
            "Add the key first, restart the site, then reseal: a running site needs both keys."
        )
    if add:
        _add()
    done = _reseal() if reseal else {}
    if as_json:
        print_json({"sealed_anew": done, "in_use": _in_use()})
        return
    if done:
        print_table("已重新加密 sealed anew", ["列 column", "值 values"], list(done.items()))
    print_table("密钥 keys", ["算法和密钥 cipher and key", "值 values"], list(_in_use().items()))


def _add() -> None:
    from django.conf import settings

    from minsheng.kernel.privacy.keys import add_key, key_ring

    number = add_key(Path(settings.MINSHENG_KEYS))
    key_ring.cache_clear()
    typer.echo(
        f"已加入第{number}号密钥。请备份密钥文件，再重新启动站点。 Key {number} was added. Back up the key file."
    )


def _reseal() -> dict[str, int]:
    from django.db import transaction
    from django.utils import timezone

    from minsheng.kernel.audit.record import record
    from minsheng.kernel.divisions.models import Division
    from minsheng.kernel.privacy.resealing import reseal
    from minsheng.kernel.registry.here import this_city

    counted: Counter[str] = Counter()
    for column, values in reseal():
        counted[column] += values
    with transaction.atomic():
        city = Division.objects.get(pk=this_city().code)
        record("values sealed anew", city, by=None, at=timezone.now(), values=counted.total())
    return dict(counted)


def _in_use() -> dict[str, int]:
    from minsheng.kernel.privacy.resealing import marks_in_use

    return {f"{cipher} {number}": count for (cipher, number), count in sorted(marks_in_use().items())}


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("keys", epilog=EXAMPLE)(keys)
