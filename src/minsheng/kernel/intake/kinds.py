"""All kinds of sheet that can be imported: those of the kernel and those on the cards of programmes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from minsheng.kernel.intake.sheets import SHEETS
from minsheng.kernel.registry.card import Role, SheetKind
from minsheng.kernel.registry.loading import programmes, sheets

# Who may import files. An auditor and a village worker look on.
IMPORTERS = (Role.TOWNSHIP_REVIEWER, Role.COUNTY_CLERK, Role.COUNTY_APPROVER, Role.ADMINISTRATOR)


@cache
def sheet_kinds() -> Mapping[str, SheetKind]:
    """Return every kind of sheet by key, the kernel's own first."""
    return MappingProxyType({kind.key: kind for kind in SHEETS} | dict(sheets()))


@cache
def programme_of_sheet() -> Mapping[str, str]:
    """Return the key of the programme each kind of sheet belongs to; empty for the kernel's own."""
    owners = {kind.key: card.key for card in programmes().values() for kind in card.sheets}
    return MappingProxyType({key: owners.get(key, "") for key in sheet_kinds()})
