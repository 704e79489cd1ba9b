"""Other lists of bureaus: disability certificates, assessments of older people, registered unemployed, graduates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from minsheng.engines.synthetic.bad_rows import with_mistakes
from minsheng.engines.synthetic.desk import Desk, joined, person_columns
from minsheng.engines.synthetic.roll_sheets import CIVIL_AFFAIRS, DISABLED, WORK
from minsheng.engines.synthetic.sheet_columns import coded, dates
from minsheng.engines.synthetic.sheet_files import Sheet
from minsheng.engines.synthetic.streams import chance
from minsheng.engines.synthetic.wording import title, words
from minsheng.engines.synthetic.work import REGISTERED

# The certificate of a few people says another grade than the register.
GRADE_DIFFERS = 0.008
RECENT_GRADUATE_DAYS = 730


def list_sheets(desks: Sequence[Desk], *, city: str) -> Iterator[tuple[str, Sheet]]:
    """Yield the lists, each with the name of its folder."""
    for desk in desks:
        yield desk.name, _certificates(desk)
        yield desk.name, _assessments(desk)
        yield desk.name, _unemployed(desk)
    yield city, _graduates(desks, city)


def _with_mistakes(desk: Desk, sheet: Sheet, style: int) -> Sheet:
    rng = desk.county.making.rng(f"mistakes in {sheet.title}")
    return with_mistakes(
        sheet, identity=title("identity", style), born=title("born_on", style), may=None, rng=rng
    )


def _certificates(desk: Desk) -> Sheet:
    making, style = desk.county.making, desk.style
    rng = making.rng("certificates")
    rows = np.flatnonzero((making.persons["disability_grade"] > 0) & making.persons["has_local_hukou"])
    kind, grade = making.persons["disability_kind"][rows], making.persons["disability_grade"][rows]
    differs = chance(rng, GRADE_DIFFERS, len(rows))
    grade = np.where(differs & (grade < 4), grade + 1, grade)
    columns = person_columns(desk, rows, style)
    columns[title("disability_kind", style)] = coded(kind, None, words("disability_kind", style))
    columns[title("disability_grade", style)] = coded(grade, None, words("disability_grade", style))
    digits = [pa.array(part).cast(pa.string()) for part in (kind, grade)]
    columns[title("certificate", style)] = pc.binary_join_element_wise(desk.numbers_of(rows), *digits, "")
    issued = np.maximum(making.residents.born[rows] + 365, making.today - rng.integers(60, 3600, len(rows)))
    columns[title("issued_on", style)] = dates(np.minimum(issued, making.today - 1), None, style)
    sheet = Sheet(
        "disability_certificates", f"{desk.name}残疾人证名册", f"{desk.name}{DISABLED}", desk.on, columns
    )
    return _with_mistakes(desk, sheet, style)


def _assessments(desk: Desk) -> Sheet:
    making, style = desk.county.making, desk.style
    rows = np.flatnonzero(making.persons.is_known("care_level"))
    columns = person_columns(desk, rows, style)
    for fact in ("care_level", "assessed_on", "self_care_unmet"):
        columns[title(fact, style)] = desk.truth(fact, rows, style)
    name = f"{desk.name}老年人能力评估结果表"
    sheet = Sheet("elder_assessments", name, f"{desk.name}{CIVIL_AFFAIRS}", desk.on, columns)
    return _with_mistakes(desk, sheet, style)


def _unemployed(desk: Desk) -> Sheet:
    making, style = desk.county.making, desk.style
    rows = np.flatnonzero(making.persons["employment"] == REGISTERED)
    columns = person_columns(desk, rows, style)
    for fact in ("unemployed_since", "employment", "wants_work", "education", "lost_land", "is_veteran_seeking_work",
                 "on_city_hard_to_employ_list"):  # fmt: skip
        columns[title(fact, style)] = desk.truth(fact, rows, style)
    for fact in ("left_work_unwillingly", "unemployment_benefit_months", "suitable_offers_refused",
                 "trainings_refused"):  # fmt: skip
        columns[title(fact, style)] = desk.registered(fact, rows, style)
    name = f"{desk.name}登记失业人员名册"
    sheet = Sheet("registered_unemployed", name, f"{desk.name}{WORK}", desk.on, columns)
    return _with_mistakes(desk, sheet, style)


def _graduates(desks: Sequence[Desk], city: str) -> Sheet:
    style, parts = 0, []
    for desk in desks:
        making = desk.county.making
        graduated = making.persons["graduated_on"]
        recent = making.persons.is_known("graduated_on") & (making.today - graduated < RECENT_GRADUATE_DAYS)
        rows = np.flatnonzero(recent & (graduated <= making.today))
        columns = person_columns(desk, rows, style)
        for fact in ("graduated_on", "education", "employment", "wants_work"):
            columns[title(fact, style)] = desk.truth(fact, rows, style)
        for fact in ("graduate_briefings_given", "graduate_guidances_given", "graduate_offers_given",
                     "graduate_trainings_given"):  # fmt: skip
            columns[title(fact, style)] = desk.registered(fact, rows, style)
        parts.append(columns)
    return Sheet(
        "graduates", f"{city}离校未满两年高校毕业生名册", f"{city}{WORK}", desks[0].on, joined(parts)
    )
