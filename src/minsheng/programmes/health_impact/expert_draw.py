"""Drawing an expert panel by lot, so that anybody can repeat the draw and get the same list.

The order of the pool comes from a hash of task, date and a public random text, such as that
day's lottery number. The first n experts are the panel, unless a rule is broken (too many of one
unit, too few of the field): then that draw is refused, recorded, and the next round draws anew.
Source: worked examples E9-3 and E9-4.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from minsheng.engines.formulas.problems import refused
from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from minsheng.engines.formulas.problems import BadInput

MOST_ROUNDS = 5000
SMALLEST_PANEL = 3


@dataclass(frozen=True, slots=True)
class Expert:
    """One member of the pool. Who is recused or suspended cannot be drawn."""

    key: str
    unit: str
    fields: frozenset[str]
    is_recused: bool = False
    is_suspended: bool = False

    @property
    def can_be_drawn(self) -> bool:
        return not (self.is_recused or self.is_suspended)


@dataclass(frozen=True, slots=True)
class Task:
    """What the panel is for, and the rules of the city."""

    key: str
    fields: frozenset[str]
    size: int
    at_least_related: int
    at_most_per_unit: int


@dataclass(frozen=True, slots=True)
class Draw:
    """The panel, the alternates in their order, and why earlier rounds were refused."""

    panel: tuple[Expert, ...]
    alternates: tuple[Expert, ...]
    refused_rounds: tuple[tuple[str, ...], ...]


def broken_rules(panel: Sequence[Expert], task: Task) -> tuple[str, ...]:
    """Return the codes of the rules a panel breaks, none when it may be appointed."""
    units = Counter(expert.unit for expert in panel)
    related = sum(bool(expert.fields & task.fields) for expert in panel)
    checks = {
        "size": len(panel) != task.size,
        "even_or_too_small": task.size % 2 == 0 or task.size < SMALLEST_PANEL,
        "recused": any(not expert.can_be_drawn for expert in panel),
        "too_many_of_one_unit": max(units.values(), default=0) > task.at_most_per_unit,
        "too_few_of_the_field": related < task.at_least_related,
    }
    return tuple(code for code, is_broken in checks.items() if is_broken)


def draw_panel(pool: Iterable[Expert], task: Task, *, on: date, public_entropy: str, alternates: int) -> Draw:
    """Draw a panel. The same pool, task, day and entropy always give the same list.

    Raises BadInput when the rules cannot be met, naming the rule.
    """
    candidates = sorted((expert for expert in pool if expert.can_be_drawn), key=lambda expert: expert.key)
    _must_be_possible(candidates, task)
    refused_rounds: list[tuple[str, ...]] = []
    for round_number in range(MOST_ROUNDS):
        # A separator nobody types keeps "a" and "bc" apart from "ab" and "c".
        seed = "\x1f".join((task.key, on.isoformat(), public_entropy, str(round_number)))
        ordered = sorted(candidates, key=lambda expert: _lot(seed, expert))
        panel, rest = tuple(ordered[: task.size]), tuple(ordered[task.size :])
        broken = broken_rules(panel, task)
        if not broken:
            return Draw(panel, rest[:alternates], tuple(refused_rounds))
        refused_rounds.append(broken)
    raise _impossible(
        "pool",
        Text(f"连续{MOST_ROUNDS}次抽取都不合规。", f"{MOST_ROUNDS} draws in a row broke a rule."),
        Text("专家过于集中在少数单位或领域。", "The experts belong to too few units or fields."),
    )


def _lot(seed: str, expert: Expert) -> bytes:
    return sha256(f"{seed}\x1f{expert.key}".encode()).digest()


def _must_be_possible(candidates: Sequence[Expert], task: Task) -> None:
    if task.size % 2 == 0 or task.size < SMALLEST_PANEL:
        raise _impossible(
            "size",
            Text(f"专家组人数为{task.size}。", f"The panel would have {task.size} members."),
            Text("应为不少于3人的单数。", "It must be odd and at least three."),
        )
    if len({expert.key for expert in candidates}) < len(candidates):
        raise _impossible(
            "pool",
            Text("专家库里有重复的专家。", "An expert is in the pool twice."),
            Text("同一人不能有两次抽中机会。", "Nobody may have two lots."),
        )
    related = [expert for expert in candidates if expert.fields & task.fields]
    if _most_without_crowding(candidates, task) < task.size:
        raise _impossible(
            "pool",
            Text("可抽专家所在单位太少。", "The experts who can be drawn belong to too few units."),
            Text("同一单位人数有上限，凑不满专家组。", "With the limit per unit the panel cannot be filled."),
        )
    if _most_without_crowding(related, task) < min(task.at_least_related, task.size):
        raise _impossible(
            "pool",
            Text("可抽的相关领域专家不足。", "Too few experts of the field can be drawn."),
            Text("专家组须有规定人数的相关领域专家。", "The panel needs a certain number of them."),
        )


def _most_without_crowding(experts: Iterable[Expert], task: Task) -> int:
    units = Counter(expert.unit for expert in experts)
    return sum(min(number, task.at_most_per_unit) for number in units.values())


def _impossible(field: str, what: Text, why: Text) -> BadInput:
    do = Text("请扩充专家库或核对抽取规则。", "Enlarge the pool, or check the rules of the draw.")
    return refused(field, "draw_impossible", what=what, why=why, do=do)
