"""Random streams that depend on the seed and a name alone: the same seed makes the same city, everywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.integer[Any]]
Floats: TypeAlias = NDArray[np.floating[Any]]
Bools: TypeAlias = NDArray[np.bool_]
Points: TypeAlias = Sequence[tuple[float, float]]


def stream(seed: int, *names: str) -> np.random.Generator:
    """Return the random stream of one subject; neither the process nor the order of work changes it."""
    digest = hashlib.sha256("/".join([str(seed), *names]).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def steady_fraction(*names: str) -> float:
    """Return a number in (0, 1) that belongs to a name whatever the seed."""
    digest = hashlib.sha256("/".join(names).encode()).digest()
    return (int.from_bytes(digest[:6], "big") + 0.5) / 2**48


def by_age(age: Ints, points: Points) -> Floats:
    """Return a rate for every age, on straight lines between the given (age, rate) points."""
    ages, rates = zip(*points, strict=True)
    table = np.interp(np.arange(121), ages, rates)
    return np.asarray(table[age])


def chance(rng: np.random.Generator, rate: Floats | float, count: int | None = None) -> Bools:
    """Return who is hit, each with the given rate."""
    return rng.random(np.shape(rate) if count is None else count) < rate


def draw(rng: np.random.Generator, count: int, weights: Sequence[float]) -> Ints:
    """Return ``count`` positions in ``weights``, drawn by weight."""
    bounds = np.cumsum(np.asarray(weights, dtype=np.float64))
    return np.searchsorted(bounds / bounds[-1], rng.random(count), side="right").clip(max=len(weights) - 1)


def some_of(rng: np.random.Generator, where: Bools | Ints, count: int) -> Ints:
    """Return up to ``count`` different positions out of those that are true (or listed), in rising order."""
    positions = np.flatnonzero(where) if where.dtype == bool else where
    chosen = rng.permutation(len(positions))[: max(count, 0)]
    return np.sort(positions[chosen])


def rank_within(groups: Ints) -> Ints:
    """Return for each row of a sorted column its position within its run of equal values, from 0."""
    if not len(groups):
        return np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    runs = np.diff(np.r_[starts, len(groups)])
    return np.arange(len(groups)) - np.repeat(starts, runs)
