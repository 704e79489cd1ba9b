"""Division codes: the twelve-digit code is the path, so "everything below" is a range of codes.

Two digits province, two city, two county, three township, three village (NBS codes for statistics).
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

CODE_DIGITS = 12


class Depth(IntEnum):
    """The level of a division, by the digits that are not padding."""

    PROVINCE = 2
    CITY = 4
    COUNTY = 6
    TOWNSHIP = 9
    VILLAGE = 12


# A city has a few thousand divisions, and importing a file asks about each of them for every row.
_remembered = lru_cache(maxsize=16_384)


@_remembered
def depth(code: str) -> Depth:
    """Return the level of a code. Raises ValueError for anything that is not a division code."""
    if len(code) != CODE_DIGITS or not code.isdigit():
        raise ValueError(f"{code!r} is not a division code: {CODE_DIGITS} digits are needed.")
    for level in Depth:
        if int(code[level:] or "0") == 0:
            return level
    return Depth.VILLAGE


@_remembered
def bounds(code: str) -> tuple[str, str]:
    """Return the half-open range of codes ``[low, high)`` of a division and all below it."""
    digits = depth(code)
    return code, str(int(code[:digits]) + 1).zfill(digits).ljust(CODE_DIGITS, "0")


def ancestor(code: str, level: Depth) -> str:
    """Return the code of the division above (or at) a level: the county of a village, say."""
    return code[:level].ljust(CODE_DIGITS, "0")


def contains(outer: str, inner: str) -> bool:
    """Say whether a division lies in another, or is the same one."""
    low, high = bounds(outer)
    return low <= inner < high
