"""Reading the awkward workbooks as the site would: with the kinds of sheet of every programme."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.kernel.intake.make_workbooks import FOLDER
from tests.kernel.intake.synthetic import background

from minsheng.kernel.intake.checking.preview import Preview, preview_workbook
from minsheng.kernel.intake.checking.tables import NOTHING_REMEMBERED, Memory
from minsheng.kernel.intake.reading.reading import read_workbook
from minsheng.kernel.intake.sheets import SHEETS
from minsheng.programmes.birth_support.sheets import SHEETS as BIRTH_SUPPORT
from minsheng.programmes.child_welfare.sheets import SHEETS as CHILD_WELFARE
from minsheng.programmes.elder_care.sheets import SHEETS as ELDER_CARE
from minsheng.programmes.employment.sheets import SHEETS as EMPLOYMENT
from minsheng.programmes.social_assistance.sheets import SHEETS as SOCIAL_ASSISTANCE

if TYPE_CHECKING:
    from minsheng.kernel.registry.card import SheetKind

KINDS: tuple[SheetKind, ...] = (
    *SHEETS,
    *SOCIAL_ASSISTANCE,
    *ELDER_CARE,
    *CHILD_WELFARE,
    *BIRTH_SUPPORT,
    *EMPLOYMENT,
)
BACKGROUND = background(
    place_kind={"社区食堂": "canteen", "日间照料中心": "day_care"},
    policy={"高龄津贴": "advanced_age_allowance", "低保": "dibao"},
)


def kind_called(key: str) -> SheetKind:
    """Return a kind of sheet by key."""
    return next(kind for kind in KINDS if kind.key == key)


def preview_bytes(
    content: bytes,
    *,
    file_name: str = "file.csv",
    kinds: tuple[SheetKind, ...] = KINDS,
    memory: Memory = NOTHING_REMEMBERED,
    control_total: int | None = None,
) -> Preview:
    """Read and check bytes."""
    workbook = read_workbook(content, file_name=file_name)
    return preview_workbook(
        workbook, kinds, background=BACKGROUND, memory=memory, control_total=control_total
    )


def preview_rows(kind: SheetKind, header: list[str], *rows: list[str], title: str = "") -> Preview:
    """Check a text table of one kind."""
    lines = [[title], header, *rows] if title else [header, *rows]
    content = "\n".join("\t".join(line) for line in lines).encode()
    return preview_bytes(content, kinds=(kind,))


def preview_file(name: str, *, memory: Memory = NOTHING_REMEMBERED) -> Preview:
    """Read and check one of the awkward workbooks."""
    return preview_bytes((FOLDER / name).read_bytes(), file_name=name, memory=memory)


def without_check(kind: SheetKind) -> SheetKind:
    """Return a kind whose rows are not compared with one another."""
    return replace(kind, check="")
