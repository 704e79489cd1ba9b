"""The tile: a few hundred people with everything the rules ask about them, side by side in the fastest memory.

A register has a column per fact. Read person by person, sixty columns fight for the same places in a processor's
cache, because large arrays all begin at the start of a page. So a kernel copies the next people column by column,
which is fast, and reads the copy. A household that would not fit as a whole starts a new tile; one larger than a tile
goes through several, so a household may have any size.

For every person the bits of all facts that are unknown stand in words beside the values.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from minsheng.engines.policy.facts import Entity, Fact, Kind

PEOPLE = 304  # not a power of two, so that the parts of a tile do not fight each other
BITS_PER_WORD = 64
COLUMN_TYPES: Mapping[Kind, str] = {
    Kind.BOOL: "bool", Kind.NUMBER: "int32", Kind.MONEY: "int64", Kind.CODE: "int16", Kind.DATE: "int32",
}  # fmt: skip
ELEMENTS = ("bool", "int16", "int32", "int64")


class Tile:
    """Where each fact about persons lies in a tile; all tiles of one kernel are alike."""

    def __init__(self, facts: Mapping[str, Fact], open_facts: Collection[str]) -> None:
        self.people = PEOPLE
        names = list(facts)
        self.personal = {name: fact for name, fact in facts.items() if fact.entity is Entity.PERSON}
        self._numbers = {name: names.index(name) for name in self.personal}
        self.open_facts = [name for name in open_facts if name in self.personal]
        self._columns = {
            element: [name for name in self.personal if COLUMN_TYPES[self.personal[name].kind] == element]
            for element in ELEMENTS
        }

    @property
    def arrays(self) -> list[str]:
        """The names of a tile's arrays: one for each type of values, and the words of unknown facts."""
        return [*(f"tile_{element}" for element in ELEMENTS), "tile_unknown"]

    def read(self, fact: str) -> str:
        """Return the expression for the value of a fact for person i of the tile."""
        element = COLUMN_TYPES[self.personal[fact].kind]
        place = self._columns[element].index(fact)
        read = f"tile_{element}[i + np.uint64({place * self.people})]"
        return read if element == "bool" else f"np.int64({read})"

    def unknown_word(self, word: int) -> str:
        """Return the expression for a word of unknown facts of person i of the tile."""
        return f"tile_unknown[i + np.uint64({word * self.people})]"

    def arguments(self) -> list[str]:
        """What filling a tile takes of the kernel's own arguments."""
        values = [f"f{self._numbers[name]}" for name in self.personal]
        known = [f"k{self._numbers[name]}" for name in self.open_facts]
        return [*values, *known]

    def allocation(self, word_count: int) -> list[str]:
        """Return the lines that make an empty tile."""
        sizes = [
            f"np.empty({max(1, len(self._columns[one])) * self.people}, np.{one}{'_' * (one == 'bool')})"
            for one in ELEMENTS
        ]
        sizes.append(f"np.empty({word_count * self.people}, np.uint64)")
        return [f"{name} = {size}" for name, size in zip(self.arrays, sizes, strict=True)]

    def filling(self, bits: Mapping[str, tuple[int, int]], word_count: int) -> str:
        """Return the source of the function that fills a tile with some persons, from a first one on."""
        lines = [f"def fill_tile(from_person, count, {', '.join([*self.arrays, *self.arguments()])}):"]
        for element, names in self._columns.items():
            lines += [
                f"    copy_column(f{self._numbers[name]}, from_person, count, tile_{element}, "
                f"np.uint64({place * self.people}))"
                for place, name in enumerate(names)
            ]
        lines += [
            f"    clear(tile_unknown, np.uint64({word * self.people}), count)" for word in range(word_count)
        ]
        for name in self.open_facts:
            word, bit = bits[name]
            lines.append(
                f"    note_unknown(k{self._numbers[name]}, from_person, count, tile_unknown, "
                f"np.uint64({word * self.people}), np.uint64({bit}))"
            )
        return "\n".join([*lines, ""])
