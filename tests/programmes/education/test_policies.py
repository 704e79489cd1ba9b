"""The rules of education find what their cases say; the cases are data, in the folder beside this file."""

import pytest
from tests.programmes.rule_cases import cases_of


@pytest.mark.parametrize("case", cases_of("education"), ids=lambda case: f"{case.file}: {case.name}")
def test_the_rules_find_what_the_case_says(case):
    assert case.differences() == []
