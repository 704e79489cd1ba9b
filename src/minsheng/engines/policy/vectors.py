"""Columns of values that may be unknown, and the operations of the rules on whole blocks of them.

A vector is (values, known, missing). ``known`` is None where everything is known. ``missing`` has shape (words, rows)
and a bit for each fact that keeps a cell unknown; it is zero wherever the cell is known, and None where ``known`` is.
``values`` may be a bare number where it is the same for all. Unknown cells hold a value within the bounds that
``intervals`` proved, so that nothing overflows or divides by zero there either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy.terms import Rounding

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Vector:
    """Values of one node for a block of subjects."""

    values: Any
    known: Any = None  # Mask, or None if everything is known
    missing: Any = None  # Bits, or None exactly where known is None

    def take(self, rows: npt.NDArray[np.int64]) -> Vector:
        """Return the vector at some rows; a value that is the same for all stays one value."""
        if np.ndim(self.values) == 0 and self.known is None:
            return self
        return Vector(
            self.values if np.ndim(self.values) == 0 else self.values[rows],
            None if self.known is None else self.known[rows],
            None if self.missing is None else self.missing[:, rows],
        )

    def spread(self, size: int) -> Vector:
        """Return the vector with one value for each of ``size`` subjects."""
        if np.ndim(self.values) == 0:
            return Vector(np.broadcast_to(np.asarray(self.values), (size,)), self.known, self.missing)
        return self


def both_known(vectors: Sequence[Vector]) -> tuple[Any, Any]:
    """Return where all vectors are known, and the facts missing elsewhere: for nodes that need every value."""
    partly = [vector for vector in vectors if vector.known is not None]
    if not partly:
        return None, None
    known = reduce(np.logical_and, [vector.known for vector in partly])
    missing = reduce(np.bitwise_or, [vector.missing for vector in partly])
    return known, missing


def settled(values: Any, known: Mask, vectors: Sequence[Vector]) -> Vector:
    """Return a vector whose missing facts are those of the given vectors, where it is not known."""
    if known.all():
        return Vector(values)
    parts = [vector.missing for vector in vectors if vector.missing is not None]
    missing = reduce(np.bitwise_or, parts)
    return Vector(values, known, np.where(known, np.uint64(0), missing))


def strict(compute: Callable[..., Any], *vectors: Vector) -> Vector:
    """Apply an operation that needs all its values."""
    known, missing = both_known(vectors)
    return Vector(compute(*(vector.values for vector in vectors)), known, missing)


# Truth.


def all_of(vectors: Sequence[Vector]) -> Vector:
    """Kleene's and: false where one is known to be false, else unknown where one is unknown."""
    values = reduce(
        np.logical_and,
        [
            vector.values if vector.known is None else np.logical_or(vector.values, ~vector.known)
            for vector in vectors
        ],
    )
    all_known, _ = both_known(vectors)
    if all_known is None:
        return Vector(values)
    return settled(values, np.logical_or(~values, all_known), vectors)


def any_of(vectors: Sequence[Vector]) -> Vector:
    """Kleene's or: true where one is known to be true, else unknown where one is unknown."""
    values = reduce(
        np.logical_or,
        [
            vector.values if vector.known is None else np.logical_and(vector.values, vector.known)
            for vector in vectors
        ],
    )
    all_known, _ = both_known(vectors)
    if all_known is None:
        return Vector(values)
    return settled(values, np.logical_or(values, all_known), vectors)


def one_of(values: Any, allowed: frozenset[int]) -> Any:
    """Return where values are in a short list."""
    found = np.zeros(np.shape(values), dtype=np.bool_)
    for code in sorted(allowed):
        found = np.logical_or(found, np.equal(values, code))
    return found


# Choices.


def choose(condition: Vector, then: Vector, otherwise: Vector) -> Vector:
    """Take the chosen branch; where the condition is unknown, the value both branches agree on, if they do."""
    values = np.where(condition.values, then.values, otherwise.values)
    if condition.known is None and then.known is None and otherwise.known is None:
        return Vector(values)
    known = np.where(condition.values, _known(then), _known(otherwise))
    if condition.known is None:
        missing = np.where(condition.values, _missing(then), _missing(otherwise))
        return Vector(values, known, missing)
    agree = np.equal(then.values, otherwise.values) & _known(then) & _known(otherwise)
    known = np.where(condition.known, known, agree)
    branch = np.where(condition.values, _missing(then), _missing(otherwise))
    either = _missing(condition) | _missing(then) | _missing(otherwise)
    missing = np.where(known, np.uint64(0), np.where(condition.known, branch, either))
    return Vector(values, known, missing)


def _known(vector: Vector) -> Any:
    return np.True_ if vector.known is None else vector.known


def _missing(vector: Vector) -> Any:
    return np.uint64(0) if vector.missing is None else vector.missing


def is_known(vector: Vector) -> Vector:
    """Return where a vector is known; the answer itself always is."""
    return Vector(np.True_ if vector.known is None else vector.known)


def or_else(value: Vector, fallback: Vector) -> Vector:
    """Take the fallback where the value is unknown."""
    if value.known is None:
        return value
    values = np.where(value.known, value.values, fallback.values)
    if fallback.known is None:
        return Vector(values)
    return settled(values, np.logical_or(value.known, fallback.known), [value, fallback])


# Numbers.


def ceil_divide(left: Any, right: Any) -> Any:
    """Divide, rounded up on the number line."""
    return -np.floor_divide(np.negative(left), right)


def share(amount: Any, numerator: Any, denominator: Any, rounding: Rounding) -> Any:
    """Return amount × numerator / denominator, rounded once.

    Computed from quotient and remainder, so that no product is larger than the result needs.
    """
    if rounding is Rounding.HALF_UP:
        whole, rest = np.divmod(np.abs(amount), denominator)
        nearest = whole * numerator + (2 * rest * numerator + denominator) // (2 * denominator)
        return np.sign(amount) * nearest
    whole, rest = np.divmod(amount, denominator)
    part = rest * numerator
    rounded = part // denominator if rounding is Rounding.FLOOR else ceil_divide(part, denominator)
    return whole * numerator + rounded


# Members brought up to their household. ``starts`` are the first rows of each household; none is empty.


def reduce_members(how: str, value: Vector, starts: npt.NDArray[np.int64]) -> Vector:
    """Bring the members' values up to their household: any, all, total, count, largest, smallest."""
    if how == "any":
        return _any_member(value, starts)
    if how == "all":
        opposite = _any_member(Vector(~value.values, value.known, value.missing), starts)
        return Vector(~opposite.values, opposite.known, opposite.missing)
    if how == "count":
        values = np.add.reduceat(value.values, starts, dtype=np.int64)
    else:
        values = _REDUCTIONS[how].reduceat(value.values, starts)
    if value.known is None:
        return Vector(values)
    known = np.logical_and.reduceat(value.known, starts)
    return Vector(values, known, missing_of_members(value, starts))


_REDUCTIONS = {"total": np.add, "largest": np.maximum, "smallest": np.minimum}


def missing_of_members(value: Vector, starts: npt.NDArray[np.int64]) -> Any:
    """Return the facts missing of any member."""
    if value.missing is None:
        return None
    return np.bitwise_or.reduceat(value.missing, starts, axis=1)


def _any_member(value: Vector, starts: npt.NDArray[np.int64]) -> Vector:
    if value.known is None:
        return Vector(np.logical_or.reduceat(value.values, starts))
    values = np.logical_or.reduceat(value.values & value.known, starts)
    known = values | np.logical_and.reduceat(value.known, starts)
    return settled(values, known, [Vector(values, known, missing_of_members(value, starts))])


def of_the_eldest(
    value: Vector, born_on: Vector, starts: npt.NDArray[np.int64], household: npt.NDArray[np.int64]
) -> Vector:
    """Return the value of the member born first, the earlier row of twins."""
    rows = np.arange(len(household))
    first_birth = np.minimum.reduceat(born_on.values, starts)
    eldest = np.minimum.reduceat(
        np.where(born_on.values == first_birth[household], rows, len(household)), starts
    )
    chosen = value.take(eldest)
    if born_on.known is None:
        return chosen
    alone = np.diff(starts, append=len(household)) == 1
    found = alone | np.logical_and.reduceat(born_on.known, starts)
    known = found & _known(chosen)
    either = missing_of_members(born_on, starts)
    if value.missing is not None:
        either = either | missing_of_members(value, starts)
    missing = np.where(known, np.uint64(0), np.where(found, _missing(chosen), either))
    return Vector(chosen.values, known, missing)
