"""The page a kernel is written on: its lines, and what each step is called where the writing has got to."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from minsheng.engines.policy.binding import Step
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.fused_regions import Region, Regions
from minsheng.engines.policy.fused_steps import Plan
from minsheng.engines.policy.fused_tile import BITS_PER_WORD, Tile
from minsheng.engines.policy.terms import FactRef, IsKnown, OrElse


@dataclass(frozen=True)
class Known:
    """What a step is called in the source: its value, and for each word of missing facts it may have, that word."""

    value: str
    words: tuple[tuple[int, str], ...] = ()

    def word(self, number: int) -> str:
        return dict(self.words).get(number, "ZERO")


class Page:
    """Lines written so far, names in use, and what the kernel must be given."""

    def __init__(self, plan: Plan, open_facts: Collection[str], write: Callable[[Page, int], Known]) -> None:
        self.plan = plan
        self.facts = plan.facts()
        self.open_facts = tuple(sorted(set(open_facts) & set(self.facts)))
        self.word_count = max(1, -(-len(self.open_facts) // BITS_PER_WORD))
        self._words_of: list[tuple[int, ...]] = []
        for step in plan.steps:
            self._words_of.append(self._words_below(step))
        self.owned = {number: slot for slot, number in enumerate(plan.owned())}
        self.amounts: dict[tuple[str, str, int], int] = {}  # key, what is read of it, place -> column
        self.tables: dict[str, int] = {}  # key -> column
        self.tile = Tile(self.facts, self.open_facts)
        self.regions = Regions(plan.steps, ())
        self.at = self.regions.root
        self.gather_now: Callable[[int], None]  # goes through the members for one aggregate; set by who can
        self._write = write
        self._known: ChainMap[int, Known] = ChainMap()
        self._flags: ChainMap[tuple[str, ...], str] = ChainMap()
        self._flag_count = 0
        self.depth = 2
        self._lines: list[str] = []

    # Unknown facts.

    def is_open_fact(self, fact: str) -> bool:
        """Whether a fact may be unknown."""
        return fact in self.open_facts

    def bit(self, fact: str) -> tuple[int, int]:
        """Return the word and the bit that stand for a fact that may be unknown."""
        word, place = divmod(self.open_facts.index(fact), BITS_PER_WORD)
        return word, 1 << place

    def read(self, fact: str) -> str:
        """Return the expression for the value of a fact, of the member or the household at hand."""
        if fact in self.tile.personal:
            return self.tile.read(fact)
        read = f"f{list(self.facts).index(fact)}[h]"
        return read if self.facts[fact].kind is Kind.BOOL else f"np.int64({read})"

    def unknown_word(self, fact: str) -> str:
        """Return the expression for a word that has the bit of a fact where it is unknown."""
        if fact in self.tile.personal:
            return self.tile.unknown_word(self.bit(fact)[0])
        return f"(np.uint64(k{list(self.facts).index(fact)}[h]) - ONE)"

    def words_of(self, number: int) -> tuple[int, ...]:
        """Return the words in which a step may have a missing fact."""
        return self._words_of[number]

    def _words_below(self, step: Step) -> tuple[int, ...]:
        if isinstance(step.node, FactRef):
            return (self.bit(step.node.fact.name)[0],) if self.is_open_fact(step.node.fact.name) else ()
        below = [self._words_of[child] for child in step.children]
        if isinstance(step.node, IsKnown) or (isinstance(step.node, OrElse) and not all(below)):
            return ()
        return tuple(sorted({word for words in below for word in words}))

    # Lines.

    def line(self, text: str) -> None:
        self._lines.append("    " * self.depth + text)

    def let(self, name: str, expression: str) -> str:
        """Write an assignment and return the name."""
        if name != expression:
            self.line(f"{name} = {expression}")
        return name

    def take_lines(self) -> list[str]:
        taken, self._lines = self._lines, []
        return taken

    @contextmanager
    def inside(self, opening: str) -> Iterator[None]:
        """Write an indented block; what is named inside is forgotten outside."""
        self.line(opening)
        self._known, self._flags = self._known.new_child(), self._flags.new_child()
        self.depth += 1
        yield
        self.depth -= 1
        self._known, self._flags = self._known.parents, self._flags.parents

    @contextmanager
    def region(self, region: Region, condition: str) -> Iterator[None]:
        """Write a region: its steps are computed only where a condition holds."""
        outer = self.at
        with self.inside(f"if {condition}:"):
            self.at = region
            self.write_steps(region.steps)
            yield
        self.at = outer

    @contextmanager
    def scope(self, regions: Regions) -> Iterator[None]:
        """Write another scope, and come back to the present one."""
        outer = self.regions, self.at
        self.regions, self.at = regions, regions.root
        self.write_steps(regions.root.steps)
        yield
        self.regions, self.at = outer

    # Steps.

    def write_steps(self, steps: Sequence[int]) -> None:
        for number in steps:
            self._known[number] = self._write(self, number)

    def known(self, number: int) -> Known:
        """Return what a step is called here; it must be written already."""
        return self._known[number]

    def read_owned(self) -> None:
        """Read for a household what is computed once for its county."""
        for number, slot in self.owned.items():
            read = self.let(f"v{number}", f"own[c, {slot}]" + (" != 0" if self.is_truth(number) else ""))
            self._known[number] = Known(read)

    def is_truth(self, number: int) -> bool:
        """Whether a step is true or false, and not a number."""
        return getattr(self.plan.steps[number].node, "kind", None) is Kind.BOOL

    def is_unknown(self, known: Known) -> str | None:
        """Return the name of a flag that is true where a value is unknown; None if it is always known."""
        if not known.words:
            return None
        names = tuple(name for _, name in known.words)
        if names not in self._flags:
            self._flag_count += 1
            self._flags[names] = self.let(f"u{self._flag_count}", f"({' | '.join(names)}) != ZERO")
        return self._flags[names]

    def joined(self, number: int, parts: Sequence[Known]) -> tuple[tuple[int, str], ...]:
        """Write the missing facts of all parts together, as the words of a step."""
        joined = []
        for word in sorted({word for part in parts for word, _ in part.words}):
            names = list(dict.fromkeys(part.word(word) for part in parts if part.word(word) != "ZERO"))
            one = names[0] if len(names) == 1 else self.let(f"m{number}_{word}", " | ".join(names))
            joined.append((word, one))
        return tuple(joined)

    # Parameters.

    def amount(self, key: str, what: str = "value", place: int = 0) -> str:
        """Return the name of a parameter's number in the county at hand.

        what: its value, numerator or denominator, or the key, entry or rise of one place in its table.
        """
        return f"p{self.amounts.setdefault((key, what, place), len(self.amounts))}"

    def table(self, key: str) -> str:
        """Return the arguments that name a parameter's table in the county at hand."""
        column = self.tables.setdefault(key, len(self.tables))
        return f"keys, entries, t{column}, z{column}"

    def numbers_of_county(self) -> list[str]:
        """Return the lines that read everything the parameters say in county c."""
        numbers = [f"        p{column} = amounts[c, {column}]" for column in self.amounts.values()]
        tables = [
            f"        t{column}, z{column} = firsts[c, {column}], afters[c, {column}]"
            for column in self.tables.values()
        ]
        return [*numbers, *tables]
