"""What the generator must know about a city: its counties and villages, its ages and its surnames.

A city pack (``kernel.registry.city``) draws the blueprint; the generator reads no files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

# The largest difference between two statements about the same share, from rounding in the sources.
ROUNDING = 1e-4


@dataclass(frozen=True, slots=True)
class Village:
    """A village or an urban community: the smallest division people are registered in."""

    code: str
    name: str
    township: str
    is_community: bool


@dataclass(frozen=True, slots=True)
class IdentityArea:
    """An area code that identity numbers of a county begin with, and the years in which it was given out."""

    code: str
    from_year: int = 0
    to_year: int = 9999  # the first year in which it was no longer given out


@dataclass(frozen=True, slots=True)
class County:
    """A county with the number of its residents, the share of them who live in communities, and its villages."""

    code: str
    name: str
    people: int
    urban_share: float
    villages: tuple[Village, ...]
    identity_areas: tuple[IdentityArea, ...]


@dataclass(frozen=True, slots=True)
class AgeBand:
    """A share of the people: those of ``from_age`` up to ``to_age`` full years, or older without an end."""

    from_age: int
    to_age: int | None
    share: float


@dataclass(frozen=True, slots=True)
class AgeStructure:
    """The shares of ages, men and town dwellers that the synthetic people must keep to."""

    bands: tuple[AgeBand, ...]
    male_share: float
    urban_share: float

    def shares_below(self) -> Mapping[int, float]:
        """Return the share of people younger than each age at which the bands say something, from 0 on.

        Raises ValueError when the bands contradict one another or leave an age open.
        """
        below = {0: 0.0}
        waiting = list(self.bands)
        while waiting:
            usable = [band for band in waiting if _says_something(band, below)]
            if not usable:
                ages = ", ".join(str(band.from_age) for band in waiting)
                raise ValueError(
                    f"The age bands from {ages} hang in the air: no other band ends where they begin."
                )
            for band in usable:
                _note(band, below)
                waiting.remove(band)
        return dict(sorted(below.items()))


def _says_something(band: AgeBand, below: Mapping[int, float]) -> bool:
    return band.to_age is None or band.from_age in below


def _note(band: AgeBand, below: dict[int, float]) -> None:
    if band.to_age is None:
        age, share = band.from_age, 1.0 - band.share
    else:
        age, share = band.to_age + 1, below[band.from_age] + band.share
    if abs(below.setdefault(age, share) - share) > ROUNDING:
        raise ValueError(
            f"The age bands contradict one another: the share of people under {age} is "
            f"{below[age]:.4f} by one and {share:.4f} by another."
        )


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Everything the generator needs to make up the people of one city."""

    key: str
    name: str
    counties: tuple[County, ...]
    age_structure: AgeStructure
    surnames: Mapping[str, float]
    focus_county: str = ""  # the county that a demo shows whole

    def county(self, code: str) -> County:
        """Return a county by its code. Raises KeyError naming the ones there are."""
        for county in self.counties:
            if county.code == code:
                return county
        known = ", ".join(county.code for county in self.counties)
        raise KeyError(f"{self.name} has no county {code!r}. Its counties: {known}.")


class HasBlueprint(Protocol):
    """A city pack."""

    @property
    def blueprint(self) -> Blueprint: ...


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Return ``total`` split into whole numbers by weight, by the method of the largest remainders.

    Ties go to the earlier weight, so the answer is always the same. Raises ValueError without a positive weight.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError(
            "Something can only be shared out by weights that are not negative and not all zero."
        )
    exact = [total * weight / whole for weight in weights]
    counts = [int(part) for part in exact]
    left = total - sum(counts)
    order = sorted(range(len(weights)), key=lambda i: (counts[i] - exact[i], i))
    for i in order[:left]:
        counts[i] += 1
    return counts
