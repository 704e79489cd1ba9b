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
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.fused_page import Page
from minsheng.engines.policy.fused_regions import Regions
from minsheng.engines.policy.fused_steps import Answer, Part, Place, Plan
from minsheng.engines.policy.rulebook import Policy

COUNTY_ARGUMENTS = ("today", "amounts", "keys", "entries", "firsts", "afters")
FIXED_ARGUMENTS = (*COUNTY_ARGUMENTS, "first", "after", "offsets", "county", "zeros", "counts")


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
        counties, households = self._counties(), self._households()
        numbers = self.page.numbers_of_county()
        lines = [
            f"def of_counties({', '.join(COUNTY_ARGUMENTS)}, own):",
            "    for c in range(np.uint64(amounts.shape[0])):",
            *numbers,
            *counties,
            "",
            "",
            f"def kernel({', '.join(self.arguments)}):",
            f"    own = np.empty((amounts.shape[0], {len(self.page.owned) or 1}), np.int64)",
            f"    of_counties({', '.join(COUNTY_ARGUMENTS)}, own)",
            "    for h in range(first, after):",
            "        low, high = np.uint64(offsets[h]), np.uint64(offsets[h + ONE])",
            "        c = np.uint64(county[h])",
            *numbers,
            *households,
        ]
        return "\n".join([*lines, ""])

    def _counties(self) -> list[str]:
        self.page.line("pass")
        steps = [number for number, place in enumerate(self.plan.places) if place.part is Part.COUNTY]
        self._write_scope(steps, (), steps)
        for step, slot in self.page.owned.items():
            self.page.line(f"own[c, {slot}] = {self.page.known(step).value}")
        return self.page.take_lines()

    def _households(self) -> list[str]:
        self.page.read_owned()
        for turn in range(self.plan.turns + 1):
            self._write_household(turn)
            self._write_members(turn)
        return self.page.take_lines()

    def _write_household(self, turn: int) -> None:
        steps = [n for n, place in enumerate(self.plan.places) if place == Place(Part.HOUSEHOLD, turn)]
        answers = self.plan.answers_of(Entity.HOUSEHOLD, turn)
        self._write_scope(steps, answers, self._used_beyond(steps, dict(answers)))

    def _used_beyond(self, steps: Collection[int], answers: Collection[int]) -> list[int]:
        """Return the household's steps that members, later turns or answers given elsewhere need."""
        scope = set(steps)
        used = [
            child
            for number, step in enumerate(self.plan.steps)
            if number not in scope
            for child in step.children
        ]
        elsewhere = (answer for number, answer in enumerate(self.answers) if number not in answers)
        used += [step for answer in elsewhere for step in answer.steps]
        return [number for number in used if number in scope]

    def _write_members(self, turn: int) -> None:
        gathered, answers = self.plan.gathered(turn), self.plan.answers_of(Entity.PERSON, turn)
        if not gathered and not answers:
            return
        for number in gathered:
            fused_nodes.begin_gathering(self.page, number)
        values = [child for number in gathered for child in self.plan.steps[number].children]
        tops = [*values, *(step for _, answer in answers for step in answer.steps)]
        with self.page.inside("for j in range(low, high):"):
            self.page.line("i = j + np.uint64(zeros[j & np.uint64(63)])")
            self._write_scope(self.plan.of_members_below(tops), answers, values)
            for number in gathered:
                fused_nodes.gather(self.page, number)

    def _write_scope(
        self, steps: Sequence[int], answers: Sequence[tuple[int, Answer]], used: Sequence[int]
    ) -> None:
        """Write the steps of a scope, those in regions only where they are needed, and the answers."""
        amounts = {number: answer.amount for number, answer in answers if answer.amount is not None}
        always = [*used, *(answer.eligible for _, answer in answers)]
        self.page.regions = Regions(self.plan.steps, steps, used=always, amounts=amounts)
        self.page.write_steps(self.page.regions.root.steps)
        for number, answer in answers:
            fused_nodes.write_answer(self.page, number, answer)
