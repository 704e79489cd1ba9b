"""The questions of one page: at most six, each put once for everybody it concerns.

The policy engine says which facts still decide something, the most useful first. A question that concerns several
members is asked of all of them together ("everybody / nobody / not the same for all"), and one by one only if they
differ.
"""

from __future__ import annotations

from dataclasses import dataclass

from minsheng.engines.policy.evaluation import Evaluation
from minsheng.engines.policy.facts import Entity, Fact, Kind
from minsheng.engines.policy.questions import next_questions
from minsheng.faces.portal.answers import Answers
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import policies_for_residents

QUESTIONS_ON_A_PAGE = 6
FIELDS_ON_A_PAGE = 12
NONE_CODE = 0
# Asked only once the question it follows has been answered; most families never see it.
FOLLOW_UPS = {
    "dwelling_m2_per_person": "dwellings",
    "disability_kind": "disability_grade",
    "wants_work": "employment",
    "unemployed_since": "employment",
    "education": "employment",
    "graduated_on": "education",
    "work_cost_fen": "wage_fen",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One fact, asked of the household (no members) or of some members, all together or one by one."""

    fact: Fact
    members: tuple[int, ...]
    is_for_all: bool

    @property
    def fields(self) -> int:
        """How many fields a person has to fill in."""
        return 1 if self.is_for_all or not self.members else len(self.members)


def open_questions(evaluation: Evaluation, answers: Answers) -> list[Question]:
    """Return every question that still decides something and was not answered with "I do not know"."""
    members: dict[str, list[int]] = {}
    for asked in next_questions(evaluation, FACTS, policies=policies_for_residents()):
        if not answers.was_asked(asked.fact.name, asked.member):
            concerned = members.setdefault(asked.fact.name, [])
            if asked.member is not None:
                concerned.append(asked.member)
    return [
        _question(FACTS[name], sorted(concerned), answers)
        for name, concerned in members.items()
        if FOLLOW_UPS.get(name) not in members
    ]


def page_of(questions: list[Question]) -> list[Question]:
    """Return as many questions as fit on one page, at least one."""
    page: list[Question] = []
    for question in questions[:QUESTIONS_ON_A_PAGE]:
        if page and sum(one.fields for one in page) + question.fields > FIELDS_ON_A_PAGE:
            break
        page.append(question)
    return page


def _question(fact: Fact, members: list[int], answers: Answers) -> Question:
    is_for_all = len(members) > 1 and _can_be_asked_of_all(fact) and fact.name not in answers.one_by_one
    return Question(fact, tuple(members), is_for_all)


def _can_be_asked_of_all(fact: Fact) -> bool:
    """Say whether "everybody" or "nobody" answers a question: yes or no, and codes with an answer "none"."""
    return fact.entity is Entity.PERSON and (fact.kind is Kind.BOOL or has_none(fact))


def has_none(fact: Fact) -> bool:
    """Say whether a code has an answer that means "nothing of the kind"."""
    return fact.kind is Kind.CODE and NONE_CODE in fact.codes and fact.codes[NONE_CODE].zh == "无"
