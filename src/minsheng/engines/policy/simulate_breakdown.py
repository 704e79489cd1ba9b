"""A simulation by groups: county, age, sex, town or country, kind of household; and how the change is distributed.

Small groups are hidden (``simulate_privacy``): a hidden count is None, and so is the money of a group in which the
count of those who gain or lose is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.simulate import Outcome, PolicyChange, Simulation
from minsheng.engines.policy.simulate_privacy import hidden_cells, is_small, shown
from minsheng.engines.policy.text import Text

Ints = npt.NDArray[np.int64]

# Where a bar of the distribution ends, in yuan of one period; the change itself may be as large as it likes.
EDGES_YUAN = (-1000, -500, -200, -100, -50, 0, 50, 100, 200, 500, 1000)
FEN = 100


@dataclass(frozen=True, eq=False)
class Dimension:
    """A way to part the subjects: for every row of its entity the place in ``labels``."""

    key: str
    title: Text
    entity: Entity
    place: Ints
    labels: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of one dimension: counts by outcome (None: hidden), and the money of one period where it can be said.

    ``counts_people``: the counts are people who live in the households, not households; then there is no money.
    """

    dimension: str
    label: Text
    size: int | None
    counts: dict[str, int | None]
    change_fen: int | None
    counts_people: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """How many subjects' amount changes by between two bounds (yuan of one period; None: no bound)."""

    above_yuan: int | None
    to_yuan: int | None
    count: int | None


def groups(change: PolicyChange, dimension: Dimension) -> Iterator[Group]:
    """Yield the groups of a dimension that have anybody in them, with small cells hidden."""
    counts_people = dimension.entity is Entity.PERSON and not change.is_personal
    outcome, place = change.outcome, dimension.place
    if counts_people:
        outcome = outcome[change.register.household_row]
    elif dimension.entity is Entity.HOUSEHOLD and change.is_personal:
        place = place[change.register.household_row]
    size = len(dimension.labels)
    table = np.zeros((size, len(Outcome)), dtype=np.int64)
    np.add.at(table, (place, outcome), 1)
    money = np.zeros(size, dtype=np.int64)
    if not counts_people:
        np.add.at(money, place, change.change_fen)
    hidden = hidden_cells(table, spare=Outcome.UNCHANGED)
    hides_money = hidden[:, Outcome.GAINS] | hidden[:, Outcome.LOSES]
    for row, label in enumerate(dimension.labels):
        whole = int(table[row].sum())
        if whole:
            yield Group(
                dimension=dimension.key,
                label=label,
                size=None if is_small(whole) else whole,
                counts={
                    one.key: shown(int(table[row, one]), is_hidden=bool(hidden[row, one])) for one in Outcome
                },
                change_fen=None if counts_people or hides_money[row] else int(money[row]),
                counts_people=counts_people,
            )


def bars(change_fen: Ints) -> list[Bar]:
    """Return the distribution of changes other than zero, with small bars hidden.

    change_fen: of one period. A bar holds changes above its lower bound up to and including its upper one, except that
    a change of nothing is in no bar.
    """
    moved = change_fen[change_fen != 0]
    bounds: list[int | None] = [None, *EDGES_YUAN, None]
    places = np.searchsorted(np.array(EDGES_YUAN) * FEN, moved, side="left")
    counted = np.bincount(places, minlength=len(EDGES_YUAN) + 1).astype(np.int64)
    hidden = hidden_cells(counted[np.newaxis, :])[0]
    # One line only: its column sums are its own cells and say nothing more.
    return [
        Bar(low, high, shown(int(count), is_hidden=bool(is_hidden)))
        for low, high, count, is_hidden in zip(bounds[:-1], bounds[1:], counted, hidden, strict=True)
    ]


def household_gainers(found: Simulation) -> dict[str, int | None]:
    """Return how many households gain or lose money in a year by all changes together."""
    change = found.household_year_fen
    counts = [int((change == 0).sum()), int((change > 0).sum()), int((change < 0).sum())]
    hidden = hidden_cells(np.array([counts], dtype=np.int64), spare=0)[0]
    return {
        name: shown(count, is_hidden=bool(one))
        for name, count, one in zip(("unchanged", "gains", "loses"), counts, hidden, strict=True)
    }
