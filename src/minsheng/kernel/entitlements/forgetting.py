"""Forgetting the facts in the files of old runs: they are personal and needed only until they have been compared.

What a run counted stays, in the database and in its summary. The latest runs keep everything, because the next one is
compared with them.
"""

from __future__ import annotations

from pathlib import Path

from minsheng.kernel.entitlements.models import Run
from minsheng.kernel.entitlements.run_files import folder_of

KEPT_FOR_EVER = frozenset({"summary.json", "counts.parquet", "open_questions.parquet"})


def forget_old_facts(*, keep_whole: int = 2) -> int:
    """Remove the personal files of all runs before the latest whole ones; return how many runs lost theirs.

    keep_whole: how many runs of the whole register keep their files, with the runs of some households after them.
    """
    if keep_whole < 1:
        raise ValueError("The latest whole run must keep its files: the next one is compared with it.")
    whole = Run.objects.filter(is_whole=True, finished_at__isnull=False).order_by("-pk")
    kept = list(whole.values_list("pk", flat=True)[:keep_whole])
    if len(kept) < keep_whole:
        return 0
    return sum(_forget(folder_of(run)) for run in Run.objects.filter(pk__lt=kept[-1]))


def _forget(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    personal = [path for path in folder.iterdir() if path.name not in KEPT_FOR_EVER]
    for path in personal:
        path.unlink()
    return bool(personal)
