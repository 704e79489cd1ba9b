"""The guide to writing a rule: its numbers, its rule, its cases and its answer are run as they stand there."""

from contextlib import redirect_stdout
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from io import StringIO

import pytest
from tests.make.documents import named_block

from minsheng.engines.policy.cases import CaseReader
from minsheng.engines.policy.check import problems
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Rulebook, parameters_used
from minsheng.kernel.people.facts import FACTS

GUIDE = "guides/write-a-rule.md"
FEN_OF_A_YUAN = 100


@pytest.fixture
def parameters() -> ParameterSet:
    return ParameterSet.from_texts({"elder_care": named_block(GUIDE, "elder_care.yaml")})


@pytest.fixture
def book() -> Rulebook:
    return _run("policies.py", {})["BOOK"]


@pytest.fixture
def cases(book, parameters, tmp_path):
    """The cases of the guide, read as the cases of a programme are, though its policy is in no programme."""
    path = tmp_path / "heating.yaml"
    path.write_text(named_block(GUIDE, "heating.yaml"), encoding="utf-8")
    return CaseReader((book,), FACTS, lambda city: parameters).read(path)


def _run(name: str, known: dict[str, object]) -> dict[str, object]:
    names = dict(known)
    exec(compile(named_block(GUIDE, name), name, "exec"), names)  # noqa: S102, our own guide
    return names


def test_the_numbers_of_the_guide_fit_its_rule(book, parameters, cases):
    for case in cases:
        assert problems([book], parameters, on=case.on, vocabulary=FACTS) == []


def test_every_case_of_the_guide_comes_out_as_it_says(cases):
    assert [difference for case in cases for difference in case.differences()] == []


def test_the_cases_of_the_guide_try_every_answer(cases):
    answers = {expected.status for case in cases for expected in case.expected}

    assert answers == {"eligible", "not_eligible", "unknown"}


def test_the_cases_of_the_guide_notice_every_changed_number(book, parameters, cases):
    (policy,) = book.policies.values()
    unnoticed = [
        (key, step)
        for key in parameters_used(policy)
        for step in (1, -1)
        if not any(case.differences(parameters=_with(parameters, key, step)) for case in cases)
    ]

    assert unnoticed == []


def _with(parameters: ParameterSet, key: str, step: int) -> ParameterSet:
    (period,) = parameters.history(key)
    if period.kind is Kind.DATE:
        return parameters.with_changes({key: (period.value + timedelta(days=step)).isoformat()})
    written = Fraction(period.value, FEN_OF_A_YUAN) if period.kind is Kind.MONEY else period.value
    return parameters.with_changes({key: str(written + step)})


def test_the_cases_of_the_guide_notice_every_condition_that_is_left_out(book, cases):
    (policy,) = book.policies.values()

    for left_out in policy.conditions:
        shorter = Rulebook("shorter", policy.title)
        kept = tuple(condition for condition in policy.conditions if condition is not left_out)
        shorter.policies[policy.key] = replace(policy, conditions=kept)
        assert any(case.differences(books=(shorter,)) for case in cases), left_out.label


def test_the_guide_prints_the_answer_it_shows(book, parameters):
    said = StringIO()

    with redirect_stdout(said):
        _run("ask.py", {"BOOK": book, "parameters": parameters})

    assert said.getvalue() == named_block(GUIDE, "answer.txt")
