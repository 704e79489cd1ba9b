"""How exact results are written in JSON: percentages and decimals rounded once, half away from zero."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from minsheng.engines.formulas.money import Rounding, rounded, yuan_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minsheng.engines.policy.text import Text

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Answer: TypeAlias = "Mapping[str, Json]"


def decimal(value: Fraction | int, places: int = 2) -> float:
    """Return an exact number with so many decimals, for reading only.

    >>> from fractions import Fraction
    >>> decimal(Fraction(2, 3), 4)
    0.6667
    """
    scale: int = 10**places
    return rounded(Fraction(value) * scale, rounding=Rounding.HALF_UP) / scale


def percent(value: Fraction | int, places: int = 2) -> float:
    """Return an exact ratio as a percentage with so many decimals.

    >>> from fractions import Fraction
    >>> percent(Fraction(579, 1087))
    53.27
    """
    return decimal(value * 100, places)


def percent_of(part: int, whole: int, places: int = 2) -> float | None:
    """Return a part of a whole as a percentage; None when there is no whole to speak of.

    >>> percent_of(579, 1087)
    53.27
    """
    return percent(Fraction(part, whole), places) if whole else None


def amount(fen: int, *, name: str = "amount") -> dict[str, Json]:
    """Return an amount in fen together with its reading in yuan."""
    return {f"{name}_fen": fen, f"{name}_yuan": yuan_text(fen)}


def both(text: Text) -> dict[str, Json]:
    """Return a wording in both languages."""
    return {"zh": text.zh, "en": text.en}
