"""What would have to be different: the smallest change of one fact that makes a subject eligible.

    change = nearest.nearest(evaluation, "dibao")
    change.sentence.zh        # 第1位家庭成员的月工资性收入由757.00元变为719.99元（少37.01元），即符合

Only facts that people can change and that are known are tried, one at a time, and every change is verified by
evaluating the rule again. Amounts and numbers are searched outwards in both directions, at growing distances and at
the distances by which comparisons fail; between the last distance that fails and the first that succeeds the smallest
is found by halving. A rule that is eligible only within a window narrower than those distances may be missed; a change
that is returned always works. A number that is not negative stays so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from minsheng.engines.policy.calculation import Calculation
from minsheng.engines.policy.evaluation import Evaluation, Result
from minsheng.engines.policy.facts import Entity, Fact, Kind
from minsheng.engines.policy.reasons import Reasons
from minsheng.engines.policy.results import Eligibility, MissingFact
from minsheng.engines.policy.rulebook import everything_below
from minsheng.engines.policy.terms import Aggregate, FactRef
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Compare, Expression
from minsheng.engines.policy.wording import fill, money_text, plain, value_text

MOST_MEMBERS_TRIED = 12

_ORDER = [
    Kind.MONEY,
    Kind.NUMBER,
    Kind.BOOL,
    Kind.CODE,
]  # of kinds that are tried, and of what is offered first


@dataclass(frozen=True, slots=True)
class Change:
    """One fact with the value it has and the nearest value with which the policy would find "eligible".

    ``size`` is the distance for amounts (fen) and numbers, None for yes or no and for codes. ``line`` says how the
    value that is compared stands to its threshold ("比标准高37.00元"), where the fact is on one side of a comparison.
    """

    fact: Fact
    member: int | None
    now: int | bool
    then: int | bool
    size: int | None
    sentence: Text
    line: Text | None = None

    def as_dict(self) -> dict[str, object]:
        """Return plain JSON types."""
        return {
            "fact": self.fact.name,
            "member": self.member,
            "from": self.now,
            "to": self.then,
            "size": self.size,
            "sentence": self.sentence.as_dict(),
            "line": None if self.line is None else self.line.as_dict(),
        }


def nearest(evaluation: Evaluation, policy: str, member: int | None = None) -> Change | None:
    """Return the smallest change that makes a subject eligible; None if it is not "not eligible" or none exists.

    Amounts come before numbers, numbers before the rest: yuan and yes-or-no cannot be weighed against one another.
    """
    return next(iter(changes(evaluation, policy, member)), None)


def changes(evaluation: Evaluation, policy: str, member: int | None = None) -> list[Change]:
    """Return for each changeable fact its smallest change that makes a subject eligible, nearest first."""
    result = evaluation.of(policy, member)
    if result.eligibility is not Eligibility.NOT_ELIGIBLE:
        return []
    found = [_change(evaluation, result, place) for place in _candidates(evaluation, result)]
    return sorted(
        (change for change in found if change is not None),
        key=lambda change: (_ORDER.index(change.fact.kind), change.size or 0),
    )


def _candidates(evaluation: Evaluation, result: Result) -> Iterator[MissingFact]:
    """Yield the known, changeable facts that every condition which does not hold rests on: one fact must mend all."""
    failing = [list(everything_below(found.condition)) for found in result.conditions if not found.holds]
    names = set.intersection(
        *({node.fact.name for node in nodes if isinstance(node, FactRef)} for nodes in failing)
    )
    crosses_members = any(isinstance(node, Aggregate) for nodes in failing for node in nodes)
    for name in sorted(names):
        fact = evaluation.calculation.rules.facts[name]
        if fact.can_change and fact.kind in _ORDER:
            for member in _members(evaluation, result, fact, crosses_members=crosses_members):
                if evaluation.household.of(member).get(name) is not None:
                    yield MissingFact(name, member)


def _members(
    evaluation: Evaluation, result: Result, fact: Fact, *, crosses_members: bool
) -> list[int | None]:
    if fact.entity is Entity.HOUSEHOLD:
        return [None]
    others = range(min(evaluation.calculation.size, MOST_MEMBERS_TRIED)) if crosses_members else ()
    return list(dict.fromkeys([*([] if result.member is None else [result.member]), *others]))


def _change(evaluation: Evaluation, result: Result, place: MissingFact) -> Change | None:
    fact = evaluation.calculation.rules.facts[place.name]
    now = evaluation.household.of(place.member)[place.name]

    def makes_eligible(value: int) -> bool:
        facts = evaluation.household.with_fact(place.name, value, member=place.member)
        trial = Calculation(evaluation.calculation.rules, facts, verified=True)
        return trial.value(result.policy.eligible, result.member) is True

    if not isinstance(now, int):
        return None
    then: int | None
    if fact.kind in (Kind.MONEY, Kind.NUMBER):
        then = _nearest_number(now, fact, _gaps(evaluation, result), makes_eligible)
    else:
        then = next(filter(makes_eligible, _others(now, fact)), None)
    if then is None:
        return None
    return replace(_told(evaluation, place, now, then), line=_line(evaluation, result, place.name))


def _others(now: int, fact: Fact) -> list[int]:
    """Return the other values of a truth or a code, the nearest code first."""
    if fact.kind is Kind.BOOL:
        return [not now]
    return sorted((code for code in fact.codes if code != now), key=lambda code: abs(code - now))


def _nearest_number(
    now: int, fact: Fact, gaps: set[int], makes_eligible: Callable[[int], bool]
) -> int | None:
    low, high = fact.bounds
    low = max(low, 0) if now >= 0 else low
    found = [
        _nearest_in_direction(now, sign, room, gaps, makes_eligible)
        for sign, room in ((-1, now - low), (1, high - now))
    ]
    distances = [value for value in found if value is not None]
    return min(distances, key=lambda value: abs(value - now), default=None)


def _nearest_in_direction(
    now: int, sign: int, room: int, gaps: set[int], makes_eligible: Callable[[int], bool]
) -> int | None:
    fails = 0
    for distance in _distances(room, gaps):
        if makes_eligible(now + sign * distance):
            return now + sign * _smallest(fails, distance, lambda d: makes_eligible(now + sign * d))
        fails = distance
    return None


def _distances(room: int, gaps: set[int]) -> list[int]:
    """Return the distances to try: doubling ones, the gaps of failing comparisons, and all the room there is."""
    doubling = {1 << power for power in range(room.bit_length())}
    near_gaps = {gap + beyond for gap in gaps for beyond in (0, 1)}
    return sorted(distance for distance in doubling | near_gaps | {room} if 0 < distance <= room)


def _smallest(fails: int, succeeds: int, works: Callable[[int], bool]) -> int:
    """Return the smallest distance that works, given one that fails and a larger one that works."""
    while succeeds - fails > 1:
        middle = (fails + succeeds) // 2
        if works(middle):
            succeeds = middle
        else:
            fails = middle
    return succeeds


def _gaps(evaluation: Evaluation, result: Result) -> set[int]:
    """Return by how much the comparisons of the failing conditions miss, for the subject itself."""
    found: set[int] = set()
    for condition in result.conditions:
        if not condition.holds:
            for node in everything_below(condition.condition):
                gap = _gap(evaluation, node, result.member)
                if gap is not None:
                    found.add(abs(gap))
    return found


def _gap(evaluation: Evaluation, node: Expression, member: int | None) -> int | None:
    if not isinstance(node, Compare) or node.left.kind not in (Kind.MONEY, Kind.NUMBER):
        return None
    if node.entity is Entity.PERSON and member is None:
        return None
    left = evaluation.value(node.left, member)
    right = evaluation.value(node.right, member)
    return None if left is None or right is None else int(left) - int(right)


def _line(evaluation: Evaluation, result: Result, name: str) -> Text | None:
    """Say how far the value that rests on a fact stands from its threshold, in the comparison it is nearest to."""
    found = [
        (gap, node.left.kind)
        for condition in result.conditions
        if not condition.holds
        for node in everything_below(condition.condition)
        if (gap := _beyond(evaluation, node, name, result.member)) is not None and isinstance(node, Compare)
    ]
    if not found:
        return None
    gap, kind = min(found, key=lambda one: abs(one[0]))
    if gap == 0:
        return Text("正好等于标准", "exactly on the line")
    amount = money_text(abs(gap)) if kind is Kind.MONEY else plain(abs(gap))
    above = Text("比标准高{0}", "{0} over the line")
    return fill(above if gap > 0 else Text("比标准低{0}", "{0} below the line"), amount)


def _beyond(evaluation: Evaluation, node: Expression, name: str, member: int | None) -> int | None:
    """Return the value with the fact less the threshold without it; None where a comparison is not of that form."""
    gap = _gap(evaluation, node, member)
    if gap is None or not isinstance(node, Compare):
        return None
    sides = [
        any(isinstance(below, FactRef) and below.fact.name == name for below in everything_below(side))
        for side in (node.left, node.right)
    ]
    if sides[0] == sides[1]:
        return None
    return gap if sides[0] else -gap


def _told(evaluation: Evaluation, place: MissingFact, now: int, then: int) -> Change:
    fact = evaluation.calculation.rules.facts[place.name]
    words = [Reasons(evaluation.calculation).fact_words(place)]
    words += [value_text(value, fact.kind, fact.codes) for value in (now, then)]
    sentence = fill(Text("{0}由{1}变为{2}", "{0} from {1} to {2}"), *words)
    size = None
    if fact.kind in (Kind.MONEY, Kind.NUMBER):
        difference = then - now
        size = abs(difference)
        amount = money_text(size) if fact.kind is Kind.MONEY else plain(size)
        less_or_more = Text("少{0}", "{0} less") if difference < 0 else Text("多{0}", "{0} more")
        sentence = fill(Text("{0}（{1}）", "{0} ({1})"), sentence, fill(less_or_more, amount))
    sentence = fill(Text("{0}，即符合", "{0} would make it eligible"), sentence)
    return Change(fact, place.member, now, then, size, sentence)
