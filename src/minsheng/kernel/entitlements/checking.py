"""What one household is owed and why, from what somebody wrote down. Free of Django; nothing is kept.

    answer = check_household(json.load(file), parameters, on=day)
    answer["results"][0]["status"]        # eligible, not_eligible, unknown

The same facts give the same answers as the screening of a whole city.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from minsheng.engines.policy import scalar
from minsheng.engines.policy.evaluation import Evaluation, Result
from minsheng.engines.policy.explain import explain
from minsheng.engines.policy.nearest import nearest
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.questions import next_questions
from minsheng.engines.policy.results import MissingFact
from minsheng.engines.policy.rulebook import Rulebook
from minsheng.kernel.entitlements.household_files import VERSION, HouseholdProblem, read_household, schema
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import rulebooks

__all__ = ["EXAMPLE", "HouseholdProblem", "check_household", "results_of", "schema"]

# A widow of 82 with little income and her grandson, in Lingshi county.
EXAMPLE: dict[str, Any] = {
    "county": "140729",
    "household": {
        "is_urban": False,
        "household_kind": 1,
        "assistance_class": 0,
        "financial_assets_fen": 800000,
        "vehicles": 0,
        "dwellings": 1,
        "has_shop": False,
        "registered_capital_fen": 0,
    },
    "persons": [
        {
            "born_on": "1944-03-02", "sex": 2, "relation": 1, "marital": 3, "has_local_hukou": True, "lives_here": True,
            "employment": 0, "wage_fen": 0, "business_fen": 12000, "property_fen": 0, "pension_fen": 0,
            "basic_pension_fen": 16300, "transfer_fen": 0, "disability_kind": 4, "disability_grade": 2,
            "has_able_supporter": False, "is_destitute_supported": False, "has_work_injury_care": False,
            "in_care_institution": False,
        },
        {
            "born_on": "2014-09-15", "sex": 1, "relation": 4, "has_local_hukou": True, "lives_here": True,
            "schooling": 2, "wage_fen": 0, "business_fen": 0, "property_fen": 0, "pension_fen": 0, "transfer_fen": 0,
            "basic_pension_fen": 0, "father_status": 11, "mother_status": 3,
            "has_able_supporter": True, "is_orphan_supported": False,
        },
    ],
}  # fmt: skip


def check_household(
    payload: object,
    parameters: ParameterSet,
    *,
    on: date,
    books: Iterable[Rulebook] | None = None,
    in_full: bool = False,
) -> dict[str, Any]:
    """Return for every policy and subject the answer, the amount, the reasons, what is missing, and what would help.

    ``in_full`` adds the whole explanation with every intermediate value. Raises HouseholdProblem naming every fault.
    """
    household = read_household(payload)
    chosen = rulebooks() if books is None else tuple(books)
    evaluation = scalar.evaluate(household, chosen, parameters, on=on)
    return {
        "version": VERSION,
        "on": on.isoformat(),
        "results": results_of(evaluation, in_full=in_full),
        "questions": [question.as_dict() for question in next_questions(evaluation, FACTS)],
    }


def results_of(evaluation: Evaluation, *, in_full: bool = False) -> list[dict[str, Any]]:
    """Return all results of an evaluation as plain JSON types."""
    return [_result(evaluation, result, in_full=in_full) for result in evaluation.results]


def _result(evaluation: Evaluation, result: Result, *, in_full: bool) -> dict[str, Any]:
    policy = result.policy
    told = explain(evaluation, policy.key, result.member)
    short = told.short().as_dict()
    change = nearest(evaluation, policy.key, result.member)
    answer: dict[str, Any] = {
        "policy": policy.key,
        "title": policy.title.as_dict(),
        "member": result.member,
        "status": result.status,
        "amount_fen": result.amount_fen,
        "per": str(policy.per),
        "benefit": str(policy.benefit),
        "answer": short["answer"],
        "reasons": short["conditions"],
        "missing": [_missing(fact) for fact in result.missing],
        "nearest": None if change is None else change.as_dict(),
        "parameters": list(result.parameters),
        "sources": list(policy.sources),
        "window": None if policy.window is None else policy.window.as_dict(),
        "papers": [paper.as_dict() for paper in policy.papers],
    }
    return answer | {"explanation": told.as_dict()} if in_full else answer


def _missing(missing: MissingFact) -> dict[str, Any]:
    fact = FACTS[missing.name]
    return {
        "name": missing.name,
        "member": missing.member,
        "label": fact.label.as_dict(),
        "ask": None if fact.ask is None else fact.ask.as_dict(),
    }
