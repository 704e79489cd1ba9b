"""The files of all bureaus of a synthetic city, as bureaus really keep them: in many hands, formats and encodings.

People and households by county or township, rolls, certificates, assessments, job lists and facilities. Every file
says 合成数据 in its title. Identity numbers are always text; a few rows have the mistakes of real lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minsheng.engines.synthetic.desk import Desk, desks
from minsheng.engines.synthetic.facility_sheets import facility_sheet
from minsheng.engines.synthetic.list_sheets import list_sheets
from minsheng.engines.synthetic.people_sheets import people_sheets
from minsheng.engines.synthetic.roll_sheets import roll_sheets
from minsheng.engines.synthetic.service_sheets import service_sheets
from minsheng.engines.synthetic.sheet_files import Format, Sheet, write_sheet
from minsheng.engines.synthetic.tables import SyntheticCity

# Real workbooks are slow to write; larger tables are sent as text, as offices do.
MOST_CELLS_OF_A_WORKBOOK = 400_000
FORMATS = (Format.XLSX, Format.GB18030, Format.XLSX, Format.UTF8, Format.XLSX, Format.UTF16)


@dataclass(frozen=True, slots=True)
class BureauFile:
    """One file, the kind of sheet it holds, and its rows below the header, mistakes and doubles included."""

    path: Path
    kind: str
    rows: int
    form: Format


def write_bureau_files(city: SyntheticCity, folder: Path) -> list[BureauFile]:
    """Write the files of all bureaus into a folder for each county and one for the city; people come first."""
    written = []
    for number, (place, sheet) in enumerate(_sheets(city)):
        form = FORMATS[number % len(FORMATS)]
        if form is Format.XLSX and len(sheet) * len(sheet.columns) > MOST_CELLS_OF_A_WORKBOOK:
            form = Format.GB18030
        path = write_sheet(folder / place / sheet.title, sheet, form)
        written.append(BureauFile(path, sheet.kind, len(sheet), form))
    return written


def _sheets(city: SyntheticCity) -> Iterator[tuple[str, Sheet]]:
    on_desks: list[Desk] = desks(city)
    name = city.blueprint.name
    for desk in on_desks:
        for sheet in people_sheets(desk):
            yield desk.name, sheet
    yield from list_sheets(on_desks, city=name)
    yield from roll_sheets(on_desks, city=name, seed=city.seed)
    yield name, facility_sheet(city)
    yield from service_sheets(on_desks, city=name)
