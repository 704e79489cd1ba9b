"""Hiding small cells of a table, so that nobody is found in a count: below five, with complementary suppression.

The row sums and column sums of the table are published too, so hiding one cell alone would hide nothing. Cells are
added, the smallest first, until every row and column that hides something hides at least two cells that together
count at least five. What cannot be had that way (a table of one row) hides its whole line.

Not covered: two tables of different reforms compared with each other, and tables of different dimensions solved
together. Reports are for those with the post of an analyst and are logged.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

SMALLEST_SHOWN = 5

Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


def is_small(count: int) -> bool:
    """Say whether a count alone must be hidden; nobody at all may be said."""
    return 0 < count < SMALLEST_SHOWN


def hidden_cells(counts: Ints, *, spare: int | None = None) -> Truths:
    """Return which cells of a table of counts, shape (rows, columns), must be hidden.

    counts: not negative. The sums of the rows and of the columns are taken to be known to the reader.
    spare: the column that readers miss least; a row that must hide a second cell hides that one first.
    """
    hidden = (counts > 0) & (counts < SMALLEST_SHOWN)
    changed = True
    while changed:
        changed = False
        for line, mask in zip(counts, hidden, strict=True):
            changed |= _protect(line, mask, spare)
        for line, mask in zip(counts.T, hidden.T, strict=True):
            changed |= _protect(line, mask, None)
    return hidden


def _protect(line: Ints, mask: Truths, spare: int | None) -> bool:
    """Hide more cells of one line until what is hidden cannot be worked out from its sum; say if any was added."""
    added = False
    while mask.any() and (mask.sum() < 2 or line[mask].sum() < SMALLEST_SHOWN):
        rest = np.flatnonzero(~mask)
        if not len(rest):
            break
        # A zero protects nothing against its own sum, so the smallest count comes first and zeros last.
        counted = rest[line[rest] > 0]
        chosen = counted[np.argmin(line[counted])] if len(counted) else rest[0]
        mask[spare if spare is not None and spare in counted else chosen] = True
        added = True
    return added


def shown(count: int, *, is_hidden: bool) -> int | None:
    """Return a count, or None where it is hidden."""
    return None if is_hidden else count
