"""Which question to ask next: only what can still change an answer, the one that keeps most rules open first.

    for question in questions.next_questions(evaluation, FACTS):
        question.text.zh, question.member, question.policies

After each answer the household is evaluated again and asked anew; a fact that has become irrelevant is not asked.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from minsheng.engines.policy.evaluation import Evaluation, Result
from minsheng.engines.policy.facts import Fact, Vocabulary
from minsheng.engines.policy.results import MissingFact
from minsheng.engines.policy.text import Text


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for, of a member or of the household (None), and the policies whose answer it keeps open."""

    fact: Fact
    member: int | None
    text: Text
    policies: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """Return plain JSON types."""
        return {
            "fact": self.fact.name,
            "member": self.member,
            "text": self.text.as_dict(),
            "kind": str(self.fact.kind),
            "codes": {str(code): text.as_dict() for code, text in self.fact.codes.items()},
            "policies": list(self.policies),
        }


def next_questions(
    evaluation: Evaluation, vocabulary: Vocabulary, *, policies: Collection[str] | None = None
) -> list[Question]:
    """Return the questions worth asking, the most useful first; an empty list if no answer can change anything.

    The fact that keeps most answers open comes first; among equals the one that settles most of them alone, then the
    order of the vocabulary and of the members. Facts without a question are never asked: the city looks them up.
    policies: the keys to ask for, None for all.
    """
    kept_open: dict[MissingFact, list[Result]] = {}
    for result in evaluation.results:
        if policies is None or result.policy.key in policies:
            for fact in result.missing:
                kept_open.setdefault(fact, []).append(result)
    order = {name: place for place, name in enumerate(vocabulary)}

    def usefulness(fact: MissingFact) -> tuple[int, int, int, int]:
        results = kept_open[fact]
        settled = sum(len(result.missing) == 1 for result in results)
        return -len(results), -settled, order[fact.name], -1 if fact.member is None else fact.member

    askable = [fact for fact in kept_open if fact.name in order and vocabulary[fact.name].ask is not None]
    return [_question(fact, vocabulary, kept_open[fact]) for fact in sorted(askable, key=usefulness)]


def _question(missing: MissingFact, vocabulary: Vocabulary, results: list[Result]) -> Question:
    fact = vocabulary[missing.name]
    keys = tuple(dict.fromkeys(result.policy.key for result in results))
    return Question(fact, missing.member, fact.ask or fact.label, keys)
