"""Identity numbers for people who do not exist: valid by GB 11643, unique, and out of a reserved block.

The sequence (digits 15 to 17) always lies in 900 … 995: 48 numbers for each area, birthday and sex. Real numbers may
lie there too, so a number alone proves nothing; files of this generator are labelled as synthetic in their metadata.
Where a block is full, the next area code of the city is used. Area codes are real, old ones of abolished counties too.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from minsheng.engines.formulas.identity import CHECK_DIGITS, WEIGHTS
from minsheng.engines.synthetic.ages import MALE
from minsheng.engines.synthetic.blueprint import Blueprint, County
from minsheng.engines.synthetic.making import calendar
from minsheng.engines.synthetic.streams import Bools, Ints, chance, rank_within

FIRST_SEQUENCE, LAST_SEQUENCE = 900, 995
PLACES = (LAST_SEQUENCE - FIRST_SEQUENCE + 1) // 2  # for each sex
DIGITS = 18
# Numbers exist since 1984; whoever was born before got one with the area code of that time.
NUMBERS_EXIST_SINCE = 1984
KEEPS_AN_OLD_AREA = 0.6
FROM_ANOTHER_COUNTY = 0.05
# Other counties of China from which people have moved here (GB/T 2260).
ELSEWHERE = (140105, 140109, 140302, 141102, 140121, 130102, 130403, 410102, 610102, 371002)
ROWS_AT_ONCE = 500_000


def is_reserved(number: str) -> bool:
    """Say whether a number lies in the block that this generator uses."""
    return (
        len(number) == DIGITS
        and number[14:17].isdigit()
        and FIRST_SEQUENCE <= int(number[14:17]) <= LAST_SEQUENCE
    )


def areas(county: County, city: Blueprint, born: Ints, is_local: Bools, rng: np.random.Generator) -> Ints:
    """Return the area code with which everybody's number begins."""
    year, _, _ = calendar(born)
    given_in = np.maximum(year, NUMBERS_EXIST_SINCE)
    now = next(
        area
        for area in county.identity_areas
        if area.to_year == max(a.to_year for a in county.identity_areas)
    )
    code = np.full(len(born), int(now.code))
    keeps_old = chance(rng, KEEPS_AN_OLD_AREA, len(born))
    for area in county.identity_areas:
        was_given = (area.from_year <= given_in) & (given_in < area.to_year)
        code = np.where(was_given & (keeps_old | (given_in >= now.from_year)), int(area.code), code)
    others = np.array(
        [int(area.code) for other in city.counties for area in other.identity_areas if area.to_year > 9000]
    )
    moved = chance(rng, FROM_ANOTHER_COUNTY, len(born))
    code = np.where(moved, others[rng.integers(0, len(others), len(born))], code)
    return np.where(is_local, code, np.array(ELSEWHERE)[rng.integers(0, len(ELSEWHERE), len(born))])


def identity_numbers(area: Ints, born: Ints, sex: Ints, spare: Sequence[int]) -> pa.Array:
    """Return a different valid number for everybody.

    area: area codes. born: days since 1970-01-01. sex: 1 is male. spare: area codes to use where a block is full.
    Raises ValueError when all blocks of a day are full, which needs more people than any city has.
    """
    area = area.astype(np.int64)
    turn = np.zeros(len(area), dtype=np.int64)  # how many areas were tried
    while True:
        place = _places(area, born, sex)
        over = np.flatnonzero(place >= PLACES)
        if not len(over):
            break
        if int(turn[over].max()) >= len(spare):
            raise ValueError(
                f"No free identity number is left for a birthday; give more than {len(spare)} area codes."
            )
        area[over] = np.array(spare)[turn[over]]
        turn[over] += 1
    # The first number of a block is not always 900: it turns with the day.
    start = (born.astype(np.int64) * 7 + area) % PLACES
    sequence = FIRST_SEQUENCE + 2 * ((place + start) % PLACES) + (sex == MALE)
    pieces = [
        _written(area[rows], born[rows], sequence[rows])
        for rows in np.array_split(np.arange(len(area)), max(1, len(area) // ROWS_AT_ONCE))
    ]
    text = np.concatenate(pieces) if pieces else np.zeros((0, DIGITS), dtype=np.uint8)
    offsets = np.arange(len(area) + 1, dtype=np.int32) * DIGITS
    return pa.StringArray.from_buffers(len(area), pa.py_buffer(offsets), pa.py_buffer(text.tobytes()))


def _places(area: Ints, born: Ints, sex: Ints) -> Ints:
    """Return everybody's place in the block of an area, a birthday and a sex; the first come first."""
    key = (area * 100_000 + (born.astype(np.int64) + 50_000)) * 2 + (sex == MALE)
    order = np.argsort(key, kind="stable")
    place = np.empty(len(key), dtype=np.int64)
    place[order] = rank_within(key[order])
    return place


def _written(area: Ints, born: Ints, sequence: Ints) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    year, month, day = calendar(born)
    whole = ((area * 10_000 + year) * 10_000 + month * 100 + day) * 1000 + sequence
    digits = np.empty((len(area), DIGITS), dtype=np.int64)
    for place in range(DIGITS - 2, -1, -1):
        digits[:, place] = whole % 10
        whole = whole // 10
    remainder = (digits[:, : DIGITS - 1] * np.array(WEIGHTS)).sum(axis=1) % 11
    text = (digits + ord("0")).astype(np.uint8)
    text[:, DIGITS - 1] = np.frombuffer(CHECK_DIGITS.encode(), dtype=np.uint8)[remainder]
    return text
