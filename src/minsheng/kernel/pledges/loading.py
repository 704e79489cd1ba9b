"""Putting the pledges of a city's files into the table. The files are the truth; measurements are never touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from minsheng.kernel.audit.record import record
from minsheng.kernel.pledges.files import GivenPledge, read_pledges
from minsheng.kernel.pledges.models import Pledge


@dataclass(slots=True)
class LoadedPledges:
    """What became of the pledges in the files: counted = written + changed + unchanged."""

    written: int = 0
    changed: int = 0
    unchanged: int = 0


@transaction.atomic
def load_pledges(folder: Path, *, at: datetime) -> LoadedPledges:
    """Write new pledges and change those whose file changed; a pledge that left the files stays with its history."""
    loaded = LoadedPledges()
    for given in read_pledges(folder):
        columns = _columns(given)
        pledge = Pledge.objects.filter(pk=given.key).first()
        if pledge is None:
            pledge = Pledge.objects.create(key=given.key, **columns)
            record("pledge written", pledge, by=None, at=at)
            loaded.written += 1
        elif changed := sorted(name for name, value in columns.items() if getattr(pledge, name) != value):
            Pledge.objects.filter(pk=pledge.pk).update(**columns)
            record("pledge changed", pledge, by=None, at=at, fields=", ".join(changed))
            loaded.changed += 1
        else:
            loaded.unchanged += 1
    return loaded


def _columns(given: GivenPledge) -> dict[str, Any]:
    return {
        "year": given.year,
        "title_zh": given.title.zh,
        "title_en": given.title.en,
        "sentence": given.sentence,
        "sentence_is_verbatim": given.sentence_is_verbatim,
        "source": given.source,
        "category": given.category,
        "programme": given.programme,
        "mode": given.mode,
        "target_low": given.target_low,
        "target_high": given.target_high,
        "unit_zh": given.unit.zh,
        "unit_en": given.unit.en,
        "baseline": given.baseline,
        "baseline_on": given.baseline_on,
        "due_on": given.due_on,
        "lead_bureau": given.lead_bureau,
        "indicator": given.indicator,
        "not_built_because_zh": given.not_built_because.zh if given.not_built_because else "",
        "not_built_because_en": given.not_built_because.en if given.not_built_because else "",
        "place_kinds": list(given.place_kinds),
        "note_zh": given.note.zh if given.note else "",
        "note_en": given.note.en if given.note else "",
        "is_public": given.is_public,
    }
