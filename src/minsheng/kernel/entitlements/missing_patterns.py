"""The sets of facts that keep answers open: few different ones, however many answers are open. Free of Django."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from minsheng.engines.policy.batch import MissingFacts

Ints = npt.NDArray[np.int64]
BITS_PER_WORD = 64


@dataclass(frozen=True, eq=False)
class Patterns:
    """Each different set of missing facts once, and which of them each open row waits for."""

    sets: tuple[tuple[str, ...], ...]
    of_row: Ints  # for each open row, the place of its set

    @classmethod
    def of(cls, missing: MissingFacts) -> Patterns:
        """Return the patterns of one policy's open rows."""
        of_row = np.zeros(len(missing.rows), dtype=np.int64)
        for word in range(missing.bits.shape[1]):
            values, codes = _numbered(missing.bits[:, word])
            # Two words become one number; the numbers stay small, because there are few patterns.
            _, of_row = _numbered(of_row * max(len(values), 1) + codes)
        _, first_rows = np.unique(of_row, return_index=True)
        return cls(tuple(_names(missing, row) for row in first_rows), of_row)

    def having(self, fact: str) -> npt.NDArray[np.bool_]:
        """Say for each pattern whether a fact is in it."""
        return np.array([fact in one for one in self.sets], dtype=np.bool_)

    def alone(self, fact: str) -> npt.NDArray[np.bool_]:
        """Say for each pattern whether it is one fact and nothing else."""
        return np.array([one == (fact,) for one in self.sets], dtype=np.bool_)

    @property
    def facts(self) -> set[str]:
        """Every fact that keeps any row open."""
        return {fact for one in self.sets for fact in one}


def _numbered(values: npt.NDArray[np.generic]) -> tuple[npt.NDArray[np.generic], Ints]:
    """Return the different values in order of appearance, and the place of each value among them."""
    encoded = pa.array(values).dictionary_encode()
    return encoded.dictionary.to_numpy(), np.asarray(encoded.indices.to_numpy()).astype(np.int64)


def _names(missing: MissingFacts, row: int) -> tuple[str, ...]:
    words = [int(word) for word in missing.bits[row]]
    return tuple(
        name
        for number, name in enumerate(missing.facts)
        if words[number // BITS_PER_WORD] >> (number % BITS_PER_WORD) & 1
    )
