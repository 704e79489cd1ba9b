"""A scale cut into named bands, such as "mild" from 5 and "moderate" from 10."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.engines.formulas.answers import both

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from minsheng.engines.formulas.answers import Json
    from minsheng.engines.policy.text import Text


@dataclass(frozen=True, slots=True)
class Band:
    """Everything from ``floor`` up to the next band."""

    floor: int | Fraction
    code: str
    text: Text

    def answer(self) -> dict[str, Json]:
        """Return the band for a JSON result."""
        return {"code": self.code, "label": both(self.text)}


def band_of(value: int | Fraction, bands: Sequence[Band]) -> Band:
    """Return the band with the highest floor that the value reaches. Bands are in rising order.

    Raises ValueError for a value below the lowest floor.
    """
    reached = [band for band in bands if value >= band.floor]
    if not reached:
        raise ValueError(f"{value} lies below the lowest band, which begins at {bands[0].floor}.")
    return reached[-1]
