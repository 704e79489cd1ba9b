"""Writing the rules as the source of one Python function that a compiler makes fast: the fused kernel.

The function goes through some households and, turn by turn, their members (see ``fused_steps``). Every value is a
local variable. What is unknown is told by bits alone: a value has words of bits for the facts that keep it unknown,
and no bit set means that it is known. A value that no unknown fact can reach has no words at all, so that a complete
register costs nothing extra.

Nothing a user typed reaches the source: names are made of numbers, and constants are whole numbers or truth values.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from minsheng.engines.policy import fused_nodes
from minsheng.engines.policy.binding import BoundRules
from minsheng.engines.policy.fused_page import Page
from minsheng.engines.policy.fused_scopes import Scopes
from minsheng.engines.policy.fused_steps import Answer, Plan
from minsheng.engines.policy.rulebook import Policy

COUNTY_ARGUMENTS = ("today", "amounts", "keys", "entries", "firsts", "afters", "own")
FIXED_ARGUMENTS = (*COUNTY_ARGUMENTS, "first", "after", "offsets", "county", "counts")


class Source:
    """The source of a kernel for some policies, and the order of everything it takes and gives."""

    def __init__(self, rules: BoundRules, policies: Sequence[Policy], open_facts: Collection[str]) -> None:
        self.plan = Plan(rules, policies)
        self.page = Page(self.plan, open_facts, fused_nodes.write)
        self.facts = self.page.facts
        self.answers = self.plan.answers
        self.text = self._text()

    @property
    def arguments(self) -> list[str]:
        """Every argument in order: what is fixed, the facts, the answers."""
        facts = [name for fact in self.facts for name in self.fact_arguments(fact)]
        answers = [name for number in range(len(self.answers)) for name in self.answer_arguments(number)]
        return [*FIXED_ARGUMENTS, *facts, *answers]

    def fact_arguments(self, fact: str) -> list[str]:
        """The arguments for the column of a fact: its values, and where they are known if some are not."""
        number = list(self.facts).index(fact)
        return [f"f{number}", f"k{number}"] if self.page.is_open_fact(fact) else [f"f{number}"]

    def answer_arguments(self, number: int) -> list[str]:
        """The arguments for an answer: status, amount if there is one, open rows and their bits if there can be any."""
        answer = self.answers[number]
        amount = [] if answer.amount is None else [f"a{number}"]
        return [f"s{number}", *amount, *([f"r{number}", f"b{number}"] if self.can_be_open(answer) else [])]

    def can_be_open(self, answer: Answer) -> bool:
        """Whether an unknown fact can keep an answer open."""
        return any(self.page.words_of(step) for step in answer.steps)

    def _text(self) -> str:
        scopes = Scopes(self.plan, self.page)
        counties, owned, households = scopes.counties(), scopes.owned(), scopes.households()
        numbers = self.page.numbers_of_county()
        tile = self.page.tile
        lines = [
            f"def of_counties({', '.join(COUNTY_ARGUMENTS)}):",
            "    for c in range(np.uint64(amounts.shape[0])):",
            *numbers,
            *counties,
            "",
            "",
            tile.filling({fact: self.page.bit(fact) for fact in self.page.open_facts}, self.page.word_count),
            "",
            f"def kernel({', '.join(self.arguments)}):",
            *(f"    {line}" for line in tile.allocation(self.page.word_count)),
            "    from_person = to_person = ZERO",
            "    end = np.uint64(offsets[after])",
            "    start = first",
            "    while start < after:",
            "        c = np.uint64(county[start])",
            "        stop = start + ONE",
            "        while stop < after and county[stop] == county[start]:",
            "            stop += ONE",
            *numbers,
            *owned,
            "        for h in range(start, stop):",
            "            low, high = np.uint64(offsets[h]), np.uint64(offsets[h + ONE])",
            "            if high > to_person:",
            "                to_person = low  # the tile has ended: begin the next one here",
            *households,
            "        start = stop",
        ]
        return "\n".join([*lines, ""])
