"""The registers of people and households as counties keep them: one wide table, by township where a county is large."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from minsheng.engines.policy.facts import Kind
from minsheng.engines.synthetic.bad_rows import with_mistakes
from minsheng.engines.synthetic.desk import Desk
from minsheng.engines.synthetic.gone import Gone
from minsheng.engines.synthetic.service_columns import SERVICE_COLUMNS
from minsheng.engines.synthetic.sheet_columns import constant, dates, nothing, relations, texts_of
from minsheng.engines.synthetic.sheet_files import Sheet
from minsheng.engines.synthetic.streams import Bools, Ints, chance
from minsheng.engines.synthetic.wording import RELATIONS_BY_SEX, title

STYLES = 4
# A county with more people sends one file for each township.
PEOPLE_IN_ONE_FILE = 40_000
DEATH_OR_MOVE_IS_KNOWN = 0.55
# Three columns of names, one code, or one text with the whole path.
BY_NAMES, BY_CODE, BY_PATH = "names", "code", "path"
PLACE_STYLES = (BY_NAMES, BY_CODE, BY_PATH, BY_NAMES)
# Whoever copies these sheets makes no mistakes in the long lists of dormitories.
LARGEST_WITH_MISTAKES = 8


def people_sheets(desk: Desk) -> Iterator[Sheet]:
    """Yield the sheets of a county."""
    r = desk.residents
    townships = [village.township for village in r.county.villages]
    if len(r) <= PEOPLE_IN_ONE_FILE:
        yield _sheet(desk, r.county.name, np.ones(len(r.size), dtype=bool))
        return
    for township in dict.fromkeys(townships):
        homes = np.array([name == township for name in townships])[r.village]
        if homes.any():
            yield _sheet(desk, f"{r.county.name}{township}", homes)


def _sheet(desk: Desk, name: str, homes: Bools) -> Sheet:
    r, style = desk.residents, desk.style % STYLES
    rows = np.flatnonzero(homes[r.home])
    rng = desk.county.making.rng(f"people sheet of {name}")
    left = _known_to_be_gone(desk, homes, rng)
    columns = (
        _who(desk, rows, left, style) | _where(desk, rows, left, style) | _facts(desk, rows, left, style)
    )
    columns |= _end(desk.county.gone, len(rows), left, style)
    numbers = {
        title(fact, style)
        for facts in (desk.county.persons, desk.county.households)
        for fact, kind in facts.kinds.items()
        if kind in (Kind.MONEY, Kind.NUMBER)
    }
    sheet = Sheet(
        kind="people_and_households",
        title=f"{name}人口与家庭登记表",
        office=f"{r.county.name}公安局",
        on=desk.on,
        columns=columns,
        numbers=frozenset(numbers),
    )
    small = np.concatenate([(r.size <= LARGEST_WITH_MISTAKES)[r.home[rows]], np.zeros(len(left), dtype=bool)])
    return with_mistakes(
        sheet, identity=title("identity", style), born=title("born_on", style), may=small, rng=rng
    )


def _known_to_be_gone(desk: Desk, homes: Bools, rng: np.random.Generator) -> Ints:
    """Return who of those gone is still listed with a household here, marked with the day of the death or move."""
    left = desk.county.gone
    listed = ~left.household_is_gone & homes[desk.residents.home[left.neighbour]]
    return np.flatnonzero(listed & chance(rng, DEATH_OR_MOVE_IS_KNOWN, len(left)))


def _who(desk: Desk, rows: Ints, left: Ints, style: int) -> dict[str, pa.Array]:
    r = desk.residents
    both = np.concatenate([rows, len(r) + left])
    relation = relations(r.relation[rows], r.sex[rows], style)
    other = RELATIONS_BY_SEX[9][0]
    return {
        title("household_no", style): desk.household_numbers().take(pa.array(both)),
        title("name", style): desk.names_of(both),
        title("identity", style): desk.numbers_of(both),
        title("relation", style): pa.concat_arrays([relation, constant(other, len(left))]),
        title("sex", style): desk.sex_of(both, style),
        title("born_on", style): desk.born_of(both, style),
    }


def _where(desk: Desk, rows: Ints, left: Ints, style: int) -> dict[str, pa.Array]:
    r = desk.residents
    homes = np.concatenate([r.home[rows], r.home[desk.county.gone.neighbour[left]]])
    villages = r.county.villages
    named = {
        BY_NAMES: {
            "county": [r.county.name] * len(villages),
            "township": [village.township for village in villages],
            "village": [village.name for village in villages],
        },
        BY_CODE: {"division": [village.code for village in villages]},
        BY_PATH: {"division": [f"{r.county.name}{village.township}{village.name}" for village in villages]},
    }
    place = pa.array(r.village[homes])
    columns = {
        title(field, style): pa.array(texts, pa.string()).take(place)
        for field, texts in named[PLACE_STYLES[style]].items()
    }
    both = np.concatenate([rows, len(r) + left])
    return columns | {
        title("address", style): desk.addresses_of(both),
        title("phone", style): desk.phones_of(both),
    }


def _facts(desk: Desk, rows: Ints, left: Ints, style: int) -> dict[str, pa.Array]:
    r, persons, households = desk.residents, desk.county.persons, desk.county.households
    columns = {}
    for fact in persons.kinds:
        if fact not in ("born_on", "sex", "relation") and fact not in SERVICE_COLUMNS:
            known = texts_of(persons, fact, rows, style)
            columns[title(fact, style)] = pa.concat_arrays([known, nothing(len(left))])
    homes = np.concatenate([r.home[rows], r.home[desk.county.gone.neighbour[left]]])
    for fact in households.kinds:
        columns[title(fact, style)] = texts_of(households, fact, homes, style)
    return columns


def _end(gone: Gone, living: int, left: Ints, style: int) -> dict[str, pa.Array]:
    columns = {}
    for field, is_meant in (("died_on", gone.died[left]), ("moved_away_on", ~gone.died[left])):
        ended = dates(gone.day[left], ~is_meant, style)
        columns[title(field, style)] = pa.concat_arrays([nothing(living), ended])
    return columns
