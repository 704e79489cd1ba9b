"""Writing the scopes of a kernel one after the other: counties, then households and their members turn by turn."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from minsheng.engines.policy import fused_answers, fused_members
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.fused_page import Page
from minsheng.engines.policy.fused_regions import Regions
from minsheng.engines.policy.fused_steps import Answer, Part, Place, Plan
from minsheng.engines.policy.fused_truth import may_hold
from minsheng.engines.policy.terms import Aggregate


class Scopes:
    """Writes every scope of a plan on a page. The order of the three methods is the order of the calls."""

    def __init__(self, plan: Plan, page: Page) -> None:
        self._plan, self._page = plan, page
        self._page.gather_now = lambda number: self._gather([number], ())

    def counties(self) -> list[str]:
        """Return the lines for one county: what depends on nothing but parameters."""
        page = self._page
        page.line("pass")
        steps = [number for number, place in enumerate(self._plan.places) if place.part is Part.COUNTY]
        with page.scope(Regions(self._plan.steps, steps, used=steps)):
            for step, slot in page.owned.items():
                page.line(f"own[c, {slot}] = {page.known(step).value}")
        return page.take_lines()

    def owned(self) -> list[str]:
        """Return the lines that read for the households of a county what is computed for it."""
        self._page.read_owned()
        return self._page.take_lines()

    def households(self) -> list[str]:
        """Return the lines for one household and its members."""
        self._page.depth = 3
        turns = [self._regions_of_household(turn) for turn in range(self._plan.turns + 1)]
        for turn, regions in enumerate(turns):
            with self._page.scope(regions):
                for number, answer in self._plan.answers_of(Entity.HOUSEHOLD, turn):
                    fused_answers.write_answer(self._page, number, answer)
            next_steps = turns[turn + 1].root.steps if turn < self._plan.turns else ()
            gathered = [number for number in next_steps if self._is_aggregate(number)]
            self._gather(gathered, self._plan.answers_of(Entity.PERSON, turn))
        return self._page.take_lines()

    def _is_aggregate(self, number: int) -> bool:
        return isinstance(self._plan.steps[number].node, Aggregate)

    def _regions_of_household(self, turn: int) -> Regions:
        steps = [n for n, place in enumerate(self._plan.places) if place == Place(Part.HOUSEHOLD, turn)]
        answers = dict(self._plan.answers_of(Entity.HOUSEHOLD, turn))
        used = self._used_beyond(set(steps), answers)
        return Regions(self._plan.steps, steps, used=used, answers=answers)

    def _used_beyond(self, steps: Collection[int], answers: Collection[int]) -> list[int]:
        """Return the household's steps that members, later turns or answers given elsewhere need."""
        used = [
            child
            for number, step in enumerate(self._plan.steps)
            if number not in steps
            for child in step.children
        ]
        elsewhere = (answer for number, answer in enumerate(self._plan.answers) if number not in answers)
        used += [step for answer in elsewhere for step in answer.steps]
        return [number for number in used if number in steps]

    # Members.

    def _gather(self, gathered: Sequence[int], answers: Sequence[tuple[int, Answer]]) -> None:
        """Go through the members of a household: bring their values up to it, and answer about them."""
        if not gathered and not answers:
            return
        page = self._page
        for number in gathered:
            fused_members.begin_gathering(page, number)
        page.line("begin = low")
        with page.inside("while begin < high:"):
            with page.inside("if not (from_person <= begin and begin < to_person):"):
                page.line(f"from_person, to_person = begin, min(begin + np.uint64({page.tile.people}), end)")
                taken = ", ".join([*page.tile.arrays, *page.tile.arguments()])
                page.line(f"fill_tile(from_person, to_person - from_person, {taken})")
            page.line("finish = min(high, to_person)")
            with page.inside("for i in range(begin - from_person, finish - from_person):"):
                self._member(gathered, answers)
            page.line("begin = finish")

    def _member(self, gathered: Sequence[int], answers: Sequence[tuple[int, Answer]]) -> None:
        values = [child for number in gathered for child in self._plan.steps[number].children]
        tops = [*values, *(step for _, answer in answers for step in answer.steps)]
        steps = self._plan.of_members_below(tops)
        regions = Regions(self._plan.steps, steps, used=values, answers=dict(answers))
        with self._page.scope(regions):
            for number in gathered:
                fused_members.gather(self._page, number)
            for gate, region in regions.gates.items():
                with self._page.region(region, may_hold(self._page, self._page.known(gate))):
                    self._answer([pair for pair in answers if regions.gate_of.get(pair[0]) == gate])
            self._answer([pair for pair in answers if pair[0] not in regions.gate_of])

    def _answer(self, answers: Sequence[tuple[int, Answer]]) -> None:
        for number, answer in answers:
            fused_answers.write_answer(self._page, number, answer)
