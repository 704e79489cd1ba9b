"""What a counterfactual may suggest: nothing that nobody can change, and nothing that nobody should be told to."""

from __future__ import annotations

import pytest

from minsheng.kernel.people.facts import FACTS

NOBODY_CAN = (
    "born_on",
    "sex",
    "relation",
    "disability_grade",
    "is_severely_ill",
    "pension_fen",
    "basic_pension_fen",
)
NOBODY_SHOULD = ("rigid_expenses_year_fen", "work_cost_fen", "marital", "has_able_supporter", "father_status")


@pytest.mark.parametrize("name", [*NOBODY_CAN, *NOBODY_SHOULD])
def test_it_is_never_suggested(name: str) -> None:
    assert not FACTS[name].can_change


@pytest.mark.parametrize("name", ["wage_fen", "vehicles", "financial_assets_fen", "wants_work"])
def test_it_may_be_suggested(name: str) -> None:
    assert FACTS[name].can_change
